"""The order of a request's groups and how many there are: rankings, heads of long lists, shares beside."""

import re
from collections.abc import Mapping

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.chart_shapes import patterned
from tools.warehouse.request import MetricRequest

MANY = 50
"""From this many groups on, a ranking is cut to its head; the evidence says how many there are in all."""
HEAD = 10
FEW = 5
"""Groups that stand before 'Others' where the question names no number."""
WHOLE = 1000
"""Rows that a table holds at most: of a longer list it has the head, which then has to be the highest."""
STEPS = {"date": 366, "week": 53, "month": 12, "quarter": 4, "year": 1, "weekday": 7}
CHANGES = re.compile(
    r"\b(grow|grew|grown|growth|growing|ris(e|en|ing)|rose|increas\w*|gain\w*|improv\w*|up|"
    r"drop\w*|fall\w*|fell|declin\w*|decreas\w*|los[te]\w*|shr[aiu]nk\w*|down|chang\w*|worse\w*)\b",
    re.IGNORECASE,
)
SORTS = re.compile(
    r"\b(?:sort|order|rank|arrange)\w*\b.*\b(?:by|on)\b.*\b(?:chang|grow|increas|decreas|drop|declin|fall|loss|gain|"
    r"rise|%|percent)",
    re.IGNORECASE,
)
"""A wish for another order of what was compared: 'sort by growth'."""
FALLS = re.compile(r"\b(?:decreas|drop|declin|fall|loss|los[te]|lowest|worst|asc)", re.IGNORECASE)
RATES = re.compile(
    r"\b(fast\w*|slow\w*|rates?|percent\w*|relative\w*|proportion\w*|quick\w*)\b|%", re.IGNORECASE
)


def ordered(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """The request in the order that the words ask for, or that its dimensions have."""
    first = request.metrics[0]
    if not request.by:
        return request.model_copy(update={"order_by": None, "limit": None})
    if request.compare and SORTS.search(reading.question) and reading.rank is None:
        change = f"{first}_change_pct" if RATES.search(reading.question) else f"{first}_change"
        return request.model_copy(
            update={"order_by": change, "descending": FALLS.search(reading.question) is None}
        )
    if reading.rank or reading.shape == "ranking":
        rank = reading.rank
        on = rank.on if rank else "value"
        if on == "value" and request.compare and CHANGES.search(reading.question):
            on = "change"
        if on == "change_pct" and not RATES.search(reading.question):
            # In percent the tiniest groups lead: that is what is wanted only where a rate is asked for.
            on = "change"
        moved = (request.order_by or "").removeprefix(f"{first}_")
        leans = reading.refers_back and not reading.metrics
        if on == "value" and leans and moved in ("change", "change_pct"):
            on = "change" if moved == "change" else "change_pct"  # "top 3 only" of what grew most
        if (on.startswith("change") and request.compare is None) or (on == "share" and not request.share):
            on = "value"
        return request.model_copy(
            update={
                "order_by": first if on == "value" else f"{first}_{on}",
                "descending": rank.descending if rank else True,
                "limit": rank.n or request.limit if rank else None,
            }
        )
    figure = (request.order_by or "").startswith(tuple(request.metrics))
    if request.order_by and (request.limit or not request.descending or figure):
        return request
    timed = [b for b in request.by if definitions.dimensions[b].kind == "time"]
    timed += [b for b in request.by if definitions.dimensions[b].order and b not in timed]
    # Of three dimensions no course is told, but which of their groups is highest.
    timed = [] if len(request.by) > 2 else timed
    order = timed[0] if timed else first
    return request.model_copy(update={"order_by": order, "descending": not timed, "limit": None})


def with_share(request: MetricRequest, definitions: Definitions) -> MetricRequest:
    """A list of parts says what part of the whole each is, where the parts add up to it.

    Of chosen groups, or of those alone that are known, a share would be read as one of everything; of single
    customers and orders it says nothing.
    """
    if len(request.metrics) != 1 or len(request.by) != 1 or request.compare or request.having:
        return request
    parts = definitions.dimensions[request.by[0]]
    chosen = any(f.dimension == parts.name for f in request.filters)
    single = parts.kind == "id" and parts.group in ("customer", "order")
    narrowed = chosen or bool(request.customers or request.baskets)
    whole = parts.kind != "time" and parts.unknown != "leave_out" and not narrowed and not single
    adds_up = definitions.metrics[request.metrics[0]].additive == "all"
    return request.model_copy(update={"share": request.share or (adds_up and whole)})


def headed(
    request: MetricRequest, reading: Reading, sizes: Mapping[str, int], definitions: Definitions
) -> MetricRequest:
    """The request, cut to its head where it ranks very many groups and the question wants no others; a list
    that no table holds whole is ordered by its figure, so that what is cut off is the least of it.

    `sizes` are the numbers of values of the dimensions that are known by name; ids count as many.
    """
    if request.others and request.limit is None:
        return request.model_copy(update={"limit": FEW})
    if request.within:
        return request
    if patterned(request, definitions) and not reading.rank:
        # Hours by weekdays are looked at as a whole.
        return request
    if len(request.by) > 1 and not reading.rank and groups_of(request, sizes) > WHOLE:
        return request.model_copy(update={"order_by": request.metrics[0], "descending": True})
    ranks = request.by and request.limit is None and request.order_by not in (None, *request.by)
    timed = any(definitions.dimensions[b].kind == "time" for b in request.by)
    if not sizes or timed:
        return request
    if not ranks or reading.summary or reading.shape == "list" or reading.leads == ["together"]:
        return request
    return request.model_copy(update={"limit": HEAD}) if groups_of(request, sizes) > MANY else request


def groups_of(request: MetricRequest, sizes: Mapping[str, int]) -> int:
    """At most how many rows the request has; a dimension of unknown size counts as many."""
    groups = 1
    for name in request.by:
        chosen = next((len(f.values) for f in request.filters if f.dimension == name and f.op == "in"), None)
        groups *= chosen or sizes.get(name) or STEPS.get(name) or MANY + 1
    return groups
