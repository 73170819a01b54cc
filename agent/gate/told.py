"""A figure of the evidence itself where its names stand further away: nothing that the words say may speak
against the cell or fact, and chance may not explain the fit."""

import re
from collections.abc import Iterator, Sequence

from agent.gate.allowed import is_part, metric_allowed, row_named
from agent.gate.column_words import column_said
from agent.gate.context import METRIC, TIME
from agent.gate.derive import LIMIT, window
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.numbers import figures
from agent.gate.operands import cell, named
from agent.gate.ranges import in_order
from agent.gate.reach import Reach, reach
from agent.gate.reading import Reading
from agent.gate.single import of_unit, suits, told_facts
from agent.gate.term import Term

_THEN = re.compile(
    r"[\s*_)]*(?:,?\s(?:and\s)?(?:then\s)?to|→|->|,\s(?:and\s)?then|,)\s(?:just\s|only\s)?[\s$*_]*"
)
_AND = re.compile(r"(?:\s\w+)?(?:,\s(?:and\s)?|\s(?:and|to)\s)[\s$*_]*")
_LIMITS = ("over", "under")


def told(reading: Reading, frames: Sequence[Frame], before: Sequence[Term]) -> Term | None:
    """The first cell or fact that the figure displays and that the words allow, if that is hardly chance.

    `before` are the terms that the figures before this one in the passage were bound to, the last last.
    """
    width = window(reading.figure)
    for tried, one in enumerate(_candidates(reading, frames, before), 1):
        if tried * width > LIMIT:
            return None
        if reading.figure.fits(one.value):
            return one
    return None


def _candidates(reading: Reading, frames: Sequence[Frame], before: Sequence[Term]) -> Iterator[Term]:
    if reading.passage.kind != "cell":
        yield from _in_a_list(reading, frames)
    if reading.passage.kind != "cell" and before:
        yield from _next_in_time(reading, before[-1])
    for frame in frames:
        yield from told_facts(reading, frame)
        timed = {
            axis: ones
            for axis, ones in reading.attached.items()
            if axis == TIME or axis not in (*frame.axes, METRIC)
        }
        open_ = reach(frame, timed, reading.said, False)
        for measure in frame.measures if open_ is not None and reading.figure.hedge not in _LIMITS else ():
            if (
                open_ is None
                or not _kind_allowed(measure, open_)
                or not metric_allowed(reading, frame, measure)
            ) or not column_said(reading, frame, measure):
                continue
            for row in open_.rows:
                one = cell(frame, row, measure)
                if one is not None and suits(reading, one) and row_named(reading, frame, row):
                    yield one


def _kind_allowed(measure: Measure, open_: Reach) -> bool:
    return measure.kind in open_.kinds or measure.name in ("contribution", "share_of_change")


def _next_in_time(reading: Reading, last: Term) -> Iterator[Term]:
    """In "from 12 to 14 and then to 9" each figure is of the time after the one before."""
    frame, measure = last.frame, last.measure
    if frame is None or measure is None or last.row is None or frame.time is None:
        return
    text, figure = reading.passage.text, reading.figure
    ends = [m.end() for m in re.finditer(r"\d[\d,.]*(?:\s?[KM%])?", text[: figure.start]) if m.end()]
    if not ends or not _THEN.fullmatch(text[ends[-1] : figure.start]):
        return
    own = frame.when[last.row]
    alike = [a for a in frame.axes if a != frame.time]
    later = [
        (span.first, r)
        for r, span in enumerate(frame.when)
        if span
        and own
        and span.first > own.first
        and all(frame.rows[r].get(a) == frame.rows[last.row].get(a) for a in alike)
    ]
    one = cell(frame, min(later)[1], measure) if later else None
    if one is not None and of_unit(figure, one) and not figure.sign:
        yield one


def _in_a_list(reading: Reading, frames: Sequence[Frame]) -> Iterator[Term]:
    """One of three and more figures in a row that are those of rows in a row: "22, 23 and 24 units"."""
    text = reading.passage.text
    run: list[Figure] = []
    for one in figures(text):
        if run and not _AND.fullmatch(text[run[-1].end : one.start]):
            if reading.figure.start in {f.start for f in run}:
                break
            run = []
        run.append(one)
    places = [f.start for f in run]
    if len(run) < 3 or reading.figure.start not in places or any(f.sign for f in run):
        return
    for frame in frames:
        orders = [tuple(range(len(frame.rows))), *in_order(frame)]
        for measure in (m for m in frame.measures if m.kind == "value"):
            if not metric_allowed(reading, frame, measure):
                continue
            said = [m for m in reading.own if m.start >= 0 and (m.axis in frame.axes or m.axis == TIME)]
            rows = named(frame, [m for m in said if m.axis != TIME or is_part(m)])
            for order in orders:
                held = [cell(frame, r, measure) for r in order]
                for at in range(len(held) - len(run) + 1):
                    stretch = held[at : at + len(run)]
                    if rows is not None and set(order[at : at + len(run)]) != set(rows.rows):
                        continue
                    if all(
                        t and of_unit(f, t) and f.fits(t.value) for f, t in zip(run, stretch, strict=True)
                    ):
                        one_ = stretch[places.index(reading.figure.start)]
                        yield from (one_,) if one_ is not None else ()
