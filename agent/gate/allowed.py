"""Whether the words around a figure allow a column's metric and a row's names."""

import re
from collections.abc import Sequence

from agent.gate.context import METRIC, TIME, Mention, tokens
from agent.gate.dates import is_whole_year
from agent.gate.frames import Frame, Measure
from agent.gate.meanings import means
from agent.gate.nearest import Attached, clause
from agent.gate.periods import rows_of
from agent.gate.reading import Reading

_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|below|above|behind|ahead of|after|before|next to|compared (?:to|with)|"
    r"relative to|over|beats?|overt(?:ook|akes?)|exceed(?:s|ed)?|passed)\s(?:the\s)?[\s*_]*\Z",
    re.IGNORECASE,
)


def metric_allowed(reading: Reading, frame: Frame, measure: Measure) -> bool:
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


def row_named(reading: Reading, frame: Frame, row: int) -> bool:
    """Whether each dimension's name of the row is said, and none that stands closer speaks against it."""
    for axis in _telling(frame):
        key = TIME if axis == frame.time else axis
        here = [m for m in reading.own if m.axis == key and (key != TIME or is_part(m))]
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


def is_part(mention: Mention) -> bool:
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
