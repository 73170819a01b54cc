"""What a share is of: the total, the group above, or each group where some filters bound the part alone."""

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.request import Filter, MetricRequest

GOODS = ("product", "promotion")
"""Groups of dimensions that say what was bought and how it was offered."""


def as_shares(
    request: MetricRequest, reading: Reading, definitions: Definitions
) -> tuple[MetricRequest, tuple[Value, ...]]:
    """'The share of grocery': its whole is all departments, so the filter becomes the grouping."""
    if not request.share:
        return request, ()
    if over := _over(request, reading, definitions):
        return request.model_copy(update={"share_over": over, "within": None}), ()
    if all(definitions.metrics[m].unit in ("percent", "ratio") for m in request.metrics):
        return request.model_copy(update={"share": False}), ()
    if request.any_of and not request.by:
        # "What share came from A or B": the alternatives are the part, the filters the whole.
        return request.model_copy(update={"share": False}), ()
    chosen = [f for f in request.filters if f.op == "in"]
    if both := _of_each_side(request, chosen, definitions):
        return both
    steps = [b for b in request.by if definitions.dimensions[b].kind == "time"]
    said = {s.target for s in reading.spans if s.kind == "dimension"}
    if any(f.dimension in said and f.dimension in request.by and len(f.values) > 1 for f in chosen):
        return request, ()  # "within drinks, the share of each category": of what was chosen
    part = next(
        (f for f in chosen if f.dimension in request.by), None if request.by else next(iter(chosen), None)
    )
    if part is None and len(chosen) == 1 and steps == request.by:
        part = chosen[0]
    if part is None or request.customers:
        # What part of all a set of households has: the whole is looked up beside it.
        return request.model_copy(update={"share": bool(request.by)}), ()
    rest = [f for f in request.filters if f is not part]
    by = [*(b for b in request.by if b != part.dimension), part.dimension]
    if len(by) > 1 and steps != by[:1]:
        return request, ()
    changed = {"by": by, "filters": rest, "within": steps[0] if steps else None}
    return request.model_copy(update=changed), tuple(part.values)


def _of_each_side(
    request: MetricRequest, chosen: list[Filter], definitions: Definitions
) -> tuple[MetricRequest, tuple[Value, ...]] | None:
    """'As a share of their spend' of private label at two ages: a part of what each of them spent."""
    sides = [f for f in chosen if request.by == [f.dimension] and len(f.values) > 1]
    goods = [f for f in chosen if definitions.dimensions[f.dimension].group in GOODS and f not in sides]
    if not sides or len(goods) != 1 or request.compare:
        return None
    if definitions.dimensions[sides[0].dimension].group in GOODS:
        return None
    by = [*request.by, goods[0].dimension]
    rest = [f for f in request.filters if f is not goods[0]]
    changed = {"by": by, "filters": rest, "within": request.by[0], "order_by": None, "limit": None}
    return request.model_copy(update=changed), tuple(goods[0].values)


def _over(request: MetricRequest, reading: Reading, definitions: Definitions) -> list[str]:
    """What bounds the part alone where each group has a share of its own: 'how much of each store's sales is
    produce', 'soft drinks in grocery, month by month'."""
    chosen = [f.dimension for f in request.filters if f.op == "in" and f.dimension not in request.by]
    if request.by and any((h.op, h.value) == ("=", 0) for h in request.having):
        goods = [name for name in chosen if definitions.dimensions[name].group in ("product", "promotion")]
        return goods or (["period"] if request.period else [])
    spans = [f.dimension for f in request.filters if f.op == "between" and f.dimension == reading.part]
    if spans and not (request.compare or request.any_of or request.customers):
        return spans  # "what part of deli sales happens after 5 pm"
    if request.by and request.any_of and request.filters and not (request.compare or request.customers):
        return ["any_of"]  # "the share of wine in alcohol by age"
    each = bool(request.by) and not (request.compare or request.any_of)
    if each and request.baskets and not request.customers:
        return ["baskets"]  # "the share of trips with milk by weekday"
    if each and request.customers and request.metrics[0] == "customers":
        return ["customers"]
    if not each or request.customers or not chosen:
        return []
    steps = [b for b in request.by if definitions.dimensions[b].kind == "time"]
    part = reading.part if reading.part in chosen else chosen[0]
    if promoted := [name for name in chosen if definitions.dimensions[name].group == "promotion"]:
        part = reading.part if reading.part in chosen else promoted[0]
        return [part]  # "the share of units on deal by category"
    values = next(f.values for f in request.filters if f.dimension == part)
    several = steps == request.by and (len(chosen) > 1 or len(values) > 1)
    own = (steps != request.by or bool(request.having)) and reading.part in chosen
    return [part] if several or own else []
