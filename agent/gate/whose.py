"""Whose figure a text says it is, held against whose it is: names and periods of another row."""

import re
from collections.abc import Sequence

from agent.gate.context import LEFT_OUT, TIME, Mention, tokens
from agent.gate.dates import Span, contains, is_whole_year, same
from agent.gate.frames import Frame
from agent.gate.periods import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term

_OF_ALL = re.compile(
    r"\b(?:total|overall|all|whole|shop|store|together|combined|altogether|of|every|share|across|than|average)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:than|versus|vs\.?|against|below|above|behind|ahead of|"
    r"(?:compared|relative|close|next) (?:to|with))\s"
    r"(?:the\s|that\sof\s|in\s|on\s)*[\s*_]*\Z",
    re.IGNORECASE,
)
_FEW = 4
"""Rows of a formula that a text names one by one."""


def other_thing(reading: Reading, term: Term, beside: Sequence[Term]) -> str:
    """A name or a period that the words give the figure and that is another's; else nothing.

    A name is another figure's where one of `beside` over the same columns is of it: a list may be read in
    more than one way.
    """
    frame = term.frame
    if frame is None:
        return ""
    alike = [t for t in beside if t is not term and t.frame is frame and _columns(t) == _columns(term)]
    for axis in [*frame.axes, *(axis for axis in frame.filters if axis not in frame.axes)]:
        if axis != frame.time and (name := _other_name(reading, term, frame, axis, alike)):
            return name
    return _other_period(reading, term, frame, alike)


def _columns(term: Term) -> list[str]:
    return [cell["column"] for cell in term.cells]


def _other_name(reading: Reading, term: Term, frame: Frame, axis: str, alike: Sequence[Term]) -> str:
    mine = _mine(term, frame, axis)
    if mine is None:
        return ""
    hard = [one.mention for one in reading.attached.get(axis, []) if one.hard]
    said = [m for m in reading.own if m.axis == axis]
    if axis not in frame.axes and any(m.value in mine for m in said):
        return ""
    if not term.rows and _OF_ALL.search(reading.passage.text):
        return ""
    if _paraphrased(mine, said, reading):
        return ""
    taken = {value for t in alike for value in _mine(t, frame, axis) or ()}
    told = not any(m.value in mine for m in hard) and [
        m for m in hard if _other(m, reading, mine, frame) and not _as_much(m, term, frame)
    ]
    if told and not any(m.value in taken for m in told):
        return told[0].value
    if axis not in frame.axes or len(term.rows) > _FEW or term.formula == "count" or not mine:
        return ""
    text = reading.passage.text.casefold()
    if all(label in text or any(m.value == label for m in said) for label in mine):
        return ""
    # A row that nothing names, in a passage that names one which no such figure is of.
    here = [m for m in said if m.start >= 0 and m.value not in mine and _other(m, reading, mine, frame)]
    whole = [m for m in here if len(tokens(m.words)) >= len(tokens(m.value))]
    whole = [m for m in whole if not _BESIDE.search(reading.passage.text[: m.start])]
    return next((m.value for m in whole if m.value not in taken), "")


def _as_much(mention: Mention, term: Term, frame: Frame) -> bool:
    """Whether the row of another name has the same figure, so that it is of both ("with 173 each")."""
    rows = rows_of(frame, mention, tuple(range(len(frame.rows))))
    measure = term.measure if term.row is not None else None
    return measure is not None and any(frame.number(r, measure) == term.value for r in rows)


def _paraphrased(mine: set[str], said: Sequence[Mention], reading: Reading) -> bool:
    """Whether a part of the figure's own name stands in the passage beside the names that were recognised
    ("the second tenth" for 2nd tenth, "milk" for Fluid Milk Products)."""
    taken = [(m.start, m.end) for m in said if m.start >= 0 and len(tokens(m.words)) >= len(tokens(m.value))]
    taken += [(m.start, m.end) for m in said if m.start >= 0 and m.value not in mine]
    free = {
        word.stem
        for word in tokens(reading.passage.text)
        if not word.stem.isdigit() and not any(start <= word.start < end for start, end in taken)
    }
    parts = [{word.stem for word in tokens(label)} for label in mine]
    return any(len(words) > 1 and words & free for words in parts)


def _mine(term: Term, frame: Frame, axis: str) -> set[str] | None:
    """The names on a dimension that a figure is of; None where it is of all or nothing is known."""
    if axis in frame.axes:
        return {str(frame.rows[r].get(axis)).casefold() for r in term.rows}
    kept = frame.filters.get(axis)
    return set(kept) if kept and frame.governed and term.formula is None else None


def _other(mention: Mention, reading: Reading, mine: set[str], frame: Frame) -> bool:
    """Whether a name is another row's of the evidence, or outside of what it was filtered to; not a part of
    the figure's own name, nor read out of its digits."""
    figure, axis = reading.figure, mention.axis
    if reading.passage.kind != "cell" and mention.start < figure.end and figure.start < mention.end:
        return False
    words = {token.stem for token in tokens(mention.value)}
    if any(words < {token.stem for token in tokens(label)} for label in mine):
        return False
    if axis not in frame.axes:
        return not axis.startswith(LEFT_OUT)
    return any(str(row.get(axis)).casefold() == mention.value for row in frame.rows)


def _other_period(reading: Reading, term: Term, frame: Frame, alike: Sequence[Term]) -> str:
    mine = periods(term, frame)
    said = [m for m in reading.own if m.axis == TIME and m.span and not is_whole_year(m.span)]
    said = [m for m in said if m.start > -1_000] or said
    hard = [one.mention for one in reading.attached.get(TIME, []) if one.hard and one.mention in said]
    if not mine:
        return ""
    if any(touch(m, span) for m in hard or said for span in mine):
        return _left_unnamed(mine, said, frame, alike) if term.formula and len(term.rows) > 1 else ""
    rows = [span for span in frame.when if span is not None]
    others = hard or [m for m in said if m.start >= 0 and any(touch(m, span) for span in rows)]
    taken = [span for t in alike for span in periods(t, frame)]
    if not others or any(touch(m, span) for m in others for span in taken):
        return ""
    return others[0].words or others[0].value


def _left_unnamed(mine: Sequence[Span], said: Sequence[Mention], frame: Frame, alike: Sequence[Term]) -> str:
    """A named time that a formula over few times leaves out while it holds one that nothing names."""
    times = [span for span in frame.when if span is not None]
    if len(mine) > _FEW or frame.time is None:
        return ""
    if all(any(touch(m, span) for m in said) for span in mine):
        return ""
    taken = [*mine, *(span for t in alike for span in periods(t, frame))]
    here = [m for m in said if m.start >= 0 and any(m.span and same(m.span, span) for span in times)]
    left = [m for m in here if not any(touch(m, span) for span in taken)]
    return left[0].words or left[0].value if left else ""


def periods(term: Term, frame: Frame) -> list[Span]:
    """The periods that a figure is of; with a change or a level before also the one compared with."""
    whole = [span for span in (frame.period, frame.compare, *frame.aside) if span is not None]
    if frame.time is None:
        return whole if frame.governed else []
    rows = set(term.rows)
    kinds = {m.kind for m in frame.measures for c in term.cells if c["column"] == m.name}
    if kinds & {"before", "change", "change_pct"}:
        rows |= {r - 1 for r in rows if r} | {r + 1 for r in rows if r + 1 < len(frame.rows)}
        return [*whole, *(span for r in rows if (span := frame.when[r]) is not None)]
    return [span for r in rows if (span := frame.when[r]) is not None]


def touch(mention: Mention, span: Span) -> bool:
    spans = [s for s in (mention.span, mention.joint) if s is not None]
    return any(contains(s, span) or contains(span, s) for s in spans)
