"""One thing against its absence: 'kids vs no kids', 'with and without fuel', 'families vs without'."""

from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.links import Link

_JOINS = {"and", "vs", "versus", "or", "&", "against", "compared to", "compared with", "/", "than"}
_WITH = {"with", "including", "incl", "include"}
_WITHOUT = {"without", "excluding", "not", "no"}


def set_apart(s: Sentence) -> list[str]:
    """The dimensions whose values are to stand side by side because one is set against its absence; their
    links are taken out of what is filtered by."""
    found: list[str] = []
    for place, link in enumerate(s.links):
        at = _opposed(s, place)
        if at is None:
            continue
        value = s.links[at]
        found.append(value.data[0].dimension)
        for p in {place, at}:
            gone = s.links[p]
            s.links[p] = Link(gone.first, gone.after, "dimension" if p == at else "function", found[-1])
        if link.kind == "negation":
            s.links[place] = replace(s.links[place], kind="function", target="told")
    return found


def _opposed(s: Sentence, place: int) -> int | None:
    """The place of the value that the word here is set against, or None."""
    link, words = s.links[place], s.words(s.links[place])
    if link.kind == "negation" and words in _WITHOUT and _joined(s, place - 1):
        lead = place - 2
        after = next((p for p in range(place + 1, min(place + 3, len(s.links))) if _is_value(s, p)), None)
        if lead >= 0 and s.words(s.links[lead]) in _WITH and after is not None:
            return after  # "with and without fuel"
        closes = all(not t.norm.isalnum() for t in s.tokens[link.after :]) or after is None
        return lead if closes and _is_value(s, lead) else None
    if link.kind in ("dimension", "metric", "value") and place + 2 < len(s.links) and _joined(s, place + 1):
        other = place + 2
        if _is_value(s, other) and s.words(s.links[other]) == f"no {words}":
            return other  # "kids vs no kids"
    return None


def _joined(s: Sentence, place: int) -> bool:
    return 0 <= place < len(s.links) and s.words(s.links[place]) in _JOINS


def _is_value(s: Sentence, place: int) -> bool:
    link = s.links[place] if 0 <= place < len(s.links) else None
    return link is not None and link.kind == "value" and isinstance(link.data, list)
