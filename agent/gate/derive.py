"""Candidates by formula: only over cells the words name together, or over the obvious pair."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.answer import Cell
from agent.gate.context import LEFT_OUT, TIME, Mention
from agent.gate.dates import contains
from agent.gate.formulas import FORMULAS, Formula
from agent.gate.frames import Frame, Measure, as_number
from agent.gate.numbers import Figure
from agent.gate.reach import Reach, rows_of
from agent.gate.words import Said

_TOGETHER = re.compile(
    r"\b(?:together|combined|jointly|in total|sum|totals?|totall?ed|altogether|both|between them|collectively|along with|add(?:s|ed)? up|these|alone|make up|account(?:s|ed)? for)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:rest|remain(?:s|ing|der)|others?|everything else|all other|outside)\b", re.IGNORECASE
)
_AVERAGE = re.compile(
    r"\b(?:averag\w*|mean|typical(?:ly)?|(?:per|a|each|every) (?:month|week|day|quarter|department|category|store)|monthly|weekly|daily)\b",
    re.IGNORECASE,
)
_AVERAGE_LEFT = re.compile(
    r"\b(?:averag(?:ing|ed|es|e)|mean)(?:\s(?:of|is|was|about|around|roughly|at|month|week|day))*[\s*_:(]*\Z",
    re.I,
)
_AVERAGE_RIGHT = re.compile(
    r"[\s*_]*(?:on average|(?:a|per|each) (?:month|week|day|quarter)\b)", re.IGNORECASE
)
_OVER_TIME = re.compile(
    r"\b(?:over|during|across|through(?:out)?|since|start|first|last|end|between)\b", re.IGNORECASE
)
_STEP = re.compile(
    r"\b(?:previous|prior|preceding|before|earlier|month[- ](?:on|over)[- ]month|week[- ](?:on|over)[- ]week|last)\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"\b(?:second|next|runner-up|nearest|number two|closest)\b", re.IGNORECASE)
FIRST_N = re.compile(
    r"\b(?:top|first|largest|biggest|leading|best)[\s-](?P<n>\d{1,2}|two|three|four|five|six|seven|eight|ten)\b|\b(?P<m>\d{1,2}|two|three|four|five|six|seven|eight|ten) (?:largest|biggest|leading|top|best)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"[\s*_]*(?:points?\s)?(?:more|less|higher|lower|ahead|behind|above|below|short|fewer|larger|smaller|better|worse)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|relative to)\s(?:the\s|that\sof\s|in\s|on\s)*[\s*_]*\Z",
    re.I,
)
_AFTER_ALL = re.compile(r"[\s*_]*(?:more|less|higher|lower|fewer|larger|smaller|as (?:much|many))")
_N = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}


Place = tuple[int | None, str]
"""A cell as (row, column), or a fact as (None, name)."""


@dataclass(frozen=True)
class Candidate:
    """A value a figure may stand for. `signed` values are changes, whose sign must be said right."""

    value: float
    unit: str
    cells: list[Cell]
    formula: Formula | None = None
    signed: bool = False
    frame: Frame | None = None
    row: int | None = None
    measure: Measure | None = None


def derived(figure: Figure, said: Said, reach: Reach, text: str, own: list[Mention]) -> Iterator[Candidate]:
    """Every formula that the words of the passage allow for this figure over this evidence."""
    columns = [m for m in reach.frame.measures if not reach.metrics or m.metric in reach.metrics]
    values = [m for m in columns if m.kind == "value"]
    if said.role in ("change", "either") or figure.unit in ("times", "points", "percent"):
        for measure in values:
            yield from _pairs(figure, said, reach, text, own, measure)
    if said.role != "change" and not reach.whole:
        for measure in values:
            yield from _sums(figure, reach, text, own, measure)
        yield from _shares(figure, reach, text, own, columns)


def averaged(figure: Figure, text: str) -> bool:
    """Whether the words right beside a figure say that it is an average."""
    left, right = text[max(0, figure.start - 28) : figure.start], text[figure.end :]
    return bool(_AVERAGE_LEFT.search(left) or _AVERAGE_RIGHT.match(right))


def _make(
    formula: Formula, frame: Frame, places: list[tuple[int | None, str]], unit: str, signed: bool = False
) -> Iterator[Candidate]:
    numbers = [as_number(frame.rows[r].get(c)) if r is not None else fact_number(frame, c) for r, c in places]
    if not numbers or any(n is None for n in numbers):
        return
    value = FORMULAS[formula]([n for n in numbers if n is not None])
    if value is not None:
        cells: list[Cell] = [{"evidence": frame.id, "row": r, "column": c} for r, c in places]
        yield Candidate(value, unit, cells, formula, signed, frame)


def fact_number(frame: Frame, name: str) -> float | None:
    """The value of a fact by its name."""
    return next((as_number(f.get("value")) for f in frame.facts if f.get("name") == name), None)


def _pairs(
    figure: Figure, said: Said, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[Candidate]:
    frame = reach.frame
    before = frame.sibling(measure, "before")
    pairs: list[tuple[Place, Place]] = []
    if before is not None:
        pairs += [
            ((r, measure.name), (r, before.name)) for r in reach.rows if reach.named or len(frame.rows) == 1
        ]
    total, earlier = _total(frame, measure), f"total_{measure.metric}_before"
    if total and fact_number(frame, earlier) is not None and (not reach.named or reach.totals):
        yield from _compare(figure, said, frame, measure, (None, total), (None, earlier))
    for a, b in _row_pairs(figure, said, reach, text, own, measure):
        pairs.append(((a, measure.name), (b, measure.name)))
    for one, other in pairs:
        yield from _compare(figure, said, frame, measure, one, other)


def _compare(
    figure: Figure, said: Said, frame: Frame, measure: Measure, one: Place, other: Place
) -> Iterator[Candidate]:
    """What a figure of this unit can say of two cells."""
    pair = [one, other]
    if figure.unit == "times":
        yield from _make("ratio", frame, pair, "times")
    elif figure.unit == "points" and measure.unit == "percent":
        yield from _make("difference", frame, pair, "points", True)
    elif figure.unit == "percent":
        if said.role in ("change", "either"):
            yield from _make("percent_change", frame, pair, "percent", True)
        if said.role != "change" and one[0] != other[0]:
            yield from _make("ratio", frame, pair, "percent")
    elif figure.unit in ("usd", "plain"):
        yield from _make("difference", frame, pair, measure.unit, True)


def _row_pairs(
    figure: Figure, said: Said, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[tuple[int, int]]:
    """(what is compared, what it is compared with) as row numbers."""
    frame = reach.frame
    axes = [axis for axis in frame.axes if axis != frame.time] + ([TIME] if frame.time else [])
    for axis in axes:
        named = [
            m
            for m in own
            if m.axis == axis
            and not (axis == TIME and (m.span is None or not rows_of(frame, m, _all(frame))))
        ]
        distinct = list({m.value: m for m in reversed(named)}.values())
        distinct.sort()
        held = [one.mention for key, ones in reach.attached.items() if key == axis for one in ones]
        if len(distinct) == 1 and held and held[0].value != distinct[0].value:
            distinct = [held[0], *distinct]
            named = distinct
        if len(distinct) >= 2:
            a, b = _order(figure, text, named or distinct, distinct)
            others = _others(reach, own, axis)
            ra, rb = rows_of(frame, a, others), rows_of(frame, b, others)
            if len(ra) == len(rb) == 1 and ra != rb:
                chronological = axis == TIME and not _COMPARES.match(text[figure.end :])
                if (
                    chronological
                    and (later := frame.when[rb[0]])
                    and (one := frame.when[ra[0]])
                    and later.first > one.first
                ):
                    ra, rb = rb, ra
                yield ra[0], rb[0]
        elif len(distinct) == 1 and axis == TIME and _STEP.search(text):
            rows = rows_of(frame, distinct[0], _others(reach, own, axis))
            earlier = [
                r
                for r in _others(reach, own, axis)
                if rows and (s := frame.when[r]) and (t := frame.when[rows[0]]) and s.first < t.first
            ]
            if len(rows) == 1 and earlier:
                yield rows[0], max(earlier, key=lambda r: frame.when[r].first)  # type: ignore[union-attr]
        elif not distinct and axis == TIME and _OVER_TIME.search(text) and len(reach.rows) > 1:
            ordered = sorted(reach.rows, key=lambda r: frame.when[r].first)  # type: ignore[union-attr]
            yield ordered[-1], ordered[0]
        if len(distinct) == 1 and axis != TIME and _NEXT.search(text):
            rows = rows_of(frame, distinct[0], reach.rows)
            ordered = sorted((r for r in _others(reach, own, axis) if frame.number(r, measure) is not None),
                             key=lambda r: -(frame.number(r, measure) or 0.0))  # fmt: skip
            if len(rows) == 1 and rows[0] in ordered[:-1]:
                yield rows[0], ordered[ordered.index(rows[0]) + 1]


def _all(frame: Frame) -> tuple[int, ...]:
    return tuple(range(len(frame.rows)))


def _others(reach: Reach, own: list[Mention], axis: str) -> tuple[int, ...]:
    """The rows left when every name but those on `axis` is respected."""
    rows = _all(reach.frame)
    for other, ones in reach.attached.items():
        if other != axis and (other in reach.frame.axes or (other == TIME and reach.frame.time)):
            for one in ones:
                rows = rows_of(reach.frame, one.mention, rows) or rows
    return rows


def _order(
    figure: Figure, text: str, named: list[Mention], distinct: list[Mention]
) -> tuple[Mention, Mention]:
    """Which of the names is compared, and with which: what follows "than" or "against" is the reference."""
    before = [m for m in named if m.end <= figure.start]
    after = [m for m in named if m.start >= figure.end]
    if before and after:
        other = next((m for m in after if m.value != before[-1].value), None)
        if other is not None:
            return before[-1], other
    for m in distinct if len(distinct) == 2 else ():
        if _REFERENCE.search(text[: m.start]):
            return next(one for one in distinct if one != m), m
    if len(before) >= 2 and not _AFTER_ALL.match(text[figure.end :]):
        return distinct[0], distinct[1]
    if len(before) >= 2:
        other = next((m for m in reversed(before) if m.value != before[-1].value), None)
        return (before[-1], other) if other else (distinct[0], distinct[1])
    return distinct[0], distinct[1]


def _sums(
    figure: Figure, reach: Reach, text: str, own: list[Mention], measure: Measure
) -> Iterator[Candidate]:
    frame, name = reach.frame, measure.name
    for rows in _groups(reach, text, own, measure) if measure.additive else ():
        yield from _make("sum", frame, [(r, name) for r in rows], measure.unit)
    total = _total(frame, measure)
    if total and _REST.search(text):
        shown = _named_rows(reach, _with_left_out(own)) or tuple(range(len(frame.rows)))
        yield from _make("difference", frame, [(None, total), *((r, name) for r in shown)], measure.unit)
    if _AVERAGE.search(text) and not frame.limited:
        rows = reach.rows
        if len(rows) < 2 and averaged(figure, text):
            rows = tuple(range(len(frame.rows))) if len(frame.axes) == 1 else ()
        if len(rows) > 1:
            yield from _make("mean", frame, [(r, name) for r in rows], measure.unit)


def _shares(
    figure: Figure, reach: Reach, text: str, own: list[Mention], columns: list[Measure]
) -> Iterator[Candidate]:
    if figure.unit != "percent":
        return
    frame = reach.frame
    for measure in columns:
        if measure.kind == "share":
            for rows in _groups(reach, text, own, measure):
                yield from _make("sum", frame, [(r, measure.name) for r in rows], "percent")
            if (
                _REST.search(text)
                and not frame.limited
                and (shown := _named_rows(reach, _with_left_out(own)))
            ):
                rest = [r for r in range(len(frame.rows)) if r not in shown]
                yield from _make("sum", frame, [(r, measure.name) for r in rest], "percent")
        total = _total(frame, measure) if measure.kind == "value" and measure.additive else None
        if total is None:
            continue
        single = [(r,) for r in reach.rows if reach.named and not reach.spread and len(reach.rows) == 1]
        for rows in [*single, *_groups(reach, text, own, measure)]:
            yield from _make("share", frame, [*((r, measure.name) for r in rows), (None, total)], "percent")


def _total(frame: Frame, measure: Measure) -> str | None:
    wanted = f"total_{measure.metric}"
    return next((str(f["name"]) for f in frame.facts if f.get("name") == wanted), None)


def _with_left_out(own: list[Mention]) -> list[Mention]:
    return [m._replace(axis=m.axis.removeprefix(LEFT_OUT)) for m in own]


def _named_rows(reach: Reach, own: list[Mention]) -> tuple[int, ...]:
    """The rows of all names of the passage on the axis that tells rows apart."""
    for axis in reach.frame.axes:
        key = TIME if axis == reach.frame.time else axis
        rows = [
            r
            for m in own
            if m.axis == key and (key != TIME or m.span)
            for r in rows_of(reach.frame, m, _others(reach, own, key))
        ]
        if rows:
            return tuple(dict.fromkeys(rows))
    return ()


def _groups(reach: Reach, text: str, own: list[Mention], measure: Measure) -> Iterator[tuple[int, ...]]:
    """The groups of rows that a passage may add up."""
    frame = reach.frame
    if reach.spread and len(reach.rows) > 1:
        yield reach.rows
    joint = next((m.joint for m in own if m.joint), None)
    if joint and frame.time:
        yield tuple(r for r in _others(reach, own, TIME) if (s := frame.when[r]) and contains(joint, s))
    named = _named_rows(reach, own)
    if len(named) > 1 and _TOGETHER.search(text):
        yield named
    first = FIRST_N.search(text)
    if first:
        n = (first["n"] or first["m"]).casefold()
        ordered = sorted((r for r in range(len(frame.rows)) if frame.number(r, measure) is not None),
                         key=lambda r: -(frame.number(r, measure) or 0.0))  # fmt: skip
        if len(ordered) >= (size := _N.get(n, int(n) if n.isdecimal() else 0)) > 1:
            yield tuple(ordered[:size])
    if (
        not reach.named
        and not frame.limited
        and len(frame.rows) > 1
        and (_TOGETHER.search(text) or reach.totals)
    ):
        yield reach.rows
    if reach.named and len(reach.rows) > 1 and len(frame.axes) > 1:
        yield reach.rows
