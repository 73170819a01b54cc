"""Where a frame holds totals and what is largest in it, and cells in words."""

from agent.gate.frames import Frame, Measure, as_number
from agent.gate.term import Term


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


def tell(candidate: Term) -> str:
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
