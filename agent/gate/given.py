"""Figures whose binding is known, because a reference made them: what is left to check are the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.gate.about import About, about_in
from agent.gate.attach import Attached
from agent.gate.candidate import tell
from agent.gate.claims import Wrong
from agent.gate.context import LEFT_OUT, METRIC, TIME, Mention
from agent.gate.cues import cues
from agent.gate.dates import Span, contains, is_whole_year
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.numbers import figures
from agent.gate.reach import rows_of
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.term import Term

_OF_ALL = re.compile(
    r"\b(?:total|overall|all|whole|shop|store|together|combined|altogether|of|every|share|across|than|average)\b",
    re.IGNORECASE,
)

_CONDITION = re.compile(r"[<>]=?\s*([^\],&]+)")


@dataclass(frozen=True)
class Given:
    """A figure at `start` to `end` of the text that stands for `term`, or (None) for nothing: `reason` says
    why. `reference` is what the model wrote."""

    start: int
    end: int
    term: Term | None
    reference: str
    reason: str = ""


def of_passage(given: Sequence[Given], passage: Passage) -> list[Given]:
    """Those in a passage."""
    return [one for one in given if passage.start <= one.start < passage.end]


def is_limit(given: Sequence[Given], figure: Figure) -> bool:
    """Whether a figure is the limit in a condition of a reference beside it ("6 months over $380,000")."""
    conditions = " ".join(match for one in given for match in _CONDITION.findall(one.reference))
    return any(figure.fits(limit.value) for limit in figures(conditions))


def for_figure(given: Sequence[Given], figure: Figure, passage: Passage) -> Given | None:
    """The one that a figure of the passage is, if it is still shown as what it stands for."""
    start, end = passage.start + figure.start, passage.start + figure.end
    for one in given:
        if one.term is not None and one.start < end and start < one.end:
            exact = replace(figure, hedge="exact", step=max(figure.step, 1e-9 * abs(one.term.value)))
            if exact.fits(one.term.value):
                return one
    return None


def contrary(reading: Reading, term: Term, measured: Sequence[Figure]) -> Iterator[Wrong]:
    """What the words around a figure say against what it stands for; nothing where they leave it open."""
    figure, frame = reading.figure, term.frame
    if frame is None:
        return
    about = about_in(reading, frame, cues(reading, measured))
    if _misdirected(reading, term, about):
        reason = "the direction, or which of the two is compared with which, is contrary to the evidence"
        yield Wrong(figure.start, figure.end, reason, tell(term))
    elif name := _other_name(reading, term, frame) or _other_period(reading, term, frame):
        reason = f"this figure is of something else than {name}"
        yield Wrong(figure.start, figure.end, reason, f"{tell(term)}{_whose(term, frame)}")


def way_of(term: Term, about: About | None) -> int:
    """+1 or -1: which way a change or difference goes as the words tell it; 0 where they leave it open."""
    sign = (term.value > 0) - (term.value < 0)
    if not term.signed or term.formula not in (None, "difference", "percent_change"):
        return 0
    if term.pair is None or term.formula == "percent_change":
        return sign
    one, other = term.pair
    if about is None or one == other:
        return 0
    for rows, turned in ((about.reference, one), (about.subject, other)):
        if bool(rows & one) != bool(rows & other):
            return -sign if rows & turned else sign
    when = about.frame.when
    if about.frame.time and len(one) == len(other) == 1:
        now, then = when[min(one)], when[min(other)]
        if now is not None and then is not None and now.first != then.first:
            return sign if now.first > then.first else -sign
    return 0


def _misdirected(reading: Reading, term: Term, about: About) -> bool:
    said = reading.said
    if said.role != "change" or not said.direction:
        return False
    return said.direction * way_of(term, about) < 0 or _from_the_other(term, about)


def _from_the_other(term: Term, about: About) -> bool:
    """Whether a percent change is counted from the side that the words make the subject."""
    if term.pair is None or term.formula != "percent_change":
        return False
    new, old = term.pair
    return _one_of(about.reference, new, old) and _one_of(about.subject, old, new)


def _one_of(rows: set[int], this: frozenset[int], other: frozenset[int]) -> bool:
    return bool(rows & this) and not rows & other


def _other_name(reading: Reading, term: Term, frame: Frame) -> str:
    """A name in the figure's clause that is another row's, or that the evidence leaves out, where the words
    name nothing that the figure is of."""
    text = reading.passage.text
    for axis, ones in reading.attached.items():
        if axis in (METRIC, TIME) or axis.startswith(LEFT_OUT):
            continue
        hard = [one for one in ones if one.hard]
        mine = _mine(term, frame, axis)
        if not hard or mine is None or any(one.mention.value in mine for one in ones):
            continue
        if any(m.axis == axis and m.value in mine for m in reading.own):
            continue
        if not term.rows and _OF_ALL.search(text):
            continue
        if all(_is_of(one, frame) for one in hard):
            return hard[0].mention.value
    return ""


def _mine(term: Term, frame: Frame, axis: str) -> set[str] | None:
    """The names on a dimension that a figure is of; None where it is of all or nothing is known."""
    if axis in frame.axes:
        return {str(frame.rows[r].get(axis)).casefold() for r in term.rows}
    kept = frame.filters.get(axis)
    return set(kept) if kept and frame.governed and term.formula is None else None


def _is_of(one: Attached, frame: Frame) -> bool:
    """Whether a name is another row's of the evidence, or plainly outside what it was filtered to."""
    axis, value = one.mention.axis, one.mention.value
    if axis in frame.axes:
        return any(str(row.get(axis)).casefold() == value for row in frame.rows)
    return True


def _other_period(reading: Reading, term: Term, frame: Frame) -> str:
    """A period in the figure's clause that the figure is not of, where the words name none that it is of."""
    mine = _periods(term, frame)
    if not mine:
        return ""
    said = [m for m in reading.own if m.axis == TIME]
    said = [m for m in said if m.start > -1_000] or said
    if any(m.span is None or is_whole_year(m.span) or any(_touch(m, span) for span in mine) for m in said):
        return ""
    hard = [one.mention for one in reading.attached.get(TIME, []) if one.hard]
    rows = [span for span in frame.when if span is not None]
    hard += [m for m in said if m.start >= 0 and any(_touch(m, span) for span in rows)]
    return hard[0].words or hard[0].value if hard else ""


def _periods(term: Term, frame: Frame) -> list[Span]:
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


def _touch(mention: Mention, span: Span) -> bool:
    spans = [s for s in (mention.span, mention.joint) if s is not None]
    return any(contains(s, span) or contains(span, s) for s in spans)


def _whose(term: Term, frame: Frame) -> str:
    if term.formula is None or not term.rows or len(term.rows) > 4:
        return ""
    names = [", ".join(str(frame.rows[r].get(a)) for a in frame.axes) for r in sorted(term.rows)]
    return f" (of {'; '.join(names)})"


def exchanged(bound: Sequence[tuple[Reading, Term]]) -> Iterator[Wrong]:
    """Cells of two rows under each other's names: "Meat sold <Deli's> and Deli <Meat's>"."""
    named = [(r, t, _hard_rows(r, t)) for r, t in bound if t.formula is None and t.rows and t.frame]
    for n, (reading, term, rows) in enumerate(named):
        for _, other, others in named[n + 1 :]:
            alike = term.frame is other.frame and term.measure == other.measure
            if (
                alike
                and rows & other.rows
                and others & term.rows
                and not rows & term.rows
                and not others & other.rows
            ):
                figure = reading.figure
                yield Wrong(figure.start, figure.end, "the figures of the two are exchanged", tell(term))


def _hard_rows(reading: Reading, term: Term) -> set[int]:
    """The rows that the names in the figure's clause speak of."""
    frame = term.frame
    if frame is None:
        return set()
    rows: set[int] | None = None
    for axis, ones in reading.attached.items():
        hard = [
            one.mention
            for one in ones
            if one.hard and (axis in frame.axes or (axis == TIME and one.mention.span))
        ]
        if hard and (axis != TIME or frame.time):
            found = {r for m in hard for r in rows_of(frame, m, tuple(range(len(frame.rows))))}
            rows = found if rows is None else rows & found
    return rows or set()
