"""A figure of the evidence itself where its names stand further away: nothing that the words say may speak
against the cell or fact, and chance may not explain the fit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.gate.attach import Attached, clause
from agent.gate.bind import column_said
from agent.gate.context import METRIC, TIME, Mention, tokens
from agent.gate.dates import is_whole_year, named_periods, same
from agent.gate.derive import LIMIT, window
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure, as_number
from agent.gate.numbers import figures
from agent.gate.operands import cell, fact, named
from agent.gate.ranges import in_order
from agent.gate.reach import Reach, means, reach, rows_of
from agent.gate.reading import Reading
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
_OUT_OF = re.compile(r"\b(?:of|out of|across)\s(?:the |all |these )?(?:full )?[\s*_]*\Z", re.IGNORECASE)
_LOWER, _UPPER = ("q1", "p10", "lowest"), ("q3", "p90", "highest")
_IS_LOW = re.compile(
    r"\b(?:less|under|below|fewer|at most|bottom|lowest|lower|or less|up to|smallest)\b", re.I
)
_IS_HIGH = re.compile(r"\b(?:more|over|above|exceed\w*|at least|top|highest|upper|or more|largest)\b", re.I)
_NAMES_OF = {"mean": ("mean", "average", "averag"), "median": ("median", "typical")}


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
        yield from _facts(reading, frame)
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
                if one is not None and _suits(reading, one) and _named(reading, frame, row):
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


def _suits(reading: Reading, one: Term) -> bool:
    """Whether unit, direction and use fit: a change is said as one, with its own sign."""
    figure, said = reading.figure, reading.said
    if not _of_unit(figure, one):
        return False
    part = one.measure is not None and one.measure.name == "contribution"
    if one.signed and said.role not in ("change", "either"):
        return False
    if one.signed or part:
        way = figure.sign or said.direction
        return not way or way * one.value >= 0
    return said.role != "change" and figure.sign * one.value >= 0 and (figure.sign == 0 or one.value < 0)


def _of_unit(figure: Figure, one: Term) -> bool:
    units = {"plain": ("count", "ratio"), "times": ("ratio", "times")}
    return one.unit in units.get(figure.unit, (figure.unit,))


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
    if one is not None and _of_unit(figure, one) and not figure.sign:
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
                        t and _of_unit(f, t) and f.fits(t.value) for f, t in zip(run, stretch, strict=True)
                    ):
                        one_ = stretch[places.index(reading.figure.start)]
                        yield from (one_,) if one_ is not None else ()


# Facts


def _facts(reading: Reading, frame: Frame) -> Iterator[Term]:
    """Facts that the words near the figure fit no worse than any other fact it could be, the best first."""
    passage = reading.passage
    if passage.kind == "cell" and _titled(passage.header, frame):
        return
    words = _fact_words(frame)
    start, end = clause(passage.text, reading.figure)
    beside = f"{passage.header} {passage.label}" if passage.kind == "cell" else passage.text[start:end]
    near = {t.stem for t in tokens(beside)}
    wide = {t.stem for t in tokens(f"{passage.lead} {passage.text}")} | near
    found: list[tuple[int, int, int, Term]] = []
    for name, own in words.items():
        one = fact(frame, name)
        if one is None or not _of_unit(reading.figure, one) or not _side(reading, name):
            continue
        one = replace(one, signed="_change" in name)
        if not (_suits(reading, one) and _in_period(reading, name, frame)) and not _follows(
            reading, own, one
        ):
            continue
        if one.unit == "count" and not (
            name.startswith("for_") or _is_base(reading, one, frame) or wide & (own - _labels(frame))
        ):
            continue
        rivals = [w for other, w in words.items() if _alike(other, name, frame)]
        if not _is_base(reading, one, frame) and any(
            near & (w - own) and not near & (own - w) for w in rivals
        ):
            continue
        found.append((-len(near & own), -len(wide & own), len(found), one))
    yield from (one for *_, one in sorted(found, key=lambda f: f[:3]))


def _labels(frame: Frame) -> set[str]:
    """The words of the columns' labels."""
    return {t.stem for m in frame.measures for t in tokens(m.label)}


def _is_base(reading: Reading, one: Term, frame: Frame) -> bool:
    """Whether the figure is what others are a part of: the 91 of "six of the 91 days"."""
    counts = [as_number(f.get("value")) or 0.0 for f in frame.facts if f.get("unit") == "count"]
    before = reading.passage.text[: reading.figure.start]
    return (
        one.unit == "count" and one.value >= max(counts, default=0.0) and _OUT_OF.search(before) is not None
    )


def _fact_words(frame: Frame) -> dict[str, set[str]]:
    """By name of a fact that is no total the words of its label that do not stand in most others'."""
    kept = [f for f in frame.facts if not str(f.get("name")).startswith(("total_", "groups"))]
    kept = [f for f in kept if not str(f.get("name")).endswith(("_known", "_all"))]
    words = {
        str(f.get("name")): {t.stem for t in tokens(str(f.get("label") or "")) if len(t.stem) > 2}
        for f in kept
    }
    common = {
        w for held in words.values() for w in held if sum(w in o for o in words.values()) > 0.8 * len(words)
    }
    common = common if len(words) > 3 else set()
    return {
        name: (held | {t for key, more in _NAMES_OF.items() if key in held for t in more}) - common
        for name, held in words.items()
    }


def _titled(header: str, frame: Frame) -> bool:
    """Whether a table's column is called like one of the evidence's."""
    said = {t.stem for t in tokens(header)}
    return any(
        said & {t.stem for t in tokens(f"{m.label} {m.name.replace('_', ' ')}")} for m in frame.measures
    )


def _in_period(reading: Reading, name: str, frame: Frame) -> bool:
    """Whether a fact of one of two periods is of the one that the words say, or fits its use."""
    label = next((str(f.get("label") or "") for f in frame.facts if f.get("name") == name), "")
    own = [p.joint or p.span for p in named_periods(label) if p.span is not None]
    said = [a.mention.span for a in reading.attached.get(TIME, []) if a.hard and a.mention.span is not None]
    role = reading.said.role
    if own and said and not (name.endswith("_before") and role in ("before", "compared")):
        return any(same(one, other) for one in own for other in said)
    return not (name.endswith("_now") and role == "before") and not (
        name.endswith("_before") and role == "level"
    )


def _follows(reading: Reading, own: set[str], one: Term) -> bool:
    """Whether the word right after the figure is the fact's own ("4 higher and 2 lower than usual")."""
    next_ = tokens(reading.passage.text[reading.figure.end :])[:1]
    return one.unit == "count" and not reading.figure.sign and any(t.stem in own for t in next_)


def _alike(other: str, name: str, frame: Frame) -> bool:
    """Whether two facts can be taken for each other: both changes or both levels, in one unit."""
    units = {str(f.get("name")): "count" if f.get("unit") == "ratio" else f.get("unit") for f in frame.facts}
    return other != name and units[other] == units[name] and ("_change" in other) == ("_change" in name)


def _side(reading: Reading, name: str) -> bool:
    """Whether a quantile is said from its own side: "a quarter spent less than" its first quartile."""
    text, figure = reading.passage.text, reading.figure
    start, end = clause(text, figure)
    around = f"{text[start:end]} {reading.passage.lead if reading.passage.kind == 'bullet' else ''}"
    if name in _LOWER:
        return not (_IS_HIGH.search(around) and not _IS_LOW.search(around))
    if name in _UPPER:
        return not (_IS_LOW.search(around) and not _IS_HIGH.search(around))
    return True
