"""Evidence as the tools make it, in a few words: columns, facts, periods, rows."""

from typing import Any

from tools.evidence import Column, Fact, Kind, Unit


def dimension(name: str, label: str, unit: Unit = "text") -> Column:
    """A column of groups."""
    return {"name": name, "label": label, "unit": unit, "role": "dimension"}


def metric(
    name: str, label: str, unit: Unit, of: str = "", kind: Kind = "value", additive: bool = False
) -> Column:
    """A column of figures of the metric `of`."""
    return {
        "name": name,
        "label": label,
        "unit": unit,
        "role": "metric",
        "metric": of or name,
        "kind": kind,
        "additive": additive,
    }


def fact(name: str, label: str, value: float, unit: Unit) -> Fact:
    """A figure beside the rows."""
    return {"name": name, "label": label, "value": value, "unit": unit}


def period(start: str, end: str, label: str) -> dict[str, str]:
    """A period as a scope has it."""
    return {"start": start, "end": end, "label": label}


def rows(names: str, *lines: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Rows of evidence from lines of cells, under names parted by spaces."""
    return [dict(zip(names.split(), line, strict=True)) for line in lines]


def compared(of: str, label: str, unit: Unit) -> list[Column]:
    """The columns of a metric beside another period."""
    change_unit: Unit = "points" if unit == "percent" else unit
    return [
        metric(of, label, unit, of, "value", unit == "usd"),
        metric(f"{of}_before", f"{label} before", unit, of, "before", unit == "usd"),
        metric(f"{of}_change", f"Change in {label.lower()}", change_unit, of, "change"),
        metric(f"{of}_change_pct", f"Change in {label.lower()}, %", "percent", of, "change_pct"),
    ]


def with_changes(names: list[tuple[Any, ...]], columns: str) -> list[dict[str, Any]]:
    """Rows of (name, value, before) with change and percent change worked out."""
    return rows(columns, *((n, v, b, round(v - b, 6), (v - b) / b) for n, v, b in names))


YEAR = period("2017-01-01", "2017-12-31", "2017")
Q1, Q2 = period("2017-01-01", "2017-03-31", "Q1 2017"), period("2017-04-01", "2017-06-30", "Q2 2017")
MARCH, APRIL = (
    period("2017-03-01", "2017-03-31", "March 2017"),
    period("2017-04-01", "2017-04-30", "April 2017"),
)
JANUARY, FEBRUARY = (
    period("2017-01-01", "2017-01-31", "January 2017"),
    period("2017-02-01", "2017-02-28", "February 2017"),
)
