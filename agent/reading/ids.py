"""Numbers that are names: stores, campaigns, households, products."""

from typing import Any

from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.timewords import norm
from agent.reading.tokens import Token
from agent.reading.values import Meant


def find_ids(tokens: list[Token], definitions: Any, lexicon: Lexicon) -> list[Link]:
    """'store 367', 'household #1023', 'campaigns 13 and 18': a dimension and the numbers that follow."""
    links: list[Link] = []
    ids = {d.name for d in definitions.dimensions.values() if d.kind == "id"}
    for at, token in enumerate(tokens):
        names = _id_names(token, lexicon, ids)
        if not names:
            continue
        i = at + 1
        while norm(tokens, i) in ("#", "number", "no", "nr", "id", "ids", "numbers", "s", "."):
            i += 1
        if norm(tokens, i) in ("is", "was") and i + 1 < len(tokens) and tokens[i + 1].kind == "number":
            i += 1  # "what type of campaign was 18"
        numbers: list[str | int | float] = []
        after = i
        while i < len(tokens) and tokens[i].kind == "number" and not tokens[i].unit:
            numbers.append(int(tokens[i].value or 0))
            after = i = i + 1
            while norm(tokens, i) in (",", "and", "&", "or", "vs", "#", "versus") and i + 1 < len(tokens):
                i += 1
        if numbers:
            links.append(
                Link(at, after, "value", names[0], 1.1, [Meant(names[0], tuple(numbers), 0.0, declared=True)])
            )
    links += _set_against(tokens, links)
    return links + _listed_behind(tokens, definitions, lexicon, ids) + _left_out(tokens, lexicon, ids)


_BUT = {"except", "excluding", "excl", "without", "but", "minus"}
_ENDS = {"", "?", ".", ",", "!", "and", "or", "in", "on", "by", "for", "during", "per", "last", "this", "vs"}


def _left_out(tokens: list[Token], lexicon: Lexicon, ids: set[str]) -> list[Link]:
    """'All stores except 367': a number behind what is left out is of the kind that was named."""
    for at, token in enumerate(tokens):
        names = _id_names(token, lexicon, ids)
        i = next((k for k in range(at + 1, min(at + 3, len(tokens))) if tokens[k].norm in _BUT), None)
        if not names or i is None:
            continue
        i += 1 + (norm(tokens, i + 1) in ("for", "number", "#", "nr"))
        if numbers := _numbers(tokens, i):
            meant = Meant(names[0], tuple(n for _, n in numbers), 0.0, declared=True)
            return [Link(i, numbers[-1][0] + 1, "value", names[0], 1.1, [meant])]
    return []


def _set_against(tokens: list[Token], links: list[Link]) -> list[Link]:
    """'Did campaign 18 bring in more than 13 and 8': numbers set against one that was named with its kind; a
    round one is an amount."""
    made = []
    for link in links[:1]:
        for at in range(link.after + 1, len(tokens)):
            if norm(tokens, at - 1) not in ("than", "vs", "versus", "against", "to"):
                continue
            numbers = _numbers(tokens, at)
            ends = bool(numbers) and norm(tokens, numbers[-1][0] + 1) in _ENDS
            if ends and all(n % 10 for _, n in numbers):
                meant = Meant(link.target, tuple(n for _, n in numbers), 0.0, declared=True)
                made.append(Link(at, numbers[-1][0] + 1, "value", link.target, 1.2, [meant]))
    return made


def _numbers(tokens: list[Token], at: int) -> list[tuple[int, int]]:
    """The plain numbers listed from a place on, each with its place."""
    found: list[tuple[int, int]] = []
    while at < len(tokens) and tokens[at].kind == "number" and not tokens[at].unit and tokens[at].value:
        found.append((at, int(tokens[at].value or 0)))
        at += 1
        while norm(tokens, at) in (",", "and", "&", "or"):
            at += 1
    return found


def _listed_behind(tokens: list[Token], definitions: Any, lexicon: Lexicon, ids: set[str]) -> list[Link]:
    """'Which store is best, 367 or 406': numbers behind a comma, of the kind that was named."""
    at = next((i for i, t in enumerate(tokens) if norm(tokens, i - 1) in ("which", "what") and
               _id_names(t, lexicon, ids)), None)  # fmt: skip
    behind = next((i for i in range(at or 0, len(tokens)) if norm(tokens, i) in (",", ":", "-")), None)
    if at is None or behind is None:
        return []
    tail = tokens[behind + 1 :]
    numbers = [t for t in tail if t.kind == "number" and not t.unit and t.value]
    if not numbers or any(t.kind != "number" and t.norm not in ("or", "and", ",", "vs", "?") for t in tail):
        return []
    name = _id_names(tokens[at], lexicon, ids)[0]
    values = tuple(int(t.value or 0) for t in numbers)
    return [Link(behind + 1, behind + 1 + len(tail), "value", name, 1.1, [Meant(name, values, 0.0, True)])]


def _id_names(token: Token, lexicon: Lexicon, ids: set[str]) -> list[str]:
    terms = lexicon.terms.get((token.stem,), ())
    named = [t.name for t in terms if t.kind == "dimension" and t.name in ids]
    if named:
        return named
    # a word that names a count (households) also names whom the number belongs to
    return ["customer"] if "customer" in ids and any(t.name == "customers" for t in terms) else []
