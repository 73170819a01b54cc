"""Which dimension a value is of: named with it, or shared with the value beside it."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.values import exact

_TO = {"to", "-", "through", "thru", "until", "till"}
_SINGLES = {"only", "just", "during", "including", "include", "without", "exclusively", "solely"}
PRODUCT = ("department", "category", "product_type")
"""The levels of the product tree, from the broadest to the finest."""
_GENERAL = {"stuff", "product", "item", "good", "goods", "thing", "section", "case", "counter", "range",
    "assortment", "shelf", "shelves"}  # fmt: skip
"""Nouns behind the name of goods that say no more than that they are goods: 'baby stuff', 'dairy case'."""
_BROAD = {"department", "category"}


def drop_general(s: Sentence) -> None:
    """Passes over 'stuff' and 'section' behind the name of goods: they say no more than that."""
    for place, link in enumerate(s.links[1:], start=1):
        if link.target == "campaigns_run" and dimension_at(s, place - 1) == "campaign_type":
            if not s.asks_number and any(x.kind == "metric" for x in s.links if x is not link):
                s.tell(place, "qualifier")  # "type A campaigns"
            continue
        if dimension_at(s, place - 1) not in PRODUCT or s.links[place - 1].after != link.first:
            continue
        stem = s.tokens[link.first].stem
        single = link.after - link.first == 1 and stem in _GENERAL
        counted = link.kind == "metric" and s.asks_number
        if single and link.kind in ("function", "unknown", "metric") and not counted:
            s.tell(place, "qualifier")


def absorb_dimensions(s: Sentence) -> None:
    """'the grocery department', 'department grocery': the noun says which dimension the value is of."""
    for place, link in enumerate(s.links):
        if link.kind != "dimension":
            continue
        ahead = s.before(place, skip=False)
        marked = ahead is not None and ahead.target == "group"
        if place > 1 and s.links[place - 1].kind == "value" and s.links[place - 2].target == "how_many":
            continue  # "how many private label products"
        if link.target == "product" and not _lists(s) and place and s.links[place - 1].kind == "value":
            s.links[place] = replace(link, kind="function", target="qualifier")  # "private label products"
            continue
        for side in (place - 1, place + 1):
            if not 0 <= side < len(s.links) or marked:
                continue
            value = s.links[side]
            touching = value.after == link.first or link.after == value.first
            if value.kind != "value" or not isinstance(value.data, list) or not touching:
                continue
            fitting = [m for m in value.data if m.dimension == link.target]
            if not fitting and value.data[0].partial and side < place and _same_tree(link.target, value):
                # "the beverages department": there is no such department, so the word is not understood
                s.links[side] = replace(value, kind="unknown", target="", data=None)
                s.links[place] = replace(link, kind="function", target="qualifier")
                break
            related = value.data[0].dimension == link.target or fitting
            family = side < place and value.data[0].family
            several = side < place and len(value.data[0].values) > 1
            if (
                several
                and s.tokens[link.after - 1].norm != s.tokens[link.after - 1].stem
                and s.words(link) != "brands"
            ):
                continue  # "the frozen categories" are each of them
            if related or (family and link.target in _BROAD):
                rest = [m for m in value.data if m not in fitting]
                only = (
                    replace(value, target=link.target, data=[*fitting[:1]], score=1.1) if fitting else value
                )
                s.links[side] = only if not rest or fitting else value
                s.links[place] = replace(link, kind="function", target="qualifier")
                break


def values_by_place(s: Sentence) -> None:
    """Words that name a grouping and a value alike are a value where one is left out, singled out or set
    against another: 'leave out the partial weeks', 'weekends against weekdays'."""
    for place, link in enumerate(s.links):
        if link.kind != "dimension" or not isinstance(link.data, tuple):
            continue
        meant = list(exact(link.data, s.lexicon, s.declared))
        before, after = s.before(place), s.following(place)
        own = [m for m in meant if m.dimension == link.target]
        single = before is not None and (before.kind == "negation" or s.words(before) in _SINGLES)
        only = after is not None and s.words(after) in ("only", "exclusively")
        against = before is not None and before.kind == "compare"
        places = range(len(s.links)) if against else (place - 2, place + 2)
        beside = {dimension_at(s, p) for p in places} - {""}
        joined = [x for x in (before, after) if x is not None and (s.is_and(x) or x.kind == "compare")]
        other = [m for m in meant if m.dimension != link.target and m.dimension in beside and joined]
        if chosen := (own if single else []) or (meant if only else []) or other:
            s.links[place] = replace(link, kind="value", target=chosen[0].dimension, data=chosen[:1])


def spread_ranges(s: Sentence, definitions: Any) -> None:
    """'Monday to Friday': values of an ordered dimension with 'to' between them stand for all from one to
    the other."""
    for place in range(len(s.links) - 2):
        first, joint, last = s.links[place : place + 3]
        name = dimension_at(s, place)
        if not name or name != dimension_at(s, place + 2) or s.words(joint) not in _TO:
            continue
        order = [str(v) for v in definitions.dimensions[name].order]
        ends = [str(x.data[0].values[0]) for x in (first, last)]
        if not set(ends) <= set(order) or order.index(ends[0]) >= order.index(ends[1]):
            continue
        within = tuple(order[order.index(ends[0]) : order.index(ends[1]) + 1])
        s.links[place] = replace(first, data=[replace(first.data[0], values=within)])
        s.tell(place + 2, "qualifier")


def drop_adjectives(s: Sentence) -> None:
    """In 'the biggest single day' single is no marital status."""
    for place, link in enumerate(s.links[:-1]):
        noun = s.links[place + 1]
        thing = noun.kind == "dimension" or (noun.kind == "metric" and noun.target not in s.counts)
        if link.kind == "value" and s.words(link) in ("single", "individual") and thing:
            s.tell(place, "")


def dimension_at(s: Sentence, place: int) -> str:
    """The dimension of the value at a place among the links, or ""."""
    link = s.links[place] if 0 <= place < len(s.links) else None
    return link.data[0].dimension if link and link.kind == "value" and isinstance(link.data, list) else ""


def _lists(s: Sentence) -> bool:
    """Whether single things are asked for, one by one."""
    first = s.words(s.links[0]) if s.links else ""
    return first in ("which", "list") or any(x.kind == "rank" or x.target == "group" for x in s.links)


def _same_tree(dimension: str, value: Link) -> bool:
    return dimension in PRODUCT and value.data[0].dimension in PRODUCT
