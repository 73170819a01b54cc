"""Rows that are parts of a change: their columns, their order, and the finding of their chart."""

from typing import Any

from knowledge.metrics import Definitions, Metric
from tools.change.sides import Sides, named
from tools.evidence import Chart, Column, Unit, Value
from tools.wording import lower_first

Rows = list[dict[str, Value]]


def part_rows(name: str, parts: dict[str, float], change: float) -> Rows:
    """A row for each part: what it adds to the change, and its share of the change."""
    return [
        {name: part, "contribution": amount, "share_of_change": amount / change if change else None}
        for part, amount in parts.items()
    ]


def part_columns(name: str, label: str, m: Metric, on: Sides) -> list[Column]:
    """The columns of `part_rows`."""
    return [
        {"name": name, "label": label, "unit": "text", "role": "dimension"},
        contribution("contribution", f"Part of the {on.noun} in {lower_first(m.label)}", m),
        share_column(m, on),
    ]


def share_column(m: Metric, on: Sides) -> Column:
    """The share of the whole change."""
    return {
        "name": "share_of_change", "label": f"Share of the {on.noun}", "unit": "percent",
        "role": "metric", "metric": m.name, "kind": "contribution_share", "additive": True,
    }  # fmt: skip


def contribution(name: str, label: str, m: Metric, additive: bool = True) -> Column:
    """A column of amounts that are parts of a change; those of a rate are in points."""
    unit: Unit = "points" if m.unit == "percent" else m.unit
    return {
        "name": name, "label": label, "unit": unit, "role": "metric", "metric": m.name,
        "kind": "contribution", "additive": additive,
    }  # fmt: skip


def side_columns(m: Metric, on: Sides, additive: bool) -> list[Column]:
    """The figure on both sides and its change, by group."""
    change: Unit = "points" if m.unit == "percent" else m.unit
    given: list[tuple[str, str, Unit, Any]] = [
        (m.name, f"{m.label}, {on.now_words}", m.unit, "value"),
        (f"{m.name}_before", f"{m.label}, {on.before_words}", m.unit, "before"),
        (f"{m.name}_change", on.noun.capitalize(), change, "change"),
    ]
    return [
        {"name": name, "label": label, "unit": unit, "role": "metric", "metric": m.name, "kind": kind,
         "additive": additive}
        for name, label, unit, kind in given
    ]  # fmt: skip


def largest_first(rows: Rows, column: str) -> Rows:
    """The rows by the size of a column, whatever its sign."""
    return sorted(rows, key=lambda row: -abs(float(str(row[column] or 0))))


def chart(rows: Rows, x: str, y: str, change: float, m: Metric, on: Sides, d: Definitions) -> Chart | None:
    """Bars of the parts; the title names the one that does most of what the whole did."""
    if not change or len(rows) < 2:
        return None
    most = max(rows, key=lambda row: float(str(row[y] or 0)) * (1 if change > 0 else -1))
    way = on.noun if on.noun == "difference" else "rise" if change > 0 else "fall"
    part = named(most[x], d.dimensions[x], d) if x in d.dimensions else lower_first(str(most[x]))
    share = float(str(most[y] or 0)) / change
    first = "Most" if share > 0.5 else "The largest part"
    said = f"{first} of the {way} in {lower_first(m.label)} comes from {part}"
    return {"kind": "bar", "title": said, "x": x, "y": [y]}
