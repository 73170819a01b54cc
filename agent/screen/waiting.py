"""Questions that wait for the answer before them: in order, shown, and taken back where wanted."""

import uuid
from collections import defaultdict
from typing import NamedTuple

MOST = 10
LONGEST = 8_001
"""One character more than is read: what is longer gets the sentence that says so."""


class Waiting(NamedTuple):
    """A question in line, under an id of its own."""

    id: str
    text: str


class Line:
    """The questions in line, by thread."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[Waiting]] = defaultdict(list)

    def join(self, thread: str, text: str) -> bool:
        """Puts a question at the end of the line. False where the line is full or nothing is asked."""
        line, asked = self._waiting[thread], text.strip()[:LONGEST]
        if asked and len(line) < MOST:
            line.append(Waiting(uuid.uuid4().hex, asked))
            return True
        return False

    def leave(self, thread: str, key: str) -> None:
        """Takes a question back."""
        self._waiting[thread] = [one for one in self._waiting[thread] if one.id != key]

    def next(self, thread: str) -> str | None:
        """The question whose turn it is, which leaves the line with this."""
        return self._waiting[thread].pop(0).text if self._waiting[thread] else None

    def shown(self, thread: str) -> list[dict[str, str]]:
        """What the page shows of the line."""
        return [one._asdict() for one in self._waiting[thread]]
