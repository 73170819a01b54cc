"""Joins of free SQL that repeat the rows they sum, and groups of few customers, told from the syntax tree."""

from collections.abc import Iterator
from typing import NamedTuple

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tools.warehouse import schema

SUMS = (exp.Sum, exp.Avg, exp.Median, exp.Quantile, exp.Stddev, exp.Variance)
"""What a repeated row changes; the least, the greatest and distinct counts stay as they are."""


class Repeats(NamedTuple):
    """A table whose rows a join may repeat while they are summed, and the query that counts them: rows after
    the join, and how many of the table these are."""

    table: str
    count_sql: str


def parsed(sql: str) -> exp.Expr | None:
    """The tree of a single query, or None for what cannot be read."""
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except (SqlglotError, RecursionError):
        return None
    return tree if isinstance(tree, exp.Query) else None


def repeated(sql: str) -> list[Repeats]:
    """The stored tables whose rows a join of the statement may repeat under a sum."""
    tree = parsed(sql)
    return [found for select in tree.find_all(exp.Select) for found in _of_select(select)] if tree else []


def few_sql(sql: str, below: int) -> str | None:
    """The query of the groups with fewer customers than `below`, for a statement that groups purchases by
    what is known of customers; None for any other."""
    tree = parsed(sql)
    group = tree.args.get("group") if isinstance(tree, exp.Select) else None
    if not isinstance(tree, exp.Select) or not group:
        return None
    tables = _tables(tree)
    about = {name for t in schema.TABLES if t.name == "customers" for name in (c.name for c in t.columns)}
    keys = [key for key in _keys(tree, group) if isinstance(key, exp.Column)]
    demographic = [key for key in keys if key.name.lower() in about - {"customer_id"}]
    lines = next((alias for alias, table in tables.items() if table == "order_lines"), None)
    if not demographic or len(keys) < len(_keys(tree, group)) or lines is None:
        return None
    asked = tree.copy()
    for part in ("having", "order", "limit", "offset", "distinct", "qualify"):
        asked.set(part, None)
    asked.set("group", exp.Group(expressions=[key.copy() for key in keys]))
    who = f"count(DISTINCT {lines}.customer_id)"
    named = [key.sql(dialect="duckdb") for key in keys]
    asked = asked.select(*named, append=False, dialect="duckdb").having(f"{who} < {below}", dialect="duckdb")
    return asked.sql(dialect="duckdb")


def days_named(sql: str) -> list[str]:
    """The ISO days that a statement writes down, in order."""
    tree = parsed(sql)
    words = [literal.this for literal in tree.find_all(exp.Literal) if literal.is_string] if tree else []
    return sorted(w[:10] for w in words if len(w) >= 10 and w[4:5] == w[7:8] == "-" and w[:4].isdigit())


def _keys(select: exp.Select, group: exp.Expr) -> list[exp.Expr]:
    """What is grouped by, places of columns and ALL resolved."""
    columns = [column.unalias() for column in select.expressions]
    if group.args.get("all"):
        return [column for column in columns if not column.find(exp.AggFunc)]
    places = {str(n): column for n, column in enumerate(columns, 1)}
    return [places.get(key.sql(), key) for key in group.expressions]


def _of_select(select: exp.Select) -> Iterator[Repeats]:
    tables = _tables(select)
    if len(tables) < 2 or not select.args.get("joins"):
        return
    summed = {table for call in select.find_all(*SUMS) for table in _read(call, tables, select)}
    tied = _tied(select, tables)
    for alias in sorted(summed):
        others = [other for other in tables if other != alias]
        if any(not set(_key(tables[other])) <= tied.get(other, set()) for other in others):
            keys = ", ".join(f"{alias}.{column}" for column in _key(tables[alias]))
            count = select.copy().select(
                "count(*) AS rows", f"count(DISTINCT ({keys})) AS once", append=False, dialect="duckdb"
            )
            for part in ("group", "having", "order", "limit", "offset", "distinct", "qualify"):
                count.set(part, None)
            root = select.root()
            steps = root.args.get("with_") if root is not select else None
            if steps:
                count.set("with_", steps.copy())
            yield Repeats(tables[alias], count.sql(dialect="duckdb"))


def _tables(select: exp.Select) -> dict[str, str]:
    """Alias -> stored table, of FROM and the joins; none if one of them is something else."""
    start = select.args.get("from_")
    sources = [start.this] if start else []
    sources += [join.this for join in select.args.get("joins") or []]
    steps = {cte.alias.lower() for cte in select.root().find_all(exp.CTE)}
    found = {}
    for source in sources:
        if not isinstance(source, exp.Table) or source.name.lower() in steps or not _key(source.name.lower()):
            return {}
        found[source.alias_or_name.lower()] = source.name.lower()
    return found


def _key(table: str) -> tuple[str, ...]:
    return next((t.key for t in schema.TABLES if t.name == table), ())


def _read(call: exp.Expr, tables: dict[str, str], select: exp.Select) -> set[str]:
    """The aliases whose columns a call reads."""
    if call.find_ancestor(exp.Select) is not select or call.find(exp.Distinct):
        return set()
    found = set()
    for column in call.find_all(exp.Column):
        named = column.table.lower()
        owners = [alias for alias, table in tables.items() if column.name.lower() in _columns(table)]
        found |= {named} & set(tables) if named else set(owners[:1])
    return found


def _columns(table: str) -> set[str]:
    return {c.name for t in schema.TABLES if t.name == table for c in t.columns}


def _tied(select: exp.Select, tables: dict[str, str]) -> dict[str, set[str]]:
    """Alias -> its columns that an equality fixes."""
    tied: dict[str, set[str]] = {alias: set() for alias in tables}
    joins = select.args.get("joins") or []
    for join in joins:
        for name in join.args.get("using") or []:
            for alias, table in tables.items():
                if name.name.lower() in _columns(table):
                    tied[alias].add(name.name.lower())
    conditions = [join.args["on"] for join in joins if join.args.get("on")]
    conditions += [select.args["where"].this] if select.args.get("where") else []
    for condition in conditions:
        for part in condition.flatten() if isinstance(condition, exp.And) else [condition]:
            if isinstance(part, exp.EQ):
                for column in part.find_all(exp.Column):
                    for alias in [column.table.lower()] if column.table else list(tables):
                        if column.name.lower() in _columns(tables.get(alias, "")):
                            tied[alias].add(column.name.lower())
    return tied
