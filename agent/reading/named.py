"""Goods by a word in their name: 'everything with organic in the name', 'organic products', 'A, B or C'."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.lexicon import Lexicon
from agent.reading.values import ADJECTIVES
from tools.warehouse.request import Filter

_LEVEL = "product_type"
_SEVERAL = 3
"""Product types with a word in their name from which it may describe goods."""
_NAMED = {"name", "names", "title", "description", "label"}
_CALLS = {"containing", "contains", "contain", "called", "named", "labelled", "labeled", "mentioning"}
_THINGS = {"product", "item", "good", "goods", "stuff", "range", "food", "thing", "article", "version"}
_SOLD = {"sales", "revenue", "turnover", "takings"}


def settle_names(s: Sentence, abbreviations: dict[str, str]) -> list[str]:
    """Turns words that nothing else explains into a search in the names of product types where the question
    says so, or where the word describes goods in general; what to say of each. Letters behind 'type' are
    values of their own."""
    _letters(s)
    notes: list[str] = []
    for place, link in enumerate(s.links):
        word = s.words(link)
        level = _listed_level(s, place) if link.kind in ("unknown", "value") else ""
        if not (link.kind == "unknown" or level) or not word.isalpha() or len(word) < 4:
            continue
        stem = s.tokens[link.first].stem
        if level and any(t.dimension == level for t in s.lexicon.holding.get(stem, ())):
            # "product types containing 'cheese'": by their names, wherever they belong
            named = Filter(dimension=level, op="contains", values=[stem])
            s.links[place] = replace(link, kind="value", target=level, data=named)
            continue
        if link.kind != "unknown":
            continue
        if not _in_names(stem, s.lexicon):
            continue
        if not (_asked_by_name(s, place) or (_often(stem, s.lexicon) and _describes(s, place))):
            continue
        short = [k for k, full in abbreviations.items() if full == word and len(k) > 3]
        chosen = Filter(dimension=_LEVEL, op="contains", values=[word, *short])
        s.links[place] = replace(link, kind="value", target=_LEVEL, data=chosen)
        notes.append(f"'{word}' is read as product types with '{word}' in their name.")
    return notes


def _listed_level(s: Sentence, place: int) -> str:
    """The product types of 'product types containing cheese', "categories with 'frozen' in the name"."""
    at = place - 1
    while at >= 0 and s.words(s.links[at]) in ("", "'", '"', "the", "word", "a"):
        at -= 1
    called = at > 0 and s.words(s.links[at]) in _CALLS
    behind = {w for x in s.links[place + 1 : place + 6] for w in s.words(x).split()}
    inside = at > 0 and s.words(s.links[at]) in ("with", "having", "that have", "have") and behind & _NAMED
    while at > 0 and s.words(s.links[at - 1]) in ("that", "which", "whose", "name", "names"):
        at -= 1
    noun = s.links[at - 1] if at > 0 and (called or inside) else None
    if noun is None or noun.kind != "dimension" or noun.target not in ("category", "product_type"):
        return ""
    for p in range(at, min(place + 6, len(s.links))):
        if s.links[p].kind == "unknown" and s.words(s.links[p]) in _CALLS | _NAMED | {"word"}:
            s.tell(p)
    return noun.target


def _in_names(stem: str, lexicon: Lexicon) -> bool:
    return any(t.dimension == _LEVEL for t in lexicon.holding.get(stem, ()))


def _often(stem: str, lexicon: Lexicon) -> bool:
    """Whether a word says what goods are in several names, and is none that any goods may be called."""
    names = sum(1 for t in lexicon.holding.get(stem, ()) if t.dimension == _LEVEL)
    return names >= _SEVERAL and stem not in ADJECTIVES - {"organic"}


def _asked_by_name(s: Sentence, place: int) -> bool:
    behind = {w for x in s.links[place + 1 : place + 5] for w in s.words(x).split()}
    ahead = {w for x in s.links[max(0, place - 2) : place] for w in s.words(x).split()}
    found = bool(behind & _NAMED or ahead & _CALLS)
    for at in range(max(0, place - 2), min(place + 5, len(s.links))) if found else []:
        if s.links[at].kind == "unknown" and s.words(s.links[at]) in _NAMED | _CALLS:
            s.tell(at)
    return found


def _describes(s: Sentence, place: int) -> bool:
    """'Organic products', 'organic sales', or the word alone."""
    after = s.links[place + 1] if place + 1 < len(s.links) else None
    content = [x for x in s.links if x.kind not in ("function", "follow_up")]
    if len(content) == 1:
        return True
    before = s.links[place - 1] if place else None
    ends = after is None or after.kind in ("period", "function", "compare", "negation")
    if ends and before is not None and s.words(before) in BUYS | {"sell", "sold", "sells"}:
        return True  # "who bought organic"
    if after is None:
        return False
    stem = s.tokens[after.first].stem
    if stem in _THINGS and after.kind in ("dimension", "function", "unknown"):
        s.tell(place + 1, "qualifier")
        return True
    before = s.links[place - 1] if place else None
    alone = before is None or before.kind == "function"
    return alone and s.words(after) in _SOLD


def _letters(s: Sentence) -> None:
    """'Which campaign type is best: A, B or C': letters behind a dimension whose values end in one."""
    for dimension in [x for x in s.links if x.kind == "dimension"]:
        noun = s.tokens[dimension.after - 1].stem
        for at, link in enumerate(s.links):
            token = s.tokens[link.first]
            if (
                link.first < dimension.after
                or len(token.norm) != 1
                or link.kind not in ("unknown", "function")
            ):
                continue
            found = [
                t for t in s.lexicon.values.get((noun, token.norm), ()) if t.dimension == dimension.target
            ]
            listed = at and s.words(s.links[at - 1]) in (":", ",", "or", "and", "(", "/")
            if found and listed:
                chosen = Filter(dimension=dimension.target, values=[found[0].value])
                s.links[at] = replace(link, kind="value", target=dimension.target, data=chosen)
