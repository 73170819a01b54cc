"""A fragment as an edit of the request before it: "and in april?", "vs 292", "without fuel?", "by store".

A request has slots: measure, goods, people and baskets, when, compared with, grouped by, ranked. What a
fragment says of a slot takes the place of what stood there, or comes beside it; what it leaves out stays.
"""

import re
from dataclasses import replace
from typing import Any

from agent.builtin.chosen import chosen_rows, roles, sides, unique
from agent.builtin.edit import Edit, edit_of
from agent.builtin.steps import LENGTH, times
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

BEFORE = re.compile(r"\b(?:previous|prior|preceding|before|last)\b", re.IGNORECASE)
OF_IT = re.compile(r"\bof (?:it|that|this|them|those|these)\b", re.IGNORECASE)
YEAR = 364
"""Days of a period that no other of its length stands before in the data."""


def merged(reading: Reading, previous: MetricRequest, definitions: Definitions) -> MetricRequest:
    """The previous request with what the fragment changes; what it does not mention stays. Order and limit
    stay only while nothing that they rest on has changed."""
    edit = edit_of(reading)
    metrics = _measure(reading, previous, edit)
    steps = times(definitions)
    baskets, people, own = roles(reading, previous, edit)
    if own != reading.filters:
        reading = replace(reading, filters=own)
    filters, joined = chosen_rows(reading, previous, edit, people_of(definitions))
    if reading.share and OF_IT.search(reading.question):
        # "How much of it is on promo": what is named is the part, and what was spoken of the whole.
        filters = sorted(filters, key=lambda f: f not in reading.filters)
    by, within = _by(reading, previous, edit, joined, steps)
    if reading.by and not reading.filters:
        # "by department" after one department would be a list of one.
        filters = [
            f for f in filters if not (f.dimension in reading.by and f.op == "in" and len(f.values) == 1)
        ]
    regrouped, remeasured = by != previous.by, metrics != previous.metrics
    same, lifts = not (regrouped or remeasured or joined), "limit" in reading.drops
    return MetricRequest(
        metrics=metrics[:6],
        by=by[:3],
        filters=filters,
        any_of=reading.any_of or previous.any_of,
        customers=people,
        baskets=baskets,
        period=reading.period or (None if _timeless(reading, previous, edit) else previous.period),
        compare=_compare(reading, previous, steps),
        share=reading.share or (previous.share and bool(by) and same and not _picks(reading, by)),
        within=within,
        add=reading.add or ([] if regrouped else previous.add),
        points=reading.points or previous.points,
        others=reading.others or (previous.others and not regrouped),
        having=[] if baskets and not by else reading.having or previous.having,
        order_by=previous.order_by if same else None,
        descending=reading.rank.descending if reading.rank else previous.descending,
        limit=_limit(reading) if reading.rank else (None if regrouped or joined or lifts else previous.limit),
    )


def people_of(definitions: Definitions) -> frozenset[str]:
    """The names of the dimensions that describe customers."""
    return frozenset(n for n, d in definitions.dimensions.items() if d.group == "customer")


def ranked(request: MetricRequest) -> bool:
    """Whether the rows stood in the order of a figure."""
    return bool(request.by) and (request.order_by or "").startswith(tuple(request.metrics))


def stands_alone(reading: Reading) -> bool:
    """Whether the question can be answered without the one before it."""
    if reading.refers_back or reading.replaces:
        return False
    return bool(reading.metrics) or bool(reading.by and (reading.rank or reading.shape != "value"))


def _picks(reading: Reading, by: list[str]) -> bool:
    """Whether the fragment picks some of the groups, whose shares would be read as shares of everything."""
    return any(f.dimension in by for f in reading.filters)


def _timeless(reading: Reading, previous: MetricRequest, edit: Edit) -> bool:
    """Whether the days of the request before no longer bound the fragment."""
    return edit.whole or "period" in reading.drops or _too_short(reading, previous)


def _too_short(reading: Reading, previous: MetricRequest) -> bool:
    """Whether the days are one step of what is asked for: 'which month was best' after a figure of August."""
    if previous.period is None or not reading.by:
        return False
    days = (previous.period.end - previous.period.start).days + 1
    return any(days <= LENGTH.get(b, 0) for b in reading.by)


def _measure(reading: Reading, previous: MetricRequest, edit: Edit) -> list[str]:
    said = reading.metrics
    if reading.customers and said == ["customers"] and all(s.kind != "metric" for s in reading.spans):
        # "Only those who didn't redeem" chooses whom, and counts nobody.
        said = []
    kept = [m for m in previous.metrics if m not in reading.drops]
    return unique([*kept, *said]) if edit.adds or edit.beside_figure else said or kept or previous.metrics


def _compare(reading: Reading, previous: MetricRequest, steps: frozenset[str]) -> Any:
    if "compare" in reading.drops:
        return None
    kept = reading.rank or not reading.by
    if reading.compare == "previous_period" and previous.compare and kept and not reading.period:
        # "Which gained most", "sort by growth", "why did it fall": of what was compared.
        return reading.compare if BEFORE.search(reading.question) else previous.compare
    if reading.compare:
        return reading.compare
    all_year = reading.period is not None and (reading.period.end - reading.period.start).days >= YEAR
    if set(reading.by) & steps or (reading.period and previous.compare != "previous_period") or all_year:
        return None
    return previous.compare


def _limit(reading: Reading) -> int | None:
    """How many: 'only the highest' is one."""
    single = reading.rank and reading.rank.n is None and not reading.having
    if single and re.search(r"\b(only|just)\b", reading.question, re.I):
        return 1
    return reading.rank.n if reading.rank else None


def _by(
    reading: Reading, previous: MetricRequest, edit: Edit, joined: list[str], steps: frozenset[str]
) -> tuple[list[str], str | None]:
    """The groups of the rows, and the dimension inside whose groups they are ranked."""
    side = sides(previous)
    if not reading.by:
        kept = previous.by
        if (reading.compare and not previous.compare) or (edit.whole and not reading.rank):
            # Two periods side by side have no room for the course of each; "full year" wants all in one.
            kept = [b for b in kept if b not in steps]
        # One value of what the rows were grouped by leaves nothing to group.
        one = {f.dimension for f in reading.filters if f.op == "in" and len(f.values) == 1} - set(joined)
        by = unique([*(b for b in kept if b not in one and b not in reading.drops), *joined])
    elif edit.adds:
        by = unique([*previous.by, *reading.by, *joined])
    elif joined or (side and not reading.replaces and not any(f.dimension == side for f in reading.filters)):
        # Each of the sides goes on by itself: "split by store" after "beer vs wine".
        by = unique([*(joined or [side]), *reading.by])
        if set(reading.by) - steps - {side} and side in by:
            return by, reading.within or side
    else:
        by = reading.by
    return by, reading.within or (previous.within if previous.within in by else None)
