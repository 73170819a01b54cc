"""The rows that a single cell may come from: the named one, or one that a rank or a range points to."""

import re
from typing import Any

from agent.gate.context import TIME, Mention
from agent.gate.frames import Frame
from agent.gate.nearest import clause
from agent.gate.operands import named
from agent.gate.ranges import in_order
from agent.gate.rank_words import ranks
from agent.gate.reach import Reach
from agent.gate.reading import Reading

_RANGED = re.compile(
    r"\b(?:rang(?:e|es|ed|ing)|between|varie[sd]|from|as (?:much|high|low|little) as)\b", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:all|each|every|others?|rest|both|none|no)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:others?|rest|remaining)\b", re.IGNORECASE)


def cell_rows(reading: Reading, open_: Reach, measure: Any) -> tuple[int, ...]:
    """The rows a single cell may come from: the named one; else one that a rank or a range points to."""
    frame, rows = open_.frame, open_.rows
    text, figure = reading.passage.text, reading.figure
    if re.search(r"[+=]\s*\Z", text[: figure.start]) or re.match(r"\s*[+=]\s", text[figure.end :]):
        return rows
    if reading.said.role == "before" and len(rows) == 1:
        return (*rows, *_preceding(frame, rows[0]))
    bounded = reading.figure.hedge in ("over", "under") and _EACH.search(text[: reading.figure.start])
    if bounded and _OTHERS.search(text[: reading.figure.start]) and len(frame.axes) == 1:
        rows = tuple(range(len(frame.rows)))
    if len(rows) <= 1 or (open_.any_of and _all_named(open_)):
        return rows
    ordered = sorted(
        (r for r in rows if frame.number(r, measure) is not None),
        key=lambda r: -(frame.number(r, measure) or 0.0),
    )
    if not ordered:
        return ()
    if bounded:
        shown = _named(open_, reading.own) if _OTHERS.search(text[: reading.figure.start]) else ()
        line = [r for r in ordered if r not in shown]
        return (line[0] if reading.figure.hedge == "under" else line[-1],) if line else ()
    start, end = clause(text, reading.figure)
    here = [rank for rank in ranks(text) if start <= rank.start < end]
    if here:
        line = ordered[::-1] if here[0].low else ordered
        return tuple(line[here[0].place - 1 : here[0].place])
    ranged = _RANGED.search(text[: reading.figure.start])
    if ranged and _OTHERS.search(text[: ranged.start()]) and len(rows) > 3:
        shown = _named(open_, reading.own) or (ordered[0],)
        line = [r for r in ordered if r not in shown]
        return (line[-1], line[0]) if line else ()
    if ranged and len(rows) > 2:
        return (ordered[-1], ordered[0])
    return ()


def _preceding(frame: Frame, row: int) -> tuple[int, ...]:
    """The row before one in time: "fell in May from 12" may give April's."""
    for order in in_order(frame):
        if row in order[1:]:
            return (order[order.index(row) - 1],)
    return ()


def _all_named(open_: Reach) -> bool:
    """Whether the words name something of each dimension that tells the rows apart."""
    return all((TIME if axis == open_.frame.time else axis) in open_.attached for axis in open_.frame.axes)


def _named(open_: Reach, own: list[Mention]) -> tuple[int, ...]:
    found = named(open_.frame, own)
    return found.rows if found else ()
