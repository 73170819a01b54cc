"""The number gate: figures of an answer are bound to evidence and recomputed, or they do not stand."""

from agent.gate.check import Checked, check
from agent.gate.given import Given
from agent.gate.lexicon import Vocabulary, ready
from agent.gate.numbers import figures
from agent.gate.outcomes import Failure
from agent.gate.removal import remove
from agent.gate.sentences import passages

__all__ = ["Checked", "Failure", "Given", "Vocabulary", "check", "figures", "passages", "ready", "remove"]
