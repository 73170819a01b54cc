"""A fragment merged into the request before it: "and in april?", "without fuel?", "by store instead"."""

import re
from collections.abc import Collection

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import CustomerSet, Filter, MetricRequest

LEVELS = ("department", "category", "product_type", "product", "product_id")
"""One tree, coarse to fine: a value on any level takes the place of one on another."""
OTHERS = re.compile(r"(and|what about|how about)\b(?! (by|per)\b)", re.I)
ADDS = re.compile(r"\b(also|too|as well|add|plus|along with|on top)\b", re.I)
WHOLE = re.compile(
    r"\b(?:full|whole|entire|all) (?:of the |the )?(?:year|2017|period|twelve months|12 months)\b|"
    r"\b(?:over|in|across|during) the (?:whole |entire |full )?year\b",
    re.I,
)
ONLY = re.compile(r"\b(?:only|just)\b|\b(?:of|among) (?:those|these|them)\b", re.I)
NARROWS = re.compile(r"\b(of (those|these|them|that)|within|among|in there|there)\b", re.I)


def merged(
    reading: Reading, previous: MetricRequest, times: frozenset[str], people: frozenset[str] = frozenset()
) -> MetricRequest:
    """The previous request with what the fragment changes; what it does not mention stays.

    `times` are the names of the time dimensions, `people` those that describe customers: "and couples?"
    after families asks for other people, not for families that are couples. Order and limit stay only
    while nothing that they rest on has changed.
    """
    adds = bool(ADDS.search(reading.question))
    said = reading.metrics
    if reading.customers and said == ["customers"] and all(s.kind != "metric" for s in reading.spans):
        # "Only those who didn't redeem" chooses whom, and counts nobody.
        said = []
    metrics = _unique(previous.metrics + said) if adds else said or previous.metrics
    by = _by(reading, previous, adds, times)
    same = metrics == previous.metrics and by == previous.by
    whole = WHOLE.search(reading.question) is not None
    period = reading.period or (None if whole else previous.period)
    compare = reading.compare or previous.compare
    if reading.period and not reading.compare and previous.compare != "previous_period":
        compare = None
    if not reading.compare and set(reading.by) & times:
        compare = None
    return MetricRequest(
        metrics=metrics[:6],
        by=by[:3],
        filters=_filters(reading, previous.filters, by, people),
        any_of=reading.any_of or previous.any_of,
        customers=_sets(reading, previous),
        baskets=reading.baskets or previous.baskets,
        period=period,
        compare=compare,
        share=reading.share
        or (previous.share and bool(by) and by == previous.by and metrics == previous.metrics),
        within=reading.within or (previous.within if previous.within in by else None),
        add=reading.add or (previous.add if by == previous.by else []),
        points=reading.points or previous.points,
        others=reading.others or (previous.others and by == previous.by),
        having=reading.having or previous.having,
        order_by=previous.order_by if same else None,
        descending=reading.rank.descending if reading.rank else previous.descending,
        limit=_limit(reading) if reading.rank else (previous.limit if by == previous.by else None),
    )


def ranked(request: MetricRequest) -> bool:
    """Whether the rows stood in the order of a figure."""
    return bool(request.by) and (request.order_by or "").startswith(tuple(request.metrics))


def reachable(
    previous: MetricRequest, reading: Reading, definitions: Definitions
) -> tuple[MetricRequest, list[str]]:
    """The earlier request without what the newly asked metrics do not know, and words for that."""
    known = [set(definitions.dimensions_of(m)) for m in reading.metrics if m in definitions.metrics]
    lost = [f.dimension for f in previous.filters if any(f.dimension not in k for k in known)]
    by = [b for b in previous.by if all(b in k for k in known)]
    if not lost and by == previous.by:
        return previous, []
    if reading.refers_to in ("entity", "set"):
        # "How many of them shopped" is of those who were mailed; any other question has left the campaign.
        previous, lost = as_households(previous, lost, reading.metrics, definitions)
    kept = previous.model_copy(
        update={"filters": [f for f in previous.filters if f.dimension not in lost], "by": by}
    )
    if not lost:
        return kept, []
    named = [definitions.dimensions[name].label for name in dict.fromkeys(lost)]
    metric = definitions.metrics[reading.metrics[0]].label.lower()
    return kept, [f"{n} is not recorded for {metric}, so this is for all" for n in named]


def _sets(reading: Reading, previous: MetricRequest) -> list[CustomerSet]:
    """Whom the fragment chooses: others than before, or fewer of them ("only those who didn't redeem")."""
    if not reading.customers or not ONLY.search(reading.question):
        return reading.customers or previous.customers
    campaigns = next((s.mailed for s in previous.customers if s.mailed), None)
    own = [
        s.model_copy(update={"redeemed": campaigns}) if s.redeemed == [] and campaigns else s
        for s in reading.customers
    ]
    return [*(s for s in previous.customers if s not in own), *own]


def as_households(
    request: MetricRequest, lost: list[str], metrics: list[str], definitions: Definitions
) -> tuple[MetricRequest, list[str]]:
    """The request with filters on campaigns as the households that were mailed them, where the metrics are of
    purchases, which know no campaign; and the dimensions that are still out of reach."""
    bought = all("order_lines" in definitions.facts_of(m) for m in metrics if m in definitions.metrics)
    campaigns = [
        f
        for f in request.filters
        if f.dimension in lost and definitions.dimensions[f.dimension].group == "campaign" and f.op == "in"
    ]
    if not bought or not campaigns or not metrics:
        return request, lost
    sets = [*request.customers, CustomerSet(mailed=campaigns)]
    kept = [f for f in request.filters if f not in campaigns]
    moved = {f.dimension for f in campaigns}
    changed = request.model_copy(update={"filters": kept, "customers": sets})
    return changed, [name for name in lost if name not in moved]


def stands_alone(reading: Reading) -> bool:
    """Whether the question can be answered without the one before it."""
    if reading.refers_back or reading.replaces:
        return False
    return bool(reading.metrics) or bool(reading.by and (reading.rank or reading.shape != "value"))


def _limit(reading: Reading) -> int | None:
    """How many: 'only the highest' is one."""
    if reading.rank and reading.rank.n is None and re.search(r"\b(only|just)\b", reading.question, re.I):
        return 1
    return reading.rank.n if reading.rank else None


def _by(reading: Reading, previous: MetricRequest, adds: bool, times: frozenset[str]) -> list[str]:
    if not reading.by:
        kept = previous.by
        if reading.compare and not previous.compare:
            # Two periods side by side have no room for the course of each.
            kept = [b for b in kept if b not in times]
        if WHOLE.search(reading.question) and not reading.rank:
            # "Full year" after a list of months asks for all of it in one.
            kept = [b for b in kept if b not in times]
        # One value of what the rows were grouped by leaves nothing to group.
        one = {f.dimension for f in reading.filters if f.op == "in" and len(f.values) == 1}
        return [b for b in kept if b not in one]
    return _unique(previous.by + reading.by) if adds else reading.by


def _filters(reading: Reading, earlier: list[Filter], by: list[str], people: frozenset[str]) -> list[Filter]:
    kept = [f for f in earlier if f.dimension not in reading.drops]
    within = bool(NARROWS.search(reading.question))
    for new in reading.filters:
        rivals: Collection[str] = {new.dimension}
        if (new.dimension in LEVELS or _is_fuel(new)) and not new.op.startswith("not_") and not within:
            rivals = {*LEVELS, "fuel"}
        if new.dimension in people and not within and OTHERS.match(reading.question):
            rivals = people
        kept = [f for f in kept if not (f.dimension in rivals and _same_side(f, new))]
    kept += reading.filters
    if not reading.by or reading.filters:
        return kept
    # "by department" after one department would be a list of one.
    return [f for f in kept if not (f.dimension in by and f.op == "in" and len(f.values) == 1)]


def _is_fuel(f: Filter) -> bool:
    """Whether the filter is on fuel alone, which stands beside departments as one of them."""
    return f.dimension == "fuel" and f.op == "in" and f.values == ["Fuel"]


def _same_side(old: Filter, new: Filter) -> bool:
    return old.dimension == new.dimension or not old.op.startswith("not_")


def _unique(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
