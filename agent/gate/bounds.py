"""Limits and ranges that rows are said to keep: "five of the twelve months above $385,000", "from 3 to 5"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from agent.gate.context import METRIC, TIME, Mention, stem, tokens
from agent.gate.counts import axis_of, counting
from agent.gate.cues import FIRST_N, first_n
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.numbers import figures
from agent.gate.operands import Near, Rows, cell, measures
from agent.gate.ranges import LONGEST, runs
from agent.gate.reach import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term

_OR_MORE = re.compile(
    r"[\s*_]*(?:\w+\s)?(?:or|and)\s(?P<way>more|above|higher|less|fewer|below|under)\b", re.IGNORECASE
)
_JOINED = re.compile(r"[\s*_]*(?:[–—-]|to|and)[\s*_$]*", re.IGNORECASE)
_RANGED = re.compile(
    r"\b(?:between|rang\w+|from|within|varie[sd]|around|about|at|of|stay\w*)\s[\s$*_]*\Z", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|rang\w+ from)\s[\s$*_]*\Z", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:others?|rest|remaining|else|in between)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|none|not one|not a single|neither|never)\b", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_UNITS = {"plain": ("count", "ratio"), "times": ("ratio",), "points": ("points", "percent")}


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
                _limit(reading, frame, measure, measured)
                or _end_of_range(reading, frame, measure, measured)
                or _count(reading, frame, measure, measured)
            )
            if found is not None:
                return found
    return None


def way(figure: Figure, text: str) -> int:
    """+1 where a figure is said as a lower limit ("over 5", "5 or more"), -1 as an upper one, else 0."""
    after = _OR_MORE.match(text[figure.end :])
    if after:
        return 1 if after["way"].casefold() in ("more", "above", "higher") else -1
    return {"over": 1, "under": -1}.get(figure.hedge, 0)


def _suits(figure: Figure, measure: Measure) -> bool:
    return measure.unit in _UNITS.get(figure.unit, (figure.unit,)) and measure.kind != "before"


def _keep(frame: Frame, measure: Measure, figure: Figure, side: int) -> set[int]:
    """The rows on the side of a limit that is said."""
    sign = figure.sign or 1
    held = [(r, v) for r in range(len(frame.rows)) if (v := frame.number(r, measure)) is not None]
    return {r for r, v in held if (v - figure.value * sign) * side >= 0}


def _limit(reading: Reading, frame: Frame, measure: Measure, measured: Sequence[Figure]) -> Term | None:
    figure, text = reading.figure, reading.passage.text
    side = way(figure, text)
    if not side or not _suits(figure, measure):
        return None
    kept = _keep(frame, measure, figure, side)
    every = {r for r in range(len(frame.rows)) if frame.number(r, measure) is not None} - frame.others
    if any(_counts(one, frame, text, kept, every) for one in figures(text) if one.end <= figure.start):
        listed = _rows(reading.own, frame, text, figure)
        return _nearest(frame, measure, figure, kept, True) if listed <= kept else None
    before = text[: figure.start]
    if _NONE.search(before):
        return _nearest(frame, measure, figure, every) if not kept & every else None
    named = _rows(reading.own, frame, text, figure)
    if _ONLY.search(before) and named:
        return _nearest(frame, measure, figure, kept) if kept == named else None
    sets = (
        [every - named] if _OTHERS.search(before) else [named] if named else [every, _above(reading, frame)]
    )
    if _OTHERS.search(before) and not named:
        sets = [every - _above(reading, frame), *_but_ends(frame, measure, every)]
    for rows in sets:
        if rows and rows <= kept and (found := _nearest(frame, measure, figure, rows)):
            return found
    return None


def _but_ends(frame: Frame, measure: Measure, every: set[int]) -> Iterator[set[int]]:
    """All rows but the few highest or lowest, which "the others" after those may mean."""
    order = sorted(every, key=lambda r: frame.number(r, measure) or 0.0)
    for n in range(1, min(5, len(order) - 1)):
        yield from (set(order[n:]), set(order[:-n]))


def _nearest(
    frame: Frame, measure: Measure, figure: Figure, rows: set[int], counted: bool = False
) -> Term | None:
    """The row closest to a limit, if that is near enough for the limit to mean anything."""
    limit = abs(figure.value)
    held = [t for r in rows if (t := cell(frame, r, measure)) is not None]
    best = min(held, key=lambda t: abs(abs(t.value) - limit), default=None)
    if best is None or counted:
        return best
    return best if abs(abs(best.value) - limit) <= _slack(figure) else None


def _slack(figure: Figure) -> float:
    """How far a limit may be from what it limits: a unit of its last digit that is not 0, or five ("$45")."""
    unit = 2 * figure.loose
    digits = round(abs(figure.value) / unit) if unit else 0
    five = digits > 10 and digits % 10 == 5
    return unit * (5 if five else 1) * (1 + 1e-6)


def _rows(own: Sequence[Mention], frame: Frame, text: str, figure: Figure) -> set[int]:
    """The rows that the passage itself names, by every dimension it says anything of."""
    found: set[int] | None = None
    for axis in frame.axes:
        key = TIME if axis == frame.time else axis
        here = [m for m in own if m.axis == key and m.start >= 0 and (key != TIME or m.span)]
        here = [m._replace(span=m.joint) if m.joint else m for m in here]
        rows = {r for m in here for r in rows_of(frame, m, tuple(range(len(frame.rows))))}
        if rows and len(rows) < len(frame.rows):
            found = rows if found is None else found & rows
    return found or set()


def _above(reading: Reading, frame: Frame) -> set[int]:
    """The rows that the sentences above name."""
    shifted = [m._replace(start=0) for m in reading.own if m.start < 0 and m.axis != METRIC]
    return _rows(shifted, frame, reading.passage.text, reading.figure)


# Counts


def _counts(count: Figure, frame: Frame, text: str, kept: set[int], every: set[int]) -> bool:
    """Whether a count before a limit is of the rows that keep it ("five of the twelve months")."""
    if count.unit != "plain" or count.value != int(count.value) or not 0 < count.value <= len(frame.rows):
        return False
    among = _among(count, frame, text)
    return len(kept & every & among) == count.value


def _among(count: Figure, frame: Frame, text: str) -> set[int]:
    """The rows that "of the ten largest" restricts a count to; else all."""
    first = FIRST_N.search(text, count.end)
    every = set(range(len(frame.rows)))
    if first is None or not re.fullmatch(
        r"\sof (?:the|our|these)\s(?:\w+\s){0,2}", text[count.end : first.start()] + ""
    ):
        return every
    return set(range(min(first_n(first), len(frame.rows)))) or every


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
        if limit is figure or not side or not _suits(limit, measure):
            continue
        kept = _keep(frame, measure, limit, side) & _among(figure, frame, text) - frame.others
        if len(kept) == figure.value:
            return counting(frame, sorted(kept), measure.name)
    return None


# Ranges


def _end_of_range(
    reading: Reading, frame: Frame, measure: Measure, measured: Sequence[Figure]
) -> Term | None:
    figure, text = reading.figure, reading.passage.text
    ends = _partner(figure, text, measured)
    if ends is None or not _suits(figure, measure):
        return None
    low, high = ends
    for rows in _sets(reading, frame, measure):
        held = [t for r in rows if (t := cell(frame, r, measure)) is not None]
        if len(held) < 2:
            continue
        least, most = min(held, key=lambda t: t.value), max(held, key=lambda t: t.value)
        down = low.fits(least.value) or 0 <= least.value - low.value < _slack(low)
        up = high.fits(most.value) or 0 <= high.value - most.value < _slack(high)
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
    named, above = _rows(reading.own, frame, text, reading.figure), _above(reading, frame)
    others = _OTHERS.search(text) is not None
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
