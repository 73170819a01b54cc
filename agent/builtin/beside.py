"""Several requests for one question: the sides of a comparison that no single request holds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.builtin.base import Replan, last_answered
from agent.builtin.chosen import sides
from agent.builtin.desk import Step
from agent.builtin.edit import set_beside
from agent.builtin.history import Answered, Turn, answered
from agent.builtin.pair import the_two
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest, Period

ALL = re.compile(
    r"\b(?:vs|v|versus|against|than|to|with|w/)\W+(?:the |our )?"
    r"((?:overall |total |whole |usual )?(?:chain|shop|company|average|avg|norm|all|everyone|everybody|"
    r"everything|total|overall|whole)\b[\w ]*)\W*$",
    re.IGNORECASE,
)
"""'Vs the chain average', 'compared to all households', at the end of a question."""
ALL_N = re.compile(r"\ball (two|three|four|five|2|3|4|5)\b", re.IGNORECASE)
NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
KINDS = {
    r"campaign": "campaign",
    r"chain|store|compan": "store",
    r"every(?:one|body)|house|custom|people|shopper": "customer",
}
OTHERS = re.compile(
    r"\b(?:vs|v|versus|against|than|to|with)\W+(?:the |all )*"
    r"(?:others?|rest|(?:everyone|everybody) else|other \w+)\W*$",
    re.IGNORECASE,
)
"""'More than the others': those who were spoken of beside all who were not."""


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


def lifted(reading: Reading, previous: MetricRequest, definitions: Definitions) -> list[Reading]:
    """The two readings of 'vs the chain', 'than the average': what was asked about, and all of its kind."""
    said = ALL.search(reading.question)
    if not said or reading.filters or reading.period:
        return []
    # The noun of "all campaigns" asks for no figure and no list of its own.
    ahead = [s for s in reading.spans if s.kind in ("metric", "dimension") and s.start < said.start(1)]
    if ahead or ((reading.metrics or reading.by) and " " not in said[1].strip()):
        return []
    reading = replace(reading, metrics=[], by=[])
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
    if not set_beside(reading) or (reading.refers_to == "entity" and previous.by):
        return []  # "compare it to 406": a row of the list, and one more
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
