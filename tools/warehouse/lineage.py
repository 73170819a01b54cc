"""What the columns of a SELECT measure, told from what they are made of: money, counts, names, days."""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tools.evidence import Unit
from tools.warehouse import schema

Columns = dict[str, Unit | None]
"""Output column -> its unit, in order; None where it cannot be told."""

NAMES = frozenset({
    "store", "customer", "household", "order", "basket", "product", "manufacturer", "campaign", "offer",
    "coupon", "day", "week", "month", "quarter", "year", "hour", "weekday", "weekday_number",
})  # fmt: skip
"""Integers of these names tell one thing from another and count nothing."""

SAME = (
    exp.Alias, exp.Paren, exp.Window, exp.Filter, exp.Distinct, exp.Neg, exp.Abs, exp.Round, exp.Floor,
    exp.Ceil, exp.Coalesce, exp.Nullif, exp.Greatest, exp.Least, exp.Min, exp.Max, exp.Median, exp.Quantile,
    exp.AnyValue, exp.First, exp.Last, exp.ArgMax, exp.ArgMin, exp.Lag, exp.Lead, exp.FirstValue,
    exp.LastValue,
)  # fmt: skip
"""What has the unit of its first argument."""
COUNTS = (exp.Count, exp.CountIf, exp.ApproxDistinct, exp.DateDiff)
PLACES = (exp.RowNumber, exp.Rank, exp.DenseRank, exp.Ntile, exp.Extract, exp.Year, exp.Quarter, exp.Month,
          exp.Week, exp.Day, exp.Hour, exp.DayOfWeek)  # fmt: skip


def is_name(column: str) -> bool:
    """Whether integers under this name are names of things (a store, a week)."""
    return column.lower() in NAMES or column.lower().endswith("_id")


def units(sql: str) -> list[Unit | None]:
    """The unit of each output column in order, None where it cannot be told; empty for what is no plain
    SELECT."""
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
        return list(_query(tree, {}).values()) if isinstance(tree, exp.Query) else []
    except (SqlglotError, RecursionError):
        return []


def _query(query: exp.Expr, known: Mapping[str, Columns]) -> Columns:
    if isinstance(query, exp.Query):
        for cte in query.ctes:
            found = _query(cte.this, known)
            names = cte.alias_column_names or list(found)
            known = {**known, cte.alias.lower(): dict(zip(names, found.values(), strict=False))}
    if isinstance(query, exp.Subquery | exp.SetOperation):
        return _query(query.this, known)
    if not isinstance(query, exp.Select):
        return {}
    joins = [join.this for join in query.args.get("joins") or []]
    start = query.args.get("from_")
    sources = {s.alias_or_name.lower(): _source(s, known) for s in [*([start.this] if start else []), *joins]}
    made: Columns = {}
    for one in query.expressions:
        if one.is_star:
            whole = [sources.get(one.table.lower(), {})] if isinstance(one, exp.Column) else sources.values()
            for columns in whole:
                made |= columns
        else:
            name = one.alias_or_name.lower() or f"#{len(made)}"
            made[name if name not in made else f"{name}#{len(made)}"] = _unit(one, sources, made, known)
    return made


def _source(source: exp.Expr, known: Mapping[str, Columns]) -> Columns:
    if isinstance(source, exp.Table):
        name = source.name.lower()
        return known.get(name) or _stored(name)
    return _query(source, known)


def _stored(table: str) -> Columns:
    found: Columns = {}
    for column in next((t.columns for t in schema.TABLES if t.name == table), ()):
        number = column.type.endswith("INT") or column.type == "INTEGER"
        unit: Unit = "text"
        if column.type.startswith("DECIMAL"):
            unit = "usd"
        elif column.type in ("DATE", "TIMESTAMP"):
            unit = "date"
        elif number and not is_name(column.name):
            unit = "count"
        found[column.name] = unit
    return found


def _unit(
    e: exp.Expr, sources: Mapping[str, Columns], made: Columns, known: Mapping[str, Columns]
) -> Unit | None:
    """The unit of an expression over the columns of `sources`, of `made` (the columns before it)."""

    def of(part: exp.Expr | None) -> Unit | None:
        return _unit(part, sources, made, known) if part is not None else None

    if isinstance(e, exp.Column):
        near = [sources.get(e.table.lower(), {})] if e.table else [*sources.values(), made]
        return next((c[e.name.lower()] for c in near if e.name.lower() in c), None)
    if isinstance(e, exp.Subquery):
        return next(iter(_query(e, known).values()), None)
    if isinstance(e, COUNTS):
        return "count"
    if isinstance(e, PLACES):
        return "text"
    if isinstance(e, exp.Sum | exp.Avg):
        unit = of(e.this)
        plain: Unit = "count" if isinstance(e, exp.Sum) else "ratio"
        return plain if unit and unit != "usd" else unit
    if isinstance(e, SAME):
        return of(e.this)
    if isinstance(e, exp.WithinGroup):
        return of(next((key.this for key in e.expression.expressions), None))
    if isinstance(e, exp.Cast):
        return None if e.to.is_type("text", "date", "timestamp") else of(e.this)
    if isinstance(e, exp.Case):
        results = [*(one.args.get("true") for one in e.args["ifs"]), e.args.get("default")]
        return next((unit for result in results if (unit := of(result))), None)
    if isinstance(e, exp.Add | exp.Sub | exp.Mul | exp.Div):
        return _joined(e, of(e.left), of(e.right))
    return None


def _joined(e: exp.Expr, left: Unit | None, right: Unit | None) -> Unit | None:
    """The unit of a sum, difference, product or quotient; weeks from week to week are a count."""
    if isinstance(e, exp.Div):
        return "usd" if left == "usd" and right != "usd" else "ratio"
    if isinstance(e, exp.Mul):
        return "usd" if (left == "usd") != (right == "usd") else None
    if "usd" in (left, right):
        return "usd"
    return "count" if left == right and left in ("text", "count") else None
