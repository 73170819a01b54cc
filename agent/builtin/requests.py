"""A reading as a governed request: what is grouped, ordered and limited where the words leave it open."""

import re
from dataclasses import dataclass

from agent.builtin.follow import merged, stands_alone
from agent.builtin.ordering import ordered, with_share
from agent.builtin.reach import as_households
from agent.builtin.steps import over_time, stepwise, whole_weeks, without_one_step, without_steps
from agent.builtin.steps import times as times
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.request import Filter, MetricRequest, Period

DEFAULT_METRIC = "sales"
ONE_EACH = {
    "campaigns_run": ("campaign", ["targeted_customers", "redeeming_customers", "response_rate"]),
    "campaigns_started": ("campaign", ["targeted_customers", "redeeming_customers", "response_rate"]),
    "stores_trading": ("store", ["sales", "orders"]),
    "customers": ("customer", ["sales", "orders"]),
    "products_sold": ("product", ["sales", "units"]),
    "orders": ("order", ["sales", "units"]),
}
"""Metrics that are 1 in each group of a dimension, and what is looked up of those groups instead."""
GOODS = ("product", "promotion")
"""Groups of dimensions that say what was bought and how it was offered."""
TOGETHER = re.compile(
    r"\b(totals?|in total|altogether|together|jointly|combined|in all|sum|summed|overall)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Requested:
    """A request, the group values the question is about (for a share), and what was taken for granted."""

    request: MetricRequest
    focus: tuple[Value, ...] = ()
    assumed: tuple[str, ...] = ()


def requested(reading: Reading, previous: MetricRequest | None, definitions: Definitions) -> Requested:
    """The request that a reading asks for, on its own or as a change to the one before it.

    Raises:
        ValueError: the reading holds more than a request can (seven metrics, four dimensions).
    """
    d = definitions
    assumed: tuple[str, ...] = ()
    if previous is not None and not stands_alone(reading):
        request = merged(reading, previous, d)
    else:
        if not reading.metrics:
            assumed = ("sales",)
        request = _alone(reading, d)
    out = [
        f.dimension
        for f in request.filters
        if any(f.dimension not in d.dimensions_of(m) for m in request.metrics)
    ]
    request, _ = as_households(request, out, request.metrics, d)
    request = _summed(_with_later_first(request), reading)
    request = whole_weeks(request, reading, d)
    request, focus = _shares(request, reading, d)
    request = _against_before(_side_by_side(request, reading), reading)
    request = stepwise(over_time(without_one_step(without_steps(request), reading), reading, d), d)
    request = _with_rest(with_share(ordered(_told(request), reading, d), d), reading, d)
    return Requested(request, focus, assumed)


def _alone(reading: Reading, definitions: Definitions) -> MetricRequest:
    """The request of a question that needs none before it."""
    promoted = _promoted(reading, definitions)
    by = [reading.count_of] if reading.count_of else [b for b in reading.by if b not in promoted]
    return MetricRequest(
        metrics=(reading.metrics or [DEFAULT_METRIC])[:6],
        by=by[:3],
        filters=[*reading.filters, *promoted.values()],
        any_of=reading.any_of,
        customers=reading.customers,
        baskets=reading.baskets,
        period=reading.period,
        compare=reading.compare,
        within=reading.within or None,
        share=reading.share,
        add=reading.add,
        points=reading.points or 3,
        having=reading.having,
        others=reading.others,
    )


def _summed(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Beer + wine total' is one figure: the groups were not asked for by any word."""
    said = {s.target for s in reading.spans if s.kind == "dimension"}
    several = {f.dimension for f in reading.filters if f.op == "in" and len(f.values) > 1}
    if not TOGETHER.search(reading.question) or reading.rank or reading.share:
        return request
    by = [b for b in request.by if b in said or b not in several]
    return request.model_copy(update={"by": by}) if by != request.by else request


def _with_later_first(request: MetricRequest) -> MetricRequest:
    """Of two periods the later is what is asked about and the earlier its base, in whatever order they were
    said: a fall that is shown from its end is read as a rise."""
    now, then = request.period, request.compare
    if now is None or not isinstance(then, Period) or then.start <= now.start:
        return request
    return request.model_copy(update={"period": then, "compare": now})


def _shares(
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


def _promoted(reading: Reading, definitions: Definitions) -> dict[str, Filter]:
    """Promotions that stand right before the measure, as in 'mailer sales by department': they say which
    sales, where 'sales by mailer or not' sets them against the rest."""
    found = {}
    starts = {s.start for s in reading.spans if s.kind == "metric"}
    for span in reading.spans:
        dimension = definitions.dimensions.get(span.target) if span.kind == "dimension" else None
        if dimension is None or dimension.name not in reading.by or not dimension.labels:
            continue
        before = reading.question[: span.start].rstrip().lower()
        if dimension.group == "promotion" and not before.endswith(("by", "per", "each", "and", ",", "vs")):
            after = reading.question[span.end :]
            if span.end + len(after) - len(after.lstrip()) in starts:
                found[dimension.name] = Filter(dimension=dimension.name, values=[dimension.order[0]])
    return found


def _side_by_side(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Grocery versus produce': several values to compare stand in rows of their own."""
    if request.by or request.compare or reading.shape != "compare":
        return request
    several = [f.dimension for f in request.filters if f.op == "in" and len(f.values) > 1]
    return request.model_copy(update={"by": several[:1]})


def _against_before(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Which grew most' compares with the period before where the question names no other."""
    if reading.rank is None or not reading.rank.on.startswith("change") or request.compare is not None:
        return request
    return request.model_copy(update={"compare": "previous_period"}) if request.period else request


def _with_rest(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """'What share do the top 10 stores have': all others stand beside them as one, so that what the ten have
    together can be told."""
    rank, metric = reading.rank, request.metrics[0]
    if request.share_over:
        return request
    several = rank is not None and rank.n is not None and rank.n > 1 and rank.on == "value"
    if not (reading.share and request.share and several) or request.compare or len(request.metrics) > 1:
        return request
    if len(request.by) != 1 or not definitions.additive(metric, request.by):
        return request
    return request.model_copy(update={"others": True})


def _told(request: MetricRequest) -> MetricRequest:
    """Each campaign is one campaign: what tells them apart is whom they reached."""
    if request.metrics[0] in ONE_EACH and ONE_EACH[request.metrics[0]][0] in request.by:
        return request.model_copy(update={"metrics": ONE_EACH[request.metrics[0]][1]})
    return request
