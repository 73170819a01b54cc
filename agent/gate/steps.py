"""Quantities of one row beside another: the step before in time, one column for each of another."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.gate.cues import Cues
from agent.gate.frames import Frame, Measure
from agent.gate.operands import cell, cells, fact, named, total
from agent.gate.ranges import in_order
from agent.gate.reading import Reading
from agent.gate.term import Term, added, found_of, joined, over, times

_TIMES_A_YEAR = {"month": 12, "week": 52, "day": 365, "quarter": 4}
_EACH_TIME = re.compile(
    r"\b(?:a|per|each|every)\s(?P<unit>month|week|day|quarter)\b|\b(?P<ly>month|week|dai|quarter)ly\b", re.I
)


def each_time(cued: Cues, frames: Sequence[Frame], here: Sequence[Term]) -> Iterator[Term]:
    """A quantity of a whole year for each of its months, weeks or days."""
    said = _EACH_TIME.search(cued.words)
    if said is None:
        return
    unit = (said["unit"] or {"dai": "day"}.get(said["ly"].casefold(), said["ly"])).casefold()
    for frame in frames:
        period = frame.period or frame.covers
        days = (period.last - period.first).days + 1 if period else 365
        parts = days if unit == "day" else round(days * _TIMES_A_YEAR[unit] / 365)
        rows = (0,) if len(frame.rows) == 1 else ()
        levels = [m for m in frame.measures if m.kind == "value"]
        for one in (
            *here,
            *(t for m in levels for t in cells(frame, rows, m)),
            *(t for m in levels if (t := total(frame, m))),
        ):
            if one.frame is frame and parts > 1 and one.unit in ("usd", "count"):
                unit_ = "usd" if one.unit == "usd" else "ratio"
                yield joined("mean", [one], one.value / parts, unit_, f"({{}} / {parts})")


def in_time(frame: Frame, rows: Sequence[int], measure: Measure) -> Iterator[tuple[Term, Term]]:
    """Each of a few rows with the one before it in time, all else alike."""
    if frame.time is None and len(frame.axes) == 1 and len(rows) <= 4:
        for order in in_order(frame):
            for then_, now_ in pairwise(order):
                pair = cell(frame, now_, measure), cell(frame, then_, measure)
                if now_ in rows and pair[0] is not None and pair[1] is not None:
                    yield pair[0], pair[1]
    others = [axis for axis in frame.axes if axis != frame.time]
    for r in rows if frame.time and len(rows) <= 4 else ():
        own = frame.when[r]
        line = [
            (span.first, n)
            for n, span in enumerate(frame.when)
            if span
            and own
            and span.first < own.first
            and all(frame.rows[n].get(a) == frame.rows[r].get(a) for a in others)
        ]
        now, then = cell(frame, r, measure), cell(frame, max(line)[1], measure) if line else None
        if now is not None and then is not None:
            yield now, then


def moved_in_time(frame: Frame, measure: Measure, sign: int) -> Iterator[list[int]]:
    """The rows in which a column went up or down from the time before, for each thing beside it."""
    for order in in_order(frame) if frame.time else ():
        held = [(r, v) for r in order if (v := frame.number(r, measure)) is not None]
        yield [now for (_, before), (now, value) in pairwise(held) if (value - before) * sign > 0]


def quotients(reading: Reading, said: Cues, frame: Frame) -> Iterator[Term]:
    """One column for each of another: of a named row, of the rows named, of the whole."""
    figure = reading.figure
    if not said.each and not said.products and figure.unit != "percent":
        return
    found = named(frame, reading.own)
    rows = found.rows if found else (0,) if len(frame.rows) == 1 else ()
    levels = [m for m in frame.measures if m.kind == "value"]
    befores = [m for m in frame.measures if m.kind == "before"]
    sets = [
        [t for m in kind if (t := cell(frame, r, m)) is not None]
        for r in rows[:6]
        for kind in (levels, befores)
    ]
    if len(rows) > 1 and (said.sums or (found and found.said)):
        sets.append([added(held) for m in levels if m.additive and len(held := cells(frame, rows, m)) > 1])
    if frame.governed and figure.unit == "percent":
        return
    sets.append(
        [
            t
            for f in frame.facts
            if f.get("name") not in ("groups", "rows") and (t := fact(frame, str(f.get("name")))) is not None
        ]
    )
    for quantities in sets:
        for top in quantities:
            for bottom in quantities:
                if said.products and top.unit == "usd" and bottom.unit == "count" and figure.unit == "usd":
                    yield times(top, bottom, "usd")
                if top is not bottom and bottom.unit in ("count", "ratio") and top.unit in ("usd", "count"):
                    unit = "percent" if figure.unit == "percent" else "usd" if top.unit == "usd" else "ratio"
                    if unit != "percent" or top.unit == "count":
                        yield from found_of(over(top, bottom, unit))
