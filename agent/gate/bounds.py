"""Limits and ranges that rows are said to keep: "five of the twelve months above $385,000", "from 3 to 5"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.gate.context import stem, tokens
from agent.gate.counts import axis_of, counting
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.limits import (
    OTHERS,
    can_limit,
    counted_among,
    keeping,
    limit_kept,
    rows_above,
    rows_said,
    slack,
    way,
)
from agent.gate.operands import Near, Rows, cell, measures
from agent.gate.ranges import LONGEST, runs
from agent.gate.reading import Reading
from agent.gate.term import Term

_JOINED = re.compile(r"[\s*_]*(?:[–—-]|to|and)[\s*_$]*", re.IGNORECASE)
_RANGED = re.compile(
    r"\b(?:between|rang\w+|from|within|varie[sd]|around|about|at|of|stay\w*)\s[\s$*_]*\Z", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|rang\w+ from)\s[\s$*_]*\Z", re.IGNORECASE)


def bounded(reading: Reading, frames: Sequence[Frame], near: Near, measured: Sequence[Figure]) -> Term | None:
    """The row nearest to a limit that all rows spoken of keep; or the end of a range that they fill; or how
    many rows keep the limit that the sentence says beside this count."""
    if reading.figure.sign:
        return None
    for frame in frames:
        held = measures(reading, frame, near)
        changes = [
            m for m in frame.measures if m.kind == "change_pct" and m.metric in {h.metric for h in held}
        ]
        for measure in (*held, *changes):
            found = (
                limit_kept(reading, frame, measure, measured)
                or _end_of_range(reading, frame, measure, measured)
                or _count(reading, frame, measure, measured)
            )
            if found is not None:
                return found
    return None


def _count(reading: Reading, frame: Frame, measure: Measure, measured: Sequence[Figure]) -> Term | None:
    """This figure as the count of the rows that keep a limit said after it."""
    figure, text = reading.figure, reading.passage.text
    if figure.unit != "plain" or figure.value != int(figure.value) or figure.value > len(frame.rows):
        return None
    nouns = [stem(t.stem) for t in tokens(text[figure.end :])[:6]]
    if axis_of(frame, nouns) is None and not re.match(
        r"\s(?:of|are|is|were|have|had|reach|exceed)\b", text[figure.end :]
    ):
        return None
    for limit in measured:
        side = way(limit, text)
        if limit is figure or not side or not can_limit(limit, measure):
            continue
        kept = keeping(frame, measure, limit, side) & counted_among(figure, frame, text) - frame.others
        if len(kept) == figure.value:
            return counting(frame, sorted(kept), measure.name)
    return None


def _end_of_range(
    reading: Reading, frame: Frame, measure: Measure, measured: Sequence[Figure]
) -> Term | None:
    figure, text = reading.figure, reading.passage.text
    ends = _partner(figure, text, measured)
    if ends is None or not can_limit(figure, measure):
        return None
    low, high = ends
    for rows in _sets(reading, frame, measure):
        held = [t for r in rows if (t := cell(frame, r, measure)) is not None]
        if len(held) < 2:
            continue
        least, most = min(held, key=lambda t: t.value), max(held, key=lambda t: t.value)
        down = low.fits(least.value) or 0 <= least.value - low.value < slack(low)
        up = high.fits(most.value) or 0 <= high.value - most.value < slack(high)
        if down and up:
            return least if figure.start == low.start else most
    return None


def _partner(figure: Figure, text: str, measured: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The two ends of the range that a figure is one of."""
    for one, two in pairwise(measured):
        if figure in (one, two) and _JOINED.fullmatch(text[one.end : two.start]):
            joined_by_and = "and" in text[one.end : two.start]
            said = (_BETWEEN if joined_by_and else _RANGED).search(text[: one.start])
            if said and one.unit == two.unit and one.value < two.value:
                return (one, replace(two, hedge=one.hedge)) if one.hedge == "about" else (one, two)
    return None


def _sets(reading: Reading, frame: Frame, measure: Measure) -> Iterator[Rows]:
    """The rows that a range may be of: those named, all others, all, those named above, and runs."""
    text = reading.passage.text
    every = set(range(len(frame.rows))) - frame.others
    named, above = rows_said(reading.own, frame, text, reading.figure), rows_above(reading, frame)
    others = OTHERS.search(text) is not None
    if named:
        yield tuple(named)
        yield tuple(every - named)
    if others and above:
        yield tuple(every - above)
    if not named or others:
        yield tuple(every)
        yield tuple(above)
    if named and not others:
        return
    if len(every) <= LONGEST:
        yield from runs(frame, measure)
