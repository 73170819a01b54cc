"""Which earlier request a fragment goes on from, in the form in which it was asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.builtin.desk import Plan, Step
from agent.builtin.edit import set_beside
from agent.builtin.history import Answered, Turn, answered
from agent.reading.result import Reading
from tools.warehouse.request import Filter, MetricRequest, Period

Replan = Callable[[Sequence[Turn]], Plan]
"""The plan that these turns had: equal turns have equal plans."""
BACK = re.compile(
    r"\b(?:(?:go|going|getting|switch|come) back to|back to|return(?:ing)? to|as for)\b", re.IGNORECASE
)
FIRST = re.compile(
    r"\bto (?:the|my) (?:very )?(?:first|original|initial)(?: (?:one|question|thing|figure|number))?\b|"
    r"\bto where we (?:started|began)\b|\bto the (?:start|beginning)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\bto (?:the|my) (?:previous|prior|last|earlier)(?: (?:one|question|figure|number))?\b|"
    r"\bto (?:the one )?before\b",
    re.IGNORECASE,
)


def returned(reading: Reading, past: list[Answered]) -> tuple[Reading, list[Answered]]:
    """The answers, led by the one that the question goes back to: 'back to the first one', 'back to beer'."""
    led = BACK.search(reading.question)
    if not led or len(past) < 2:
        return reading, past
    back = replace(reading, refers_back=True)
    if FIRST.search(reading.question):
        return replace(back, refers_to="", refers_nth=None), past[-1:]
    if BEFORE.search(reading.question):
        return replace(back, refers_to="", refers_nth=None), past[1:]
    if reading.metrics:
        return reading, past
    said = {(f.dimension, v) for f in reading.filters for v in f.values}
    for place, (request, _) in enumerate(past):
        values = {(f.dimension, v) for f in _all_filters(request) for v in f.values}
        same = bool(said) and said <= values
        when = not said and reading.period is not None and request.period == reading.period
        if same or when:
            return back, past[place:]
    return reading, past


def last_step(request: MetricRequest, before: Sequence[Turn], replan: Replan) -> Step | None:
    """How the last answer was planned; None where that request was made otherwise."""
    last = next((t for t in reversed(before) if any(not o.failed for o in t.outcomes)), None)
    steps = replan(before[: last.number]).steps if last else []
    return next((s for s in reversed(steps) if s.request == request), None)


def asked_form(past: list[Answered], step: Step | None) -> list[Answered]:
    """The answers, the last of them as it was asked where it gave a share: its part is a filter again."""
    if step is None or not (step.whole or step.focus):
        return past
    (request, found), *rest = past
    filters, by = request.filters, request.by
    if step.focus:
        *by, part = by
        filters = [*filters, Filter(dimension=part, values=[v for v in step.focus if v is not None])]
    changed = {"share": True, "by": by, "filters": filters, "within": None}
    return [(request.model_copy(update=changed), found), *rest]


def told_alike(reading: Reading, step: Step | None) -> Reading:
    """The fragment, to be told like the answer before where it changes neither figure nor groups: as a mean
    over the months, as the number of groups that met the condition."""
    if step is None or reading.metrics or reading.by or reading.rank or reading.drops or reading.compare:
        return reading
    last = step.reading
    return replace(
        reading, summary=reading.summary or last.summary, count_of=reading.count_of or last.count_of
    )


def side_by_side(before: Sequence[Turn]) -> list[Answered]:
    """The answers of the last turn, in order, where it asked the same of several things; else none."""
    last = next((t for t in reversed(before) if any(not o.failed for o in t.outcomes)), None)
    found = list(reversed(answered([last]))) if last else []
    if len(found) < 2:
        return []
    alike = {"filters": [], "customers": [], "baskets": [], "period": None}
    bare = [r.model_copy(update=alike) for r, _ in found]
    apart = not any(_holds(a, b) for a, _ in found for b, _ in found if a is not b)
    return found if apart and all(b == bare[0] for b in bare) else []


def apart(reading: Reading, previous: MetricRequest) -> list[Reading]:
    """The two readings of a comparison that no one request holds: 'vs singles' after those without kids, 'vs
    produce' after beer; none where one does."""
    if not set_beside(reading):
        return []
    # Wine is two categories: in rows of their own they would not be beer's other side.
    one = {
        f.dimension
        for f in previous.filters
        if f.op == "in" and (len(f.values) == 1 or f.dimension in previous.by)
    }
    moved = [s for s in previous.customers if s.period is not None and s.period == previous.period]
    own = isinstance(reading.compare, Period) and reading.period is None and bool(moved)
    if (
        not own
        and not reading.customers
        and all(f.dimension in one and len(f.values) == 1 for f in reading.filters)
    ):
        return []
    other = replace(reading, refers_back=True, replaces=True, shape="value")
    if isinstance(reading.compare, Period) and reading.period is None:
        other = replace(other, period=reading.compare, compare=None)
    return [Reading("", refers_back=True), other]


def _holds(whole: MetricRequest, part: MetricRequest) -> bool:
    """Whether one request is about all that another is about, and more: no two sides, but part and whole."""
    pairs = (
        (whole.filters, part.filters), (whole.customers, part.customers), (whole.baskets, part.baskets)
    )  # fmt: skip
    return whole.period in (None, part.period) and all(x in inner for outer, inner in pairs for x in outer)


def _all_filters(request: MetricRequest) -> list[Filter]:
    held = [f for b in request.baskets for f in b.holding]
    return [*request.filters, *held, *(f for s in request.customers for f in s.filters)]
