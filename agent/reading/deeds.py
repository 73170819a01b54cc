"""What customers are said to have done: bought goods, been mailed a campaign, redeemed a coupon, or not."""

from dataclasses import dataclass, field
from typing import Any

from agent.reading.context import Sentence
from agent.reading.deed_parts import MAILED, PEOPLE, RELATIVE, DeedKind, Part, deed_kind, parts_of
from agent.reading.goods import chosen_by
from agent.reading.links import Link

_DENIES_NOT = {"without", "excluding", "except", "but", "apart from"}
_IDLE = {"any", "some", "ever", "also", "then", "even", "either", "just", "actually", "both", "a", "an",
    "the", "our", "did", "do", "does", "has", "have", "had", "were", "was", "been", "to", "in", "on", "with",
    "from", "at", "again", "back"}  # fmt: skip
_SHOPS = {"shop", "shopped", "visit", "visited", "come", "came"}


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
        told = told or (kind != "bought" and link.kind == "metric" and _told_further(s, place))
        said = told or shared or denied(s, place)
        if kind is None or (link.kind == "metric" and kind != "bought" and not said):
            continue
        if found and found[-1].told and _coordinated(s, found[-1], place):
            told = True
        found.append(Deed(place, kind, denied(s, place), told, parts_of(s, place, definitions)))
    return [d for d in found if d.parts or d.kind != "bought" or _nothing(s, d)]


def _told_further(s: Sentence, place: int) -> bool:
    """'Customers targeted by campaign 8 who bought cheese': the figure's name is a description here."""
    behind = range(place + 1, len(s.links) - 1)
    return any(s.words(s.links[p]) in RELATIVE and deed_kind(s, s.links[p + 1]) == "bought" for p in behind)


def _nothing(s: Sentence, deed: Deed) -> bool:
    """'Did not shop in june', 'hasnt bought anything': no goods are named, and none were bought."""
    verb = s.words(s.links[deed.place])
    behind = s.words(s.links[deed.place + 1]) if deed.place + 1 < len(s.links) else ""
    return deed.denied and (verb in _SHOPS or behind in ("anything", "nothing", "something"))


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
