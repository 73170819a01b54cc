"""A value that a figure may stand for, with the cells and the formula it comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.answer import Cell
from agent.gate.formulas import FORMULAS, Formula
from agent.gate.frames import Frame, Measure, as_number

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


def compute(
    formula: Formula, frame: Frame, places: Sequence[Place], unit: str, signed: bool = False
) -> Iterator[Candidate]:
    """The formula over the places as a candidate; none where a cell is missing or the formula undefined."""
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


def total_of(frame: Frame, measure: Measure) -> str | None:
    """The name of the fact that holds a column's total, where there is one."""
    wanted = f"total_{measure.metric}"
    return next((str(f["name"]) for f in frame.facts if f.get("name") == wanted), None)


def descending(frame: Frame, measure: Measure) -> list[int]:
    """The rows that have a value in the column, the largest first."""
    known = [(value, r) for r in range(len(frame.rows)) if (value := frame.number(r, measure)) is not None]
    return [r for _, r in sorted(known, key=lambda pair: -pair[0])]


def tell(candidate: Candidate) -> str:
    """What the evidence says, in a few words a model can act on."""
    value, frame = spoken(candidate.value, candidate.unit), candidate.frame
    if frame is None:
        return value
    if candidate.formula is not None:
        return f"{frame.id}: the {candidate.formula.replace('_', ' ')} of the cells named is {value}"
    if candidate.measure is None or candidate.row is None:
        what = candidate.cells[0]["column"].replace("_", " ") if candidate.cells else "a fact"
        return f"{frame.id} says {what} is {value}"
    names = ", ".join(str(frame.rows[candidate.row].get(axis)) for axis in frame.axes)
    whose = f" of {names}" if names else ""
    return f"{frame.id} says {candidate.measure.name.replace('_', ' ')}{whose} is {value}"


def spoken(value: float, unit: str) -> str:
    """A value with its unit, as a hint shows it."""
    if unit in ("percent", "points"):
        return f"{value * 100:,.2f} {'%' if unit == 'percent' else 'points'}"
    money = " USD" if unit == "usd" else ""
    whole = abs(value) < 1e15 and value == int(value)
    return f"{value:,.0f}{money}" if whole else f"{value:,.2f}{money}"
