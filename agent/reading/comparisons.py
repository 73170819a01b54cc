"""Comparisons with a number: 'more than 5', '100 or more', 'between 5 and 10', 'twice'."""

from agent.reading.timewords import norm, number_at
from agent.reading.tokens import Token
from tools.warehouse.request import Comparison

_OPERATORS: dict[str, Comparison] = { "more than": ">", "over": ">", "above": ">", "greater than": ">",
    "exceeding": ">", "exceeds": ">", "exceed": ">", "higher than": ">", "bigger than": ">",
    "larger than": ">", "north of": ">", "upwards of": ">=", ">": ">", "at least": ">=",
    "no less than": ">=", "not less than": ">=", "minimum of": ">=", "a minimum of": ">=", "min": ">=",
    ">=": ">=", "less than": "<", "fewer than": "<", "under": "<", "below": "<", "lower than": "<",
    "smaller than": "<", "<": "<", "at most": "<=", "no more than": "<=", "not more than": "<=",
    "up to": "<=", "maximum of": "<=", "a maximum of": "<=", "max": "<=", "<=": "<=", "exactly": "=",
    "precisely": "=", "equal to": "=", "equals": "=", "=": "=", "just": "=", "only": "=",
    "pass": ">=", "passed": ">=", "reach": ">=", "reached": ">=", "hit": ">=", "cross": ">=", "crossed": ">=",
    "exceeded": ">", "surpass": ">", "surpassed": ">", "topped": ">", "go over": ">", "went over": ">",
    "goes over": ">", "go above": ">", "went above": ">", "broke": ">", "first exceeded": ">",
    "first passed": ">=", "first reached": ">=", "first hit": ">=", }  # fmt: skip
_AFTER_NUMBER: dict[tuple[str, ...], Comparison] = {
    ("or", "more"): ">=", ("and", "more"): ">=", ("or", "above"): ">=", ("plus",): ">=", ("+",): ">=",
    ("or", "less"): "<=", ("or", "fewer"): "<=", ("or", "below"): "<=",
}  # fmt: skip
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
    for length in (3, 2, 1):
        op = _OPERATORS.get(" ".join(t.norm for t in tokens[at : at + length]))
        i = at + length
        if op is None or i >= len(tokens):
            continue
        if tokens[i].norm in _TIMES:
            return i + 1, op, float(_TIMES[tokens[i].norm]), "times", None
        if norm(tokens, i) in ("a", "an", "one") and norm(tokens, i + 1) in _SCALES:
            return _unit_after(tokens, i, op, 1.0)
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
    word = norm(tokens, after)
    if word in ("dollars", "dollar", "usd", "bucks", "$"):
        unit, after = "$", after + 1
    elif word in ("%", "percent", "pct"):
        unit, after = "%", after + 1
    elif word in ("times", "x"):
        unit, after = "times", after + 1
    return after, op, value, unit, None


def of_people(tokens: list[Token]) -> bool:
    """Whether customers are spoken of: of orders 'over $150 per month' asks for each month."""
    return any(t.norm in _PEOPLE or t.norm == "who" for t in tokens)


def _plus(tokens: list[Token], at: int) -> Found | None:
    dollars = tokens[at].value if tokens[at].unit == "$" else None
    value = number_at(tokens, at) if dollars is None else dollars
    aged = norm(tokens, at + 1) == "+" and value is not None and value > _OLD
    if value is None or norm(tokens, at) == "a" or (aged and norm(tokens, at - 1) in _MADE):
        return None
    if aged and value < _OLDEST and norm(tokens, at + 2) in _PEOPLE:
        return None  # "65+ shoppers: how many" are people of that age
    for words, op in _AFTER_NUMBER.items():
        if tuple(norm(tokens, at + 1 + k) for k in range(len(words))) == words:
            after, unit = at + 1 + len(words), tokens[at].unit
            if norm(tokens, after) == "times":
                after, unit = after + 1, "times"
            return after, op, float(value), unit, None
    return None


def _between(tokens: list[Token], at: int) -> Found | None:
    if (
        norm(tokens, at) != "between"
        or at + 3 >= len(tokens)
        or norm(tokens, at + 2) not in ("and", "to", "-")
    ):
        return None
    low, high = tokens[at + 1], tokens[at + 3]
    if low.kind != "number" or high.kind != "number" or low.value is None or high.value is None:
        return None
    if high.value < low.value or "th" in (low.unit, high.unit):
        return None
    found = _unit_after(tokens, at + 3, ">=", high.value)
    assert found is not None
    after, _, upper, unit, _ = found
    low_value = low.value * (
        upper / high.value if high.value and low.unit == "" and upper != high.value else 1
    )
    return after, ">=", low_value, low.unit or unit, upper
