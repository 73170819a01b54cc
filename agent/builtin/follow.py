"""A fragment as an edit of the request before it: "and in april?", "vs 292", "without fuel?", "by store".

A request has slots: measure, goods, people and baskets, when, compared with, grouped by, ranked. What a
fragment says of a slot takes the place of what stood there, or comes beside it; what it leaves out stays.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from agent.builtin.edit import Edit, edit_of
from agent.builtin.steps import LENGTH, times
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Basket, CustomerSet, Filter, MetricRequest

LEVELS = ("department", "category", "product_type", "product", "product_id")
"""One tree, coarse to fine: a value on any level takes the place of one on another."""


YEAR = 364
"""Days of a period that no other of its length stands before in the data."""


def merged(reading: Reading, previous: MetricRequest, definitions: Definitions) -> MetricRequest:
    """The previous request with what the fragment changes; what it does not mention stays. Order and limit
    stay only while nothing that they rest on has changed."""
    edit = edit_of(reading)
    metrics = _measure(reading, previous, edit)
    steps = times(definitions)
    baskets, people, own = _roles(reading, previous, edit)
    if own != reading.filters:
        reading = replace(reading, filters=own)
    filters, joined = _filters(reading, previous, edit, people_of(definitions))
    by, within = _by(reading, previous, edit, joined, steps)
    if reading.by and not reading.filters:
        # "by department" after one department would be a list of one.
        filters = [
            f for f in filters if not (f.dimension in reading.by and f.op == "in" and len(f.values) == 1)
        ]
    regrouped, remeasured = by != previous.by, metrics != previous.metrics
    same = not (regrouped or remeasured or joined)
    return MetricRequest(
        metrics=metrics[:6],
        by=by[:3],
        filters=filters,
        any_of=reading.any_of or previous.any_of,
        customers=people,
        baskets=baskets,
        period=reading.period or (None if edit.whole or _too_short(reading, previous) else previous.period),
        compare=_compare(reading, previous, steps),
        share=reading.share or (previous.share and bool(by) and same and not _picks(reading, by)),
        within=within,
        add=reading.add or ([] if regrouped else previous.add),
        points=reading.points or previous.points,
        others=reading.others or (previous.others and not regrouped),
        having=[] if baskets and not by else reading.having or previous.having,
        order_by=previous.order_by if same else None,
        descending=reading.rank.descending if reading.rank else previous.descending,
        limit=_limit(reading) if reading.rank else (None if regrouped or joined else previous.limit),
    )


def people_of(definitions: Definitions) -> frozenset[str]:
    """The names of the dimensions that describe customers."""
    return frozenset(n for n, d in definitions.dimensions.items() if d.group == "customer")


def sides(request: MetricRequest) -> str:
    """The dimension of which several named values stand side by side: 'beer vs wine'; '' where none do."""
    several = {f.dimension for f in request.filters if f.op == "in" and len(f.values) > 1}
    return next((b for b in request.by if b in several), "") if request.limit is None else ""


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


def _picks(reading: Reading, by: list[str]) -> bool:
    """Whether the fragment picks some of the groups, whose shares would be read as shares of everything."""
    return any(f.dimension in by for f in reading.filters)


def _too_short(reading: Reading, previous: MetricRequest) -> bool:
    """Whether the days are one step of what is asked for: 'which month was best' after a figure of August."""
    if previous.period is None or not reading.by:
        return False
    days = (previous.period.end - previous.period.start).days + 1
    return any(days <= LENGTH.get(b, 0) for b in reading.by)


def _measure(reading: Reading, previous: MetricRequest, edit: Edit) -> list[str]:
    said = reading.metrics
    if reading.customers and said == ["customers"] and all(s.kind != "metric" for s in reading.spans):
        # "Only those who didn't redeem" chooses whom, and counts nobody.
        said = []
    kept = [m for m in previous.metrics if m not in reading.drops]
    return _unique([*kept, *said]) if edit.adds or edit.beside_figure else said or kept or previous.metrics


def _compare(reading: Reading, previous: MetricRequest, steps: frozenset[str]) -> Any:
    if reading.compare == "previous_period" and previous.compare and reading.rank:
        return previous.compare  # "which gained most", of what was compared
    if reading.compare:
        return reading.compare
    all_year = reading.period is not None and (reading.period.end - reading.period.start).days >= YEAR
    if set(reading.by) & steps or (reading.period and previous.compare != "previous_period") or all_year:
        return None
    return previous.compare


def _limit(reading: Reading) -> int | None:
    """How many: 'only the highest' is one."""
    if reading.rank and reading.rank.n is None and re.search(r"\b(only|just)\b", reading.question, re.I):
        return 1
    return reading.rank.n if reading.rank else None


def _by(
    reading: Reading, previous: MetricRequest, edit: Edit, joined: list[str], steps: frozenset[str]
) -> tuple[list[str], str | None]:
    """The groups of the rows, and the dimension inside whose groups they are ranked."""
    side = sides(previous)
    if not reading.by:
        kept = previous.by
        if (reading.compare and not previous.compare) or (edit.whole and not reading.rank):
            # Two periods side by side have no room for the course of each; "full year" wants all in one.
            kept = [b for b in kept if b not in steps]
        # One value of what the rows were grouped by leaves nothing to group.
        one = {f.dimension for f in reading.filters if f.op == "in" and len(f.values) == 1} - set(joined)
        by = _unique([*(b for b in kept if b not in one and b not in reading.drops), *joined])
    elif edit.adds:
        by = _unique([*previous.by, *reading.by, *joined])
    elif joined or (side and not reading.replaces and not any(f.dimension == side for f in reading.filters)):
        # Each of the sides goes on by itself: "split by store" after "beer vs wine".
        by = _unique([*(joined or [side]), *reading.by])
        if set(reading.by) - steps - {side} and side in by:
            return by, reading.within or side
    else:
        by = reading.by
    return by, reading.within or (previous.within if previous.within in by else None)


def _roles(
    reading: Reading, previous: MetricRequest, edit: Edit
) -> tuple[list[Basket], list[CustomerSet], list[Filter]]:
    """Baskets and households, and the filters that are left to say of what the figure is.

    "And beer?" after baskets with diapers asks for baskets with beer, after buyers of diapers for its buyers:
    goods take the place of goods, in whatever role they stood.
    """
    baskets, people = reading.baskets or previous.baskets, _sets(reading, previous, edit)
    if reading.having and not previous.by and len(baskets) == 1 and baskets[0].having:
        # "And over $50" after the orders over $100: other orders, and no condition on groups.
        baskets = [baskets[0].model_copy(update={"having": reading.having})]
    goods = [f for f in reading.filters if f.dimension in LEVELS and f.op == "in"]
    standing = any(f.dimension in LEVELS for f in previous.filters)
    if (
        len(goods) != 1
        or standing
        or edit.narrows
        or edit.adds
        or re.search(r"\bon\b", reading.question, re.I)
    ):
        return baskets, people, reading.filters
    rest = [f for f in reading.filters if f not in goods]
    if not reading.baskets and len(previous.baskets) == 1 and _goods(previous.baskets[0].holding):
        return [previous.baskets[0].model_copy(update={"holding": goods})], people, rest
    if (
        not reading.customers
        and len(people) == 1
        and _goods(people[0].bought or [])
        and not reading.refers_to
    ):
        return baskets, [people[0].model_copy(update={"bought": goods})], rest
    return baskets, people, reading.filters


def _goods(filters: Iterable[Filter]) -> bool:
    """Whether the filters name goods and nothing else."""
    return [f.dimension in LEVELS for f in filters] == [True]


def _sets(reading: Reading, previous: MetricRequest, edit: Edit) -> list[CustomerSet]:
    """Whom the fragment chooses: others than before, or fewer of them ("only those who didn't redeem")."""
    if "customer" in reading.drops:
        return []
    if not reading.customers:
        # Who did it in March is, in April, who did it then; "they" stay who they were.
        # Of several sets it could not be told whose days are meant.
        together = previous.period is not None and [s.period for s in previous.customers] == [previous.period]
        moves = together and reading.period is not None and not reading.refers_to
        moved = {"period": reading.period}
        return [s.model_copy(update=moved) if moves else s for s in previous.customers]
    own = [_of_same(s, previous.customers) for s in reading.customers]
    if not (edit.only or reading.refers_to == "set"):
        return own
    against = [s.model_copy(update={"negate": not s.negate}) for s in own]
    return [*(s for s in previous.customers if s not in own and s not in against), *own]


def _of_same(new: CustomerSet, before: list[CustomerSet]) -> CustomerSet:
    """'Those who weren't mailed' after those who were mailed campaign 8: of the same campaign; and whoever
    redeems does so from what was mailed."""
    if new.filters or new.deed == "bought":
        return new
    same = next((s.filters for s in before if s.deed == new.deed), None)
    mailed = next((s.mailed for s in before if s.mailed), None)
    told = same or (mailed if new.deed == "redeemed" else None)
    return new.model_copy(update={new.deed: told}) if told else new


def _filters(
    reading: Reading, previous: MetricRequest, edit: Edit, people: frozenset[str]
) -> tuple[list[Filter], list[str]]:
    """The conditions on rows, and the dimensions of which values have come to stand side by side."""
    kept = [f for f in previous.filters if f.dimension not in reading.drops]
    kept = [f for f in kept if not _all_of_them(f, reading, previous)]
    joined = []
    for f in reading.filters:
        old = _named(kept, f.dimension) if f.op == "in" else None
        joins = edit.beside or edit.adds or (edit.joins and sides(previous) == f.dimension)
        if old and joins:
            both = Filter(dimension=f.dimension, values=_unique([*old.values, *f.values]))
            kept[kept.index(old)] = both
            joined.append(f.dimension)
            continue
        if f.op == "not_in" and (old := _named(kept, f.dimension)) and set(old.values) - set(f.values):
            left = [v for v in old.values if v not in f.values]
            kept[kept.index(old)] = Filter(dimension=f.dimension, values=left)
            continue
        gone = _rivals(f, edit, people)
        rivals = [k for k in kept if k.dimension in gone and _same_side(k, f)]
        at = kept.index(rivals[0]) if rivals else len(kept)
        kept = [k for k in kept if k not in rivals]
        kept.insert(at, f)
    return kept, joined


def _all_of_them(f: Filter, reading: Reading, previous: MetricRequest) -> bool:
    """'And the bottom three' after the top three is of all stores: of three, all would be the lowest."""
    n = reading.rank.n if reading.rank else None
    rows = f.dimension in previous.by and f.op == "in" and previous.limit is None
    return n is not None and 1 < len(f.values) <= n and rows and not reading.by


def _named(filters: list[Filter], dimension: str) -> Filter | None:
    """The filter that names values of a dimension."""
    return next((f for f in filters if f.dimension == dimension and f.op == "in"), None)


def _rivals(f: Filter, edit: Edit, people: frozenset[str]) -> set[str]:
    """The dimensions whose earlier filters give way to a new one."""
    goods = f.dimension in LEVELS or (f.dimension == "fuel" and f.op == "in" and f.values == ["Fuel"])
    if goods and not f.op.startswith("not_") and not edit.narrows:
        return {*LEVELS, "fuel"}
    if f.dimension in people and edit.others and not edit.narrows:
        return set(people)
    return {f.dimension}


def _same_side(old: Filter, new: Filter) -> bool:
    return old.dimension == new.dimension or not old.op.startswith("not_")


def _unique(names: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(names))
