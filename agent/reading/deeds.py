"""What customers are said to have done: bought goods, been mailed a campaign, redeemed a coupon, or not."""

import datetime as dt
from dataclasses import dataclass, field
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
_DENIES_NOT = {"without", "excluding", "except", "but", "apart from"}
_IDLE = {"any", "some", "ever", "also", "then", "even", "either", "just", "actually", "both", "a", "an",
    "the", "our", "did", "do", "does", "has", "have", "had", "were", "was", "been", "to", "in", "on", "with",
    "from", "at", "again", "back"}  # fmt: skip
_SHOPS = {"shop", "shopped", "visit", "visited", "come", "came"}
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


@dataclass
class Deed:
    """One thing customers did. `place` is its verb; `told` that it says which customers are meant, and is
    not itself what is asked."""

    place: int
    kind: DeedKind
    denied: bool
    told: bool
    parts: list[Part] = field(default_factory=list)

    @property
    def alternatives(self) -> int:
        """How many sets its parts make: 'beer or wine' is one, 'beer and wine' are two."""
        return max(1, sum(1 for k, p in enumerate(self.parts) if k == 0 or p.joined in ("and", "not")))


def find_people(s: Sentence) -> list[int]:
    """The places of words for customers."""
    nouns = (*PEOPLE, "subject", "points:set")
    return [
        p
        for p, x in enumerate(s.links)
        if x.target in nouns
        or s.words(x) in ("who", "those", "people")
        or (x.kind == "value" and isinstance(x.data, list) and x.data[0].dimension in s.people)
    ]


def find_deeds(s: Sentence, people: list[int], definitions: Any) -> list[Deed]:
    """The deeds of a question, in order."""
    found: list[Deed] = []
    measures = [x for x in s.links if x.kind == "metric" and x.target not in PEOPLE]
    for place, link in enumerate(s.links):
        if not people or place < people[0]:
            continue
        if (goods := _goods_of(s, place, definitions)) is not None:
            found.append(Deed(place, "bought", False, True, [goods]))
            continue
        kind = deed_kind(s, link)
        before = s.before(place)
        counted = before is not None and before.target == "how_many"
        told = _after_relative(s, place) or _participle(s, place)
        told = told or (_is_noun(link, measures) and not counted and not _listed(s, place))
        shared = any(x.target == "share" for x in s.links)
        said = told or shared or denied(s, place)
        if kind is None or (link.kind == "metric" and kind != "bought" and not said):
            continue
        if found and found[-1].told and _coordinated(s, found[-1], place):
            told = True
        found.append(Deed(place, kind, denied(s, place), told, _parts(s, place, definitions)))
    return [d for d in found if d.parts or d.kind != "bought" or _nothing(s, d)]


def _nothing(s: Sentence, deed: Deed) -> bool:
    """'Did not shop in june', 'hasnt bought anything': no goods are named, and none were bought."""
    verb = s.words(s.links[deed.place])
    behind = s.words(s.links[deed.place + 1]) if deed.place + 1 < len(s.links) else ""
    return deed.denied and (verb in _SHOPS or behind in ("anything", "nothing", "something"))


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


def denied(s: Sentence, place: int) -> bool:
    """Whether a verb is negated: never bought, did not redeem."""
    for at in range(place - 1, max(-1, place - 4), -1):
        if s.links[at].kind == "negation":
            return s.words(s.links[at]) not in _DENIES_NOT
        if s.words(s.links[at]) not in _IDLE:
            return False
    return False


def _goods_of(s: Sentence, place: int, definitions: Any) -> Part | None:
    """The beer in 'beer buyers'."""
    before = s.links[place - 1] if place else None
    if s.links[place].target not in (*PEOPLE, "subject") or before is None or before.kind != "value":
        return None
    chosen = chosen_by(before)
    described = s.links[place - 2] if place > 1 else None
    if described is not None and described.kind == "metric" and described.target not in PEOPLE:
        return None  # "first-time beer buyers": the goods are those first bought
    if chosen is None or definitions.dimensions[chosen.dimension].group != "product":
        return None
    return Part(place - 1, chosen, None, "and")


def _after_relative(s: Sentence, place: int) -> bool:
    ahead = range(max(0, place - 3), place)
    return any(s.words(s.links[p]) in RELATIVE and (p > 0 or s.words(s.links[p]) != "which") for p in ahead)


def _participle(s: Sentence, place: int) -> bool:
    """'Households mailed campaign 13', 'customers buying beer': no main verb, but a description."""
    before = s.links[place - 1] if place else None
    words = s.words(s.links[place])
    noun = before is not None and before.target in (*PEOPLE, "subject")
    counted = place > 1 and s.links[place - 2].target == "how_many"
    after = s.links[place + 1] if place + 1 < len(s.links) else None
    if counted and (after is None or s.is_and(after) or s.words(after) in ("?", ".")):
        return False  # "how many households targeted, how many redeemed"
    return noun and (words in MAILED or words.endswith("ing"))


def _is_noun(link: Link, measures: list[Link]) -> bool:
    """'The average basket of households that redeemed', where the last words name a figure of their own."""
    return (
        link.target in ("redeeming_customers", "targeted_customers")
        and bool(measures)
        and link.data is not None
    )


def _listed(s: Sentence, place: int) -> bool:
    """Whether a noun is one of several figures: 'targeted households, redemptions and response rate'."""

    def figure(at: int) -> bool:
        return 0 <= at < len(s.links) and s.links[at].kind == "metric"

    beside = [(place - 1, place - 2), (place + 1, place + 2)]
    return any(figure(other) and s.is_and(s.links[joint]) for joint, other in beside)


def _coordinated(s: Sentence, earlier: Deed, place: int) -> bool:
    between = s.links[earlier.place + 1 : place]
    joined = any(s.is_and(x) or s.words(x) == "but" or x.kind == "negation" for x in between)
    return joined and not any(x.kind == "metric" and x.target != "customers" for x in between)


def _parts(s: Sentence, place: int, definitions: Any) -> list[Part]:
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
