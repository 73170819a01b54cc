"""Filters as conditions on the rows of a source."""

from collections.abc import Sequence

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.request import Filter
from tools.warehouse.schema import quoted
from tools.warehouse.second.days import SPANS, span, within_days
from tools.warehouse.second.dimensions import row_meets
from tools.warehouse.second.sources import Unreached


def kept(alias: str, f: Filter, d: Definitions) -> str:
    """The condition that a row meets the filter; a negation also keeps rows without a value.

    Raises Unreached for an operator that is new, or a dimension that the source has no way to.
    """
    if f.op in ("not_in", "not_contains"):
        opposite = Filter(dimension=f.dimension, op="in" if f.op == "not_in" else "contains", values=f.values)
        return f"({kept(alias, opposite, d)}) IS NOT TRUE"
    if f.op not in ("in", "between", "contains"):
        raise Unreached(f"the condition {f.op}")
    dimension = d.dimensions[f.dimension]
    if f.dimension in SPANS and f.op != "contains":
        pairs = [(f.values[0], f.values[1])] if f.op == "between" else [(v, v) for v in f.values]
        return any_of([within_days(alias, span(str(a))[0], span(str(b))[1]) for a, b in pairs])
    if f.op == "contains":
        words = [quoted(f"%{_escaped(str(v))}%") for v in f.values]
        return row_meets(
            alias,
            f.dimension,
            lambda x: any_of([f"CAST({x} AS VARCHAR) ILIKE {w} ESCAPE '!'" for w in words]),
        )
    values: Sequence[Value] = f.values
    if f.op == "between" and dimension.order:
        names = [str(name).lower() for name in dimension.order]
        low, high = sorted(names.index(str(v).lower()) for v in f.values)
        values = dimension.order[low : high + 1]
    elif f.op == "between":
        first, last = (_literal(v, f.dimension, d) for v in f.values)
        return row_meets(alias, f.dimension, lambda x: f"{x} BETWEEN {first} AND {last}")
    listed = ", ".join(_literal(v, f.dimension, d) for v in values)
    return row_meets(alias, f.dimension, lambda x: f"{x} IN ({listed})")


def _literal(value: Value, dimension: str, d: Definitions) -> str:
    if d.dimensions[dimension].show == "as_is" and d.dimensions[dimension].kind in ("id", "number", "time"):
        try:
            return str(int(float(str(value))))
        except ValueError:
            raise Unreached(f"values of {dimension.replace('_', ' ')}") from None
    return quoted(str(value))


def _escaped(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def any_of(conditions: Sequence[str]) -> str:
    """The condition that one of these holds."""
    return "(" + " OR ".join(f"({one})" for one in conditions) + ")"
