"""Which earlier request a fragment goes on from, in the form in which it was asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from agent.builtin.desk import Plan, Step
from agent.builtin.edit import of_that, set_beside
from agent.builtin.follow import sides
from agent.builtin.history import Answered, Turn, answered
from agent.builtin.pair import the_two
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest, Period

ALL = re.compile(
    r"\b(?:vs|v|versus|against|than|to|with|w/)\W+(?:the |our )?"
    r"((?:overall |total |whole |usual )?(?:chain|shop|company|average|avg|norm|all|everyone|everybody|"
    r"everything|total|overall|whole)\b[\w ]*)\W*$",
    re.IGNORECASE,
)
"""'Vs the chain average', 'compared to all households', at the end of a question."""
ALL_N = re.compile(r"\ball (two|three|four|five|2|3|4|5)\b", re.IGNORECASE)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
THEIR = re.compile(r"\b(?:their|his|her)\b", re.IGNORECASE)
KINDS = {r"chain|store|compan": "store", r"every(?:one|body)|house|custom|people|shopper": "customer"}
OTHERS = re.compile(
    r"\b(?:vs|v|versus|against|than|to|with)\W+(?:the |all )*"
    r"(?:others?|rest|(?:everyone|everybody) else|other \w+)\W*$",
    re.IGNORECASE,
)
"""'More than the others': those who were spoken of beside all who were not."""
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
    if step.focus:
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


def two_asked(past: list[Answered]) -> list[MetricRequest]:
    """The last two questions, the earlier first, where they asked the same figure of two things that no one
    request holds side by side: families, then households of 65 and more."""
    (last, _), (earlier, _) = past[0], past[1] if len(past) > 1 else past[0]
    plain = not (last.by or earlier.by or last.compare or earlier.compare)
    same = last.metrics == earlier.metrics and last.period == earlier.period and last != earlier
    return [earlier, last] if plain and same and the_two(past) is None else []


def side_by_side(before: Sequence[Turn], replan: Replan) -> list[Step]:
    """The steps of the last turn, in order, where it asked the same of several things or several figures
    of one; else none."""
    last = last_answered(before)
    if last is None or sum(o.call.name == "query_metric" and not o.failed for o in last.outcomes) < 2:
        return []
    made = {a for r, _ in answered([last]) for a in [r.model_dump_json()]}
    steps = [s for s in replan(before[: last.number]).steps if s.request]
    found = [s.request for s in steps if s.request]
    if len(found) < 2 or any(r.model_dump_json() not in made for r in found):
        return []
    what: dict[str, Any] = {"filters": [], "customers": [], "baskets": [], "period": None}
    first = found[0]
    same_figure = all(r.model_copy(update=what) == first.model_copy(update=what) for r in found)
    same_scope = all(all(getattr(r, n) == getattr(first, n) for n in what) for r in found)
    return steps if same_figure or same_scope else []


def all_of(reading: Reading, past: list[Answered]) -> list[MetricRequest]:
    """What 'all three' are, oldest first: so many of the things that were asked about one after the other."""
    said = ALL_N.search(reading.question)
    if not said or reading.metrics or reading.by or not past:
        return []
    wanted, first = NUMBERS[said[1].lower()], past[0][0]
    found: list[MetricRequest] = []
    for request, _ in past:
        plain = request.metrics == first.metrics and request.period == first.period and not request.compare
        if not plain or (request.by and request.by != [sides(request)]) or request in found:
            break
        found.insert(0, request)
        values = sum(len(f.values) for r in found for f in r.filters if r.by == [f.dimension])
        if sum(not r.by for r in found) + values >= wanted:
            return found if len(found) > 1 else []
    return []


def part_first(reading: Reading, previous: MetricRequest, definitions: Definitions) -> MetricRequest:
    """'What % of all snacks is that': what the question names is the whole, and the part is what else was
    said; it stands first, as in any question for a share."""
    named = {f.dimension for f in reading.filters}
    if THEIR.search(reading.question):
        named |= {
            f.dimension for f in previous.filters if definitions.dimensions[f.dimension].group == "customer"
        }
    if not (reading.share and named and of_that(reading)):
        return previous
    ordered = sorted(previous.filters, key=lambda f: f.dimension in named)
    return previous.model_copy(update={"filters": ordered})


def lifted(reading: Reading, previous: MetricRequest, definitions: Definitions) -> list[Reading]:
    """The two readings of 'vs the chain', 'than the average': what was asked about, and all of its kind."""
    said = ALL.search(reading.question)
    if not said or reading.filters or reading.period or reading.metrics or reading.by:
        return []
    if "av" in said[1].lower() and definitions.metrics[previous.metrics[0]].ratio is None:
        return []
    dimensions = definitions.dimensions
    group = next((g for words, g in KINDS.items() if re.search(words, said[0], re.I)), None)
    named = [f.dimension for f in previous.filters]
    drops = [d for d in named if dimensions[d].group == group] if group else named[-1:]
    drops += ["customer"] if previous.customers and (group == "customer" or not drops) else []
    again = _again(reading)
    return [again, replace(again, drops=drops)] if drops else []


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
    periods = [s.period for s in previous.customers]
    moved = len(periods) == 1 and previous.period is not None and periods == [previous.period]
    shared = previous.share and not previous.by
    own = isinstance(reading.compare, Period) and reading.period is None and (moved or shared)
    if (
        not own
        and not reading.customers
        and all(f.dimension in one and len(f.values) == 1 for f in reading.filters)
    ):
        return []
    other = replace(reading, refers_back=True, replaces=True, shape="value")
    if isinstance(reading.compare, Period) and reading.period is None:
        other = replace(other, period=reading.compare, compare=None)
    return [_again(reading), other]


def _again(reading: Reading) -> Reading:
    """The question before once more, told as the new one is."""
    return Reading(
        "", refers_back=True, share=reading.share, summary=reading.summary, count_of=reading.count_of
    )


def _all_filters(request: MetricRequest) -> list[Filter]:
    held = [f for b in request.baskets for f in b.holding]
    return [*request.filters, *held, *(f for s in request.customers for f in s.filters)]
