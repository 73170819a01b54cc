"""From linked values to filters: negation, values side by side, values named with their dimension."""

from typing import Any

from agent.reading.against_rest import settle_defined
from agent.reading.alternatives import alternatives, split_metric
from agent.reading.baskets import basket_sets
from agent.reading.context import Sentence
from agent.reading.days import Days
from agent.reading.english import phrases
from agent.reading.every import every_sets
from agent.reading.exclusive import only_sets
from agent.reading.first_bought import first_bought_sets
from agent.reading.left_out import leave_days_out
from agent.reading.levels import (
    PRODUCT,
    absorb_dimensions,
    drop_adjectives,
    drop_general,
    spread_ranges,
    values_by_place,
)
from agent.reading.limits import not_always, not_as_rows, not_opposed
from agent.reading.links import Link
from agent.reading.negation import lone_negation, negated
from agent.reading.opposites import set_apart
from agent.reading.product_tree import agree_on_dimension, narrow, stems
from agent.reading.ratios import only_weak
from agent.reading.restricted import Restricted
from agent.reading.rivals import rivals
from agent.reading.sets import customer_sets, meant_here
from agent.reading.standing import standing_sets
from agent.reading.stopped import lost_customers, stopped_sets
from agent.reading.tops import heavy_sets, top_sets
from agent.reading.values import Meant, as_products
from tools.warehouse.request import Filter


def restrict(s: Sentence, definitions: Any, days: Days) -> Restricted:
    """The filters that a question's values ask for."""
    found = Restricted()
    drop_adjectives(s)
    values_by_place(s)
    spread_ranges(s, definitions)
    drop_general(s)
    absorb_dimensions(s)
    split_metric(s)
    narrow(s)
    agree_on_dimension(s)
    leave_days_out(s, days)
    found.baskets = basket_sets(s, definitions)
    found.side_by_side += set_apart(s)
    stopped, said = standing_sets(s, days)
    found.notes += said
    gone, said = stopped_sets(s, days) if not stopped else ([], [])
    stopped += gone
    found.notes += said
    stopped += first_bought_sets(s, days)
    stopped += every_sets(s, days, definitions)
    stopped += only_sets(s, definitions, days)
    heavy, drawn = heavy_sets(s, definitions)
    tops, said = top_sets(s, definitions)
    heavy, drawn = settle_defined(s, heavy, drawn, tops)
    found.notes += said
    stopped += heavy
    found.unknown += [(x.first, x.after) for x in s.links if x.target == "heavy" and x.data is not None]
    found.notes += drawn
    described, among = customer_sets(s, definitions, days)
    found.customers, found.among = stopped + described, 0 if stopped else among
    lost_customers(s, found.customers)
    if found.customers:
        meant_here(s)
    positive: list[tuple[int, str, list[Filter]]] = []
    for place, link in enumerate(s.links):
        if link.kind == "negation":
            lone_negation(s, place, found)
        if link.kind != "value":
            continue
        if isinstance(link.data, Filter):
            _merge(found.filters, link.data)
            continue
        meant: Meant = link.data[0]
        denial = negated(s, place)
        if denial == "bought":
            start = max(k for k in range(place) if s.links[k].kind == "negation")
            found.unknown.append((s.links[start].first, link.after))
            continue
        if not denial and _included(s, place):
            found.included.append(meant.dimension)
            continue
        if meant.partial and place and s.links[place - 1].kind == "unknown":
            # "pet care": half of a name is no name
            found.unknown.append((s.links[place - 1].first, link.after))
            continue
        _mention(s, link, meant, found)
        if denial:
            _merge(found.filters, Filter(dimension=meant.dimension, op="not_in", values=list(meant.values)))
        else:
            positive.append((place, meant.dimension, [meant.filter()]))
    positive = alternatives(s, found, positive)
    not_as_rows(s, found, positive)
    not_opposed(s, found, positive)
    not_always(s, found)
    if any(s.words(x) in _HIGHER for x in s.links):
        # "are sales higher on weekends": against the other days
        found.side_by_side += [d for _, d, _ in positive if d in s.two_valued]
        positive = [p for p in positive if p[1] not in s.two_valued]
    words = {s.words(x) for x in s.links}
    people = [p for p in positive if p[1] in s.people]
    if len(people) == 1 and words & {"more", "less"} and not words & {"than", "vs"} and only_weak(s):
        # "do people with kids spend more": than those without
        found.side_by_side.append(people[0][1])
        positive = [p for p in positive if p not in people]
    found.sides = _sides(s, positive)
    for place, dimension, given in positive:
        same = [p for p, d, _ in positive if d == dimension and p != place]
        same = same or ([place] if _lists_ids(s.links[place]) else [])
        one_count = any(x.kind == "metric" and x.target in s.counts for x in s.links)
        joined = {s.words(x) for x in s.links if s.words(x) in ("or", "and", "vs", "versus", ",")}
        which = any(s.words(x) in _WHICH for x in s.links)
        if one_count and joined == {"or"} and not which:
            same = []  # "how many bought beer or wine" are counted once
        if same and dimension not in found.side_by_side:
            found.side_by_side.append(dimension)
        for one in given:
            if not (s.apart and one in found.sides):
                _merge(found.filters, one)
    if s.apart:
        found.side_by_side = [d for d in found.side_by_side if d not in PRODUCT]
    return found


_HIGHER = {"higher", "lower", "better", "bigger", "smaller", "cheaper", "pricier", "more expensive", "dearer"}
_WHICH = _HIGHER | {"more", "less", "fewer", "busier", "quieter", "most", "least"}
"""Words that ask which of two has more, which are then no one count."""
_BESIDE = {"or", "and", "vs", "versus", "against", ",", "&", "plus", "then", "compared to",
    "compared with", "than"}  # fmt: skip


def _sides(s: Sentence, positive: list[tuple[int, str, list[Filter]]]) -> list[Filter]:
    """The goods or people that are set side by side, where the words for one of them stand for several
    values."""
    beside = any(s.words(x) in _BESIDE for x in s.links)
    for kind in (PRODUCT, s.people):
        found = [f for _, dimension, given in positive if dimension in kind for f in given]
        levels = len({f.dimension for f in found})
        several = len(found) > 1 and (levels > 1 or any(len(f.values) > 1 for f in found))
        if several and (levels == 1 or (s.apart and kind is PRODUCT)) and beside:
            return found
    return []


def _lists_ids(link: Link) -> bool:
    """'Stores 367 and 406': several numbers in one phrase, each of which is asked about."""
    return isinstance(link.data, list) and all(isinstance(v, int) for v in link.data[0].values) and (
        len(link.data[0].values) > 1)  # fmt: skip


def _merge(filters: list[Filter], new: Filter) -> None:
    for i, old in enumerate(filters):
        if old.dimension == new.dimension and old.op == new.op and new.op in ("in", "not_in"):
            values = list(dict.fromkeys([*old.values, *new.values]))
            filters[i] = Filter(dimension=old.dimension, op=old.op, values=values)
            return
    filters.append(new)


def _included(s: Sentence, place: int) -> bool:
    ahead = [s.words(x) for x in s.links[place + 1 : place + 3]]
    if ahead[:2] in (["back", "in"], ["back", "on"], ["in", "again"], ["included", "again"]) or ahead[:1] == [
        "back"
    ]:
        return True
    before = s.before(place)
    if before is None:
        return False
    words = s.words(before)
    return words in ("including", "include", "includes", "incl", "counting") or words in (
        w for w in phrases()["include_again"] if " " in w
    )


def _mention(s: Sentence, link: Link, meant: Meant, found: Restricted) -> None:
    key = stems(s, link)
    words = " ".join(t.text for t in s.tokens[link.first : link.after])
    choice = rivals(words, key, link.data, s.lexicon)
    if choice is not None:
        found.choices.append(choice)
    elif meant.partial or (meant.family and meant.dimension in PRODUCT) or as_products(key, meant, s.lexicon):
        noun = meant.dimension.replace("_", " ")
        found.notes.append(f"'{words}' is read as the {noun} {', '.join(str(v) for v in meant.values)}.")
