"""Who and what is counted where the words do not name it: 'how many bought both', 'how many bananas'."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.links import Link

BUYS = {
    "buy", "buys", "bought", "buying", "purchase", "purchased", "shop", "shopped", "visit", "visited",
    "came", "come", "spent", "spend", "ordered", "order", "returned", "tried"
}  # fmt: skip
_ARE = {
    "are", "were", "is", "was", "have", "had", "has", "live", "lived", "own", "rent", "earn", "make",
    "with", "in"
}  # fmt: skip
_SIZES = {
    "full": "items_per_order",
    "big": "average_basket",
    "large": "average_basket",
    "heavy": "items_per_order",
}
"""What is asked of orders by 'how full are our baskets'."""
_BOUGHT = BUYS - {"spend", "spent", "order", "visit", "shop"}
_PASSED = frozenset(["of", "the", "our", "different", "us", "we", "did", "ever", "actually", "also", "then"])


def name_the_counted(s: Sentence, definitions: Any) -> None:
    """Gives every 'how many' its noun: 'how many bought milk' counts customers, 'how many bananas did we
    sell' units."""
    if not {"customers", "units"} <= set(definitions.metrics):
        return
    for place, link in enumerate(s.links):
        ahead = s.before(place)
        if link.data == ("receipt",) and ahead is not None and ahead.target == "how_many":
            s.links[place] = replace(link, target="orders", data=None)  # and not money received
    for place in range(len(s.links) - 2):
        opens, size = s.words(s.links[place]), s.words(s.links[place + 1])
        orders = next((p for p in range(place + 2, len(s.links)) if s.links[p].target == "orders"), None)
        if opens == "how" and size in _SIZES and orders is not None and _SIZES[size] in definitions.metrics:
            s.links[orders] = replace(s.links[orders], target=_SIZES[size], data=None)
    starts = [
        p for p, x in enumerate(s.links) if x.target == "how_many" and s.words(x).startswith("how many")
    ]
    starts += [p for p, x in enumerate(s.links) if x.target == "share" and _bought_by(s, p)]
    for start, end in zip(starts, [*starts[1:], len(s.links)], strict=False):
        if _bare(s, start):
            s.links[start] = replace(s.links[start], kind="metric", target="customers", data=None)
            continue
        at = start + 1
        while at < end and (s.links[at].kind == "follow_up" or s.words(s.links[at]) in _PASSED):
            at += 1
        if at < end and not any(_names(x) for x in s.links[start:end]):
            _count(s, start, at, end, definitions)


def _bare(s: Sentence, place: int) -> bool:
    """'Single parents: how many and what do they spend': people are counted that were named before."""
    after = s.links[place + 1] if place + 1 < len(s.links) else None
    there = [s.words(x) for x in s.links[place + 1 : place + 3]] == ["are", "there"]
    if there:
        after = s.links[place + 3] if place + 3 < len(s.links) else None
    ends = after is None or s.words(after) in ("and", ",", "?", ".", "&", "are there", ";")
    described = any(_value_of(x) in s.people for x in s.links[:place])
    named = any(x.kind == "metric" and x.target == "customers" for x in s.links[:place])
    more = s.is_and(after) and any(x.kind == "metric" for x in s.links[place:])
    return ends and (more if named else described)


def _bought_by(s: Sentence, place: int) -> bool:
    """'What share of families buy diapers': a share of customers, and not of sales."""
    at = place + 1
    while at < len(s.links) and s.words(s.links[at]) in _PASSED:
        at += 1
    verbs = [s.words(x) for x in s.links[at + 1 : at + 4]]
    return at < len(s.links) and _value_of(s.links[at]) in s.people and bool(_BOUGHT & set(verbs))


def _count(s: Sentence, start: int, at: int, end: int, definitions: Any) -> None:
    link, word = s.links[at], s.words(s.links[at])
    people = word in _ARE and any(_value_of(x) in s.people for x in s.links[at:end])
    verb = next((p for p in range(at, end) if s.words(s.links[p]) in BUYS), None)
    held = at + 1 < end and s.links[at + 1].kind == "condition" and s.asks_number
    if verb is None and _value_of(link) in s.people and held:
        s.links[start] = replace(s.links[start], kind="metric", target="customers", data=None)
    elif verb is not None and _value_of(link) in s.people:
        s.links[verb] = Link(s.links[verb].first, s.links[verb].after, "metric", "customers")
    elif word in BUYS or people:
        s.links[at] = Link(link.first, link.after, "metric", "customers")
    elif _value_of(link) and definitions.dimensions[_value_of(link)].group == "product":
        # "how many different cheeses", "how many milk products" are articles
        apart = len(s.words(s.links[start]).split()) > 2 or s.tokens[link.after - 1].stem == "product"
        s.links[start] = replace(s.links[start], kind="metric", target="products_sold" if apart else "units")
        for place in range(at, end):
            if s.links[place].kind == "metric":
                s.links[place] = replace(s.links[place], kind="function", target="")


def _names(link: Link) -> bool:
    """Whether a link is a noun that can be counted or grouped by; verbs that only lean to sales are none."""
    weak = link.target == "weak_metric" or (link.kind == "metric" and link.target == "sales")
    return link.kind in ("metric", "dimension") and not weak


def _value_of(link: Link) -> str:
    return link.data[0].dimension if link.kind == "value" and isinstance(link.data, list) else ""
