"""What could be asked next: one level deeper, against another time, and with another metric."""

from collections.abc import Callable
from typing import Any

from agent.builtin.clarify import plain
from agent.builtin.write import words as say
from agent.builtin.write.restriction import LISTED, phrase
from agent.builtin.write.scope import said_of
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

DEEPER = {"department": "category", "category": "product_type", "quarter": "month", "month": "week"}
CUTS = ("department", "month", "category", "store", "weekday", "age", "campaign")
BESIDE = {
    "sales": ("average_basket", "customers"),
    "orders": ("average_basket", "sales"),
    "customers": ("sales_per_customer", "orders_per_customer"),
    "average_basket": ("items_per_order", "orders"),
}
COUNT = 3
LENGTH = {"week": 7, "month": 31, "quarter": 92, "year": 366}
TIME = ("date", "week", "month", "quarter", "year")


def next_questions(scope: dict[str, Any], definitions: Definitions, most: int = COUNT) -> list[str]:
    """Questions that make sense after this governed request, at most `most`; few where the metric allows few.
    Each is to be read on its own, or goes on from the request where that cannot be said again."""
    if not scope.get("metrics"):
        return []
    request = MetricRequest.model_validate(scope)
    if request.customers:
        return _of_households(request, definitions)
    unsayable = any(len(f.values) > LISTED or f.op not in ("in", "not_in") for f in request.filters)
    if unsayable or request.baskets or request.any_of:
        # Such a choice has no words that could be read again: the questions go on from it.
        return [f"And by {definitions.dimensions[c].label.lower()}?" for c in _cuts(request, definitions)][
            :most
        ]
    if any(f.dimension in request.by and definitions.dimensions[f.dimension].order for f in request.filters):
        # All values side by side, as weekend and weekday are, restrict nothing that could be said.
        kept = [f for f in request.filters if f.dimension not in request.by]
        request = request.model_copy(update={"filters": kept})
    cuts = _cuts(request, definitions)
    found = [_question(request, definitions, by=cut) for cut in cuts[:1]]
    found += _compared(request, definitions)
    beside = None if request.by or request.period else next(iter(cuts), None)
    kin = [_question(request, definitions, metric=name, by=beside) for name in _beside(request, definitions)]
    found += kin[:1]
    found += [_question(request, definitions, by=cut) for cut in cuts[1:]]
    return list(dict.fromkeys([*found, *kin]))[:most]


def certain(questions: list[str], read: Callable[[str], Reading]) -> list[str]:
    """The first three of the questions that are read without a doubt: a button must not be answered by a
    question."""
    found: list[str] = []
    for question in questions:
        r = read(question)
        if not (r.unknown or r.absent or r.capability or any(not plain(c) for c in r.choices)):
            found.append(question)
        if len(found) == COUNT:
            break
    return found


def instead(reading: Reading, read: Callable[[str], Reading], definitions: Definitions) -> list[str]:
    """Questions near one that cannot be answered: what its topic says comes nearest, for the same part of
    the shop and the same days. `read` reads the sentence that names the nearest."""
    near: list[Reading] = [
        read(a.nearest) for topic, _ in reading.absent for a in definitions.absent if a.topic == topic
    ]
    metrics = [*reading.metrics, *(m for r in near for m in r.metrics)] or ["sales"]
    cuts = [b for r in near for b in r.by]
    found: list[str] = []
    filters = [] if any(s.kind == "compare" for s in reading.spans) else reading.filters
    if any(len(f.values) > LISTED or f.op not in ("in", "not_in") for f in filters):
        filters = []
    for name in dict.fromkeys(metrics):
        reached = set(definitions.dimensions_of(name))
        if {f.dimension for f in filters} <= reached:
            request = MetricRequest(metrics=[name], filters=filters, period=reading.period)
            by = next((c for c in [*reading.by, *cuts] if c in reached), None)
            found.append(_question(request, definitions, by=by))
            found += next_questions(request.model_dump(), definitions)[: 1 if len(metrics) > 1 else COUNT]
    return list(dict.fromkeys(found))[:COUNT]


def _of_households(request: MetricRequest, definitions: Definitions) -> list[str]:
    """What to look at of the households of a set; each goes on from the answer and names no set again."""
    questions = {
        "age": "How many of these households are in each age group?",
        "department": "What were sales to these households by department?",
        "month": "How did sales to these households develop by month?",
        "store": "In which stores did these households have the highest sales?",
    }
    taken = {*request.by, *(f.dimension for f in request.filters)}
    known = definitions.dimensions
    return [text for name, text in questions.items() if name in known and name not in taken][:COUNT]


def _cuts(request: MetricRequest, definitions: Definitions) -> list[str]:
    """Dimensions to look at next: those below what was grouped by, then those not used yet."""
    reached = definitions.dimensions_of(request.metrics[0])
    taken = {*request.by, *(f.dimension for f in request.filters if len(f.values) == 1)}
    days = (request.period.end - request.period.start).days + 1 if request.period else 366
    # A step as long as the period gives a list of one.
    alike = taken | {step for step, length in LENGTH.items() if days <= length}
    below = [DEEPER[name] for name in (*request.by, *sorted(taken)) if name in DEEPER]
    return [name for name in dict.fromkeys([*below, *CUTS]) if name in reached and name not in alike]


def _compared(request: MetricRequest, definitions: Definitions) -> list[str]:
    if set(request.by) & set(TIME) or request.compare is not None:
        return []
    if request.period and (request.period.end - request.period.start).days + 1 >= LENGTH["month"] * 11:
        # Before a whole year there may be no data.
        return []
    if request.period:
        by = request.by[0] if request.by else None
        return [_question(request, definitions, by=by, ending=" compared with the period before")]
    return [_question(request, definitions, by="month")] if "month" in _cuts(request, definitions) else []


def _beside(request: MetricRequest, definitions: Definitions) -> list[str]:
    """Another metric over the same dimensions: one that goes with this one, else one of the same facts."""
    first = request.metrics[0]
    facts = definitions.facts_of(first)
    kin = [name for name in definitions.metrics if definitions.facts_of(name) == facts]
    used = {*request.by, *(f.dimension for f in request.filters)}
    fitting = [
        name
        for name in (*BESIDE.get(first, ()), *kin)
        if name in definitions.metrics
        and name not in request.metrics
        and not any(_one_each(name, b, definitions) for b in request.by)
        and used <= set(definitions.dimensions_of(name))
    ]
    return list(dict.fromkeys(fitting))[:COUNT]


def _one_each(metric: str, dimension: str, definitions: Definitions) -> bool:
    """Whether the metric counts what the dimension tells apart: customers by customer are one each."""
    counts = f"count_distinct({definitions.dimensions[dimension].column})"
    return definitions.metrics[metric].expression == counts


def _question(
    request: MetricRequest,
    definitions: Definitions,
    metric: str | None = None,
    by: str | None = None,
    ending: str = "",
) -> str:
    named = definitions.metrics[metric or request.metrics[0]]
    summed = named.ratio is None and (named.unit == "usd" or named.name == "units")
    kept = [f for f in request.filters if f.op == "in"]
    left = [f for f in request.filters if f.op != "in"]
    said = named.label + phrase(kept, definitions, *(("of", "to") if summed else ("for", "from")))
    if grouped := by or (metric and request.by and request.by[0]):
        said += f" by {definitions.dimensions[grouped].label.lower()}"
    if request.period:
        said += said_of(request.period.label or say.days(request.period.start, request.period.end))
    # After all else: 'sales without fuel' is the name of another metric.
    return f"{said}{phrase(left, definitions)}{ending}?"
