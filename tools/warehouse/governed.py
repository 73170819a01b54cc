"""The governed request that a free query repeats, where its tree says nothing but that."""

import datetime as dt
from typing import Any, NamedTuple

from sqlglot import exp

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.fan_out import parsed
from tools.warehouse.governed_forms import (
    FACT,
    LOOKUPS,
    STEPS,
    dimensions_by_form,
    metrics_by_form,
    spelled,
)
from tools.warehouse.request import Filter, Having, MetricRequest, Period

ONE_DAY = dt.timedelta(days=1)
COMPARED: dict[type[exp.Expr], str] = {exp.GT: ">", exp.GTE: ">=", exp.LT: "<", exp.LTE: "<="}


class Repeat(NamedTuple):
    """The request, and the places of its metrics among the columns of the query."""

    request: MetricRequest
    places: list[int]


class _Otherwise(Exception):
    """The query says something that no request says, or not for certain."""


def repeats(sql: str, d: Definitions) -> Repeat | None:
    """The request whose figures the query computes; None for a query that is not read to its last part."""
    tree = parsed(sql)
    try:
        return _read(tree, d) if isinstance(tree, exp.Select) else None
    except _Otherwise:
        return None


def _read(tree: exp.Select, d: Definitions) -> Repeat:
    allowed = {"expressions", "from_", "joins", "where", "group", "having", "order", "limit", "kind"}
    if {name for name, part in tree.args.items() if part} - allowed or tree.find(exp.Subquery, exp.Window):
        raise _Otherwise
    _check_tables(tree)
    metrics: list[str] = []
    by: list[str] = []
    places: list[int] = []
    names: dict[str, str] = {}
    for place, column in enumerate(tree.expressions):
        text = spelled(column.unalias())
        metric, dimension = metrics_by_form(d).get(text), dimensions_by_form(d).get(text)
        if metric:
            metrics.append(metric)
            places.append(place)
        elif dimension:
            by.append(dimension)
        names |= dict.fromkeys(
            (column.alias_or_name.lower(), text, str(place + 1)), metric or dimension or ""
        )
    grouped = [names.get(spelled(key), "") for key in _grouped(tree)] or by
    if not metrics or "" in names.values() or sorted(grouped) != sorted(by):
        raise _Otherwise
    filters, period = _conditions(tree, d)
    asked: dict[str, Any] = {"metrics": metrics, "by": by, "filters": filters, "period": period}
    asked |= {"having": _having(tree, names, d), **_order(tree, names, d)}
    return Repeat(MetricRequest(**asked), places)


def _check_tables(tree: exp.Select) -> None:
    start = tree.args.get("from_")
    if not start or not isinstance(start.this, exp.Table) or start.this.name.lower() != FACT:
        raise _Otherwise
    for join in tree.args.get("joins") or []:
        table = join.this.name.lower() if isinstance(join.this, exp.Table) else ""
        key = LOOKUPS.get(table)
        using = [name.name.lower() for name in join.args.get("using") or []]
        on = join.args.get("on")
        tied = {c.name.lower() for c in on.find_all(exp.Column)} if isinstance(on, exp.EQ) else set()
        side, kind = join.args.get("side") or "", join.args.get("kind") or ""
        plain = side in ("", "LEFT") and kind in ("", "INNER", "OUTER")
        if not key or not plain or not (using == [key] or (tied == {key} and not using)):
            raise _Otherwise


def _grouped(tree: exp.Select) -> list[exp.Expr]:
    group = tree.args.get("group")
    if not group or group.args.get("all"):
        return []
    if {name for name, part in group.args.items() if part} - {"expressions"}:
        raise _Otherwise
    return list(group.expressions)


def _conditions(tree: exp.Select, d: Definitions) -> tuple[list[Filter], Period | None]:
    where = tree.args.get("where")
    filters: list[Filter] = []
    days: dict[str, dt.date] = {}
    parts = (
        where.this.flatten() if where and isinstance(where.this, exp.And) else [where.this] if where else []
    )
    for part in (one.unnest() for one in parts):
        if isinstance(part, exp.Between) and spelled(part.this) == "order_date":
            days |= {"first": _day(part.args["low"]), "last": _day(part.args["high"])}
        elif isinstance(part, exp.GT | exp.GTE) and spelled(part.this) == "order_date":
            days["first"] = _day(part.expression) + (ONE_DAY if isinstance(part, exp.GT) else dt.timedelta())
        elif isinstance(part, exp.LT | exp.LTE) and spelled(part.this) == "order_date":
            days["last"] = _day(part.expression) - (ONE_DAY if isinstance(part, exp.LT) else dt.timedelta())
        else:
            filters.append(_filter(part, d))
    if days and set(days) != {"first", "last"}:
        raise _Otherwise
    return filters, Period(start=days["first"], end=days["last"]) if days else None


def _filter(part: exp.Expr, d: Definitions) -> Filter:
    fuel = {"is_fuel": "Fuel", "NOT is_fuel": "Not fuel"}.get(spelled(part))
    if fuel:
        return Filter(dimension="fuel", values=[fuel])
    wanted = (
        [part.expression]
        if isinstance(part, exp.EQ)
        else part.expressions
        if isinstance(part, exp.In)
        else []
    )
    dimension = d.dimensions.get(dimensions_by_form(d).get(spelled(part.this), "")) if wanted else None
    if dimension is None or dimension.labels or dimension.name in STEPS or part.args.get("query"):
        raise _Otherwise
    return Filter(dimension=dimension.name, values=[_literal(value) for value in wanted])


def _having(tree: exp.Select, names: dict[str, str], d: Definitions) -> list[Having]:
    having = tree.args.get("having")
    if not having:
        return []
    part = having.this
    form = spelled(part.this)
    metric = metrics_by_form(d).get(form) or names.get(form, "")
    if type(part) not in COMPARED:
        raise _Otherwise
    if metric not in d.metrics:
        raise _Otherwise
    return [Having(metric=metric, op=COMPARED[type(part)], value=float(_literal(part.expression)))]  # type: ignore[arg-type]


def _order(tree: exp.Select, names: dict[str, str], d: Definitions) -> dict[str, Value]:
    """order_by, descending and limit; an order by several keys is told by the first where nothing is cut."""
    order, limit = tree.args.get("order"), tree.args.get("limit")
    found: dict[str, Value] = {}
    if order:
        first = order.expressions[0]
        name = names.get(spelled(first.this)) or metrics_by_form(d).get(spelled(first.this))
        if name is None or (limit and (len(order.expressions) > 1 or name not in d.metrics)):
            raise _Otherwise
        found = {"order_by": name, "descending": bool(first.args.get("desc"))}
    if limit:
        if not order:
            raise _Otherwise
        found["limit"] = int(_literal(limit.expression))
    return found


def _day(part: exp.Expr) -> dt.date:
    while isinstance(part, exp.Cast):
        part = part.this
    try:
        return dt.date.fromisoformat(str(_literal(part)))
    except ValueError:
        raise _Otherwise from None


def _literal(part: exp.Expr) -> str | int | float:
    if not isinstance(part, exp.Literal):
        raise _Otherwise
    return str(part.this) if part.is_string else float(part.this) if "." in part.this else int(part.this)
