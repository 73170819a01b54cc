"""Whom a figure counted, as sets of households: 'how much did they spend' after so many new customers."""

import re
from dataclasses import replace

from agent.builtin.chosen import LEVELS
from agent.builtin.steps import times
from agent.reading.result import Reading
from knowledge.metrics import Definitions, Status
from tools.warehouse.periods import previous as just_before
from tools.warehouse.request import Basket, CustomerSet, Filter, Having, MetricRequest, Period

BESIDES = re.compile(
    r"\b(?:else|other (?:things|goods|products|categories)|overall|in total|altogether|everything|anything|"
    r"in all|per (?:visit|trip|order)|(?:total|all) (?:their|of their)|(?:also|too|as well)|basket)\b",
    re.IGNORECASE,
)
"""Words that ask for more than the goods that the households were counted by."""
NOT_FUEL = Filter(dimension="fuel", op="not_in", values=["Fuel"])
HOW_MANY = re.compile(
    r"\bhow many (?:\w+ )?(?:were|are|is|was|of) (?:that|this|those|these|they|them|there)\b|"
    r"\bhow many (?:were|are|is|was|of)\b",
    re.IGNORECASE,
)
PEOPLE = re.compile(
    r"(?:how many )?(?:house ?holds?|customers?|people|shoppers?|hhs?|families)", re.IGNORECASE
)
HEADS = "count_distinct(customer_id)"
TAKEN = {"private_label_customers": [Filter(dimension="brand", values=["Private"]), NOT_FUEL]}
"""Counts of those who bought what the count itself names."""


def whose(reading: Reading, request: MetricRequest, definitions: Definitions) -> MetricRequest:
    """The request that a question about people goes on from: what one count was of, another figure is of."""
    metrics = definitions.metrics
    bought = [m for m in reading.metrics if "order_lines" in definitions.facts_of(m)]
    points = reading.refers_to in ("entity", "set")
    other_figures = len(bought) == len(reading.metrics) and not any(metrics[m].status for m in bought)
    if not other_figures or (any(metrics[m].expression == HEADS for m in bought) and not points):
        return request
    if metrics[request.metrics[0]].status and request.period and set(request.by) <= times(definitions):
        request = request.model_copy(update={"by": []}) if bought and points else request
    if request.by:
        return request
    if reading.refers_nth is not None and not (reading.metrics or reading.by or reading.share):
        return request  # "who was second": the same figure of another row
    if request.metrics[0] == "customers":
        return counted(request, definitions) if _leaves_goods(reading, request) else request
    asks = bought or (points and (reading.customers or reading.by or reading.filters or reading.share))
    return counted(request, definitions) if asks else request


def that_met(reading: Reading, request: MetricRequest) -> MetricRequest:
    """The request of the orders or households that met a condition, where a question is of all of them: 'what
    share of all orders is that', 'average items in those'."""
    every = reading.refers_to == "set" or (reading.refers_to == "entity" and reading.share)
    if not (every and request.having and request.by in (["order"], ["customer"])) or reading.refers_nth:
        return request
    goods = [f for f in request.filters if f.dimension in LEVELS]
    rest = [f for f in request.filters if f not in goods]
    bare = {"by": [], "having": [], "order_by": None, "limit": None, "share": False, "filters": rest}
    if request.by == ["order"]:
        chosen = Basket(holding=goods, having=request.having)
        changed = {"metrics": ["orders"], "baskets": [*request.baskets, chosen]}
    else:
        sets = [CustomerSet(bought=goods, at_least=h, period=request.period) for h in request.having]
        changed = {"metrics": ["customers"], "customers": [*request.customers, *sets]}
    return request.model_copy(update={**bare, **changed})


def heads(reading: Reading, request: MetricRequest, definitions: Definitions) -> Reading:
    """'How many were they' after coupons that were redeemed: who redeemed them, and not who shopped."""
    asks = HOW_MANY.search(reading.question) and reading.refers_to in ("set", "entity")
    plain = all(PEOPLE.fullmatch(s.text) for s in reading.spans if s.kind == "metric")
    if not asks or not plain or reading.filters or reading.customers:
        return reading
    facts = definitions.facts_of(request.metrics[0])
    same = [m.name for m in definitions.metrics.values() if m.expression == HEADS and {m.fact} == set(facts)]
    return replace(reading, metrics=same[:1]) if same and facts != {"order_lines"} else reading


def of_each_step(reading: Reading, request: MetricRequest, definitions: Definitions) -> bool:
    """Whether other figures are asked for of those who were new (or lost) in each month of a list."""
    status = definitions.metrics[request.metrics[0]].status
    others = any(definitions.metrics[m].status is None for m in reading.metrics)
    return bool(request.by and status and others and reading.refers_to == "set" and not request.period)


def counted(request: MetricRequest, definitions: Definitions) -> MetricRequest:
    """The request of the households that the first metric of another counted; as it was where it counts none
    that anything but its own filters tells apart."""
    metric = definitions.metrics[request.metrics[0]]
    people = (
        metric.expression == HEADS
        or metric.name in TAKEN
        or metric.fact in ("redemptions", "campaign_targets")
    )
    sets = _sets(request, definitions) if people else []
    if not sets:
        return request
    of_goods = {f.dimension for s in sets for f in s.filters}
    changed = {
        "customers": [*request.customers, *sets], "metrics": ["customers"],
        "filters": [f for f in request.filters if f.dimension not in of_goods],
    }  # fmt: skip
    if metric.status in ("lapsed", "previous") and request.period:
        changed["period"] = just_before(request.period)
    return request.model_copy(
        update={**changed, "order_by": None, "limit": None, "share": False, "having": []}
    )


def _leaves_goods(reading: Reading, request: MetricRequest) -> bool:
    """Whether a question about buyers asks what else they bought: 'and on wine', 'in total'."""
    if reading.refers_to not in ("entity", "set"):
        return False
    goods = any(f.dimension in LEVELS for f in reading.filters) or bool(set(reading.by) & set(LEVELS))
    of_goods = any(f.dimension in LEVELS for f in request.filters)
    besides = BESIDES.search(reading.question) is not None
    return of_goods and (goods or bool(reading.customers) or besides)


def _sets(request: MetricRequest, definitions: Definitions) -> list[CustomerSet]:
    metric = definitions.metrics[request.metrics[0]]
    did = [f for f in request.filters if definitions.dimensions[f.dimension].group != "customer"]
    if metric.name in TAKEN:
        return [CustomerSet(bought=[*did, *TAKEN[metric.name]], period=request.period)]
    if metric.fact == "redemptions":
        return [CustomerSet(redeemed=did, period=request.period)]
    if metric.fact == "campaign_targets":
        return [CustomerSet(mailed=did, period=request.period)]
    if metric.status is not None:
        return _of_status(metric.status, did, request.period)
    goods = [f for f in request.filters if f.dimension in LEVELS]
    return [CustomerSet(bought=goods, period=request.period)] if goods else []


def _of_status(status: Status, did: list[Filter], period: Period | None) -> list[CustomerSet]:
    """New, retained, lapsed ...: as `tools.warehouse.lifecycle` tells them, by what they did and when."""
    if status == "repeat":
        return [CustomerSet(bought=did, period=period, at_least=Having(metric="orders", op=">=", value=2))]
    if period is None:
        return []
    before = just_before(period)
    now, then = CustomerSet(bought=did, period=period), CustomerSet(bought=did, period=before)
    new = CustomerSet(bought=did, period=period, when="first")
    no_longer, not_then, not_new = (s.model_copy(update={"negate": True}) for s in (now, then, new))
    sets: dict[str, list[CustomerSet]] = {
        "new": [new], "returning": [now, not_new], "retained": [then, now], "lapsed": [then, no_longer],
        "reactivated": [now, not_then, not_new], "previous": [then],
    }  # fmt: skip
    return sets.get(status, [])
