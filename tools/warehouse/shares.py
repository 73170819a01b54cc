"""Each group beside the whole that it is a part of: shares of the total and of its parent, index to 100."""

from dataclasses import replace

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions
from tools.warehouse import steps
from tools.warehouse.aggregates import aggregated, measures
from tools.warehouse.columns import value_of
from tools.warehouse.request import MetricRequest
from tools.warehouse.scope import Scope
from tools.warehouse.selected import scope_of

SHARE = "_share"
SHARE_WITHIN = "_share_within"
INDEX = "_index"
BESIDE = "__whole"
_BASE = "__base"


def with_shares(table: Table, request: MetricRequest, scope: Scope, d: Definitions) -> Table:
    """The table with m_share, and under `within` also m_share_within, of every metric that is no ratio, and
    with what they are shares of: the total, or with `share_over` the same group in a wider part of the
    shop."""
    for _, whole, parents in [] if request.share_over else _levels(request):
        table = with_whole(table, _parts(request, d), parents, whole, scope, d)
    return table.mutate(**shares(table, request, d))


def widened(table: Table, request: MetricRequest, scope: Scope, d: Definitions) -> Table:
    """The table with what each group has where the bounds of `share_over` do not hold; a group that has
    something only there stands with zeros."""
    if not request.share_over:
        return table
    metrics, whole = _parts(request, d), request.wider(request.share_over)
    lifted = (d.dimensions[n] for n in request.share_over if n in d.dimensions)
    known = (*scope.known, *(one.name for one in lifted if one.unknown == "leave_out"))
    wide = aggregated(metrics, replace(scope_of(whole, d, scope.by), known=known), d)
    columns = {m.column for metric in metrics for m in measures(metric, d)}
    found = wide.select(
        **{f"{n}{BESIDE}": wide[n] for n in scope.by}, **{c + BESIDE: wide[c] for c in columns}
    )
    if not scope.by:
        return table.cross_join(found)
    met = table.outer_join(found, [table[n].identical_to(found[f"{n}{BESIDE}"]) for n in scope.by])
    keys = {n: ibis.coalesce(met[n], met[f"{n}{BESIDE}"]) for n in scope.by}
    return met.mutate(**keys, **{c: met[c].fill_null(0) for c in columns})


def shares(table: Table, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    """The shares of a table that has what they are shares of."""
    return {
        m + share: table[m].cast("float64") / table[m + whole].nullif(0)
        for share, whole, _ in _levels(request)
        for m in _parts(request, d)
    }


def with_index(table: Table, request: MetricRequest, scope: Scope, d: Definitions) -> Table:
    """The table with m_index: 100 is the mean of the rows that stand together, for a ratio its value over
    all of them."""
    if "index" not in request.add:
        return table
    within = (request.within,) if request.within else ()
    parents = tuple(steps.series_of(request)) if steps.step_of(request) else within
    ratios = [m for m in request.metrics if d.metrics[m].ratio]
    table = with_whole(table, ratios, parents, _BASE, scope, d)
    together = ibis.window(group_by=list(parents))
    found = {}
    for metric in request.metrics:
        value = value_of(metric, table, d).cast("float64")
        base = value_of(metric, table, d, _BASE) if metric in ratios else value.mean().over(together)
        found[metric + INDEX] = 100 * value / base.nullif(0)
    return table.mutate(**found)


def with_whole(
    table: Table, metrics: list[str], parents: tuple[str, ...], suffix: str, scope: Scope, d: Definitions
) -> Table:
    """The table with each measure of the metrics over all groups that share the parents, its name with the
    suffix: summed where no group overlaps another, else computed apart."""
    children = [name for name in scope.by if name not in parents]
    groups = {d.dimensions[name].group for name in children}
    apart: list[str] = []
    summed: dict[str, Value] = {}
    for metric in metrics:
        parts = measures(metric, d)
        if all(d.additive(m.metric, children) and not m.without & groups for m in parts):
            together = ibis.window(group_by=list(parents))
            summed |= {m.column + suffix: table[m.column].sum().over(together) for m in parts}
        else:
            apart.append(metric)
    table = table.mutate(**summed)
    if not apart:
        return table
    whole = aggregated(apart, replace(scope, by=parents, before=None), d)
    columns = {m.column for metric in apart for m in measures(metric, d)}
    keys = {f"{name}{suffix}": whole[name] for name in parents}
    whole = whole.select(**keys, **{f"{column}{suffix}": whole[column] for column in columns})
    if not parents:
        return table.cross_join(whole)
    return table.left_join(whole, [table[n].identical_to(whole[f"{n}{suffix}"]) for n in parents])


def _levels(request: MetricRequest) -> list[tuple[str, str, tuple[str, ...]]]:
    """(ending of the share, of the whole, what the whole is grouped by)."""
    if not request.share:
        return []
    parent = [(SHARE_WITHIN, BESIDE + "_parent", (request.within,))] if request.within else []
    return [(SHARE, BESIDE, ()), *parent]


def _parts(request: MetricRequest, d: Definitions) -> list[str]:
    return [m for m in request.metrics if d.metrics[m].ratio is None]
