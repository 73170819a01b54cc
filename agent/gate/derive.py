"""Figures that a text works out itself: formulas over what it has named and shown, the nearest first.

A figure with few digits fits something by chance soon, one with many hardly ever. So the formulas are tried
in the order in which a reader would think of them, and a fit counts only while so many tries could hardly
have met it by chance.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, islice

from agent.gate.about import about_in
from agent.gate.context import LEFT_OUT, Mention
from agent.gate.cues import Cues, cues
from agent.gate.figure import Figure
from agent.gate.formulas import of_group, of_kind, of_pairs, of_parents, of_rows, pair
from agent.gate.frames import Frame
from agent.gate.operands import Near, cell, cells, fact, groups, measures, named, total
from agent.gate.ranges import runs
from agent.gate.reading import Reading
from agent.gate.steps import each_time, quotients
from agent.gate.term import Term, added, found_of

_PART_OF = re.compile(r"\d[\s*_]+(?:out\s)?of[\s$*_]*\Z")
_PART_OF_ALL = re.compile(r"[\s*_]*of (?:the |all )?[\s*_]*\d", re.IGNORECASE)
LIMIT = 0.35
"""The chance of a fit by accident, above which none counts."""
MOST, NEAREST = 1500, 6
_UNITS = {one: (one,) for one in ("usd", "percent", "points", "times")} | {"plain": ("count", "ratio")}


def derived(reading: Reading, frames: Sequence[Frame], near: Near, measured: Sequence[Figure]) -> Term | None:
    """The first formula that the figure is a right display of, if that can hardly be by accident."""
    figure, tried, width = reading.figure, 0, window(reading.figure)
    said = cues(reading, measured)
    if any(
        m.axis.startswith(LEFT_OUT) and m.axis.removeprefix(LEFT_OUT) in f.axes
        for m in reading.own
        for f in frames
    ):
        said = replace(said, left=True)
    about = {id(frame): about_in(reading, frame, said) for frame in frames}
    for one in islice(_terms(reading, frames, near, said), MOST):
        if one.unit not in _UNITS[figure.unit] or not _agrees(reading, one):
            continue
        if one.frame is not None and id(one.frame) in about and not about[id(one.frame)].allows(one, said):
            continue
        tried += 1
        if tried * width > LIMIT:
            return None
        if figure.fits(one.value):
            return one
    return None


def window(figure: Figure) -> float:
    """The part of its own size by which a figure may miss a value and still fit it."""
    size = abs(figure.value)
    if not size:
        return LIMIT
    if figure.form in ("fraction", "multiple") or (figure.spelled and figure.unit == "times"):
        return 0.06
    if figure.hedge in ("over", "under"):
        return 0.1
    if figure.hedge == "about":
        return min(max(figure.step, 2 * figure.loose) / size, 0.1)
    return min(figure.step / size, 0.12)


def _agrees(reading: Reading, one: Term) -> bool:
    """Whether the sign of a change is the one said; and no sign where nothing changed."""
    figure, passage = reading.figure, reading.passage
    if not one.signed:
        return not figure.sign
    if figure.sign and re.match(r"[\s*_]*of\b", passage.text[figure.end :]):
        return False
    if (
        figure.sign < 0
        and passage.kind != "cell"
        and re.search(r"\w[\s*_$]*\Z", passage.text[: figure.start])
    ):
        return False
    way = reading.said.direction or figure.sign
    return way == 0 or way * one.value >= 0


def across(frame: Frame, own: Sequence[Mention]) -> Iterator[Term]:
    """Two columns of a named row added up: new and returning customers, sales of two kinds."""
    found = named(frame, [m for m in own if m.start >= 0])
    for row in found.rows[:4] if found is not None else ():
        held = [m for m in frame.measures if m.kind == "value" and m.additive]
        for one, two in combinations(held[:4], 2):
            a, b = cell(frame, row, one), cell(frame, row, two)
            if a is not None and b is not None and a.unit == b.unit and a.value and b.value:
                yield added([a, b])


# What is tried


def _terms(reading: Reading, frames: Sequence[Frame], near: Near, said: Cues) -> Iterator[Term]:
    figure = reading.figure
    here = [t for f, t in sorted(near.here, key=lambda pair: abs(pair[0].start - figure.start))]
    above = near.above[::-1]
    wholes = [(one, total(one.frame, one.measure)) for one in here[:2] if one.frame and one.measure]
    with_whole = [t for one, w in wholes if w and w.cells != one.cells for t in pair(figure, said, one, w)]
    yield from with_whole if said.whole else ()
    yield from of_pairs(figure, said, here[:NEAREST])
    yield from () if said.whole else with_whole
    if said.sums or said.means:
        yield from of_kind(said, [t for _, t in near.here])
    for frame in frames:
        yield from quotients(reading, said, frame)
    for frame in frames:
        names = [m for m in reading.own if m.start >= 0 and m.axis in frame.axes and m.axis != frame.time]
        for measure in frame.measures if said.whole or not names else ():
            if measure.kind in ("change", "change_pct") or (measure.kind == "value" and not said.means):
                yield from found_of(total(frame, measure))
        all_named = named(frame, reading.own)
        parts = all_named.rows if all_named and len(all_named.rows) <= 4 else ()
        part_of = _PART_OF.search(reading.passage.text[: figure.start]) is not None
        for measure in measures(reading, frame, near) if parts else ():
            yield from of_parents(figure, said, frame, parts, measure, part_of)
        for measure in measures(reading, frame, near):
            for group in groups(reading, frame, near):
                held = cells(frame, group.rows, measure)
                yield from of_group(figure, said, measure, held, total(frame, measure), group.said)
        for measure in measures(reading, frame, near):
            for group in groups(reading, frame, near):
                yield from of_rows(figure, said, frame, measure, group)
    for frame in frames:
        spoken = named(frame, [m for m in reading.own if m.start >= 0])
        few = spoken.rows if spoken is not None and len(spoken.rows) <= 3 else ()
        for measure in measures(reading, frame, near) if few else ():
            for one in cells(frame, few, measure):
                for other in (*here[:3], *above[:4]):
                    yield from pair(figure, said, one, other)
    for one in here[:3]:
        for other in above[:8]:
            yield from pair(figure, said, one, other)
    yield from each_time(said, frames, here)
    yield from of_pairs(figure, said, above[:NEAREST])
    if said.sums or said.means:
        yield from of_kind(said, [*above[:12], *here])
    for frame in frames:
        counts = [
            t for f in frame.facts if f.get("unit") == "count" and (t := fact(frame, str(f.get("name"))))
        ]
        if figure.unit == "plain" and (said.left or _PART_OF_ALL.match(reading.passage.text[figure.end :])):
            yield from of_pairs(figure, replace(said, changes=True), counts[:4])
        yield from across(frame, reading.own)
        kept = [str(f.get("name")) for f in frame.facts if str(f.get("name")).startswith("kept_")]
        yield from found_of(*(fact(frame, name) for name in kept))
    for frame in frames:
        for measure in measures(reading, frame, near):
            if measure.kind in ("value", "share"):
                for rows in runs(frame, measure):
                    held = cells(frame, rows, measure)
                    yield from of_group(figure, said, measure, held, total(frame, measure), True)
