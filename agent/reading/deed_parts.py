"""What a verb is about: the goods, campaigns and times behind 'bought', 'were mailed', 'redeemed'."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import When
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from tools.warehouse.request import Filter

DeedKind = Literal["bought", "mailed", "redeemed"]

MAILED = {"got", "get", "receive", "received", "mailed", "sent", "contacted", "targeted", "reached",
    "getting", "receiving", "given", "received campaign", "was sent", "were sent"}  # fmt: skip
REDEEMED = {"redeem", "redeemed", "redeeming", "used", "use", "cashed"}
RELATIVE = {"who", "that", "which", "whom", "whose"}
PEOPLE = {"customers", "customer", "redeeming_customers", "targeted_customers"}
DOING = {"buying", "shopping", "visiting", "ordering", "spending", "purchasing", "coming", "getting"}
"""What customers are described by without 'who': 'households spending over $500'."""
_SINCE = {"since", "after", "afterwards", "later", "again", "thereafter", "since then", "after that"}
_AGAIN = {"also", "and also", "again", "as well", "still"}
_STOPS = {"metric", "rank", "share", "compare", "dimension"}


@dataclass
class Part:
    """Goods, a campaign or a time that a deed is about; `joined` says how it follows the one before it."""

    place: int
    chosen: Filter | None
    when: When | None
    joined: Literal["and", "or", "not", "in"]
    again: bool = False
    """Whether the same was done at this time as well: 'and also in december'."""


def deed_kind(s: Sentence, link: Link) -> DeedKind | None:
    """What a verb says was done."""
    words = s.words(link)
    if words in MAILED and link.kind == "unknown":
        return "mailed"
    if link.kind == "capability" and words.startswith("also ") and words.removeprefix("also ") in BUYS:
        return "bought"
    if link.kind not in ("function", "metric"):
        return None
    if words in BUYS and (link.kind == "function" or link.target in ("sales", "weak_metric", "customers")):
        return "bought"
    if words in REDEEMED or link.target == "redeeming_customers":
        return "redeemed"
    return "mailed" if words in MAILED or link.target == "targeted_customers" else None


def parts_of(s: Sentence, place: int, definitions: Any) -> list[Part]:
    """What follows a verb, up to the next verb or figure."""
    parts: list[Part] = []
    joined: Literal["and", "or", "not", "in"] = "and"
    for at in range(place + 1, len(s.links)):
        link, words = s.links[at], s.words(s.links[at])
        if link.kind == "value" and (chosen := chosen_by(link)) is not None:
            if definitions.dimensions[chosen.dimension].group == "customer":
                break
            parts.append(Part(at, chosen, None, joined if parts or joined == "not" else "and"))
            joined = "in"
        elif link.kind == "period" and isinstance(link.data, When):
            again = bool(parts) and any(s.words(x) in _AGAIN for x in s.links[parts[-1].place : at])
            parts.append(Part(at, None, link.data, joined if parts else "and", again))
            joined = "in"
        elif link.kind == "negation":
            joined = "not"
            if (later := _ever_after(s, at, parts)) is not None:
                parts.append(later)
        elif words in ("and", ",", "&", "plus") or (words == "also" and parts):
            joined = "and" if joined != "not" else joined
        elif words == "or":
            joined = "or" if joined != "not" else "not"
        elif words == "nor":
            joined = "not"
        elif deed_kind(s, link) or link.kind in _STOPS or words in RELATIVE:
            break
    whens = [p for p, x in enumerate(s.links) if x.kind == "period" and isinstance(x.data, When)]
    shares = [p for p, x in enumerate(s.links) if x.target == "share"]
    if len(whens) == 2 and any(whens[0] < p < whens[1] for p in shares) and not any(p.chosen for p in parts):
        return parts  # "of those who shopped in january, what share shopped in june"
    return _of_one_sort(parts)


def _ever_after(s: Sentence, place: int, parts: list[Part]) -> Part | None:
    """The time in 'bought yogurt in january but not since': all days after the one named."""
    words = [s.words(x) for x in s.links[place + 1 : place + 4]]
    whens = [p.when for p in parts if p.when is not None]
    after = bool(words) and words[0] in _SINCE and (len(words) == 1 or not words[1].isalnum())
    if not (after and whens):
        return None
    start = whens[-1].end + dt.timedelta(days=1)
    return Part(place + 1, None, When(start, start.replace(year=start.year + 1), ""), "not")


def _of_one_sort(parts: list[Part]) -> list[Part]:
    """Goods where there are any; times alone only where they stand against each other ('in june but not in
    july'), since a lone time is that of the whole question."""
    goods = [p for p in parts if p.chosen is not None]
    if len(goods) > 1 and [p.chosen is None for p in parts] == [False, True] * len(goods):
        return parts  # "soup in january and ice cream in july"
    opposed = [
        p for p in parts if p.chosen is None and (p.joined == "not" or (p.again and p is not parts[0]))
    ]
    if goods and not (opposed and len(goods) == 1):
        return goods
    return parts if opposed else []
