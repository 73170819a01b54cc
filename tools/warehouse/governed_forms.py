"""How a free query may write what the definitions govern: each metric and dimension in one spelling."""

import ast
from functools import cache

from sqlglot import exp

from knowledge.metrics import Definitions
from tools.warehouse.fan_out import parsed

FACT = "order_lines"
LOOKUPS = {"products": "product_id", "customers": "customer_id", "stores": "store_id"}
"""Tables that every purchase has exactly one row in, by the column that they are joined on."""
STEPS = {
    "month": ("date_trunc('month', order_date)", "strftime(order_date, '%Y-%m')", "month(order_date)"),
    "quarter": ("date_trunc('quarter', order_date)", "quarter(order_date)"),
    "weekday": ("dayname(order_date)",),
    "hour": ("hour(ordered_at)",),
    "date": ("order_date",),
    "week": ("week",),
}


@cache
def metrics_by_form(d: Definitions) -> dict[str, str]:
    """What a query may compute a metric as -> the metric."""
    found: dict[str, str] = {}
    for name in d.metrics:
        for text in _forms(name, d) if d.facts_of(name) == {FACT} else []:
            tree = parsed(f"SELECT {text}")
            if tree:
                found.setdefault(spelled(tree.expressions[0]), name)
    return found


def _forms(metric: str, d: Definitions) -> list[str]:
    m = d.metrics[metric]
    if m.ratio:
        if m.ratio.denominator_without:
            return []
        pairs = [(a, b) for a in _forms(m.ratio.numerator, d) for b in _forms(m.ratio.denominator, d)]
        return [
            text for a, b in pairs for text in (f"{a} / {b}", f"{a} / nullif({b}, 0)", f"1.0 * {a} / {b}")
        ]
    call = ast.parse(str(m.expression), mode="eval").body
    if m.status or not isinstance(call, ast.Call) or call.keywords or not isinstance(call.func, ast.Name):
        return []
    columns = [ast.unparse(arg) for arg in call.args]
    if any("." in column or "(" in column for column in columns):
        return []
    one = columns[0] if columns else "*"
    return {
        "sum": [f"sum({one})"], "count": ["count(*)"], "count_distinct": [f"count(DISTINCT {one})"],
    }.get(call.func.id, [])  # fmt: skip


@cache
def dimensions_by_form(d: Definitions) -> dict[str, str]:
    """What a query may write for a dimension -> the dimension."""
    found: dict[str, str] = {}
    for name, dimension in d.dimensions.items():
        plain = (
            dimension.table in ("own", *LOOKUPS) and dimension.column.isidentifier() and not dimension.labels
        )
        for text in [*([dimension.column] if plain else []), *STEPS.get(name, ())]:
            tree = parsed(f"SELECT {text}")
            if tree:
                found.setdefault(spelled(tree.expressions[0]), name)
    return found


def spelled(part: exp.Expr | None) -> str:
    """A part of a query in one spelling: without tables, outer casts, rounding and brackets."""
    if part is None:
        return ""
    tree = part.copy().unnest()
    while isinstance(tree, exp.Round | exp.Cast):
        tree = tree.this.unnest()
    for column in tree.find_all(exp.Column):
        column.set("table", None)
        column.this.set("quoted", False)
        column.this.set("this", column.name.lower())
    return str(tree.sql(dialect="duckdb", normalize_functions="lower"))
