"""Conditions on a figure: 'spent more than $500', 'at least 3 orders', 'sales over 10k', 'only once'."""

from dataclasses import dataclass
from typing import Any

from agent.reading.context import counted
from agent.reading.english import Key
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.recognise import keys_from
from agent.reading.timewords import UNITS, norm, number_at, stem
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
_FILLERS = {"of", "is", "are", "was", "were", "has", "have", "had", "a", "an", "the", "with", "in",
    "totaling", "amounting", "to", "than", "that", "who", "which"}  # fmt: skip

_STEPS = {"day": "trading_days", "month": "months_active", "week": "weeks_active"}
_FILLED = {"in", "of", "different", "worth", "separate", "the"}


@dataclass(frozen=True)
class Asked:
    """A condition as asked: the metric is "" where the words around it do not name one."""

    metric: str
    op: Comparison
    value: float
    unit: str
    upper: float | None = None
    """The other end of 'between 5 and 10'."""
    each: str = ""
    """The step of time of 'twice a week'."""


def find_conditions(tokens: list[Token], lexicon: Lexicon, definitions: Any) -> list[Link]:
    """Links whose data is an Asked. A bare comparison with a number and no metric near scores less."""
    links: list[Link] = []
    for at in range(len(tokens)):
        for found in (_compared(tokens, at), _plus(tokens, at), _between(tokens, at)):
            if found is None:
                continue
            after, op, number, unit, upper = found
            each, behind = _each(tokens, after)
            if not each and (op, number, unit) == (">=", 1, "times"):  # "redeemed at least once": at all
                links.append(Link(at, after, "function", "told", 1.1))
                continue
            metric, first, after = _metric_beside(tokens, at, after, lexicon, unit, definitions)
            each, behind = _each(tokens, after)
            if not metric and op == "=" and norm(tokens, at) in ("just", "only", "="):
                continue
            asked = Asked(metric, op, number, unit, upper, each)
            links.append(Link(first, behind, "condition", metric, 1.1 if metric else 0.6, asked))
    return links


def _active(tokens: list[Token], first: int, after: int, key: Key, definitions: Any) -> list[str]:
    """The figure in 'on more than 10 different days', 'in at least 6 months': how many had a purchase."""
    said = norm(tokens, first - 1) in ("in", "on", "during") or norm(tokens, after) in _FILLED - {"of", "the"}
    name = _STEPS.get(key[0], "") if len(key) == 1 else ""
    return [name] if said and name in definitions.metrics else []


def _each(tokens: list[Token], at: int) -> tuple[str, int]:
    """The week of 'twice a week' and the place behind it."""
    led = norm(tokens, at) in ("a", "/") or (norm(tokens, at) == "per" and _of_people(tokens))
    unit = stem(tokens, at + 1)
    return (unit, at + 2) if led and unit in UNITS else ("", at)


_Found = tuple[int, Comparison, float, str, float | None] | None


def _compared(tokens: list[Token], at: int) -> _Found:
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


def _unit_after(tokens: list[Token], i: int, op: Comparison, value: float) -> _Found:
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


def _of_people(tokens: list[Token]) -> bool:
    """Whether customers are spoken of: of orders 'over $150 per month' asks for each month."""
    return any(t.norm in _PEOPLE or t.norm == "who" for t in tokens)


def _plus(tokens: list[Token], at: int) -> _Found:
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


def _between(tokens: list[Token], at: int) -> _Found:
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


def _metric_beside(
    tokens: list[Token], first: int, after: int, lexicon: Lexicon, unit: str, definitions: Any
) -> tuple[str, int, int]:
    """The metric that stands right after the number or right before the comparison, and the whole phrase."""
    if unit == "times":
        metric = next((m for m in ("orders",) if m in definitions.metrics), "")
        return metric, first, after
    fits = {"$": "usd", "%": "percent"}.get(unit)
    counts = {d: m for m, d in counted(definitions).items()}
    i = after
    while norm(tokens, i) in _FILLED and i < len(tokens):
        i += 1
    # "3 different categories" are a figure of its own
    for at in ([i, i - 1] if i > after else [i])[: len(tokens) - i]:
        for end, key in reversed(keys_from(tokens, at, 5, lexicon)):
            names = [t.name for t in lexicon.terms.get(key, ()) if t.kind == "metric"]
            names = names or [counts[t.name] for t in lexicon.terms.get(key, ()) if t.name in counts]
            names = names or _active(tokens, first, after, key, definitions)
            names = [n for n in names if fits is None or definitions.metrics[n].unit == fits]
            if names and stem(tokens, at) not in ("dollar", "$"):
                return names[0], first, end
    i = first
    while i > 0 and norm(tokens, i - 1) in _FILLERS:
        i -= 1
    for start in range(max(0, i - 5), i):
        for end, key in keys_from(tokens, start, 5, lexicon):
            names = [t.name for t in lexicon.terms.get(key, ()) if t.kind == "metric"]
            names = [n for n in names if fits is None or definitions.metrics[n].unit == fits]
            if names and end == i and names[0] != "customers" and key != ("receipt",):
                return names[0], start, after
    if fits == "usd" and "sales" in definitions.metrics:
        return "sales", first, after
    return "", first, after
