"""The rows of a spread: tenths of the units, or bins of the figure, under names that people read."""

from knowledge.metrics import Metric
from tools.amounts import amount
from tools.bins import bins, parted
from tools.evidence import Value
from tools.spread_columns import number
from tools.warehouse import spread
from tools.warehouse.connection import Warehouse

PLACES = ["Top", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "Bottom"]


def histogram_of(
    units: str, figures: dict[str, Value], given: list[float], warehouse: Warehouse
) -> spread.Found:
    """The units in bins, each with its ends: of the edges given, or of round ones that fit the spread."""
    low, high, tail = (number(figures[name]) for name in ("lowest", "highest", "p99"))
    between = number(figures["q3"]) - number(figures["q1"])
    count, whole = int(number(figures["n"])), bool(figures["whole_numbers"])
    edges = parted(low, given) if given else bins(low, high, tail, between, count, whole)
    found = spread.binned(units, edges, warehouse)
    after: list[Value] = [*edges[1:], None]
    return spread.Found(
        [{**row, "low": low, "high": high} for row, low, high in zip(found.rows, edges, after, strict=True)],
        found.sql,
    )


def named(
    found: list[dict[str, Value]], figures: dict[str, Value], metric: Metric, histogram: bool, shares: bool
) -> list[dict[str, Value]]:
    """The rows under the names of their columns: a tenth or a bin each, with its units and its share."""
    if not histogram:
        names = {n: f"{place} tenth" for n, place in enumerate(PLACES, 1)}
        keep = ["units", "low", "high", "mean", *(["total", "share"] if shares else [])]
        return [{"tenth": names[int(number(row["tenth"]))], **{k: row[k] for k in keep}} for row in found]
    rows: list[dict[str, Value]] = []
    for row in found:
        of_units = {"units": row["units"], "share_of_units": number(row["units"]) / number(figures["n"])}
        part = {"share": number(row["total"]) / (number(figures["total"]) or 1)} if shares else {}
        rows.append({"bin": _bin(row, metric, bool(figures["whole_numbers"])), **of_units, **part})
    return rows


def _bin(row: dict[str, Value], metric: Metric, whole: bool) -> str:
    low, high = number(row["low"]), row["high"]
    first = amount(low, metric.unit)
    if high is None:
        return f"{first} and more"
    if metric.unit == "count" and whole:
        last = number(high) - 1
        return first if last <= low else f"{first} to {amount(last, metric.unit)}"
    return f"{first} to under {amount(number(high), metric.unit)}"
