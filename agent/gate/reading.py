"""A figure with everything that was understood of the words around it."""

from dataclasses import dataclass

from agent.gate.context import Mention
from agent.gate.figure import Figure
from agent.gate.nearest import Attached
from agent.gate.sentences import Passage
from agent.gate.words import Said


@dataclass(frozen=True)
class Reading:
    """A figure with everything that was understood of the words around it."""

    figure: Figure
    passage: Passage
    said: Said
    attached: dict[str, list[Attached]]
    own: list[Mention]
