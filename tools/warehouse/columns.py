"""The columns of a compiled request: figures, conditions, order, and values as people see them."""

from typing import TypeAlias

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions, Dimension, Group
from tools.warehouse import steps
from tools.warehouse.aggregates import BEFORE, Measure
from tools.warehouse.filters import stored
from tools.warehouse.request import Comparison, MetricRequest

Measured: TypeAlias = Table | dict[str, Value]
"""Values by the name of their measure."""
Order = tuple[tuple[str, bool], ...]
"""(column, descending) pairs."""


def figures(metric: str, table: Measured, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    """The columns of one metric: its value, and beside another period before, change and percent change."""
    now = value_of(metric, table, d)
    if request.compare is None:
        return {metric: now}
    then = value_of(metric, table, d, BEFORE)
    change = now - then
    return {
        metric: now,
        f"{metric}{BEFORE}": then,
        f"{metric}_change": change,
        f"{metric}_change_pct": change.cast("float64") / then.nullif(0),
    }


def value_of(
    metric: str, table: Measured, d: Definitions, suffix: str = "", without: frozenset[Group] = frozenset()
) -> Value:
    """A metric from its aggregated measures; `suffix` names another set of them, such as `_before`."""
    definition = d.metrics[metric]
    if definition.ratio is None:
        value = table[Measure(metric, without).column + suffix]
        return value.cast("float64") if value.type().is_decimal() else value
    lifted = without | frozenset(definition.ratio.denominator_without)
    over = value_of(definition.ratio.numerator, table, d, suffix, without)
    under = value_of(definition.ratio.denominator, table, d, suffix, lifted)
    # No redemption among a hundred mailed is a rate of zero, not an unknown one.
    return over.cast("float64").coalesce(0.0) / under.nullif(0)


def meets(value: Value, op: Comparison, bound: float) -> Value:
    """The condition of `having`."""
    match op:
        case ">":
            return value > bound
        case ">=":
            return value >= bound
        case "<":
            return value < bound
        case "<=":
            return value <= bound
        case "=":
            return value == bound
    return value != bound


def ordering(request: MetricRequest, d: Definitions) -> Order:
    """What was asked for; else a series runs along its time; else the natural order of time and of dimensions
    that have one, unless the request ranks (has a limit); else the first metric, largest first. Ties fall
    to the dimensions."""
    by, first = request.by, request.metrics[0]
    if request.order_by:
        chosen = "descending" in request.model_fields_set
        down = request.descending if chosen or request.order_by not in d.dimensions else False
        return ((request.order_by, down), *((name, False) for name in by if name != request.order_by))
    series = steps.step_of(request) and (request.compare == "previous_row" or request.add)
    if series and request.limit is None:
        return tuple((name, False) for name in by)
    if by and request.limit is None and _natural(d.dimensions[by[0]]):
        within = [(first, True)] if len(by) > 1 and not _natural(d.dimensions[by[1]]) else []
        return ((by[0], False), *within, *((name, False) for name in by[1:]))
    if request.within and _natural(d.dimensions[request.within]):
        return (
            (request.within, False),
            (first, request.descending),
            *((n, False) for n in by if n != request.within),
        )
    return ((first, request.descending), *((name, False) for name in by))


def order_keys(shown: Table, order: Order, d: Definitions) -> list[Value]:
    """Sort keys, rows without a value last."""
    keys = []
    for name, down in order:
        value = shown[name]
        dimension = d.dimensions.get(name)
        if dimension and dimension.order:
            places = ((stored(dimension, v), i) for i, v in enumerate(dimension.order))
            value = value.cases(*places, else_=len(dimension.order))
        keys.append(ibis.desc(value, nulls_first=False) if down else ibis.asc(value, nulls_first=False))
    return keys


def as_shown(key: Value, dimension: Dimension) -> Value:
    """The value as people see it, from the stored value that was grouped on."""
    if dimension.labels:
        return key.cases(*((stored(dimension, label), label) for label in dimension.labels.values()))
    if dimension.show == "month":
        return key.strftime("%Y-%m")
    if dimension.show == "quarter":
        return key.year().cast("string") + "-Q" + key.quarter().cast("string")
    return key


def _natural(dimension: Dimension) -> bool:
    return dimension.kind in ("time", "number") or bool(dimension.order)
