"""Comparisons of two cells of a column: the two that the words name, or the obvious pair."""

import re
from collections.abc import Iterator

from agent.gate.candidate import Candidate, Place, compute, descending, fact_number, total_of
from agent.gate.context import TIME, Mention
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.reach import Reach, rows_beside, rows_of
from agent.gate.words import Said

_OVER_TIME = re.compile(
    r"\b(?:over|during|across|through(?:out)?|since|start|first|last|end|between)\b", re.IGNORECASE
)
_STEP = re.compile(
    r"\b(?:previous|prior|preceding|before|earlier|(?:month|week)[- ](?:on|over)[- ](?:month|week)|last)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:second|next|runner-up|nearest|number two|closest)\b", re.IGNORECASE)
_COMPARES = re.compile(
    r"[\s*_]*(?:points?\s)?(?:more|less|higher|lower|ahead|behind|above|below|short|fewer|larger|smaller|"
    r"better|worse)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to)\s"
    r"(?:[\s*_]*\$?[\d,.]+\s?(?:[KM%]|million)?[\s*_]+)?(?:the\s|that\sof\s|in\s|for\s|at\s|on\s)*[\s*_]*\Z",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"\b(?:overall|average|shop|total|whole)\b", re.IGNORECASE)
_OVERCOMES = re.compile(
    r"\b(?:outs(?:old|ells?)|beats?|exceed(?:s|ed)?|ahead of|surpass(?:es|ed))\b", re.IGNORECASE
)
_BEYOND = re.compile(
    r"\b(?:than|above|below|against|versus|vs\.?|over|on)\s(?:the\s)?[\s*_]*\Z", re.IGNORECASE
)
_AFTER_ALL = re.compile(r"[\s*_]*(?:more|less|higher|lower|fewer|larger|smaller|as (?:much|many))")


def pairs(
    figure: Figure, said: Said, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[Candidate]:
    """What the figure can say of two cells: of now and before, of two totals, of two named rows."""
    frame, name = reach.frame, measure.name
    before, total = frame.sibling(measure, "before"), total_of(frame, measure)
    both: list[tuple[Place, Place]] = []
    if before is not None and (reach.named or len(frame.rows) == 1):
        both += [((r, name), (r, before.name)) for r in reach.rows]
    if total and (not reach.named or reach.totals) and fact_number(frame, f"{total}_before") is not None:
        both.append(((None, total), (None, f"{total}_before")))
    if total and reach.named and len(reach.rows) == 1 and _WHOLE.search(text):
        both.append(((reach.rows[0], name), (None, total)))
    both += [((a, name), (b, name)) for a, b in _row_pairs(figure, reach, text, own, measure)]
    for one, other in both:
        yield from _compared(figure, said, frame, measure, one, other)


def _compared(
    figure: Figure, said: Said, frame: Frame, measure: Measure, one: Place, other: Place
) -> Iterator[Candidate]:
    """The formulas over two cells that a figure of this unit can show."""
    pair = [one, other]
    if figure.unit == "times":
        yield from compute("ratio", frame, pair, "times")
    elif figure.unit == "points" and measure.unit == "percent":
        yield from compute("difference", frame, pair, "points", True)
    elif figure.unit == "percent":
        if said.role in ("change", "either"):
            yield from compute("percent_change", frame, pair, "percent", True)
        if said.role != "change" and one[0] != other[0]:
            yield from compute("ratio", frame, pair, "percent")
    elif figure.unit in ("usd", "plain"):
        yield from compute("difference", frame, pair, measure.unit, True)


def _row_pairs(
    figure: Figure, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[tuple[int, int]]:
    """(what is compared, what it is compared with) as row numbers."""
    frame = reach.frame
    for name in frame.axes:
        axis = TIME if name == frame.time else name
        others = rows_beside(reach, axis)
        named = [m for m in own if m.axis == axis and (axis != TIME or m.span) and rows_of(frame, m, others)]
        held = [one.mention for one in reach.attached.get(axis, [])]
        if held and len({m.value for m in named}) == 1 and held[0].value != named[0].value:
            named = [held[0], *named]
        distinct = sorted({m.value: m for m in reversed(named)}.values())
        if len(distinct) > 1:
            a, b = _order(figure, text, named, distinct)
            yield from _in_time(
                frame, rows_of(frame, a, others), rows_of(frame, b, others), axis, text[figure.end :]
            )
        if axis == TIME:
            step = held[0] if held else distinct[0] if distinct else None
            if (
                step is not None
                and step.span
                and (_said_of(step, figure, distinct, text) or _STEP.search(text))
            ):
                yield from _with_previous(frame, rows_of(frame, step, others), others)
            elif not distinct and _OVER_TIME.search(text) and len(reach.rows) > 1:
                line = _chronological(frame, reach.rows)
                yield line[-1], line[0]
        elif len(distinct) == 1 and axis != TIME and len(other := _the_other(frame, name, others)) == 2:
            rows = rows_of(frame, distinct[0], others)
            if len(rows) == 1 and rows[0] in other:
                yield rows[0], next(r for r in other if r != rows[0])
        elif len(distinct) == 1 and _NEXT.search(text):
            line = [r for r in descending(frame, measure) if r in others]
            rows = rows_of(frame, distinct[0], others)
            if len(rows) == 1 and rows[0] in line[:-1]:
                yield rows[0], line[line.index(rows[0]) + 1]


def _the_other(frame: Frame, name: str, among: tuple[int, ...]) -> tuple[int, ...]:
    """The rows that have a name: where there are two, one said implies the other."""
    return tuple(r for r in among if frame.rows[r].get(name) is not None)


def _said_of(period: Mention, figure: Figure, distinct: list[Mention], text: str) -> bool:
    """Whether a change is said of one of several periods, so against the one before ("fell 4 % in May")."""
    part = text[: figure.start].rpartition(";")[0]
    alone = bool(part) and all(m.value == period.value for m in distinct if m.start > len(part))
    return len(distinct) > 1 and (period.start >= figure.end or (alone and period.start > len(part)))


def _in_time(
    frame: Frame, one: tuple[int, ...], two: tuple[int, ...], axis: str, after: str
) -> Iterator[tuple[int, int]]:
    """Two periods compare the later with the earlier, unless a word right after says otherwise."""
    if len(one) != 1 or len(two) != 1 or one == two:
        return
    if axis == TIME and not _COMPARES.match(after):
        earlier, later = _chronological(frame, (*one, *two))
        yield later, earlier
    else:
        yield one[0], two[0]


def _with_previous(frame: Frame, rows: tuple[int, ...], others: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    line = _chronological(frame, others)
    if len(rows) == 1 and rows[0] in line[1:]:
        yield rows[0], line[line.index(rows[0]) - 1]


def _chronological(frame: Frame, rows: tuple[int, ...]) -> list[int]:
    dated = [(span.first, r) for r in rows if (span := frame.when[r]) is not None]
    return [r for _, r in sorted(dated)]


def _order(
    figure: Figure, text: str, named: list[Mention], distinct: list[Mention]
) -> tuple[Mention, Mention]:
    """Which of the names is compared, and with which: what follows "than" or "against" is the reference."""
    before = [m for m in named if m.end <= figure.start]
    if len(distinct) == 2 and _OVERCOMES.search(text[max(0, distinct[0].end) : max(0, distinct[1].start)]):
        return distinct[0], distinct[1]
    after = [m for m in named if m.start >= figure.end]
    if before and after:
        other = next((m for m in after if m.value != before[-1].value), None)
        if other is not None:
            led = [m for m in before if not _BEYOND.search(text[: max(0, m.start)])] or before
            return (led[-1] if led[-1].value != other.value else before[-1]), other
    for m in distinct if len(distinct) == 2 else ():
        if m.start > 0 and _REFERENCE.search(text[: m.start]):
            return next(one for one in distinct if one != m), m
    if len(before) > 1 and _AFTER_ALL.match(text[figure.end :]):
        other = next((m for m in reversed(before) if m.value != before[-1].value), None)
        if other is not None:
            return before[-1], other
    return distinct[0], distinct[1]
