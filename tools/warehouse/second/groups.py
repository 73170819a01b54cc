"""All groups of a request at once: how many meet its conditions, and which figure is the highest."""

from dataclasses import replace

from knowledge.metrics import Definitions
from tools.warehouse.request import Having, MetricRequest, Period
from tools.warehouse.second.aggregate import aggregate
from tools.warehouse.second.conditions import Part, where
from tools.warehouse.second.days import in_period
from tools.warehouse.second.dimensions import grouping
from tools.warehouse.second.filters import any_of
from tools.warehouse.second.formula import Formula, follows, reaches_beyond, sources
from tools.warehouse.second.formulas import FORMULAS
from tools.warehouse.second.households import COMPARED
from tools.warehouse.second.scalar import scalar
from tools.warehouse.second.sources import SOURCES, Unreached

DERIVED = ("_before", "_change", "_change_pct", "_share")


def ranked_by(request: MetricRequest) -> str:
    """The column that the rows are ranked by, or "" where their names or the time order them."""
    if request.order_by in request.by:
        return ""
    return request.order_by or (request.metrics[0] if request.limit else "")


def all_groups(
    request: MetricRequest, whole: Part, before: Period | None, ranks: bool, d: Definitions
) -> str:
    """The SQL of every group that meets the conditions, with the figure it is ranked by where `ranks`.

    Raises Unreached where the groups cannot be had from one table.
    """
    if request.share_over:
        raise Unreached("groups beside the same in a wider part")
    ranked = ranked_by(request) if ranks else ""
    names = [*request.metrics, *(h.metric for h in request.having), *([ranked] if ranked else [])]
    homes = {alias for name in names for alias in sources(_formula(_split(name)[0]))}
    if any(follows(FORMULAS[_split(name)[0]]) for name in names):
        raise Unreached("groups by the status of customers")
    if any(reaches_beyond(FORMULAS[_split(name)[0]]) for name in names):
        # Groups that only the wider part of a rate has are groups of the first route too.
        raise Unreached("groups of a rate over a wider part of the shop")
    if len(homes) != 1 or request.compare == "previous_row":
        raise Unreached("groups of several tables")
    alias = homes.pop()
    joins, keys = grouping(alias, request.by)
    kept = where(alias, replace(whole, period=None), d)
    spans = [in_period(alias, period) for period in (whole.period, before) if period]
    if spans and all(spans):
        kept.append(any_of([" AND ".join(span) for span in spans]))

    def figure(name: str) -> str:
        metric, kind = _split(name)
        formula = _formula(metric)
        now, then = (_only(alias, period) if before else "" for period in (whole.period, before))
        value = aggregate(formula, now)
        if kind == "_share":
            return f"({value} / nullif(({scalar(formula, whole, d)}), 0))"
        if not kind:
            return value
        if before is None:
            raise Unreached(f"groups by {name}")
        beside = aggregate(formula, then)
        change = f"({value} - {beside})"
        return {"_before": beside, "_change": change}.get(kind, f"({change} / nullif({beside}, 0))")

    sql = f"SELECT {figure(ranked) if ranked else 'NULL'} AS figure"
    sql += f" FROM {SOURCES[alias].table} AS {alias} {joins}"
    sql += f" WHERE {' AND '.join(kept)}" if kept else ""
    met = [f"{figure(h.metric)} {_operator(h)} {h.value!r}" for h in request.having]
    return f"{sql} GROUP BY {', '.join(keys)}" + (f" HAVING {' AND '.join(met)}" if met else "")


def _only(alias: str, period: Period | None) -> str:
    return " AND ".join(in_period(alias, period)) if period else ""


def _split(name: str) -> tuple[str, str]:
    """A metric and the ending of a column that is derived from it."""
    if name in FORMULAS:
        return name, ""
    endings = [end for end in DERIVED if name.endswith(end) and name.removesuffix(end) in FORMULAS]
    if not endings:
        raise Unreached(f"groups by {name.replace('_', ' ')}")
    return name.removesuffix(endings[0]), endings[0]


def _formula(metric: str) -> Formula:
    return FORMULAS[metric]


def _operator(having: Having) -> str:
    if having.op not in COMPARED:
        raise Unreached(f"the condition {having.op}")
    return having.op
