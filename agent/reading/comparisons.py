"""Comparisons with a number: 'more than 5', '100 or more', 'between 5 and 10', 'twice'."""

from agent.reading.comparison_words import (
    AFTER_NUMBER,
    DOLLARS,
    FRACTIONS,
    LINES,
    OPERATORS,
    SIGNS,
    unit_of,
)
from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token
from tools.warehouse.request import Comparison

_NOUN = 2
"""Words that may stand between a number and 'or more': 'ten trips or more'."""
_SCALES = {"hundred": 100.0, "thousand": 1e3, "grand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6}
_OLD, _MADE = 15, {"did", "do", "does", "by", "for", "from", "of", "to", "among", "are", "our"}
"""In 'trips did 65+ make' the number is an age, and no condition on the trips."""
_OLDEST, _PEOPLE = 100, {"shoppers", "customers", "people", "households", "hhs", "buyers", "folks", "seniors"}
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
Found = tuple[int, Comparison, float, str, float | None]
"""The place behind, the comparison, the number, its unit and the other end of a range."""


def comparisons(tokens: list[Token], at: int) -> list[Found]:
    """All ways to read a comparison that starts at a place."""
    return [found for found in (_compared(tokens, at), _plus(tokens, at), _between(tokens, at)) if found]


def _compared(tokens: list[Token], at: int) -> Found | None:
    for length in (4, 3, 2, 1):
        op = OPERATORS.get(" ".join(t.norm for t in tokens[at : at + length]))
        i = at + length
        if op is None or i >= len(tokens):
            continue
        if tokens[i].norm in _TIMES:
            return i + 1, op, float(_TIMES[tokens[i].norm]), "times", None
        for words, part in FRACTIONS.items():
            if [norm(tokens, i + k) for k in range(len(words.split()))] == words.split():
                return i + len(words.split()), op, part, "%", None
        if norm(tokens, i) in ("a", "an", "the", "$"):
            i += 1
        if (
            i < len(tokens)
            and tokens[i].kind == "number"
            and tokens[i].value is not None
            and tokens[i].unit != "th"
        ):
            return _unit_after(tokens, i, op, float(tokens[i].value or 0.0))
        word = number_at(tokens, i)
        if (word is not None and norm(tokens, i) not in ("a", "one")) or norm(tokens, i) == "one":
            return _unit_after(tokens, i, op, float(word or 1))
    if norm(tokens, at) in ("twice", "once") and norm(tokens, at - 1) in (
        "bought",
        "shopped",
        "visited",
        "ordered",
    ):
        return at + 1, "=", float(_TIMES[norm(tokens, at)]), "times", None
    return None


def _unit_after(tokens: list[Token], i: int, op: Comparison, value: float) -> Found | None:
    token, after = tokens[i], i + 1
    unit = token.unit
    while norm(tokens, after) in _SCALES:
        value, after = value * _SCALES[norm(tokens, after)], after + 1
    said, after = _unit(tokens, after)
    if norm(tokens, after) in LINES:
        after += 1
    unit = said or unit
    return after, op, value, unit, None


def of_people(tokens: list[Token]) -> bool:
    """Whether customers are spoken of: of orders 'over $150 per month' asks for each month."""
    return any(t.norm in _PEOPLE or t.norm == "who" for t in tokens)


def _plus(tokens: list[Token], at: int) -> Found | None:
    dollars = tokens[at].value if tokens[at].unit in ("$", "%") else None
    value = number_at(tokens, at) if dollars is None else dollars
    aged = norm(tokens, at + 1) == "+" and value is not None and value > _OLD
    if value is None or norm(tokens, at) in ("a", "an") or (aged and norm(tokens, at - 1) in _MADE):
        return None
    if aged and value < _OLDEST and norm(tokens, at + 2) in _PEOPLE:
        return None  # "65+ shoppers: how many" are people of that age
    said, after = _unit(tokens, at + 1)
    unit = said or tokens[at].unit
    # "ten trips or more": the noun stands between
    for start in range(after, after + (1 if said in ("$", "%", "times") else _NOUN + 1)):
        for words, op in AFTER_NUMBER.items():
            if tuple(norm(tokens, start + k) for k in range(len(words))) != words:
                continue
            if start > after and (words in SIGNS or not _nouns(tokens, after, start)):
                continue
            end = start + len(words)
            if start == after and not said:
                said, end = _unit(tokens, end) if unit_of(norm(tokens, end)) == "times" else ("", end)
            return end, op, float(value), said or unit, None
    return None


def _nouns(tokens: list[Token], first: int, after: int) -> bool:
    """Whether nothing but words stands there, none of which joins or leads on."""
    joints = {"or", "and", "in", "of", "to", "from", "by", "with", "vs", "than", "at", "for", "on"}
    return all(t.kind == "word" and t.norm not in joints for t in tokens[first:after])


def _unit(tokens: list[Token], at: int) -> tuple[str, int]:
    """The unit in words at a place, and the place behind it."""
    unit = unit_of(norm(tokens, at))
    return unit, at + 1 if unit else at


def _between(tokens: list[Token], at: int) -> Found | None:
    """'Between 5 and 10', 'from three to five'; a range without such a word is one only of what its unit
    says: '$20 to $30', '3-5 times'."""
    led = norm(tokens, at) in ("between", "from")
    first = at + 1 if led else at
    start, behind = _end(tokens, first)
    joint = norm(tokens, behind)
    if start is None or joint not in (("and", "to", "-") if led else ("to", "-")):
        return None
    low_unit, low = tokens[first].unit or ("$" if behind > first + 1 else ""), start
    high, after = _end(tokens, behind + 1)
    if high is None or "th" in (low_unit, tokens[behind + 1].unit):
        return None
    found = _unit_after(tokens, behind + 1, ">=", high)
    assert found is not None
    after, _, upper, unit, _ = found
    low = low * (upper / high if high and low_unit == "" and upper != high else 1)
    if low_unit == "" and low < high / _THOUSAND and tokens[behind + 1].text.lower().endswith(("k", "d")):
        low *= _THOUSAND  # "between 20 and 30k", "between 20 and 30 thousand"
    unit = low_unit or unit
    loose = norm(tokens, at) != "between"  # "from 3 to 5" are hours as well
    if upper < low or (loose and not (unit == "times" or _counts(tokens, after))):
        return None
    return after, ">=", low, unit, upper


_THOUSAND = 1000
_COUNTED = {"trip", "visit", "order", "purchase", "transaction", "basket", "unit"}


def _counts(tokens: list[Token], at: int) -> bool:
    """Whether a noun follows that is counted: 'three to five trips'."""
    return at < len(tokens) and tokens[at].stem in _COUNTED


def _end(tokens: list[Token], at: int) -> tuple[float | None, int]:
    """One end of a range, in digits or as a word, and the place behind it and its unit."""
    if at >= len(tokens) or norm(tokens, at) in ("a", "an", "one"):
        return None, at
    token = tokens[at]
    value = token.value if token.kind == "number" and token.unit != "th" else number_at(tokens, at)
    after = at + 2 if norm(tokens, at + 1) in DOLLARS else at + 1
    return (None, at) if value is None else (float(value), after)
