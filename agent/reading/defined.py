"""A person's own definition of a word: 'heavy buyers (10+ orders)', 'loyal customers, meaning 20 trips'."""

from agent.reading.conditions import Asked
from agent.reading.context import Sentence

_SIGNS = {"(", "meaning", "ie", "i.e.", "i.e", "that is", "say", "as in", "defined as", ":", "=", ","}
_NOUN = {"customers", "customer", "subject"}
_NEAR = 4
"""Links between a word and the noun that it describes, and between the noun and the bound."""


def settle_own_bounds(s: Sentence) -> None:
    """A word that draws a usual line between customers draws none where the person says the bound, and counts
    or lists them: then the bound alone says who is meant."""
    for place, link in enumerate(s.links):
        if link.target not in ("heavy", "segment"):
            continue
        near = range(place + 1, min(place + 1 + _NEAR, len(s.links)))
        noun = next((p for p in near if s.links[p].target in _NOUN), None)
        if noun is None or _asks_else(s, noun):
            continue
        behind = range(noun + 1, min(noun + 1 + _NEAR, len(s.links)))
        bound = next((p for p in behind if isinstance(s.links[p].data, Asked)), None)
        if bound is None:
            continue
        signs = [p for p in range(noun + 1, bound) if s.words(s.links[p]) in _SIGNS]
        if not signs:
            continue
        values = [p for p in range(bound + 1, len(s.links)) if s.links[p].kind == "value"]
        for p in (place, *signs, *(p for p in values if _again(s, p, place, noun))):
            s.tell(p)


def _asks_else(s: Sentence, noun: int) -> bool:
    """'What do heavy buyers (12+ trips) buy': the bound would be one of the goods then."""
    return any(x.kind in ("metric", "dimension", "share") for p, x in enumerate(s.links) if p != noun)


def _again(s: Sentence, at: int, first: int, after: int) -> bool:
    """Whether goods are told of once more: 'heavy coffee buyers (12+ trips with coffee)'."""
    return any(s.words(x) == s.words(s.links[at]) for x in s.links[first:after])
