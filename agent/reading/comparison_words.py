"""The words that compare a figure with a number: before it ('more than'), behind it ('or more'), its unit."""

from tools.warehouse.request import Comparison

_SAID: dict[str, Comparison] = {
    "more than": ">", "over": ">", "above": ">", "greater than": ">", "exceeding": ">", "exceeds": ">",
    "exceed": ">", "higher than": ">", "bigger than": ">", "larger than": ">", "north of": ">",
    "upwards of": ">=", ">": ">", "at least": ">=", "no less than": ">=", "not less than": ">=",
    "minimum of": ">=", "a minimum of": ">=", "min": ">=", ">=": ">=", "less than": "<", "fewer than": "<",
    "under": "<", "below": "<", "lower than": "<", "smaller than": "<", "<": "<", "at most": "<=",
    "no more than": "<=", "not more than": "<=", "up to": "<=", "maximum of": "<=", "a maximum of": "<=",
    "max": "<=", "<=": "<=", "exactly": "=", "precisely": "=", "equal to": "=", "equals": "=", "=": "=",
    "just": "=", "only": "=", "pass": ">=", "passed": ">=", "reach": ">=", "reached": ">=", "hit": ">=",
    "cross": ">=", "crossed": ">=", "exceeded": ">", "surpass": ">", "surpassed": ">", "topped": ">",
    "go over": ">", "went over": ">", "goes over": ">", "go above": ">", "went above": ">", "broke": ">",
    "first exceeded": ">", "first passed": ">=", "first reached": ">=", "first hit": ">=",
    "no fewer than": ">=", "at or above": ">=", "in excess of": ">", "beyond": ">", "topping": ">",
    "tops": ">", "beat": ">", "beats": ">", "beating": ">", "clear": ">=", "cleared": ">=", "clears": ">=",
    "clearing": ">=", "reaching": ">=", "hitting": ">=", "passing": ">=", "crossing": ">=", "breaking": ">",
    "reaches": ">=", "south of": "<", "short of": "<", "shy of": "<",
    "not even": "<", "at or below": "<=", "not over": "<=", "not above": "<=", "not exceeding": "<=",
    "not under": ">=", "not below": ">=", "minimum": ">=", "better than": ">", "worse than": "<",
    "fell below": "<", "fell under": "<", "fall below": "<", "falls below": "<", "drops below": "<",
    "drop below": "<", "dropped below": "<", "dropped under": "<", "dipped below": "<", "dipped under": "<",
    "stayed below": "<", "stayed under": "<", "came in under": "<", "came in below": "<",
    "came in over": ">", "came in above": ">", "rose above": ">", "rose over": ">", "climbed above": ">",
    "stayed above": ">", "stayed over": ">",
}  # fmt: skip
_DENIED = ("didnt", "did not", "dont", "do not", "doesnt", "never", "fail to", "failed to", "fails to", "not")
_REACH = ("reach", "reached", "hit", "pass", "clear", "make", "break", "cross")
_EXCEED = ("exceed", "exceeded", "top", "surpass")
OPERATORS: dict[str, Comparison] = {
    **_SAID,
    **{f"{no} {verb}": "<" for no in _DENIED for verb in _REACH},
    **{f"{no} {verb}": "<=" for no in _DENIED for verb in _EXCEED},
}
"""What stands before the number."""
_MORE = ("or more", "and more", "or above", "and above", "and up", "or up", "or over", "and over",
    "or better", "or higher", "or greater", "or upwards", "and upwards", "upwards", "minimum",
    "at minimum", "at a minimum", "plus", "+")  # fmt: skip
_LESS = ("or less", "or fewer", "or below", "and below", "or under", "and under", "or lower", "tops",
    "maximum", "at most", "at the most", "at the very most", "max")  # fmt: skip
AFTER_NUMBER: dict[tuple[str, ...], Comparison] = {
    **{tuple(words.split()): ">=" for words in _MORE},
    **{tuple(words.split()): "<=" for words in _LESS},
}
SIGNS = {("plus",), ("+",), ("max",), ("minimum",), ("maximum",), ("tops",)}
"""What may begin something else behind a noun: 'two stores plus the website'."""
LINES = {"mark", "threshold", "line", "barrier", "level", "limit"}
"""Nouns of a limit, as in 'above the 50k mark'."""
FRACTIONS = {"half": 50.0, "a half": 50.0, "one half": 50.0, "a third": 100 / 3, "one third": 100 / 3,
    "two thirds": 200 / 3, "a quarter of": 25.0, "one quarter of": 25.0, "three quarters of": 75.0,
    "a fifth": 20.0, "a tenth": 10.0, "one in two": 50.0, "one in three": 100 / 3, "one in four": 25.0,
    "one in five": 20.0, "one in ten": 10.0, "one in twenty": 5.0, "1 in 2": 50.0, "1 in 3": 100 / 3,
    "1 in 4": 25.0, "1 in 5": 20.0, "1 in 10": 10.0, "1 in 20": 5.0, "1 in 100": 1.0}  # fmt: skip
DOLLARS = {"dollars", "dollar", "usd", "bucks", "buck", "$"}
_UNITS = {
    **dict.fromkeys(DOLLARS, "$"),
    **dict.fromkeys(("%", "percent", "pct"), "%"),
    "times": "times",
    "x": "times",
}


def unit_of(word: str) -> str:
    """The unit that a word names: "$", "%", "times" or ""."""
    return _UNITS.get(word, "")
