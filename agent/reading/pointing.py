"""What pronouns and the like point at: one thing of the answer before, several, a pair, or all the others."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import RefersTo

_BE = {"is", "are", "was", "were", "be", "been", "s", "isnt", "arent"}
_LED = _BE | {
    "whats",
    "to",
    "with",
    "of",
    "than",
    "for",
    "in",
    "from",
    "by",
    "on",
    "at",
    "about",
    "against",
    "did",
}
_EXPLETIVE = {"true", "possible", "right", "correct", "fair", "safe", "likely", "clear", "seem", "seems"}
"""'Is it true that ...' points at nothing."""
_DIFFERENCE = {"difference", "gap", "differ"}
_NTH = {"first": 1, "top": 1, "former": 1, "second": 2, "third": 3, "last": -1, "bottom": -1, "latter": -1}
_MADE = {"placed", "made", "behind", "placing", "making"}
_STEPS = {"date", "week", "month", "quarter", "weekday", "hour"}
_CLAUSE = {"and", ",", ";", "but", "then", "?", ".", "so", ":"}
_COMPARES = {
    "better",
    "worse",
    "higher",
    "lower",
    "bigger",
    "smaller",
    "larger",
    "stronger",
    "weaker",
    "more",
    "less",
}
_NEGATES_BACK = {"without", "not", "dont", "didnt", "havent", "arent", "isnt"}


def point(s: Sentence) -> RefersTo:
    """What the question refers to outside itself; the nouns of 'that store' and 'the other stores' are then
    no grouping of their own. A pronoun whose meaning stands in the question itself refers to nothing else."""
    found: set[str] = set()
    for place, link in enumerate(s.links):
        kind = _pointed(s, place)
        if kind and not _named_before(s, place, kind):
            found.add(kind)
            s.links[place] = replace(link, kind="follow_up", target=f"points:{kind}")
            _take_noun(s, place)
        elif link.target.startswith("points:"):
            s.links[place] = replace(link, kind="function", target="")
            if s.words(link) in ("that", "this", "those", "these"):
                _take_noun(s, place)  # "on display in that store"
        elif s.words(link) == "the" and _restates(s, place):
            _take_noun(s, place)
    if _only_differs(s) and not found - {"set"}:
        found = {"pair"}  # "and the difference?"
    order: tuple[RefersTo, ...] = ("pair", "complement", "entity", "set")
    return next((kind for kind in order if kind in found), "")


def _only_differs(s: Sentence) -> bool:
    """Whether a fragment asks for a difference and names nothing that could differ."""
    differs = any(
        x.kind == "compare" and x.target == "compare" and _DIFFERENCE & set(s.words(x).split())
        for x in s.links
    )
    named = any(x.kind in ("metric", "value", "period", "dimension", "condition") for x in s.links)
    if s.links and s.words(s.links[0]) in ("who", "which", "and who", "whos") and s.previous is not None:
        others = any(x.kind in ("value", "dimension", "condition", "rank") for x in s.links)
        one = not (others or s.previous.by or s.previous.compare)
        if one and any(s.words(x) in _COMPARES for x in s.links[1:]):
            return True  # "who spends more per trip", after families and then singles
    words = {s.words(x) for x in s.links}
    which = bool(s.links) and s.words(s.links[0]) == "which" and bool(words & _COMPARES)
    return (differs or which) and not named and s.previous is not None and s.previous.compare is None


def nth(s: Sentence) -> int | None:
    """Which row is pointed at: 2 for 'the second one', -1 for 'the last one', None where it is not said."""
    for link in s.links:
        if link.target == "points:entity":
            for word in s.words(link).split():
                if word in _NTH:
                    return _NTH[word]
    return None


def _pointed(s: Sentence, place: int) -> RefersTo:
    link, words = s.links[place], s.words(s.links[place])
    if link.kind == "negation":
        # "and those without": a negation of nothing negates what was said before
        return "complement" if words in _NEGATES_BACK and _closes(s, place) and s.previous else ""
    if not link.target.startswith("points:"):
        return ""
    kind: RefersTo = link.target.removeprefix("points:")  # type: ignore[assignment]
    ahead = s.words(s.links[place - 1]) if place else ""
    after = s.links[place + 1] if place + 1 < len(s.links) else None
    noun = after is not None and (after.kind == "dimension" or after.target in s.counts)
    if words == "both":
        things = [x for x in s.links if x.kind in ("value", "period")]
        side = [x for x in s.links[place + 1 :] if x.kind in ("metric", "dimension")]
        return "" if len(things) > 1 or len(side) > 1 else kind
    if words.startswith("which"):
        # "which one was better" is of two; "which of them grew most" of all that were shown
        return "pair" if any(s.words(x) in _COMPARES for x in s.links[place + 1 :]) else "set"
    if kind == "set" and ahead == "which" and s.previous is not None and not s.previous.by:
        # "which of these had more orders", after one figure for each
        return "pair" if any(s.words(x) in _COMPARES for x in s.links[place + 1 :]) else kind
    if kind == "pair":
        return "" if noun else kind
    if words in ("the other", "all other", "all the other", "the remaining", "others", "other one"):
        return kind if noun or words in ("others", "other one") else ""
    if words == "there":
        told = ahead in _BE or (after is not None and s.words(after) in _BE)
        return "" if told else kind
    if words == "it" and after is not None and s.words(after) in _EXPLETIVE:
        return ""
    if words in ("its", "their") and after is not None and after.kind == "dimension":
        return "" if any(x.kind == "dimension" for x in s.links[:place]) else kind
    if words in ("that", "this"):
        named = place > 0 and s.links[place - 1].kind in ("dimension", "metric", "value")
        return kind if (noun or ahead in _LED or _closes(s, place)) and not (named and not noun) else ""
    return kind


def _closes(s: Sentence, place: int) -> bool:
    """Whether nothing but signs follows."""
    return all(not any(c.isalnum() for c in t.norm) for t in s.tokens[s.links[place].after :])


def _named_before(s: Sentence, place: int, kind: RefersTo) -> bool:
    """Whether the question itself names, before the pronoun, what it stands for."""
    if kind in ("pair", "complement"):
        return False
    for at in range(place - 1, -1, -1):
        link = s.links[at]
        apart = any(s.words(x) in _CLAUSE for x in s.links[at + 1 : place])
        people = link.target in ("customers", "customer", "subject") or (
            link.kind == "value" and isinstance(link.data, list) and link.data[0].dimension in s.people
        )
        thing = link.kind == "value" and not people and not _of_another_kind(s, place, link)
        if kind == "entity" and (thing or (apart and link.kind in ("dimension", "period"))):
            return True
        if kind == "set" and people and s.words(s.links[place - 1]) in _MADE:
            continue  # "how many households placed those": orders, and not the households
        if kind == "set" and (people or (apart and link.kind in ("dimension", "value", "metric"))):
            return True
    return False


def _of_another_kind(s: Sentence, place: int, value: Link) -> bool:
    """Whether the pronoun's noun says that it stands for something else: 'that month' after meat."""
    noun = s.links[place + 1] if place + 1 < len(s.links) else None
    return noun is not None and noun.target in _STEPS and value.target.split("=")[0] not in _STEPS


def _restates(s: Sentence, place: int) -> bool:
    """'Frozen pizza: ... while the product was on display': the noun says again what was named."""
    noun = s.links[place + 1] if place + 1 < len(s.links) else None
    if noun is None or noun.target not in ("product", "store", "customer", "campaign"):
        return False
    single = s.tokens[noun.after - 1].norm == s.tokens[noun.after - 1].stem
    group = {"product": ("department", "category", "product_type")}.get(noun.target, (noun.target,))
    named = any(x.kind == "value" and x.target.split("=")[0] in group for x in s.links[:place])
    marked = place and (s.links[place - 1].target == "group" or s.links[place - 1].kind == "rank")
    return single and named and not marked and s.words(s.links[0]) != "which"


def _take_noun(s: Sentence, place: int) -> None:
    """'That store', 'those categories': the noun says what is pointed at and asks for no grouping."""
    noun = s.links[place + 1] if place + 1 < len(s.links) else None
    if noun is None or s.tokens[noun.first].norm in ("by", "per", "each", "every"):
        return
    counted = noun.target in s.counts and s.asks_number
    if noun.kind == "dimension" or (noun.kind == "metric" and noun.target in s.counts and not counted):
        s.tell(place + 1, "pointed")
