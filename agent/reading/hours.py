"""Clock phrases as filters on the hour: 'after 5pm', 'between 9 and 11am', 'before noon', 'at 17:00'."""

import re

from agent.reading.links import Link
from agent.reading.timewords import norm
from agent.reading.tokens import Token
from tools.warehouse.request import Filter

_NAMED = {
    "lunchtime": (11, 13), "lunch time": (11, 13), "lunch hour": (11, 13), "lunch hours": (11, 13),
    "at lunch": (11, 13), "over lunch": (11, 13), "during lunch": (11, 13), "at dinner": (17, 19),
    "around dinner": (17, 19), "dinner hour": (17, 19), "dinner hours": (17, 19), "midday": (11, 13),
    "early morning": (5, 8), "early mornings": (5, 8), "late night": (22, 23), "after work": (17, 19),
    "early evening": (17, 18), "late at night": (21, 23), "late evening": (21, 23),
    "late in the evening": (21, 23), "early in the morning": (5, 8), "late afternoon": (15, 17),
    "mid morning": (9, 11), "dinner time": (17, 19), "dinnertime": (17, 19),
}  # fmt: skip

_ON = {"onwards", "onward"}
_BESIDE = {"to", "than", "vs", "or", "and", "with"}
_HALVES = {"morning": "a", "afternoon": "p", "evening": "p"}


def find_hours(tokens: list[Token], dimension: str) -> list[Link]:
    """Links whose data is a Filter on the hour dimension (0 to 23; 17 means 17:00 to 17:59)."""
    links: list[Link] = []
    half = next((h for at in range(len(tokens)) if (h := _told(tokens, at)[0])), "")
    for at in range(len(tokens)):
        for words, (low, high) in _NAMED.items():
            parts = words.split()
            if [norm(tokens, at + k) for k in range(len(parts))] == parts:
                chosen = Filter(dimension=dimension, op="between", values=[low, high])
                links.append(Link(at, at + len(parts), "value", dimension, 1.0, chosen))
        found = _between(tokens, at, half) or _one_sided(tokens, at)
        if found:
            after, low, high = found
            if 0 <= low <= high <= 23:
                chosen = Filter(dimension=dimension, op="between", values=[low, high])
                # "orders between 8 and 10 in the morning" bounds hours and not the amount of an order
                score = 1.6 if norm(tokens, at) == "between" else 1.1
                links.append(Link(at, after, "value", dimension, score, chosen))
    return links


def _hour(tokens: list[Token], at: int, half: str = "") -> int | None:
    """An hour of the day; `half` lends am or pm to a bare number."""
    word = norm(tokens, at)
    if word in ("noon", "midday"):
        return 12
    if word == "midnight":
        return 24
    match = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?([ap])?\.?m?\.?", word)
    clock = at < len(tokens) and tokens[at].kind == "clock"
    if not match or not (clock or half):
        return None
    hour, meridiem = int(match[1]), match[3] or half
    if meridiem == "p" and hour < 12:
        hour += 12
    return 0 if meridiem == "a" and hour == 12 else hour if hour <= 24 else None


def _between(tokens: list[Token], at: int, other: str) -> tuple[int, int, int] | None:
    """Two hours and what is between them; `other` is the half of the day that other hours are of."""
    lead = norm(tokens, at) in ("between", "from")
    first = at + 1 if lead else at
    if norm(tokens, first + 1) not in ("and", "to", "-", "until", "till"):
        return None
    after, high = first + 3, _hour(tokens, first + 2)
    if high is None:
        half, after = _told(tokens, after)
        half = half or (other if norm(tokens, at) == "between" else "")
        half = half or {"noon": "p", "midday": "p", "midnight": "a"}.get(norm(tokens, first), "")
        high = _hour(tokens, first + 2, half)
        if high is None:
            return None
    else:
        half = "p" if high >= 12 and "p" in norm(tokens, first + 2) else "a"
    low = _hour(tokens, first, half)
    return (after, low, high - 1) if low is not None and low < high else None


def _told(tokens: list[Token], at: int) -> tuple[str, int]:
    """The half of the day that words after the hours tell ('in the evening'), and the place behind them."""
    at = at + 1 if norm(tokens, at) == "oclock" else at
    words = [norm(tokens, at + k) for k in range(3)]
    if words[0] == "at" and words[1] == "night":
        return "p", at + 2
    if words[:2] == ["in", "the"] and words[2] in _HALVES:
        return _HALVES[words[2]], at + 3
    return "", at


def _one_sided(tokens: list[Token], at: int) -> tuple[int, int, int] | None:
    word = norm(tokens, at)
    i = at + 2 if norm(tokens, at + 1) in ("about", "around") else at + 1
    hour, after = _hour(tokens, i), i + 1
    if hour is None:
        half, after = _told(tokens, i + 1)
        hour = _hour(tokens, i, half) if half else None
    if hour is None:
        hour = _hour(tokens, at)
        if hour is not None and norm(tokens, at - 1) in _BESIDE:
            return at + 1, hour % 24, hour % 24  # "at 8am compared to 8pm"
        return (at + 2, hour, 23) if hour is not None and norm(tokens, at + 1) in _ON else None
    if word in ("after", "from", "since", "past"):
        return after, hour, 23
    if word in ("before", "until", "till", "by"):
        return after, 0, hour - 1
    return (after, hour % 24, hour % 24) if word in ("at", "around", "about") else None
