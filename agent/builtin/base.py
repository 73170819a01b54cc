"""Which earlier request a fragment goes on from, in the form in which it was asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agent.builtin.desk import Plan, Step
from agent.builtin.edit import of_that
from agent.builtin.follow import OF_IT
from agent.builtin.history import Answered, Turn, answered
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

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
THEIR = re.compile(r"\b(?:their|his|her)\b", re.IGNORECASE)


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
    named = [b for b in reading.by if any(b in request.by for request, _ in past[1:])]
    if named:
        # "Back to the ages": to the list of all of them, before one was chosen.
        lists = [p for p, (r, _) in enumerate(past) if named[0] in r.by]
        whole = [p for p in lists if all(f.dimension != named[0] for f in past[p][0].filters)]
        return back, past[(whole or lists)[0] :]
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


def one_of_them(reading: Reading, previous: MetricRequest) -> Reading:
    """'Imported only' after domestic and imported wine: a word of one of the values that were spoken of means
    that value, whatever else it may mean."""
    said = [*reading.unknown, *(s.text for s in reading.spans if s.kind == "value")]
    left_out = any(s.kind == "negation" for s in reading.spans)
    if len(said) != 1 or len(reading.filters) > 1 or reading.metrics or reading.by or left_out:
        return reading
    words = set(said[0].lower().split())
    for f in previous.filters:
        fits = [v for v in f.values if words <= set(str(v).lower().split())]
        if f.op == "in" and len(f.values) > 1 and len(fits) == 1:
            chosen = [Filter(dimension=f.dimension, values=fits)]
            return replace(reading, filters=chosen, unknown=[], choices=[], notes=[], refers_back=True)
    return reading


def last_answered(before: Sequence[Turn]) -> Turn | None:
    """The last turn with a figure; one that only asked back has none."""
    return next((t for t in reversed(before) if answered([t])), None)


def last_step(request: MetricRequest, before: Sequence[Turn], replan: Replan) -> Step | None:
    """How the last answer was planned; None where that request was made otherwise."""
    last = last_answered(before)
    steps = replan(before[: last.number]).steps if last else []
    return next((s for s in reversed(steps) if s.request == request), None)


def asked_form(past: list[Answered], step: Step | None, reading: Reading) -> list[Answered]:
    """The answers, the last of them as it was asked before it was put in rows: the part of a share is again
    a filter, and a mean over weeks has no weeks."""
    if step is None:
        return past
    (request, found), *rest = past
    if step.reading.summary and reading.metrics and not reading.by:
        # The mean over weeks was of the figure before; another figure is of the whole time.
        bare = {
            "by": [],
            "order_by": None,
            "filters": [f for f in request.filters if f.dimension != "full_week"],
        }
        return [(request.model_copy(update=bare), found), *rest]
    if not (step.whole or step.focus):
        return past
    filters, by = request.filters, request.by
    if step.focus and by:
        *by, part = by
        by = [*by, part] if len(step.focus) > 1 else by
        filters = [Filter(dimension=part, values=[v for v in step.focus if v is not None]), *filters]
    changed = {"share": True, "by": by, "filters": filters, "within": None}
    return [(request.model_copy(update=changed), found), *rest]


def told_alike(reading: Reading, step: Step | None) -> Reading:
    """The fragment, to be told like the answer before where it changes neither figure nor groups: as a share,
    as a mean over the months, as the number of groups that met the condition."""
    if step is None or reading.by or reading.rank:
        return reading
    if (step.whole or step.focus) and not (reading.refers_to and reading.metrics):
        return replace(reading, share=True)
    if reading.metrics or reading.drops or reading.compare:
        return reading
    last = step.reading
    return replace(
        reading, summary=reading.summary or last.summary, count_of=reading.count_of or last.count_of
    )


def part_first(reading: Reading, previous: MetricRequest, definitions: Definitions) -> MetricRequest:
    """'What % of all snacks is that': what the question names is the whole, and the part is what else was
    said; it stands first, as in any question for a share."""
    named = {f.dimension for f in reading.filters}
    if THEIR.search(reading.question):
        named |= {
            f.dimension for f in previous.filters if definitions.dimensions[f.dimension].group == "customer"
        }
    if not (reading.share and named and of_that(reading)) or OF_IT.search(reading.question):
        return previous
    ordered = sorted(previous.filters, key=lambda f: f.dimension in named)
    return previous.model_copy(update={"filters": ordered})


def varied_first(reading: Reading, past: list[Answered]) -> list[Answered]:
    """'As a share' after beer on weekends and on weekdays is what weekdays have of all beer: the part is what
    the last questions varied."""
    bare = not (reading.metrics or reading.by or reading.filters or reading.refers_to or reading.period)
    if not (reading.share and bare) or len(past) < 2:
        return past
    (last, found), (earlier, _) = past[0], past[1]
    moved = [
        f for f in last.filters
        if f not in earlier.filters and any(e.dimension == f.dimension for e in earlier.filters)
    ]  # fmt: skip
    if last.metrics != earlier.metrics or len(moved) != 1:
        return past
    ordered = [*moved, *(f for f in last.filters if f not in moved)]
    return [(last.model_copy(update={"filters": ordered}), found), *past[1:]]


def _all_filters(request: MetricRequest) -> list[Filter]:
    held = [f for b in request.baskets for f in b.holding]
    return [*request.filters, *held, *(f for s in request.customers for f in s.filters)]
