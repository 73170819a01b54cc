"""The first groups of a ranking, in the whole scope or in each value of one dimension, and the others."""

from dataclasses import replace

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions
from tools.warehouse import columns, wholes
from tools.warehouse.aggregates import BEFORE, aggregated, measures
from tools.warehouse.request import MetricRequest
from tools.warehouse.scope import Scope
from tools.warehouse.shares import BESIDE, shares

OTHERS = "Others"
"""What the last row is called that stands for every group beyond the cut."""
SAME = "_same"
"""Hidden: how many groups (of one parent) have the figure that the row was ranked by, FIGURE."""
FIGURE = "_figure"
BEYOND = "_beyond"
"""Hidden, on a row of others: how many groups it stands for."""
_PLACE = "place__"
_BEST = "best__"


def ranks_by(request: MetricRequest, order: columns.Order) -> str | None:
    """The figure that decides which groups come first; None where their names or the time do."""
    by = next((name for name, _ in order if name != request.within), None)
    return by if by not in request.by else None


def same(shown: Table, request: MetricRequest, order: columns.Order) -> dict[str, Value]:
    """How many groups have the figure of each, where the request keeps the first of a ranking."""
    ranks = ranks_by(request, order)
    if request.limit is None or ranks is None:
        return {}
    parents = [request.within] if request.within else []
    equals = ibis.window(group_by=[*parents, shown[ranks]])
    return {SAME: ibis._.count().over(equals), FIGURE: shown[ranks]}


def cut(shown: Table, request: MetricRequest, order: columns.Order, scope: Scope, d: Definitions) -> Table:
    """The groups in their order, as many as asked for, in each value of `within`; and the others, if asked,
    as a last row under a dimension that is text then."""
    keys = columns.order_keys(shown, order, d)
    if not (request.within or request.others):
        return shown.order_by(keys).limit(request.limit) if request.limit else shown.order_by(keys)
    parents = [request.within] if request.within else []
    inside = [key for key, (name, _) in zip(keys, order, strict=True) if name != request.within]
    line = ibis.window(group_by=parents, order_by=inside)
    ranked = shown.mutate(**{_PLACE: ibis.row_number().over(line), **_best(shown, request, order)})
    found = ranked.filter(ranked[_PLACE] < request.limit) if request.limit else ranked
    if request.others and request.limit:
        last = _last(request)
        rest = _others(ranked.filter(ranked[_PLACE] >= request.limit), request, scope, d)
        label = columns.as_shown(found[last], d.dimensions[last]).cast("string")
        found = found.mutate(**{last: label, BEYOND: ibis.null("int64")})
        found = found.union(rest.select(**{n: _as(found, rest, n) for n in found.columns}))
    before = [ibis.asc(found[n], nulls_first=False) for n in (_BEST,) if n in found.columns]
    before += columns.order_keys(found, tuple((n, False) for n in parents), d)
    return found.order_by([*before, found[_PLACE]])


def text_of(request: MetricRequest) -> str | None:
    """The dimension whose values are text already, because 'Others' is one of them."""
    return _last(request) if request.others and request.limit else None


def _others(rest: Table, request: MetricRequest, scope: Scope, d: Definitions) -> Table:
    """One row for the groups beyond the cut, for each parent that has any: computed from all their rows,
    summed only where no group overlaps another."""
    parents = [request.within] if request.within else []
    carried = [n for n in rest.columns if n == _BEST or BESIDE in n]
    together: dict[str, Value] = {BEYOND: rest.count(), _PLACE: rest[_PLACE].max()}
    together |= {name: rest[name].max() for name in carried}
    if wholes.summable(request, d):
        parts = dict.fromkeys(m.column for metric in request.metrics for m in measures(metric, d))
        suffixes = ["", BEFORE] if scope.before else [""]
        together |= {n: rest[n].sum() for part in parts for s in suffixes if (n := part + s) in rest.columns}
    row = rest.group_by(parents).aggregate(**together) if parents else rest.aggregate(**together)
    if not wholes.summable(request, d):
        apart = aggregated(request.metrics, replace(scope, by=tuple(parents), of=(rest, scope.by)), d)
        on = [row[n].identical_to(apart[n]) for n in parents]
        row = row.left_join(apart, on, rname="{name}__again") if parents else row.cross_join(apart)
    figures = {n: v for m in request.metrics for n, v in columns.figures(m, row, request, d).items()}
    row = row.filter(row[BEYOND] > 0).mutate(**figures)
    return row.mutate(**{_last(request): ibis.literal(OTHERS), **shares(row, request, d)})


def _best(shown: Table, request: MetricRequest, order: columns.Order) -> dict[str, Value]:
    """What the parents are ordered by: the greatest (least) figure of their groups, as a falling number."""
    ranks = ranks_by(request, order)
    if request.within is None or ranks is None or order[0][0] == request.within:
        return {}
    together, down = ibis.window(group_by=[request.within]), dict(order)[ranks]
    return {_BEST: -shown[ranks].max().over(together) if down else shown[ranks].min().over(together)}


def _last(request: MetricRequest) -> str:
    return next(name for name in request.by if name != request.within)


def _as(like: Table, row: Table, name: str) -> Value:
    """The column of a row as another table has it, empty where the row has none."""
    kind = like[name].type()
    return row[name].cast(kind) if name in row.columns else ibis.null(kind)
