"""Numbers that pick values of ordered dimensions: age and income bands, household sizes, kids."""

import re
from typing import Any

from agent.reading.links import Link
from agent.reading.timewords import norm, number_at, stem
from agent.reading.tokens import Token
from agent.reading.values import Meant

_UNDER = {"under", "below", "younger than", "less than", "up to", "fewer than", "no more than", "at most"}
_OVER = {"over", "above", "older than", "more than", "at least", "from", "minimum", "greater than"}
_PEOPLE = {"customer", "household", "shopper", "people", "person", "family", "buyer", "consumer", "client",
    "those", "who", "adult"}  # fmt: skip
_AGE_AFTER = {"year old", "yr old", "yo", "year of age", "or older", "or younger", "and older", "and over",
    "s", "old", "and up", "plus year"}  # fmt: skip
_EARN = {"income", "earning", "earn", "earns", "making", "make", "salary", "earner", "bracket", "band"}


def band_ends(value: str) -> tuple[float, float] | None:
    """The lowest and highest number of a band: '25-34', 'Under 15K', '250K+' (in full dollars), '2'."""
    match = re.fullmatch(r"(?i)(under )?(\d+)(?:-(\d+))?(k?)(\+?)", value.strip())
    if not match:
        return None
    scale = 1000 if match[4] else 1
    low = int(match[2]) * scale
    if match[1]:
        return 0, low - 1
    if match[5]:
        return low, float("inf")
    high = int(match[3]) * scale + (scale - 1) if match[3] else low
    return low, high


def ages_of(definitions: Any) -> frozenset[tuple[float, float]]:
    """The lowest and highest year of each band of ages."""
    ages = definitions.dimensions.get("age")
    ends = [band_ends(str(v)) for v in ages.order] if ages is not None else []
    return frozenset(e for e in ends if e is not None)


def find_bands(tokens: list[Token], definitions: Any) -> list[Link]:
    """Links from number phrases to the bands of ordered dimensions; data is a list of one Meant."""
    banded: dict[str, list[tuple[str, float, float]]] = {}
    for dimension in definitions.dimensions.values():
        ends = [(str(v), e) for v in dimension.order if (e := band_ends(str(v)))]
        if ends and len(ends) == len(dimension.order):
            banded[dimension.name] = [(v, low, high) for v, (low, high) in ends]
    links: list[Link] = []
    for at in range(len(tokens)):
        if "age" in banded and (years := _decade(tokens, at)):
            # it lies in two bands, which is said
            across = tuple(v for v, a, b in banded["age"] if a <= years[1] and b >= years[0])
            meant = Meant("age", across, 0.0, partial=True, declared=True)
            links.append(Link(at - 1, at + 2, "value", "age", 1.4, [meant]))
            continue
        found = _asked_range(tokens, at)
        if found is None:
            continue
        first, after, low, high, explicit = found
        name, first, after = _cued(tokens, first, after, low, high, banded, explicit)
        if name is None or (name == "age" and any(t.unit == "$" for t in tokens[first:after])):
            continue  # "is the average basket of beer buyers above $40"
        inside = [v for v, a, b in banded[name] if a >= low and b <= high]
        if not inside:
            inside = [v for v, a, b in banded[name] if a <= low and b >= high]
        if inside:
            first = _with_cue(tokens, first)
            links.append(
                Link(first, after, "value", name, 1.3, [Meant(name, tuple(inside), 0.0, declared=True)])
            )
    return links


def _decade(tokens: list[Token], at: int) -> tuple[float, float] | None:
    """The years of 'in their 20s'."""
    value = tokens[at].value
    if (
        norm(tokens, at - 1) != "their"
        or tokens[at].kind != "number"
        or value is None
        or value % 10
        or norm(tokens, at + 1) != "s"
    ):
        return None
    return (value, value + 9) if 20 <= value <= 90 else None


def _with_cue(tokens: list[Token], first: int) -> int:
    """The start of a number phrase with the word right before it that says what is counted."""
    at = first
    while at > 0 and norm(tokens, at - 1) in (
        "of",
        "is",
        "was",
        "are",
        "between",
        "a",
        "with",
        "band",
        "group",
        "bracket",
    ):
        at -= 1
    cue = at > 0 and (stem(tokens, at - 1) in _EARN or norm(tokens, at - 1) in ("age", "aged", "ages"))
    if not cue:
        return first
    at -= 1
    return (
        at - 1
        if norm(tokens, at - 1) in ("household", "yearly", "annual") and stem(tokens, at) == "income"
        else at
    )


def _asked_range(tokens: list[Token], at: int) -> tuple[int, int, float, float, bool] | None:
    """(first, after, low, high, whether both ends or a plus sign are given)."""
    token = tokens[at]
    low = number_at(tokens, at) if token.kind == "number" else None
    if low is not None and token.value is not None:
        low_value = token.value
        link, other = norm(tokens, at + 1), at + 2
        if link in ("-", "to", "and", "through") and other < len(tokens) and tokens[other].kind == "number":
            high_value = tokens[other].value or 0.0
            if high_value >= 1000 > low_value and high_value % 1000 == 0:
                low_value *= 1000
            if link == "and" and norm(tokens, at - 1) != "between":
                return None
            if high_value <= low_value:
                return None
            first = at - 1 if norm(tokens, at - 1) in ("between", "from") else at
            return first, other + 1, low_value, high_value + (999 if high_value >= 1000 else 0), True
        if link in ("+", "plus"):
            return at, at + 2, low_value, float("inf"), True
        tail = f"{link} {norm(tokens, at + 2)}"
        if tail in (
            "or older",
            "and older",
            "and over",
            "or over",
            "and above",
            "or more",
            "and up",
            "or above",
        ):
            return at, at + 3, low_value, float("inf"), True
        if tail in ("or younger", "and under", "or under", "and younger", "or less"):
            return at, at + 3, 0.0, low_value, True
    for length in (3, 2, 1):
        words = " ".join(t.norm for t in tokens[at : at + length])
        i = at + length
        if i >= len(tokens) or tokens[i].kind != "number" or tokens[i].unit in ("%", "th"):
            continue
        value = tokens[i].value or 0.0
        if words in _UNDER:
            return at, i + 1, 0.0, value - 1, False
        if words in _OVER:
            return at, i + 1, value, float("inf"), False
    if low is not None and token.value is not None and token.unit == "":
        return at, at + 1, token.value, token.value, False
    return None


def _cued(
    tokens: list[Token], first: int, after: int, low: float, high: float,
    banded: dict[str, list[tuple[str, float, float]]], explicit: bool,
) -> tuple[str | None, int, int]:  # fmt: skip
    """The dimension that the words around a number point to, and the phrase with its cue."""
    before = [stem(tokens, i) for i in range(max(0, first - 3), first)]
    single = low == high
    tail = " ".join(stem(tokens, i) for i in (after, after + 1))
    number = low if low > 0 else high + 1
    if "age" in banded and number <= 110:
        for cue in _AGE_AFTER:
            if (tail == cue or tail.startswith(cue + " ")) and not (single and cue == "s"):
                end = after + len(cue.split())
                end = end + 1 if norm(tokens, end) in ("s", "olds") else end
                return "age", first, end
        near = before[-2:]
        if "aged" in near or ("age" in near and tokens[first].kind) or (near and near[-1] in ("ages", "age")):
            start = first - 1 if before[-1] in ("aged", "age") else first
            return "age", start, after
        word = norm(tokens, first)
        if word in ("younger", "older"):
            return "age", first, after
        exact = any((low, high) == (a, b) for _, a, b in banded["age"])
        if explicit and exact and number > 15 and tail.split()[:1] not in ([], ["x"]):
            return "age", first, after
        if explicit and exact and number > 15:
            return "age", first, after
        if not single and before and before[-1] in _PEOPLE and number > 15:
            return "age", first, after
    if "income" in banded and number >= 10_000:
        people = any(b in _PEOPLE for b in before[-1:]) or (explicit and any(
            abs(low - a) < 1 and abs(high - b) < 1 for _, a, b in banded["income"]))  # fmt: skip
        if people or any(b in _EARN for b in before) or stem(tokens, after) in _EARN:
            return "income", first, after + 1 if stem(tokens, after) in _EARN else after
    return None, first, after
