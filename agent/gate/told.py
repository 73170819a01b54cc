"""A figure of the evidence itself where its names stand further away: nothing that the words say may speak
against the cell or fact, and chance may not explain the fit."""

import re
from collections.abc import Iterator, Sequence

from agent.gate.attach import Attached, clause
from agent.gate.bind import column_said
from agent.gate.context import METRIC, TIME, Mention, tokens
from agent.gate.dates import is_whole_year
from agent.gate.derive import LIMIT, window
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.numbers import figures
from agent.gate.operands import cell, named
from agent.gate.ranges import in_order
from agent.gate.reach import Reach, means, reach, rows_of
from agent.gate.reading import Reading
from agent.gate.single import of_unit, suits, told_facts
from agent.gate.term import Term

_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|below|above|behind|ahead of|after|before|next to|compared (?:to|with)|"
    r"relative to|over|beats?|overt(?:ook|akes?)|exceed(?:s|ed)?|passed)\s(?:the\s)?[\s*_]*\Z",
    re.IGNORECASE,
)
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
                or not _metric_allowed(reading, frame, measure)
            ) or not column_said(reading, frame, measure):
                continue
            for row in open_.rows:
                one = cell(frame, row, measure)
                if one is not None and suits(reading, one) and _named(reading, frame, row):
                    yield one


def _kind_allowed(measure: Measure, open_: Reach) -> bool:
    return measure.kind in open_.kinds or measure.name in ("contribution", "share_of_change")


def _metric_allowed(reading: Reading, frame: Frame, measure: Measure) -> bool:
    """Whether a column is of a metric that the words name, where they name one of this evidence's."""
    if reading.passage.kind == "cell":
        said_words = {t.stem for t in tokens(reading.passage.header)}
        fits = {
            m.name: len(said_words & {t.stem for t in tokens(f"{m.label} {m.name.replace('_', ' ')}")})
            for m in frame.measures
        }
        return fits[measure.name] == max(fits.values())
    start, end = clause(reading.passage.text, reading.figure)
    sure = [a.mention for a in reading.attached.get(METRIC, []) if a.hard and start <= a.mention.start < end]
    before = [m for m in reading.own if m.axis == METRIC and start <= m.start < reading.figure.start]
    sure = sure or [m for m in before[-1:] if any(m.value == one.metric for one in frame.measures)]
    if frame.governed and sure and not any(means(m, measure, frame) for m in sure):
        return False
    held = {m.metric for m in frame.measures}
    if len(held) < 2:
        return True
    close = [a.mention for a in reading.attached.get(METRIC, []) if a.hard and a.mention.value in held]
    said = close or [m for m in reading.own if m.axis == METRIC and m.value in held and m.start > -1_000]
    return not said or any(means(m, measure, frame) for m in said)


def _named(reading: Reading, frame: Frame, row: int) -> bool:
    """Whether each dimension's name of the row is said, and none that stands closer speaks against it."""
    for axis in _telling(frame):
        key = TIME if axis == frame.time else axis
        here = [m for m in reading.own if m.axis == key and (key != TIME or _is_part(m))]
        beside = [m for m in here if m.start >= 0]
        if not beside and len({m.value for m in here}) > 1 and reading.passage.kind != "bullet":
            return False
        here = beside or here
        if not any(row in rows_of(frame, m, (row,)) for m in here) and not _in_part(
            reading, frame, axis, row
        ):
            return False
        close = _adjacent(reading, here)
        if close is not None and _against(
            reading, frame, row, Attached(close, True), _beside(reading, close)
        ):
            return False
        for one in reading.attached.get(key, []):
            if one.hard and _against(reading, frame, row, one):
                return False
    return True


def _adjacent(reading: Reading, here: Sequence[Mention]) -> Mention | None:
    """The name right before the figure, with no other figure and few words in between."""
    before = [m for m in here if m.start >= 0 and m.end <= reading.figure.start]
    last = max(before, key=lambda m: m.end, default=None)
    between = reading.passage.text[last.end : reading.figure.start] if last else ""
    between = between.partition("(")[0] if ")" not in between else between
    return last if last and len(between) <= 25 and not re.search(r"[\d;]", between) else None


def _is_part(mention: Mention) -> bool:
    return mention.span is not None and not is_whole_year(mention.span)


def _in_part(reading: Reading, frame: Frame, axis: str, row: int) -> bool:
    """Whether the clause says a word that only this row's name has: the basket of "Average basket"."""
    if axis == frame.time:
        return False
    words = [{t.stem for t in tokens(str(one.get(axis)))} for one in frame.rows]
    others = {word for n, held in enumerate(words) if n != row for word in held}
    start, end = clause(reading.passage.text, reading.figure)
    near = {t.stem for t in tokens(reading.passage.text[start:end])}
    return bool({w for w in words[row] - others if len(w) > 3} & near)


def _telling(frame: Frame) -> list[str]:
    """The dimensions that it takes to tell the rows apart."""
    axes = list(frame.axes)
    for n in range(1, len(axes)):
        if len({tuple(str(row.get(a)) for a in axes[:n]) for row in frame.rows}) == len(frame.rows):
            return axes[:n]
    return axes


def _beside(reading: Reading, name: Mention) -> bool:
    """Whether nothing but a bracket or a dash stands between a name and the figure."""
    between = reading.passage.text[name.end : reading.figure.start]
    return re.fullmatch(r"[\s*_$(:–—-]*", between) is not None


def _against(reading: Reading, frame: Frame, row: int, one: Attached, beside: bool = False) -> bool:
    """Whether a name that the figure clearly belongs to is another row's: not where it only stands beside
    for comparison ("behind X with"), or is a word of this row's own name."""
    mention = one.mention
    if row in rows_of(frame, mention, (row,)):
        return False
    text = reading.passage.text
    if (
        not beside
        and mention.start >= 0
        and reading.passage.kind != "cell"
        and _REFERENCE.search(text[: mention.start])
    ):
        return False
    own = {t.stem for axis in frame.axes for t in tokens(str(frame.rows[row].get(axis)))}
    return not {t.stem for t in tokens(mention.value)} <= own


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
            if not _metric_allowed(reading, frame, measure):
                continue
            said = [m for m in reading.own if m.start >= 0 and (m.axis in frame.axes or m.axis == TIME)]
            rows = named(frame, [m for m in said if m.axis != TIME or _is_part(m)])
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
