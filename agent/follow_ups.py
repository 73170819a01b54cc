"""What could be asked next: one level deeper, against another time, and with another metric."""

from typing import Any

from agent import scope as scopes
from agent.builtin.write import words as say
from knowledge.metrics import Definitions, Dimension
from tools.warehouse.request import MetricRequest

DEEPER = {"department": "category", "category": "product_type", "quarter": "month", "month": "week"}
CUTS = ("department", "month", "category", "store", "weekday", "age", "campaign")
BESIDE = {
    "sales": ("average_basket", "customers"),
    "orders": ("average_basket", "sales"),
    "customers": ("sales_per_customer", "orders_per_customer"),
    "average_basket": ("items_per_order", "orders"),
}
TIME = ("date", "week", "month", "quarter", "year")


def next_questions(scope: dict[str, Any], definitions: Definitions) -> list[str]:
    """Up to three questions that make sense after this governed request, each to be read on its own."""
    if not scope.get("metrics"):
        return []
    request = MetricRequest.model_validate(scope)
    found = [
        _question(request, definitions, by=_deeper(request, definitions)),
        _compared(request, definitions),
        _beside(request, definitions),
    ]
    return [question for question in dict.fromkeys(found) if question]


def _deeper(request: MetricRequest, definitions: Definitions) -> Dimension | None:
    """The dimension below the one that was grouped by, or the first cut that has not been made."""
    reached = definitions.dimensions_of(request.metrics[0])
    taken = {*request.by, *(f.dimension for f in request.filters if len(f.values) == 1)}
    wanted = [DEEPER[name] for name in (*request.by, *sorted(taken)) if name in DEEPER] + list(CUTS)
    name = next((n for n in wanted if n in reached and n not in taken), None)
    return definitions.dimensions[name] if name else None


def _compared(request: MetricRequest, definitions: Definitions) -> str | None:
    if set(request.by) & set(TIME):
        return None
    if request.period and request.compare is None:
        return _question(request, definitions, ending=" compared with the period before")
    month = definitions.dimensions.get("month")
    reached = definitions.dimensions_of(request.metrics[0])
    return _question(request, definitions, by=month) if month and month.name in reached else None


def _beside(request: MetricRequest, definitions: Definitions) -> str | None:
    for name in BESIDE.get(request.metrics[0], ("sales", "customers")):
        fits = name in definitions.metrics and set(request.by) <= set(definitions.dimensions_of(name))
        if fits and name not in request.metrics:
            by = definitions.dimensions[request.by[0]] if request.by else None
            return _question(request, definitions, metric=name, by=by)
    return None


def _question(
    request: MetricRequest,
    definitions: Definitions,
    metric: str | None = None,
    by: Dimension | None = None,
    ending: str = "",
) -> str | None:
    if by is None and not ending and metric is None:
        return None
    label = definitions.metrics[metric or request.metrics[0]].label
    kept = [f for f in request.filters if f.op in ("in", "not_in")]
    parts = [label]
    if by is not None:
        parts.append(f"by {by.label.lower()}")
    for f in kept:
        words = scopes.filtered(f, definitions)
        parts.append(f"without {words.removeprefix('not ')}" if f.op == "not_in" else f"for {words}")
    if request.period:
        label = request.period.label or say.days(request.period.start, request.period.end)
        parts.append(f"in {label}")
    return " ".join(parts) + ending + "?"
