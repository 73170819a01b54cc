"""From linked values to filters: negation, values side by side, values named with their dimension."""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import Days
from agent.reading.english import phrases
from agent.reading.levels import absorb_dimensions, agree_on_dimension, stems, values_by_place
from agent.reading.links import Link
from agent.reading.result import Choice
from agent.reading.sets import customer_sets
from agent.reading.values import Meant, rivals
from tools.warehouse.request import CustomerSet, Filter

_BUY = {"buy", "bought", "buying", "purchase", "purchased", "purchasing", "shop", "shopped", "order",
    "ordered", "visit", "visited", "redeem", "redeemed", "use", "used"}  # fmt: skip
_LEADS = {"in", "for", "by", "with", "of", "from", "on", "to", "at", "who", "that", "which", "when", "where"}
"""Words that start a part of the sentence which an earlier negation does not reach."""
_WITHOUT = {"without", "excluding", "ex", "excl", "exc", "less", "minus", "w/o"}
_OUT = {"excluded", "removed", "omitted", "left out", "taken out", "stripped out",
    "not included", "not counting",
    "excepted", "exclusive", "filtered out", "ignored", "skipped"}  # fmt: skip
_TAKES = {"take", "taking", "leave", "leaving", "keep", "keeping", "strip", "stripping", "kick", "put", "cut",
    "throw", "throwing", "drop", "pull", "get", "rip"}  # fmt: skip


@dataclass
class Restricted:
    """Filters, the dimensions whose values stand side by side, and what could not be settled."""

    filters: list[Filter] = field(default_factory=list)
    customers: list[CustomerSet] = field(default_factory=list)
    side_by_side: list[str] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    replaced: bool = False
    """'not sales but orders': what was taken back is no longer among the links."""


def restrict(s: Sentence, definitions: Any, days: Days) -> Restricted:
    """The filters that a question's values ask for."""
    found = Restricted()
    values_by_place(s)
    absorb_dimensions(s)
    agree_on_dimension(s)
    found.customers = customer_sets(s, definitions, days)
    positive: list[tuple[int, str, list[Filter]]] = []
    for place, link in enumerate(s.links):
        if link.kind == "negation":
            _negation(s, place, found)
        if link.kind != "value":
            continue
        if isinstance(link.data, Filter):
            found.filters.append(link.data)
            continue
        meant: Meant = link.data[0]
        negated = _negated(s, place)
        if negated == "bought":
            start = max(k for k in range(place) if s.links[k].kind == "negation")
            found.unknown.append((s.links[start].first, link.after))
            continue
        if not negated and _included(s, place):
            found.included.append(meant.dimension)
            continue
        if meant.partial and place and s.links[place - 1].kind == "unknown":
            # "pet care": half of a name is no name
            found.unknown.append((s.links[place - 1].first, link.after))
            continue
        _mention(s, link, meant, found)
        if negated:
            _merge(found.filters, Filter(dimension=meant.dimension, op="not_in", values=list(meant.values)))
        else:
            positive.append((place, meant.dimension, [meant.filter()]))
    _not_as_rows(s, found, positive)
    _not_opposed(s, found, positive)
    if any(s.words(x) in ("higher", "lower", "better", "bigger", "smaller") for x in s.links):
        # "are sales higher on weekends": against the other days
        found.side_by_side += [d for _, d, _ in positive if d in s.two_valued]
        positive = [p for p in positive if p[1] not in s.two_valued]
    for place, dimension, given in positive:
        same = [p for p, d, _ in positive if d == dimension and p != place]
        one_count = any(x.kind == "metric" and x.target in s.counts for x in s.links)
        joined = {s.words(x) for x in s.links if s.words(x) in ("or", "and", "vs", "versus", ",")}
        if one_count and joined == {"or"}:
            same = []  # "how many bought beer or wine" are counted once
        if same and dimension not in found.side_by_side:
            found.side_by_side.append(dimension)
        for one in given:
            _merge(found.filters, one)
    return found


def _not_as_rows(s: Sentence, found: Restricted, positive: list[tuple[int, str, list[Filter]]]) -> None:
    """Who bought one thing but not another, or both, is no question of single receipt lines."""
    if not any((x.kind == "metric" and x.target in s.counts) or x.target == "customer" for x in s.links):
        return
    without = {f.dimension for f in found.filters if f.op == "not_in"}
    for place, dimension, _ in positive:
        if dimension in without and not any(x.target == "sales" for x in s.links if x.kind == "metric"):
            later = [x for x in s.links[place:] if x.kind == "negation"]
            if later:
                found.unknown.append((later[0].first, s.links[-1].after))
                return
    both = next((x for x in s.links if s.words(x) == "both"), None)
    if both is not None and len(positive) > 1:
        found.unknown.append((both.first, s.links[positive[-1][0]].after))


def _not_opposed(s: Sentence, found: Restricted, positive: list[tuple[int, str, list[Filter]]]) -> None:
    """'Families vs couples' are told apart by two dimensions: no grouping and no filter means that."""
    for (a, first, _), (b, second, _) in pairwise(p for p in positive if p[1] in s.people):
        between = {w for x in s.links[a + 1 : b] for w in s.words(x).split()}
        if first != second and between & {"vs", "versus", "than", "or", "compared", "against"}:
            found.unknown.append((s.links[a + 1].first, s.links[b].after))


def _merge(filters: list[Filter], new: Filter) -> None:
    for i, old in enumerate(filters):
        if old.dimension == new.dimension and old.op == new.op and new.op in ("in", "not_in"):
            values = list(dict.fromkeys([*old.values, *new.values]))
            filters[i] = Filter(dimension=old.dimension, op=old.op, values=values)
            return
    filters.append(new)


def _negated(s: Sentence, place: int) -> str:
    """ "" or how a value is negated: "yes", or "bought" for people who did not buy it."""
    if _left_out(s, place):
        return "yes"
    at = place - 1
    while at >= 0:
        link = s.links[at]
        words = s.words(link)
        if link.kind == "metric" and _WITHOUT & set(words.split()) and at < place - 1:
            return "yes"  # "sales without fuel and cigarettes", where the first part is a figure of its own
        if link.kind == "negation":
            skipped = {w for x in s.links[at + 1 : place] for w in s.words(x).split()}
            return "bought" if skipped & _BUY else "yes"
        told = link.kind == "function" and words not in _LEADS and place - at < 6
        side_by_side = s.is_and(link) or told or words in {"either", "both", "nor", *_BUY}
        value_before = link.kind == "value" and at < place - 1
        if not (side_by_side or value_before or link.target in ("qualifier", "subject")):
            return ""
        if words in _BUY and at == place - 1 and not any(x.kind == "negation" for x in s.links[:at]):
            return ""
        at -= 1
    return ""


def _left_out(s: Sentence, place: int) -> bool:
    """'Take fuel out', 'with cigarettes excluded': the negation stands after what it leaves out."""
    after = [s.words(x) for x in s.links[place + 1 : place + 3]]
    if after and after[0] in _OUT:
        return True
    if after[:2] in (["not", "included"], ["not", "counted"], ["left", "out"], ["taken", "out"]):
        return True
    ahead = {w for x in s.links[max(0, place - 4) : place] for w in s.words(x).split()}
    if not after or after[0] not in ("out", "off", "away", "aside") or not ahead & _TAKES:
        return False
    for at in range(max(0, place - 4), place):
        if s.links[at].kind == "unknown" and s.words(s.links[at]) in _TAKES:
            s.links[at] = replace(s.links[at], kind="function")
    return True


def _negation(s: Sentence, place: int, found: Restricted) -> None:
    """A negation that negates no value must not be passed over, unless it negates nothing at all."""
    following = s.following(place)
    if following is None or following.kind in (
        "value",
        "function",
        "follow_up",
        "rank",
        "capability",
        "condition",
    ):
        return
    if following.kind == "unknown":
        return
    words = s.words(s.links[place])
    instead = [x for x in s.links[place + 2 :] if x.kind == following.kind]
    if words == "not" and instead and any(s.words(x) in ("but", "rather") for x in s.links):
        at = s.links.index(following)
        s.links[at] = replace(following, kind="function", target="taken back", data=None)
        found.replaced = True
        return
    idle = (
        "no",
        "less",
        "minus",
        "dont",
        "do not",
        "didnt",
        "did not",
        "doesnt",
        "does not",
        "havent",
        "have not",
    )
    if words in idle or (words in ("not", "isnt", "arent", "wasnt", "werent") and following.kind != "metric"):
        return
    found.unknown.append((s.links[place].first, following.after))


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
    elif meant.partial:
        noun = meant.dimension.replace("_", " ")
        found.notes.append(f"'{words}' is read as the {noun} {', '.join(str(v) for v in meant.values)}.")
