"""How many people or kids live in a household: '4 ppl or more', 'families of five', 'up to two kids'."""

from typing import Any

from agent.reading.bands import band_ends
from agent.reading.links import Link
from agent.reading.timewords import NUMBERS, norm, stem
from agent.reading.tokens import Token
from agent.reading.values import Meant

_LOWEST = {"over": 1, "more than": 1, "above": 1, "greater than": 1, "at least": 0, "minimum": 0, "from": 0,
    "no less than": 0, "no fewer than": 0, "not less than": 0, "min": 0, ">": 1, ">=": 0}  # fmt: skip
"""What stands before a number as the lower end, and how far above the number it begins."""
_HIGHEST = {"under": 1, "less than": 1, "fewer than": 1, "below": 1, "up to": 0, "at most": 0, "max": 0,
    "no more than": 0, "not more than": 0, "maximum": 0, "<": 1, "<=": 0}  # fmt: skip
_MORE = (("+",), ("plus",), ("or", "more"), ("and", "more"), ("or", "above"), ("and", "up"), ("and", "over"),
    ("or", "bigger"), ("or", "larger"), ("and", "above"))  # fmt: skip
_FEWER = (("or", "fewer"), ("or", "less"), ("and", "under"), ("or", "smaller"), ("and", "below"))
_NOUNS = {"household_size": {"person", "people", "member", "head", "resident"}, "kids": {"kid", "child"}}
_HOMES = {"household", "family", "home"}
_ENDLESS = 99
_MOST = 20
"""A household of more is none: the number counts something else."""


def find_sizes(tokens: list[Token], definitions: Any) -> list[Link]:
    """Links from phrases of people or kids at home to the values of their dimension."""
    links: list[Link] = []
    for at in range(len(tokens)):
        found = _phrase(tokens, at)
        if found is None:
            continue
        name, after, low, high = found
        dimension = definitions.dimensions.get(name)
        if dimension is None or not dimension.order:
            continue
        ends = {value: band_ends(str(value)) or (0.0, 0.0) for value in dimension.order}
        inside = [v for v, (a, b) in ends.items() if a >= low and (b <= high or high == _ENDLESS)]
        inside = inside or [v for v, (a, b) in ends.items() if a <= low and b >= high]
        if inside:
            meant = Meant(name, tuple(inside), 0.0, declared=True)
            cue = next((n for n in (3, 2) if _cue(tokens, at, n)), 0)
            links.append(Link(at - cue, after, "value", name, 1.6, [meant]))
    return links


def _phrase(tokens: list[Token], at: int) -> tuple[str, int, int, int] | None:
    """The dimension, the place behind the phrase, and the ends of the range."""
    first, low_end, high_end = at, None, None
    for length in (3, 2, 1):
        words = " ".join(t.norm for t in tokens[at : at + length])
        if words in _LOWEST or words in _HIGHEST:
            low_end, high_end, first = _LOWEST.get(words), _HIGHEST.get(words), at + length
            break
    first = first + 1 if norm(tokens, first) == "between" else first
    first = first + 1 if norm(tokens, first) in ("of", "a") and first > at else first
    number = _number(tokens, first)
    if number is None:
        return None
    low = high = number
    i = first + 1
    joins = {"-", "to", "or", "through"} | ({"and"} if norm(tokens, at) == "between" else set())
    if (other := _number(tokens, i + 1)) is not None and other > low and norm(tokens, i) in joins:
        high, i = other, i + 2
    more, i = _suffix(tokens, i)
    i = i + 1 if norm(tokens, i) == "-" else i
    name = next((d for d, nouns in _NOUNS.items() if stem(tokens, i) in nouns), "")
    i = i + 1 if name else i
    if not more:
        more, i = _suffix(tokens, i)
    if not (name == "kids" or _at_home(tokens, at, i, bool(name))) or high > _MOST:
        return None
    name = name or "household_size"
    if name == "household_size" and stem(tokens, i) in _HOMES:
        i += 1
    if more == "more" or low_end is not None:
        return name, i, low + (low_end or 0), _ENDLESS
    if more == "fewer" or high_end is not None:
        return name, i, 0, high - (high_end or 0)
    return name, i, low, high


def _number(tokens: list[Token], at: int) -> int | None:
    if not 0 <= at < len(tokens) or tokens[at].norm == "a":
        return None
    token = tokens[at]
    if token.kind == "number":
        plain = token.unit == "" and token.value is not None and token.value == int(token.value)
        return int(token.value or 0) if plain else None
    return NUMBERS.get(token.norm)


def _suffix(tokens: list[Token], at: int) -> tuple[str, int]:
    for side, phrases in (("more", _MORE), ("fewer", _FEWER)):
        for words in phrases:
            if tuple(norm(tokens, at + k) for k in range(len(words))) == words:
                return side, at + len(words)
    return "", at


def _at_home(tokens: list[Token], at: int, after: int, noun: bool) -> bool:
    """Whether a household is what the number is about: named before or behind people, or right before."""
    if noun:
        near = [stem(tokens, i) for i in (*range(max(0, at - 6), at), *range(after, after + 4))]
        return bool(_HOMES & set(near))
    of_homes = stem(tokens, at - 1) == "of" and stem(tokens, at - 2) in _HOMES
    return of_homes or _cue(tokens, at, 2) or _cue(tokens, at, 3)


def _cue(tokens: list[Token], at: int, length: int) -> bool:
    """'Household size 5+', 'family size of 3': the dimension is named right before the number."""
    ahead = [stem(tokens, i) for i in range(at - length, at)]
    return ahead[0] in _HOMES and ahead[1:] in (["size"], ["size", "of"])
