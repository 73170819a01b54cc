"""The figures that carry an answer of the tools beside query_metric, computed a second way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.metrics import Definitions
from tools.evidence import Fact, Second, Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest
from tools.warehouse.second.check import confirmed, understood
from tools.warehouse.second.conditions import Part
from tools.warehouse.second.formula import Formula
from tools.warehouse.second.formulas import FORMULAS
from tools.warehouse.second.groups import all_groups
from tools.warehouse.second.probes import Probe, Rows
from tools.warehouse.second.scalar import scalar
from tools.warehouse.second.sources import Unreached

MOST_ROWS = 4
_PLACED = (
    "(SELECT figure, row_number() OVER (ORDER BY figure) AS place, count(*) OVER () AS n "
    "FROM groups WHERE figure IS NOT NULL)"
)
SPREAD: Mapping[str, str] = {
    "units": "SELECT count(figure) FROM groups",
    "mean": "SELECT sum(figure) / count(figure) FROM groups",
    # The middle one, or the mean of the two in the middle.
    "median": f"SELECT avg(figure) FROM {_PLACED} WHERE place IN ((n + 1) // 2, (n + 2) // 2)",
    "lowest": "SELECT min(figure) FROM groups",
    "highest": "SELECT max(figure) FROM groups",
    "top_20": f"SELECT sum(figure) FILTER (n - place < ceil(n / 5)) / sum(figure) FROM {_PLACED}",
}
"""Facts of a spread, from one figure a unit."""


def both_sides(
    metric: str,
    now: MetricRequest,
    before: MetricRequest,
    facts: Sequence[Fact],
    warehouse: Warehouse,
    d: Definitions,
) -> Second:
    """A figure on both sides of a change, and the change, of the facts METRIC_now, _before and _change."""
    shown = {fact["name"]: fact["value"] for fact in facts}

    def asked() -> tuple[list[Probe], str]:
        ways = [scalar(_formula(metric), _part(side), d) for side in (now, before)]
        parts = {"now": (ways[0],), "before": (ways[1],), "change": (ways[0], ways[1])}
        return [
            Probe(None, f"{metric}_{end}", shown[f"{metric}_{end}"], end, sql)
            for end, sql in parts.items()
            if f"{metric}_{end}" in shown
        ], ""

    return confirmed(asked, [now, before], warehouse)


def steps(request: MetricRequest, rows: Rows, warehouse: Warehouse, d: Definitions) -> Second:
    """The request's figure in the first few rows, each of one value of its dimension."""
    metric, step = request.metrics[0], request.by[0]

    def asked() -> tuple[list[Probe], str]:
        part = _part(request)
        return [
            Probe(n, metric, row[metric], "value", (scalar(_formula(metric), _of(part, step, row), d),))
            for n, row in enumerate(rows[:MOST_ROWS])
        ], ""

    return confirmed(asked, [request], warehouse)


def spread(request: MetricRequest, facts: Sequence[Fact], warehouse: Warehouse, d: Definitions) -> Second:
    """How many units, their mean, middle, ends and how much the largest have, by other formulas than the
    first route's, over units that are added up by themselves."""
    metric, per = request.metrics[0], request.by[0]

    def asked() -> tuple[list[Probe], str]:
        part = replace(_part(request), known=(per,))
        ranked = request.model_copy(update={"order_by": metric})
        groups = all_groups(ranked, part, None, True, d)
        found = [
            Probe(None, fact["name"], fact["value"], "value", (SPREAD[fact["name"]],))
            for fact in facts
            if fact["name"] in SPREAD
        ]
        totals = [fact for fact in facts if fact["name"] == "total"]
        whole = scalar(_formula(metric), part, d)
        return [*found, *(Probe(None, "total", fact["value"], "value", (whole,)) for fact in totals)], groups

    return confirmed(asked, [request], warehouse)


def _part(request: MetricRequest) -> Part:
    understood(request)
    return Part(request.filters, request.any_of, request.customers, request.baskets, request.period)


def _of(part: Part, step: str, row: Mapping[str, Value]) -> Part:
    return replace(part, group={step: row[step]})


def _formula(metric: str) -> Formula:
    if metric not in FORMULAS:
        raise Unreached(metric.replace("_", " "))
    return FORMULAS[metric]
