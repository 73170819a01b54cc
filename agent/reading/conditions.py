"""Conditions on a figure: 'spent more than $500', 'at least 3 orders', 'sales over 10k', 'only once'."""

from dataclasses import dataclass
from typing import Any

from agent.reading.comparisons import comparisons, of_people
from agent.reading.context import things_counted
from agent.reading.english import Key
from agent.reading.lexicon import Lexicon
from agent.reading.links import Link
from agent.reading.recognise import keys_from
from agent.reading.timewords import UNITS, norm, number_at, stem
from agent.reading.tokens import Token
from tools.warehouse.request import Comparison

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
    links: list[Link] = _none(tokens, lexicon)
    for at in range(len(tokens)):
        for found in comparisons(tokens, at):
            after, op, number, unit, upper = found
            each, behind = each_step(tokens, after)
            if not each and (op, number, unit) == (">=", 1, "times"):  # "redeemed at least once": at all
                links.append(Link(at, after, "function", "told", 1.1))
                continue
            metric, first, after = metric_beside(tokens, at, after, lexicon, unit, definitions)
            each, behind = each_step(tokens, after)
            if not metric and op == "=" and norm(tokens, at) in ("just", "only", "="):
                continue
            asked = Asked(metric, op, number, unit, upper, each)
            links.append(Link(first, behind, "condition", metric, 1.1 if metric else 0.6, asked))
    return links


SIZED = {"basket", "ticket", "cart", "receipt"}
"""Words for orders that tell of their size where there is one of them."""
_NO = ("no", "zero", "without any", "not any", "not a single")
_ADDED_UP = {"sales", "orders", "units"}


def _none(tokens: list[Token], lexicon: Lexicon) -> list[Link]:
    """'Stores with no sales', 'weeks with zero orders'; of customers it says whom no figure is of."""
    links: list[Link] = []
    for at in range(len(tokens) if not of_people(tokens) else 0):
        for words in _NO:
            after = at + len(words.split())
            if " ".join(t.norm for t in tokens[at:after]) != words or after >= len(tokens):
                continue
            for end, key in keys_from(tokens, after, 3, lexicon):
                names = [t.name for t in lexicon.terms.get(key, ()) if t.kind == "metric"]
                if names and names[0] in _ADDED_UP and norm(tokens, at - 1) in ("with", "had", "have", "has"):
                    links.append(Link(at, end, "condition", names[0], 1.1, Asked(names[0], "=", 0, "")))
    return links


def _active(tokens: list[Token], first: int, after: int, key: Key, definitions: Any) -> list[str]:
    """The figure in 'on more than 10 different days', 'in at least 6 months': how many had a purchase."""
    said = norm(tokens, first - 1) in ("in", "on", "during") or norm(tokens, after) in _FILLED - {"of", "the"}
    name = _STEPS.get(key[0], "") if len(key) == 1 else ""
    return [name] if said and name in definitions.metrics else []


def each_step(tokens: list[Token], at: int) -> tuple[str, int]:
    """The week of 'twice a week' and the place behind it."""
    led = norm(tokens, at) in ("a", "/") or (norm(tokens, at) == "per" and of_people(tokens))
    unit = stem(tokens, at + 1)
    return (unit, at + 2) if led and unit in UNITS else ("", at)


def metric_beside(
    tokens: list[Token], first: int, after: int, lexicon: Lexicon, unit: str, definitions: Any
) -> tuple[str, int, int]:
    """The metric that stands right after the number or right before the comparison, and the whole phrase."""
    if unit == "times":
        metric = next((m for m in ("orders",) if m in definitions.metrics), "")
        return metric, first, after
    fits = {"$": "usd", "%": "percent"}.get(unit)
    counts = {d: m for m, d in things_counted(definitions).items()}
    for start in range(first + 1, after):  # "ten trips or more"
        for end, key in keys_from(tokens, start, 3, lexicon):
            names = [t.name for t in lexicon.terms.get(key, ()) if t.kind == "metric"]
            names = names or [counts[t.name] for t in lexicon.terms.get(key, ()) if t.name in counts]
            counted_so = number_at(tokens, start - 1) is not None
            if names and end <= after and counted_so and not fits:
                return names[0], first, after
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
    sized = norm(tokens, i - 1) in SIZED and norm(tokens, i - 2) in ("a", "an", "whose", "their")
    if fits == "usd" and sized and "average_basket" in definitions.metrics:
        return "average_basket", i - 1, after  # "stores with a basket over $35"
    if fits == "usd" and "sales" in definitions.metrics:
        return "sales", first, after
    return "", first, after
