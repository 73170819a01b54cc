"""Ranges that a person lists for amounts: 'under 10, 10-25, 25-50, over 50', and one alone: '$20-50'."""

from dataclasses import dataclass
from itertools import pairwise

from agent.reading.conditions import Asked, each_step
from agent.reading.links import Link
from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token

_BELOW = ("under", "below", "less than", "fewer than", "up to", "smaller than", "at most", "<", "<=")
_ABOVE = ("over", "above", "more than", "greater than", "at least", "larger than", "bigger than", ">", ">=")
_AND_UP = ("and more", "or more", "and over", "or over", "and up", "and above", "or above", "plus", "+")
_TO = {"-", "to", "and", "until", "till"}
_DOLLARS = {"$", "dollars", "dollar", "bucks", "usd"}
_APART = {",", ";", "/", "|", "and", "or", "then", "vs", "versus"}
_ELSE = {"age", "aged", "year", "old", "income", "earning", "earn", "week", "hour", "day", "kid", "person",
    "people", "member", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "am", "pm", "point"}  # fmt: skip
"""Stems beside which such ranges are of ages, incomes, times or people at home, and no bins of a figure."""


@dataclass(frozen=True)
class _Range:
    """One range and the place behind it; None where it is open."""

    low: float | None
    high: float | None
    after: int
    money: bool


def find_bounds(tokens: list[Token], bands: frozenset[tuple[float, float]] = frozenset()) -> list[Link]:
    """Links from lists of ranges to where they part (the target is spread:bounds, the data the edges), and
    from a range of dollars that stands alone to a condition. `bands` are ranges of ages."""
    links: list[Link] = []
    if any(t.stem in _ELSE for t in tokens):
        return links
    links += [link for at in range(len(tokens)) if (link := _steps(tokens, at)) is not None]
    at = 0
    while at < len(tokens):
        found, after = _listed(tokens, at)
        if found and all((one.low, one.high) in bands and not one.money for one in found):
            at = after
            continue
        if len(found) > 1 and _adjoin(found):
            links.append(Link(at, after, "share", "spread:bounds", 1.2, _edges(found)))
            at = after
            continue
        if len(found) == 1 and found[0].money and found[0].low is not None and found[0].high is not None:
            each, after = each_step(tokens, after)
            asked = Asked("sales", ">=", found[0].low, "$", found[0].high, each)
            links.append(Link(at, after, "condition", "sales", 1.1, asked))
        at += 1
    return links


_STEPS = {"steps", "step", "increments", "buckets", "bins", "bands", "brackets", "intervals"}
_MOST = 20


def _steps(tokens: list[Token], at: int) -> Link | None:
    """'In steps of 10 dollars up to 50': where bins of that width part, ten of them where no end is named."""
    if norm(tokens, at) not in _STEPS or norm(tokens, at + 1) != "of":
        return None
    width = _end(tokens, at + 2)
    if width is None or width[0] <= 0:
        return None
    step, after = width
    if norm(tokens, after) == "each":
        after += 1
    last = step * _MOST / 2
    for words in ("up to", "to", "until", "till"):
        behind = after + len(words.split())
        if " ".join(norm(tokens, k) for k in range(after, behind)) == words and (top := _end(tokens, behind)):
            last, after = top
            break
    count = min(int(last / step), _MOST)
    first = at - 1 if norm(tokens, at - 1) == "in" else at
    edges = tuple(step * n for n in range(1, count + 1))
    return Link(first, after, "share", "spread:bounds", 1.3, edges) if edges else None


def _end(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """An amount in digits or as a word, and the place behind it and its unit."""
    if (found := _number(tokens, at)) is not None:
        return found[0], found[1]
    word = number_at(tokens, at)
    if word is None:
        return None
    return float(word), at + 2 if norm(tokens, at + 1) in _DOLLARS else at + 1


def _listed(tokens: list[Token], at: int) -> tuple[list[_Range], int]:
    """The ranges that follow each other from a place on, and the place behind the last."""
    found: list[_Range] = []
    after = at
    while (one := _range(tokens, at)) is not None:
        found.append(one)
        after = at = one.after
        while norm(tokens, at) in _APART:
            at += 1
    return found, after


def _range(tokens: list[Token], at: int) -> _Range | None:
    for length in (2, 1):
        lead = " ".join(t.norm for t in tokens[at : at + length])
        if lead in _BELOW or lead in _ABOVE:
            number = _number(tokens, at + length)
            if number is not None:
                value, after, money = number
                return (
                    _Range(None, value, after, money) if lead in _BELOW else _Range(value, None, after, money)
                )
    first = _number(tokens, at + (1 if norm(tokens, at) in ("between", "from") else 0))
    if first is None:
        return None
    low, after, money = first
    for words in _AND_UP:
        parts = words.split()
        if [norm(tokens, after + k) for k in range(len(parts))] == parts:
            return _Range(low, None, after + len(parts), money)
    joined = norm(tokens, after)
    if joined not in _TO or (joined == "and" and norm(tokens, at) != "between"):
        return None
    second = _number(tokens, after + 1)
    if second is None or second[0] <= low:
        return None
    return _Range(low, second[0], second[1], money or second[2])


def _number(tokens: list[Token], at: int) -> tuple[float, int, bool] | None:
    """A number at a place, the place behind it and its unit, and whether it is one of dollars."""
    if norm(tokens, at) == "$":
        at += 1
    if at >= len(tokens) or tokens[at].kind != "number" or tokens[at].unit not in ("", "$"):
        return None
    token = tokens[at]
    money = token.unit == "$" or norm(tokens, at - 1) == "$"
    if norm(tokens, at + 1) in _DOLLARS:
        return float(token.value or 0), at + 2, True
    return float(token.value or 0), at + 1, money


def _adjoin(found: list[_Range]) -> bool:
    """Whether the ranges follow each other upwards, as bins do; 'weeks 10-15 or 3-8' do not."""
    for one, other in pairwise(found):
        if one.high is None and one.low is None:
            return False
        end = one.high if one.high is not None else one.low
        start = other.low if other.low is not None else other.high
        if end is None or start is None or start < end or one.high is None:
            return False
    return True


def _edges(found: list[_Range]) -> tuple[float, ...]:
    """Where the ranges part. '1-10, 11-50' are whole numbers: they part at 11, and 'over 50' begins at 51."""
    steps = [(a.high, b.low) for a, b in pairwise(found)]
    whole = any(high is not None and low == high + 1 for high, low in steps)
    more = 1 if whole else 0
    edges: set[float] = set()
    for one in found:
        if one.high is not None:
            edges.add(one.high + (more if one.low is not None else 0))
        if one.low is not None and one.high is None:
            edges.add(one.low + more)
        elif one.low is not None and one.low > (1 if whole else 0):
            edges.add(one.low)
    return tuple(sorted(edges))
