"""What claims of direction, rank and comparison share: the place, the column meant, the rows in question."""

import re
from typing import NamedTuple

from agent.gate.attach import attach
from agent.gate.context import METRIC, TIME, Mention
from agent.gate.frames import Frame, Measure
from agent.gate.named import Named
from agent.gate.nearest import Attached, clause
from agent.gate.periods import rows_of
from agent.gate.reach import Reach, reach
from agent.gate.sentences import Passage
from agent.gate.words import Said

_DIRECT = re.compile(r"[\s*_]*(?:by|for|in|on)?[\s*_]*(?:\w+\s){0,1}", re.IGNORECASE)


CHANGES = ("change", "change_pct")


class Wrong(NamedTuple):
    """Words at start to end that evidence contradicts."""

    start: int
    end: int
    reason: str
    nearest: str


class Used(NamedTuple):
    """A column that the figure at `start` was bound to; None where it is computed from several."""

    start: int
    measure: Measure | None


class Point(NamedTuple):
    """A place in a passage."""

    start: int
    end: int


def said_reach(passage: Passage, named: Named, frame: Frame, at: Point) -> Reach | None:
    """What of a frame the words at a place speak of; None where they name something else or nothing."""
    found = attach(passage, named, [at], at, lambda mention: True)
    if any(
        not one.hard and one.mention in named.own and one.mention.start > at.start
        for axis, ones in found.items()
        if axis in frame.axes
        for one in ones
    ):
        return None
    return reach(frame, found, Said("either", 0), False)


def meant(
    frame: Frame, found: Reach, used: list[Used], moved: int, at: Point, named: Named, text: str
) -> Measure | None:
    """The one column that an order is about, or None where the words leave it open.

    A metric said right after the word decides ("highest redemption rate", "third by sales"), then the
    nearest figure of the clause, then any metric said.
    """
    levels = [m for m in frame.measures if m.kind == "value"]
    direct = [
        m.value
        for m in named.own
        if m.axis == METRIC and m.start >= at.end and _DIRECT.fullmatch(text[at.end : m.start])
    ]
    start, end = clause(text, at)
    after = [
        u.measure.metric if u.measure else "" for u in used if at.end <= u.start <= max(end, at.end + 30)
    ]
    near = [u.measure.metric if u.measure else "" for u in used if start <= u.start < end]
    if not direct and (after[:1] or near[-1:]) == [""]:
        return None
    earlier = [u.measure.metric if u.measure else "" for u in used if u.start < at.start]
    if not direct and not after and not near and earlier[-1:] == [""]:
        return None
    at_hand = [u for u in used if start <= u.start <= max(end, at.end + 30) and u.measure]
    kinds = {u.measure.kind for u in at_hand if u.measure}
    if at_hand and not direct and not moved and (kinds <= {*CHANGES} or kinds == {"share"}):
        return at_hand[-1].measure if at_hand[-1].start < at.start else _first_after(at_hand, at)
    metrics = (
        set(direct[:1])
        or set(after[:1])
        or set(near[-1:])
        or set(earlier[-1:])
        or found.metrics
        or {u.measure.metric for u in used[:1] if u.measure}
    )
    if moved:
        metrics = metrics or {m.metric for m in levels}
        moves = [m for m in frame.measures if m.kind in CHANGES and metrics == {m.metric}]
        return min(moves, key=lambda m: CHANGES.index(m.kind), default=None)
    levels = [m for m in levels if not metrics or m.metric in metrics]
    return levels[0] if len(levels) == 1 else None


def _first_after(used: list[Used], at: Point) -> Measure | None:
    return next((u.measure for u in used if u.start >= at.end), used[0].measure)


def competing(frame: Frame, attached: dict[str, list[Attached]], subject: Mention) -> tuple[int, ...]:
    """The rows the subject competes with: those that share every other name."""
    rows = tuple(r for r in range(len(frame.rows)) if r not in frame.others)
    for axis, ones in attached.items():
        if axis not in (subject.axis, METRIC) and (axis in frame.axes or (axis == TIME and frame.time)):
            for one in ones:
                rows = rows_of(frame, one.mention, rows) or rows
    return rows


def says(frame: Frame, row: int, measure: Measure) -> str:
    """A cell in words, as a hint."""
    names = ", ".join(str(frame.rows[row].get(axis)) for axis in frame.axes)
    value = frame.number(row, measure)
    return (
        f"{frame.id} says {measure.name.replace('_', ' ')}{f' of {names}' if names else ''} is {value:,.4g}"
    )
