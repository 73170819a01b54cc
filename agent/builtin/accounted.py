"""Whether what words say is found again in the calls that answer them: numbers, negations, times, parts of a
whole, averages, comparisons and figures. Groupings, values and ranks are looked after in `unused`."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from agent.builtin.requests import ONE_EACH
from agent.reading.english import phrase_keys
from agent.reading.numerals import joined
from agent.reading.result import Reading, Span
from agent.reading.timewords import NUMBERS
from agent.reading.tokens import phrase_key, tokenize
from knowledge.metrics import Definitions, Metric

_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0, "double": 2.0, "half": 0.5}
_ARTICLES = {"a", "an", "one"}
_SCALES = (1.0, 1e3, 1e6, 0.01, 12.0, 52.0)
"""A number may be said in thousands or in percent, a month or a week."""
_NUMBERED = {"condition", "rank", "metric", "share", "negation", "compare"}
"""Kinds of spans in which a number is a condition, and not part of a name or a date."""
_DENIED = ("not_in", "not_contains", "negate", "!=", "<", "<=", "redeemed", "last")
_DENYING = ("without", "no_", "non_", "lapsed", "new_")
"""What stands for a negation in the arguments, and in the name of a metric."""
_FEW = 3
_COMPARING = {"more", "less", "higher", "lower", "fewer", "than"}


def unaccounted(reading: Reading, calls: Sequence[Mapping[str, Any]], definitions: Definitions) -> list[Span]:
    """The spans whose words have no part in the arguments of any of the calls.

    Empty for fragments: what their words change is settled against the request before.
    """
    if reading.refers_back or reading.replaces:
        return []
    asked = _Asked(reading, calls, definitions)
    return [s for s in reading.spans if not (_CHECKS.get(s.kind, _nothing)(s, asked) and _number(s, asked))]


class _Asked:
    """What is looked up, in the forms in which words are found again."""

    def __init__(
        self, reading: Reading, calls: Sequence[Mapping[str, Any]], definitions: Definitions
    ) -> None:
        self.reading = reading
        self.definitions = definitions
        self.calls = calls
        self.whole = json.dumps(calls, default=str)
        self.text = json.dumps([_without_days(c) for c in calls], default=str)
        told = self.text + " ".join(reading.leads)
        self.numbers = {float(n) for n in re.findall(r"\d+(?:\.\d+)?", told)}
        requests = [c.get("request", c) for c in calls]
        named = [m for r in requests for m in (*r.get("metrics", ()), r.get("metric")) if m]
        self.metrics = [definitions.metrics[m] for m in named if m in definitions.metrics]
        self.by = [b for r in requests for b in (r.get("by") or ())]
        self.tools = any("metrics" not in c for c in calls)
        """Whether a specialist answers, whose figures are more than those that its arguments name."""

    def holds(self, *fields: str) -> bool:
        """Whether any call has one of these fields or values, at any depth."""
        return any(f'"{f}"' in self.text for f in fields)

    @property
    def over_few(self) -> bool:
        """Whether something is spread over a handful of chosen groups: the median of Sunday and Monday."""
        return any(
            f["dimension"] == c.get("per") and f.get("op", "in") == "in" and len(f["values"]) <= _FEW
            for c in self.calls
            for f in c.get("filters") or ()
        )

    @property
    def set_side_by_side(self) -> bool:
        """Whether more than one figure is looked up."""
        several = self.tools or bool(self.by) or len(self.metrics) > 1 or len(self.calls) > 1
        return several or self.holds("compare", "any_of", "having", "customers")


def _without_days(given: Any) -> Any:
    """Arguments without the days and names of periods, whose numbers are nobody's condition."""
    if isinstance(given, Mapping):
        if {"start", "end"} <= set(given):
            return {}
        return {k: _without_days(v) for k, v in given.items() if k != "question"}
    return [_without_days(v) for v in given] if isinstance(given, list) else given


def _nothing(span: Span, asked: _Asked) -> bool:
    return True


def _number(span: Span, asked: _Asked) -> bool:
    if span.target == "previous_period":
        return True  # "the 7 days before" is as long as the period itself
    if span.kind not in _NUMBERED or (asked.tools and not asked.holds("edges", "having")):
        return True  # by the numbers in a question a specialist's figures are picked, after the call
    indexed = asked.holds("index")  # "twice the average" is an index of 200
    return all(
        100 - n in asked.numbers
        or (indexed and {100 + n, 100 * n} & asked.numbers)
        or any(n * scale + beside in asked.numbers for scale in _SCALES for beside in (0, 1, -1))
        for n in _said(span)
    )


def _said(span: Span) -> Iterator[float]:
    for token in joined(tokenize(span.text)):
        if token.value is not None:
            yield float(token.value)
        elif token.norm in _TIMES:
            yield _TIMES[token.norm]
        elif token.norm in NUMBERS and token.norm not in _ARTICLES:
            yield float(NUMBERS[token.norm])


def _negation(span: Span, asked: _Asked) -> bool:
    named = any(part in m.name for m in asked.metrics for part in _DENYING)
    if "never" in span.text.lower():
        # What never happened is said of whole things: a condition on single lines is another question.
        return named or asked.holds("negate", "having", "redeemed")
    return asked.holds(*_DENIED, "fuel") or named


def _share(span: Span, asked: _Asked) -> bool:
    kind, _, what = span.target.partition(":")
    rates = any(_is_rate(m) for m in asked.metrics)
    if kind == "share":
        beside = len(asked.calls) > 1  # the part and the whole
        return asked.tools or rates or beside or asked.holds("share", "compare", "any_of")
    if kind == "series":
        return asked.tools or asked.holds(what)
    if kind in ("summary", "spread") and asked.over_few:
        return False
    if kind == "summary":
        return asked.tools or rates or asked.reading.summary is not None or bool(asked.by)
    return asked.tools


def _period(span: Span, asked: _Asked) -> bool:
    labels = {s.target for s in asked.reading.spans if s.kind == "period"}
    if (
        asked.reading.customers
        and len(labels) > 1
        and not any(f'"{label}"' in asked.whole for label in labels)
    ):
        return False  # "bought it in may and in june" are two deeds, and not one of either month
    times = [n for n, d in asked.definitions.dimensions.items() if d.group == "time"]
    looked_up = any(f'"{t}"' in asked.whole for t in ("start", *times))
    return looked_up or span.target == "trend" or asked.reading.outside is not None


def _compare(span: Span, asked: _Asked) -> bool:
    if re.search(r"\bchanged?\b", span.text, re.IGNORECASE) and not asked.tools:
        # Two figures side by side say how they differ, and not how either changed.
        return asked.holds("compare", "previous_row", "date", "week", "month", "quarter")
    return asked.set_side_by_side


def _metric(span: Span, asked: _Asked) -> bool:
    known = asked.definitions.metrics
    if phrase_key(span.text) in phrase_keys("weak_metric") or span.target not in known:
        return True
    each = ONE_EACH[span.target][0] if span.target in ONE_EACH else span.target
    if asked.holds(span.target, each, "customers", "any_of") or asked.reading.count_of or asked.tools:
        return True
    return any(_is_rate(m) for m in asked.metrics)


def _is_rate(metric: Metric) -> bool:
    """Whether a metric sets one figure against another, which may be named beside it."""
    return metric.unit in ("percent", "ratio") or metric.ratio is not None


def _plain(span: Span, asked: _Asked) -> bool:
    words = set(span.text.lower().split())
    if span.target == "limit":
        return not asked.by or asked.holds("share")  # one figure is held against it, and no list
    if words & {"twice", "thrice"} and not span.target and not asked.tools:
        return bool(asked.numbers & {2.0, 3.0, 200.0, 300.0})
    if "both" in words and not span.target:
        return asked.set_side_by_side or asked.holds("baskets")
    return bool(span.target) or not words & _COMPARING or asked.set_side_by_side


_CHECKS: dict[str, Callable[[Span, _Asked], bool]] = {
    "negation": _negation, "share": _share, "period": _period, "compare": _compare, "metric": _metric,
    "function": _plain,
}  # fmt: skip
