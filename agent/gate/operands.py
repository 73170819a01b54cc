"""What a formula may be over: the cells, totals and groups of rows that a text has named or shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from agent.gate.candidate import total_of
from agent.gate.context import LEFT_OUT, METRIC, TIME, Mention
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure, as_number
from agent.gate.meanings import means
from agent.gate.periods import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term, added

Rows = tuple[int, ...]
_BREAK = re.compile(
    r";|:\s|,?\s(?:while|whereas|but|compared (?:with|to)|versus|against)\s|,\sand\s(?=the\b|in\b)",
    re.IGNORECASE,
)


@dataclass
class Near:
    """What the text around has been bound to: in the passage itself, and in those above it, the last last."""

    here: list[tuple[Figure, Term]] = field(default_factory=list)
    above: list[Term] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Rows taken together. `said`: by one name ("Q4", "35-54"), so that no word need add them up."""

    rows: Rows
    said: bool = False


def cell(frame: Frame, row: int, measure: Measure) -> Term | None:
    """A cell as a term, or None where it is empty."""
    value = frame.number(row, measure)
    if value is None:
        return None
    change = measure.kind in ("change", "change_pct")
    unit = "points" if measure.kind == "change" and measure.unit == "percent" else measure.unit
    at = {"evidence": frame.id, "row": row, "column": measure.name}
    return Term(value, unit, (at,), frame=frame, rows=frozenset({row}), measure=measure, signed=change)  # type: ignore[arg-type]


def cells(frame: Frame, rows: Sequence[int], measure: Measure) -> list[Term]:
    """The cells of a column in the rows given, without empty ones."""
    return [t for r in rows if (t := cell(frame, r, measure)) is not None]


def fact(frame: Frame, name: str, measure: Measure | None = None) -> Term | None:
    """A fact as a term, or None where there is none of that name."""
    for one in frame.facts:
        value = as_number(one.get("value")) if one.get("name") == name else None
        if value is not None:
            at = {"evidence": frame.id, "row": None, "column": name}
            signed = measure is not None and measure.kind in ("change", "change_pct")
            return Term(value, str(one.get("unit")), (at,), frame=frame, measure=measure, signed=signed)  # type: ignore[arg-type]
    return None


def total(frame: Frame, measure: Measure) -> Term | None:
    """The column's total."""
    name = total_of(frame, measure) if measure.kind in ("value", "share") else None
    if measure.kind in ("change", "change_pct", "before"):
        name = f"total_{measure.metric}_{measure.kind}"
    if name is None and not frame.governed and measure.additive and not frame.limited and len(frame.rows) > 1:
        held = cells(frame, range(len(frame.rows)), measure)
        return added(held) if held else None
    return fact(frame, name, measure) if name else None


def measures(reading: Reading, frame: Frame, near: Near) -> list[Measure]:
    """The columns that the words may mean: those named beside the figure, else those of the figures near,
    else all."""
    held = reading.attached.get(METRIC, [])
    used = {t.measure.metric for _, t in near.here if t.measure is not None}
    used = used or {t.measure.metric for t in near.above[-4:] if t.measure is not None}
    open_ = [m for m in frame.measures if m.kind in ("value", "share", "change")]
    hard = [m for m in open_ if any(a.hard and means(a.mention, m, frame) for a in held)]
    soft = [m for m in open_ if m.metric in used or any(means(a.mention, m, frame) for a in held)]
    return list(dict.fromkeys((*hard, *soft))) or open_


def named(frame: Frame, mentions: Sequence[Mention]) -> Group | None:
    """The rows that names speak of, by every dimension that they say anything of; None if by none."""
    rows, said, places = tuple(range(len(frame.rows))), False, 0
    for axis in frame.axes:
        key = TIME if axis == frame.time else axis
        wanted = [m for m in mentions if m.axis.removeprefix(LEFT_OUT) == key and (key != TIME or m.span)]
        spans = [m._replace(span=m.joint) for m in wanted if m.joint] or wanted
        found = [r for m in spans for r in rows_of(frame, m._replace(axis=key), rows)]
        if found:
            said, rows = True, tuple(dict.fromkeys(found))
            places = max(places, len({m.start for m in spans if not m.joint or m is spans[0]}))
    return Group(rows, places == 1) if said else None


def groups(reading: Reading, frame: Frame, near: Near) -> Iterator[Group]:
    """The groups that the text has named or shown, the nearest first."""
    here = [m for m in reading.own if m.start > -1_000]
    seen: set[Rows] = set()
    shown = tuple(dict.fromkeys(r for t in near.above if t.frame is frame for r in sorted(t.rows)))
    said = {m.axis for m in here}
    own, wide = (
        named(frame, [m for m in reading.own if m in here or m.axis not in said]),
        named(frame, reading.own),
    )
    every = tuple(range(len(frame.rows)))
    held = named(
        frame, [a.mention for ones in reading.attached.values() for a in ones[:1] if a.mention.axis != METRIC]
    )
    start, end = _part(reading)
    part = named(frame, [m for m in here if start <= m.start < end])
    both = tuple(dict.fromkeys((*shown, *(own.rows if own else ()))))
    for one in (held, part, own, wide, Group(shown), Group(both), Group(every)):
        if one is not None and one.rows and one.rows not in seen:
            seen.add(one.rows)
            yield one


def _part(reading: Reading) -> tuple[int, int]:
    """Where the part of a sentence around a figure begins and ends that sets itself off from the rest."""
    text, figure = reading.passage.text, reading.figure
    breaks = [m.span() for m in _BREAK.finditer(text)]
    start = max((end for _, end in breaks if end <= figure.start), default=0)
    return start, min((begin for begin, _ in breaks if begin >= figure.end), default=len(text))
