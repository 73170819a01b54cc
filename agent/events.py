"""What a turn reports while it runs."""

from dataclasses import dataclass
from typing import Literal

from agent.answer import Answer


@dataclass(frozen=True)
class Step:
    """A step in plain words ("Looking up sales by department"). `seconds` is set when it is done.

    A step that starts again under the same `key` is the same line on the screen. `part` is how much of it is
    done, from 0 to 1, where that is known while it runs.
    """

    key: str
    label: str
    state: Literal["started", "done", "failed"]
    seconds: float | None = None
    part: float | None = None


@dataclass(frozen=True)
class Token:
    """A piece of the verified text, in order. All pieces joined are the answer's text."""

    text: str


@dataclass(frozen=True)
class Done:
    """The end of the turn. Always the last event."""

    answer: Answer


Event = Step | Token | Done
