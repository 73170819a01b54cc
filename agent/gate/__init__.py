"""The number gate: figures of an answer are bound to evidence and recomputed, or they do not stand."""

from agent.gate.check import Checked, Failure, check
from agent.gate.lexicon import Vocabulary, ready
from agent.gate.removal import remove

__all__ = ["Checked", "Failure", "Vocabulary", "check", "ready", "remove"]
