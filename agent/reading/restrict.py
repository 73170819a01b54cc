"""From linked values to filters: negation, values side by side, values named with their dimension."""

from dataclasses import dataclass, field, replace

from agent.reading.context import Sentence
from agent.reading.english import phrases
from agent.reading.links import Link
from agent.reading.result import Choice
from agent.reading.values import Meant, rivals
from tools.warehouse.request import Filter

_BUY = {"buy", "bought", "buying", "purchase", "purchased", "purchasing", "shop", "shopped", "order", "ordered",
        "visit", "visited", "redeem", "redeemed", "use", "used"}  # fmt: skip
_PRODUCT = ("department", "category", "product_type")


@dataclass
class Restricted:
    """Filters, the dimensions whose values stand side by side, and what could not be settled."""

    filters: list[Filter] = field(default_factory=list)
    side_by_side: list[str] = field(default_factory=list)
    included: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    unknown: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def restrict(s: Sentence) -> Restricted:
    """The filters that a question's values ask for."""
    found = Restricted()
    _absorb_dimensions(s)
    _agree_on_dimension(s)
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
            found.unknown.append((link.first, link.after))
            continue
        if not negated and _included(s, place):
            found.included.append(meant.dimension)
            continue
        _mention(s, link, meant, found)
        if negated:
            _merge(found.filters, Filter(dimension=meant.dimension, op="not_in", values=list(meant.values)))
        else:
            positive.append((place, meant.dimension, [meant.filter()]))
    for place, dimension, given in positive:
        same = [p for p, d, _ in positive if d == dimension and p != place]
        if same and dimension not in found.side_by_side:
            found.side_by_side.append(dimension)
        for one in given:
            _merge(found.filters, one)
    return found


def _merge(filters: list[Filter], new: Filter) -> None:
    for i, old in enumerate(filters):
        if old.dimension == new.dimension and old.op == new.op and new.op in ("in", "not_in"):
            values = list(dict.fromkeys([*old.values, *new.values]))
            filters[i] = Filter(dimension=old.dimension, op=old.op, values=values)
            return
    filters.append(new)


def _absorb_dimensions(s: Sentence) -> None:
    """'the grocery department', 'department grocery': the noun says which dimension the value is of."""
    for place, link in enumerate(s.links):
        if link.kind != "dimension":
            continue
        ahead = s.before(place, skip=False)
        marked = ahead is not None and ahead.target == "group"
        for side in (place - 1, place + 1):
            if not 0 <= side < len(s.links) or marked:
                continue
            value = s.links[side]
            touching = value.after == link.first or link.after == value.first
            if value.kind != "value" or not isinstance(value.data, list) or not touching:
                continue
            fitting = [m for m in value.data if m.dimension == link.target]
            related = value.data[0].dimension == link.target or fitting
            if related:
                rest = [m for m in value.data if m not in fitting]
                only = replace(value, target=link.target, data=[*fitting[:1]], score=1.1) if fitting else value
                s.links[side] = only if not rest or fitting else value
                s.links[place] = replace(link, kind="function", target="qualifier")
                break


def _agree_on_dimension(s: Sentence) -> None:
    """Values of the product tree that stand side by side are taken at one level where that is possible."""
    places = [p for p, x in enumerate(s.links) if x.kind == "value" and isinstance(x.data, list)
              and x.data[0].dimension in _PRODUCT]  # fmt: skip
    for a, b in zip(places, places[1:], strict=False):
        between = [s.links[k] for k in range(a + 1, b)]
        if not between or not any(s.is_and(x) or x.kind == "compare" for x in between):
            continue
        first, second = s.links[a].data, s.links[b].data
        if first[0].dimension == second[0].dimension:
            continue
        for level in (first[0].dimension, second[0].dimension, *_PRODUCT):
            fits = [next((m for m in data if m.dimension == level), None) for data in (first, second)]
            if fits[0] and fits[1]:
                for place, meant in zip((a, b), fits, strict=True):
                    s.links[place] = replace(s.links[place], target=level, data=[meant])
                break


def _negated(s: Sentence, place: int) -> str:
    """"" or how a value is negated: "yes", or "bought" for people who did not buy it."""
    at = place - 1
    while at >= 0:
        link = s.links[at]
        words = s.words(link)
        if link.kind == "negation":
            skipped = {w for x in s.links[at + 1 : place] for w in s.words(x).split()}
            return "bought" if skipped & _BUY else "yes"
        side_by_side = s.is_and(link) or s.is_plain(link) or words in {"either", "both", "nor", *_BUY}
        value_before = link.kind == "value" and at < place - 1
        if not (side_by_side or value_before or link.target in ("qualifier", "subject")):
            return ""
        if words in _BUY and at == place - 1 and not any(x.kind == "negation" for x in s.links[:at]):
            return ""
        at -= 1
    return ""


def _negation(s: Sentence, place: int, found: Restricted) -> None:
    """A negation that negates no value must not be passed over, unless it negates nothing at all."""
    following = s.following(place)
    if following is None or following.kind in ("value", "function", "follow_up", "rank", "capability", "condition"):
        return
    if following.kind == "unknown":
        return
    words = s.words(s.links[place])
    if words in ("no", "not", "isnt", "arent", "wasnt", "werent", "less", "minus") and following.kind in (
        "metric", "period", "compare", "share",
    ):  # fmt: skip
        return
    found.unknown.append((s.links[place].first, following.after))


def _included(s: Sentence, place: int) -> bool:
    before = s.before(place)
    if before is None:
        return False
    words = s.words(before)
    return words in ("including", "include", "includes", "incl", "counting") or words in (
        w for w in phrases()["include_again"] if " " in w
    )


def _mention(s: Sentence, link: Link, meant: Meant, found: Restricted) -> None:
    key = tuple(t.stem for t in s.tokens[link.first : link.after] if t.kind != "symbol" and t.norm != "s")
    words = " ".join(t.text for t in s.tokens[link.first : link.after])
    choice = rivals(words, key, link.data, s.lexicon)
    if choice is not None:
        found.choices.append(choice)
    elif meant.partial:
        noun = meant.dimension.replace("_", " ")
        found.notes.append(f"'{words}' is read as the {noun} {', '.join(str(v) for v in meant.values)}.")
