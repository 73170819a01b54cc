"""What a fragment chooses beside or instead of what was chosen: goods and places, households, baskets."""

import re
from collections.abc import Iterable
from typing import Any

from agent.builtin.edit import Edit
from agent.reading.result import Reading
from tools.warehouse.request import Basket, CustomerSet, Filter, MetricRequest

LEVELS = ("department", "category", "product_type", "product", "product_id")
"""One tree, coarse to fine: a value on any level takes the place of one on another."""


def sides(request: MetricRequest) -> str:
    """The dimension of which several named values stand side by side: 'beer vs wine'; '' where none do."""
    several = {f.dimension for f in request.filters if f.op == "in" and len(f.values) > 1}
    return next((b for b in request.by if b in several), "") if request.limit is None else ""


def roles(
    reading: Reading, previous: MetricRequest, edit: Edit
) -> tuple[list[Basket], list[CustomerSet], list[Filter]]:
    """Baskets and households, and the filters that are left to say of what the figure is.

    "And beer?" after baskets with diapers asks for baskets with beer, after buyers of diapers for its buyers:
    goods take the place of goods, in whatever role they stood.
    """
    baskets = reading.baskets or ([] if "order" in reading.drops else previous.baskets)
    people = chosen_people(reading, previous, edit)
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


def chosen_people(reading: Reading, previous: MetricRequest, edit: Edit) -> list[CustomerSet]:
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


def chosen_rows(
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
            both = Filter(dimension=f.dimension, values=unique([*old.values, *f.values]))
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


def unique(names: Iterable[Any]) -> list[Any]:
    """Each once, in order."""
    return list(dict.fromkeys(names))
