"""PIVOT without its values, which the engine would run as two statements: the values are looked up first."""

import re
from collections.abc import Callable, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from tools.errors import ToolError
from tools.evidence import Value

MOST = 100
"""Columns that a PIVOT may make of values."""
PIVOTS = re.compile(r"\s*\(*\s*(?=(?:pivot|with|select|from)\b).*\bpivot\b", re.IGNORECASE | re.DOTALL)
Look = Callable[[str], Sequence[Sequence[Value]]]
"""Runs a SELECT as free SQL runs, through the gate; gives its rows."""


def filled(sql: str, look: Look) -> str:
    """The statement with IN lists where a PIVOT has none; as it was where there is none or it cannot be read.

    Raises ToolError for more than 100 values, and whatever `look` raises.
    """
    if not PIVOTS.match(sql):
        return sql
    try:
        trees = sqlglot.parse(sql, dialect="duckdb")
        root = trees[0] if len(trees) == 1 else None
        open_ = [pivot for pivot in root.find_all(exp.Pivot) if _lacks_values(pivot)] if root else []
        if root is None or not open_:
            return sql
        for pivot in open_:
            pivot.set("expressions", [_with_values(on, pivot, root, look) for on in pivot.expressions])
        return root.sql(dialect="duckdb")
    except (SqlglotError, RecursionError):
        return sql


def _lacks_values(pivot: exp.Pivot) -> bool:
    named = pivot.args.get("fields") or pivot.args.get("unpivot")
    return bool(pivot.this) and not named and any(not isinstance(on, exp.In) for on in pivot.expressions)


def _with_values(on: exp.Expr, pivot: exp.Pivot, root: exp.Expr, look: Look) -> exp.Expr:
    if isinstance(on, exp.In):
        return on
    value, source = on.sql(dialect="duckdb"), pivot.this.sql(dialect="duckdb")
    steps = root.args.get("with_")
    before = f"{steps.sql(dialect='duckdb')} " if steps else ""
    # In text, so that a value of any type can be written down again.
    values = look(
        f"{before}SELECT CAST(v AS VARCHAR) FROM (SELECT DISTINCT {value} AS v FROM {source}) "
        f"WHERE v IS NOT NULL ORDER BY v LIMIT {MOST + 1}"
    )
    if len(values) > MOST:
        raise ToolError(
            f"That PIVOT makes more than {MOST} columns. Name the values: PIVOT ... ON x IN (...)."
        )
    text = exp.Cast(this=on.copy(), to=exp.DataType.build("text"))
    return exp.In(this=text, expressions=[exp.Literal.string(str(row[0])) for row in values])
