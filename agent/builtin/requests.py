"""A reading as a governed request: what is grouped, ordered and limited where the words leave it open."""

import re
from dataclasses import dataclass

from agent.builtin.follow import merged, stands_alone
from agent.builtin.ordering import ordered, with_share
from agent.builtin.reach import as_households
from agent.builtin.shares import as_shares
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
    request, focus = as_shares(request, reading, d)
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
