"""Orders told of by what is in them: 'baskets with beef but no pork', 'what is bought with beer'."""

from dataclasses import dataclass
from typing import Any, Literal

from agent.reading.context import Sentence
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from agent.reading.result import Rank, Reading
from tools.warehouse.request import Basket, Filter, Having

_ORDERS = {"basket", "order", "trip", "receipt", "transaction", "ticket", "visit", "cart", "checkout"}
_HOLD = {"with", "had", "has", "have", "having", "contain", "contains", "contained", "containing", "include",
    "includes", "included", "including", "hold", "holds", "held", "holding", "w"}  # fmt: skip
_BEFORE = {"that", "which", "who", "did", "do", "in", "where", "of", "them", "people", "we", "they", "also",
    "customers", "both", "the"}  # fmt: skip
_IDLE = {"both", "a", "an", "any", "some", "the", "also", "either", "only", "at", "all", "in", "on", "them",
    "it", "same", "of", "together", "but", "with", "had", "our", "their", "not", "each", "these",
    "those"}  # fmt: skip
_AND = {"and", "&", ",", "plus"}
_LIFTS = "These goods are in the same orders most often; what is bought often anyway comes first."


@dataclass
class _Part:
    place: int
    chosen: Filter
    joined: Literal["and", "or", "not", ","]


def basket_sets(s: Sentence, definitions: Any) -> list[Basket]:
    """The sets of orders that a question tells of, their links taken out of what is left to filter by."""
    if s.held:
        return s.held
    if (met := _couponed(s)) is not None:
        return [Basket(having=[Having(metric=met, op=">", value=0)])]
    against_others = any(x.target == "points:complement" for x in s.links)
    if any(x.kind == "compare" for x in s.links) and not against_others:
        return []
    for place, link in enumerate(s.links):
        if not _is_orders(s, link):
            continue
        start = _holder(s, place)
        parts = _parts(s, start, definitions) if start is not None else []
        negated_only = all(p.joined == "not" for p in parts)
        if not parts or (negated_only and link.target not in (*s.singles, *s.singles.values())):
            continue
        if (made := _sets(parts)) is None:
            continue
        assert start is not None
        _consume(s, place, start, parts)
        return made
    return []


_TAKEN_OFF = {"coupon_orders": "coupon_discount", "deal_orders": "total_discount"}
"""What was taken off the price of orders that are told of by it."""


def _couponed(s: Sentence) -> str | None:
    """The figure that is above nothing in the orders of 'the basket size of orders with a coupon'; None where
    those orders are what is counted."""
    figures = [p for p, x in enumerate(s.links) if x.kind == "metric" and not _weak(x)]
    if len(figures) < 2 or s.links[figures[1]].target not in _TAKEN_OFF:
        return None
    asked = s.before(figures[1])
    if asked is not None and asked.target == "how_many":
        return None
    between = {s.words(x) for x in s.links[figures[0] + 1 : figures[1]]}
    if not between & {"of", "in", "on", "for", "per"}:
        return None
    met = _TAKEN_OFF[s.links[figures[1]].target]
    s.tell(figures[1])
    return met


def bought_together(s: Sentence, r: Reading, definitions: Any) -> None:
    """'What do people buy with beer': which goods are in the orders that hold it, the most frequent first."""
    goods = [f for f in r.filters if f.op == "in" and definitions.dimensions[f.dimension].group == "product"]
    asked = any(name == "basket" for name, _ in r.capability)
    if asked and s.refers_to == "set" and s.asks_number:
        # "How many of them also bought diapers" counts households.
        r.capability = [c for c in r.capability if c[0] != "basket"]
        r.metrics = r.metrics or ["customers"]
        return
    if not asked or len(goods) != 1 or r.customers or r.baskets or "orders" not in definitions.metrics:
        return
    rest = [b for b in r.by if definitions.dimensions[b].group == "product"]
    r.by = rest[:1] or ["category"]
    left_out = [goods[0].model_copy(update={"op": "not_in"})] if goods[0].dimension == r.by[0] else []
    r.baskets = [Basket(holding=goods)]
    r.filters = [*(f for f in r.filters if f is not goods[0]), *left_out]
    r.metrics, r.share, r.shape = ["orders"], True, "ranking"
    r.rank = r.rank or Rank(True, 10)
    r.capability = [c for c in r.capability if c[0] != "basket"]
    r.notes.append(_LIFTS)


def without_goods(r: Reading, definitions: Any) -> None:
    """'Beer without chips baskets': no line of beer is one of chips, so what is left out is meant of what
    else the orders hold."""
    if r.baskets or r.by or not {"orders", "average_basket"}.issuperset(r.metrics) or not r.metrics:
        return
    goods = [f for f in r.filters if definitions.dimensions[f.dimension].group == "product"]
    kept = [f for f in goods if f.op == "in"]
    left = [f for f in goods if f.op == "not_in" and any(f.dimension == k.dimension for k in kept)]
    if len(kept) != 1 or not left or set(kept[0].values) & {v for f in left for v in f.values}:
        return
    barred = [Basket(holding=[f.model_copy(update={"op": "in"})], negate=True) for f in left]
    r.baskets = [Basket(holding=kept), *barred]
    r.filters = [f for f in r.filters if f not in [*kept, *left]]


def _is_orders(s: Sentence, link: Link) -> bool:
    """Whether a link names orders or a figure of theirs by its last word."""
    return link.kind in ("metric", "dimension") and s.tokens[link.after - 1].stem in _ORDERS


def _holder(s: Sentence, place: int) -> int | None:
    """Where what the orders hold begins, past 'that had', 'in which there was'; None for nothing."""
    for at in range(place + 1, min(place + 5, len(s.links))):
        link, words = s.links[at], s.words(s.links[at])
        if words in _HOLD or words.split()[-1:] == ["with"]:
            return at + 1
        if link.kind == "negation" and words.split()[0] in ("without", "w/o", "lacking"):
            return at
        if words not in _BEFORE and link.kind not in ("negation", "condition"):
            return None
    return None


def _parts(s: Sentence, start: int, definitions: Any) -> list[_Part]:
    parts: list[_Part] = []
    joined: Literal["and", "or", "not", ","] = "and"
    denied = any(x.kind == "negation" for x in s.links[max(0, start - 2) : start])
    for at in range(start, len(s.links)):
        link, words = s.links[at], s.words(s.links[at])
        chosen = chosen_by(link) if link.kind == "value" else None
        if chosen is not None:
            known = definitions.dimensions[chosen.dimension]
            if known.group != "product" or chosen.dimension == "fuel":
                break
            parts.append(_Part(at, chosen, "not" if denied else joined))
            joined = "and"
        elif link.kind == "negation":
            denied = True
        elif words in _AND or words == "or":
            joined = "or" if words == "or" else "," if words == "," else "and"
        elif words not in _IDLE or link.kind not in ("function", "follow_up", "unknown"):
            break
    return parts


def _sets(parts: list[_Part]) -> list[Basket] | None:
    """A set for each thing that must be there, alternatives in one; None where alternatives are of two kinds,
    which no single line can be asked for."""
    held = [p for p in parts if p.joined != "not"]
    listed = [p.joined for p in held[1:]]
    either = listed[-1:] == ["or"] and set(listed) <= {"or", ","}
    made: list[Basket] = []
    for part in parts:
        if part.joined == "or" or (either and part.joined == "," and made):
            last = made[-1].holding[0]
            if last.dimension != part.chosen.dimension:
                return None
            both = last.model_copy(
                update={"values": list(dict.fromkeys([*last.values, *part.chosen.values]))}
            )
            made[-1] = Basket(holding=[both])
        else:
            made.append(Basket(holding=[part.chosen], negate=part.joined == "not"))
    return made


def _consume(s: Sentence, place: int, start: int, parts: list[_Part]) -> None:
    """Takes what tells of the orders out of what is left to filter, to group by and to count."""
    last = parts[-1].place
    for at in range(place + 1, min(last + 4, len(s.links))):
        link = s.links[at]
        if any(p.place == at for p in parts):
            s.take(at)
        elif link.kind == "negation" and at < last:
            s.tell(at)
        elif _points_back(s, at) and (at > last or link.target.startswith("points:")):
            s.tell(at)
            s.refers_to = ""
    noun = s.links[place]
    asked = s.before(place)
    other = any(x.kind == "metric" and p != place and not _weak(x) for p, x in enumerate(s.links))
    ahead = s.words(s.links[place - 1]) if place else ""
    counted = asked is not None and (asked.target == "how_many" or asked.kind in ("share", "rank"))
    if other and noun.target in s.singles and not counted:
        s.tell(place)
    if ahead in ("placed", "made", "placing") and place:
        s.links[place - 1] = Link(s.links[place - 1].first, noun.first, "function", "told")


def _points_back(s: Sentence, at: int) -> bool:
    """The end of 'had beef in them', 'with diapers in the basket'."""
    lead = s.words(s.links[at - 1]) in ("in", "on", "the", "same", "inside")
    return lead and (s.links[at].target.startswith("points:") or _is_orders(s, s.links[at]))


def _weak(link: Link) -> bool:
    return link.target == "weak_metric"
