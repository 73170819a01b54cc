"""What is true of all groups together, computed in the same pass and written on every row.

Columns that begin with `_` are not part of the table: `_groups` (groups that meet the conditions,
before the limit), `_groups_all` (before the conditions too), `_total_m` (the figure of the whole scope,
where the groups' figures may be summed), `_kept_m` (of the groups that meet the conditions).
`_most_m` is the largest `_base_m`. `_fuel` (the part of a group of products that is fuel) and `_base_m`
(what a rate is a part of) are the row's own.
"""

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions
from tools.warehouse import columns
from tools.warehouse.aggregates import BEFORE, Measure, measures
from tools.warehouse.request import MetricRequest

HIDDEN = "_"
GROUPS = "_groups"
GROUPS_ALL = "_groups_all"
TOTAL = "_total_"
KEPT = "_kept_"
FUEL = "_fuel"
BASE = "_base_"
MOST = "_most_"
_FUEL_PARTS = ("fuel_sales", "sales")


def whole(request: MetricRequest, table: Table, d: Definitions) -> dict[str, Value]:
    """Columns over all groups, from the aggregated measures, before any condition."""
    found: dict[str, Value] = {}
    if request.by and request.having:
        found[GROUPS_ALL] = ibis._.count().over(ibis.window())
    if request.by and summable(request, d):
        if request.compare == "previous_row":
            # What stood a row before has no total.
            request = request.model_copy(update={"compare": None})
        suffixes = ["", BEFORE] if request.compare else [""]
        used = {m.column + suffix for m in _measures(request, d) for suffix in suffixes}
        sums = {name: _summed(table[name]) for name in used}
        for metric in request.metrics:
            for name, value in columns.figures(metric, sums, request, d).items():
                found[f"{TOTAL}{name}"] = value
    return found


def kept(request: MetricRequest, shown: Table, d: Definitions) -> dict[str, Value]:
    """Columns over the groups that meet the conditions."""
    found: dict[str, Value] = {GROUPS: ibis._.count().over(ibis.window())}
    if request.having:
        for metric in request.metrics:
            if d.metrics[metric].ratio is None and d.additive(metric, request.by):
                found[f"{KEPT}{metric}"] = _summed(shown[metric])
    return found


def fuel_parts(request: MetricRequest, d: Definitions) -> tuple[str, ...]:
    """The metrics to compute along, where groups of products may hold fuel without showing it."""
    groups = [d.dimensions[name].group for name in request.by]
    named = {*request.by, *request.dimensions}
    sold = all(d.facts_of(m) == {"order_lines"} for m in request.metrics)
    hidden = sold and "product" in groups and "fuel" not in named and not d.leaves_out_fuel(request.metrics)
    return _FUEL_PARTS if hidden and set(_FUEL_PARTS) <= set(d.metrics) else ()


def fuel_share(shown: Table) -> dict[str, Value]:
    """The part of each group's sales that is fuel."""
    fuel, sales = (shown[name] for name in _FUEL_PARTS)
    return {FUEL: fuel.cast("float64") / sales.nullif(0)}


def bases(request: MetricRequest, table: Table, d: Definitions) -> dict[str, Value]:
    """What each rate of a group is a part of, and the most of it that any group has."""
    found = {}
    for metric in request.metrics if request.by else []:
        ratio = d.metrics[metric].ratio
        if ratio:
            lifted = frozenset(ratio.denominator_without)
            base = columns.value_of(ratio.denominator, table, d, without=lifted)
            found[f"{BASE}{metric}"] = base
            found[f"{MOST}{metric}"] = base.max().over(ibis.window())
    return found


def summable(request: MetricRequest, d: Definitions) -> bool:
    """Whether totals are sums of the groups' measures: one fact, in which no group overlaps another."""
    parts = _measures(request, d)
    groups = {d.dimensions[name].group for name in request.by}
    return len({d.metrics[m.metric].fact for m in parts}) == 1 and all(
        d.additive(m.metric, request.by) and not m.without & groups for m in parts
    )


def _measures(request: MetricRequest, d: Definitions) -> list[Measure]:
    return [measure for metric in request.metrics for measure in measures(metric, d)]


def _summed(value: Value) -> Value:
    return value.sum().over(ibis.window())
