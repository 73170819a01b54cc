"""Figures whose binding is known, one beside the other: exchanged, or the same one on both sides."""

import re
from collections.abc import Iterator, Sequence

from agent.gate.candidate import tell
from agent.gate.claims import Wrong
from agent.gate.context import TIME
from agent.gate.periods import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term

_CONTRAST = re.compile(
    r"\b(?:against|versus|vs\.?|compared (?:to|with)|followed by|than|ahead of|behind|instead of)\b",
    re.IGNORECASE,
)


def exchanged(bound: Sequence[tuple[Reading, Term]]) -> Iterator[Wrong]:
    """Cells of two rows under each other's names: "Meat sold <Deli's> and Deli <Meat's>"."""
    named = [(r, t, _hard_rows(r, t)) for r, t in bound if t.formula is None and t.rows and t.frame]
    for n, (reading, term, rows) in enumerate(named):
        for _, other, others in named[n + 1 :]:
            alike = term.frame is other.frame and term.measure == other.measure
            if (
                alike
                and rows & other.rows
                and others & term.rows
                and not rows & term.rows
                and not others & other.rows
            ):
                figure = reading.figure
                yield Wrong(figure.start, figure.end, "the figures of the two are exchanged", tell(term))


def repeated(bound: Sequence[tuple[Reading, Term]]) -> Iterator[Wrong]:
    """One cell on both sides of a contrast: "Meat sold <Meat's>, followed by Deli with <Meat's>"."""
    for n, (reading, term) in enumerate(bound):
        for other, again in bound[n + 1 :]:
            between = reading.passage.text[reading.figure.end : other.figure.start]
            if term.row is not None and again.cells == term.cells and _CONTRAST.search(between):
                figure = other.figure
                yield Wrong(figure.start, figure.end, "the same figure stands on both sides", tell(again))


def _hard_rows(reading: Reading, term: Term) -> set[int]:
    """The rows that the names in the figure's clause speak of."""
    frame = term.frame
    if frame is None:
        return set()
    rows: set[int] | None = None
    for axis, ones in reading.attached.items():
        hard = [
            one.mention
            for one in ones
            if one.hard and (axis in frame.axes or (axis == TIME and one.mention.span))
        ]
        if hard and (axis != TIME or frame.time):
            found = {r for m in hard for r in rows_of(frame, m, tuple(range(len(frame.rows))))}
            rows = found if rows is None else rows & found
    return rows or set()
