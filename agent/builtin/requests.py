"""A reading as a governed request: what is grouped, ordered and limited where the words leave it open."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from agent.builtin.follow import merged, stands_alone
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.request import Filter, MetricRequest, Period

DEFAULT_METRIC = "sales"
MANY = 50
"""From this many groups on, a ranking is cut to its head; the evidence says how many there are in all."""
HEAD = 10
WHOLE = 1000
"""Rows that a table holds at most: of a longer list it has the head, which then has to be the highest."""
STEPS = {"date": 366, "week": 53, "month": 12, "quarter": 4, "year": 1, "weekday": 7}
CHANGES = re.compile(
    r"\b(grow|grew|grown|growth|growing|ris(e|en|ing)|rose|increas\w*|gain\w*|improv\w*|up|"
    r"drop\w*|fall\w*|fell|declin\w*|decreas\w*|los[te]\w*|shr[aiu]nk\w*|down|chang\w*|worse\w*)\b",
    re.IGNORECASE,
)


TOGETHER = re.compile(r"\b(totals?|in total|altogether|combined|in all|sum|summed|overall)\b", re.IGNORECASE)
RATES = re.compile(
    r"\b(fast\w*|slow\w*|rates?|percent\w*|relative\w*|proportion\w*|quick\w*)\b|%", re.IGNORECASE
)


@dataclass(frozen=True)
class Requested:
    """A request, the group values the question is about (for a share), and what was taken for granted."""

    request: MetricRequest
    focus: tuple[Value, ...] = ()
    assumed: tuple[str, ...] = ()


def requested(reading: Reading, previous: MetricRequest | None, definitions: Definitions) -> Requested:
    """The request that a reading asks for, on its own or as a change to the one before it.

    Raises:
        ValueError: the reading holds more than a request can (seven metrics, four dimensions).
    """
    assumed: tuple[str, ...] = ()
    if previous is not None and not stands_alone(reading):
        request = merged(reading, previous, times(definitions), people(definitions))
    else:
        if not reading.metrics:
            assumed = ("sales",)
        promoted = _promoted(reading, definitions)
        request = MetricRequest(
            metrics=(reading.metrics or [DEFAULT_METRIC])[:6],
            by=([reading.count_of] if reading.count_of else [b for b in reading.by if b not in promoted])[:3],
            filters=[*reading.filters, *promoted.values()],
            customers=reading.customers,
            period=reading.period,
            compare=reading.compare,
            share=reading.share,
            having=reading.having,
        )
    request = _summed(_with_later_first(request), reading)
    request = _whole_weeks(request, reading, definitions)
    request, focus = _shares(request, definitions)
    request = _side_by_side(request, reading)
    request = _against_before(request, reading)
    request = _over_time(request, reading, definitions)
    request = _with_share(_ordered(request, reading, definitions), definitions)
    return Requested(request, focus, assumed)


def times(definitions: Definitions) -> frozenset[str]:
    """The names of the dimensions that run over time; weekday and hour recur and are not among them."""
    return frozenset(n for n, d in definitions.dimensions.items() if d.kind == "time")


def _summed(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Beer + wine total' is one figure: the groups were not asked for by any word."""
    said = {s.target for s in reading.spans if s.kind == "dimension"}
    several = {f.dimension for f in reading.filters if f.op == "in" and len(f.values) > 1}
    if not TOGETHER.search(reading.question) or reading.rank or reading.share:
        return request
    by = [b for b in request.by if b in said or b not in several]
    return request.model_copy(update={"by": by}) if by != request.by else request


def _with_later_first(request: MetricRequest) -> MetricRequest:
    """Of two periods the later is what is asked about and the earlier its base, in whatever order they were
    said: a fall that is shown from its end is read as a rise."""
    now, then = request.period, request.compare
    if now is None or not isinstance(then, Period) or then.start <= now.start:
        return request
    return request.model_copy(update={"period": then, "compare": now})


def _whole_weeks(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """An average over weeks leaves out those that the data hold in part: they would lower it."""
    if reading.summary is None or request.by != ["week"] or "full_week" not in definitions.dimensions:
        return request
    whole = Filter(dimension="full_week", values=["Whole week"])
    return request.model_copy(update={"filters": [*request.filters, whole]})


def _shares(request: MetricRequest, definitions: Definitions) -> tuple[MetricRequest, tuple[Value, ...]]:
    """'The share of grocery': its whole is all departments, so the filter becomes the grouping."""
    if not request.share:
        return request, ()
    if all(definitions.metrics[m].unit in ("percent", "ratio") for m in request.metrics):
        return request.model_copy(update={"share": False}), ()
    if request.by:
        return request, ()
    if request.customers:
        # What part of all a set of households has: the whole is looked up beside it.
        return request.model_copy(update={"share": False}), ()
    chosen = [f for f in request.filters if f.op == "in"]
    if not chosen:
        return request.model_copy(update={"share": False}), ()
    part = chosen[0]
    rest = [f for f in request.filters if f is not part]
    return request.model_copy(update={"by": [part.dimension], "filters": rest}), tuple(part.values)


def headed(
    made: Requested, reading: Reading, sizes: Mapping[str, int], definitions: Definitions
) -> MetricRequest:
    """The request, cut to its head where it ranks very many groups and the question wants no others; a list
    that no table holds whole is ordered by its figure, so that what is cut off is the least of it.

    `sizes` are the numbers of values of the dimensions that are known by name; ids count as many.
    """
    request = made.request
    if len(request.by) > 1 and not reading.rank and groups_of(request, sizes) > WHOLE:
        return request.model_copy(update={"order_by": request.metrics[0], "descending": True})
    ranks = request.by and request.limit is None and request.order_by not in (None, *request.by)
    if not sizes or set(request.by) & times(definitions):
        return request
    if not ranks or made.focus or reading.summary or reading.shape == "list":
        return request
    return request.model_copy(update={"limit": HEAD}) if groups_of(request, sizes) > MANY else request


def _promoted(reading: Reading, definitions: Definitions) -> dict[str, Filter]:
    """Promotions that stand right before the measure, as in 'mailer sales by department': they say which
    sales, where 'sales by mailer or not' sets them against the rest."""
    found = {}
    starts = {s.start for s in reading.spans if s.kind == "metric"}
    for span in reading.spans:
        dimension = definitions.dimensions.get(span.target) if span.kind == "dimension" else None
        if dimension is None or dimension.name not in reading.by or not dimension.labels:
            continue
        before = reading.question[: span.start].rstrip().lower()
        if dimension.group == "promotion" and not before.endswith(("by", "per", "each", "and", ",", "vs")):
            after = reading.question[span.end :]
            if span.end + len(after) - len(after.lstrip()) in starts:
                found[dimension.name] = Filter(dimension=dimension.name, values=[dimension.order[0]])
    return found


def groups_of(request: MetricRequest, sizes: Mapping[str, int]) -> int:
    """At most how many rows the request has; a dimension of unknown size counts as many."""
    groups = 1
    for name in request.by:
        chosen = next((len(f.values) for f in request.filters if f.dimension == name and f.op == "in"), None)
        groups *= chosen or sizes.get(name) or STEPS.get(name) or MANY + 1
    return groups


def people(definitions: Definitions) -> frozenset[str]:
    """The names of the dimensions that describe customers."""
    return frozenset(n for n, d in definitions.dimensions.items() if d.group == "customer")


def _with_share(request: MetricRequest, definitions: Definitions) -> MetricRequest:
    """A list of parts says what part of the whole each is, where the parts add up to it."""
    if len(request.metrics) != 1 or len(request.by) != 1 or request.compare or request.having:
        return request
    adds_up = definitions.metrics[request.metrics[0]].additive == "all"
    timed = definitions.dimensions[request.by[0]].kind == "time"
    return request.model_copy(update={"share": request.share or (adds_up and not timed)})


def _side_by_side(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Grocery versus produce': several values to compare stand in rows of their own."""
    if request.by or request.compare or reading.shape != "compare":
        return request
    several = [f.dimension for f in request.filters if f.op == "in" and len(f.values) > 1]
    return request.model_copy(update={"by": several[:1]})


def _against_before(request: MetricRequest, reading: Reading) -> MetricRequest:
    """'Which grew most' compares with the period before where the question names no other."""
    if reading.rank is None or not reading.rank.on.startswith("change") or request.compare is not None:
        return request
    return request.model_copy(update={"compare": "previous_period"}) if request.period else request


def _over_time(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """A course over time that names no step gets months, or weeks or days where the period is short."""
    steps = times(definitions)
    if reading.shape != "trend" or request.compare or set(request.by) & steps or len(request.by) == 3:
        return request
    length = (request.period.end - request.period.start).days + 1 if request.period else 365
    wanted = ("date",) if length <= 21 else ("week",) if length <= 92 else ("month",)
    step = next((w for w in (*wanted, "month") if w in steps), None)
    return request.model_copy(update={"by": [*request.by, step]}) if step else request


def _ordered(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    first = request.metrics[0]
    if not request.by:
        return request.model_copy(update={"order_by": None, "limit": None})
    if reading.rank or reading.shape == "ranking":
        rank = reading.rank
        on = rank.on if rank else "value"
        if on == "value" and request.compare and CHANGES.search(reading.question):
            on = "change"
        if on == "change_pct" and not RATES.search(reading.question):
            # In percent the tiniest groups lead: that is what is wanted only where a rate is asked for.
            on = "change"
        if (on.startswith("change") and request.compare is None) or (on == "share" and not request.share):
            on = "value"
        return request.model_copy(
            update={
                "order_by": first if on == "value" else f"{first}_{on}",
                "descending": rank.descending if rank else True,
                "limit": rank.n or request.limit if rank else None,
            }
        )
    if request.order_by and (request.limit or not request.descending):
        return request
    timed = [
        b for b in request.by if definitions.dimensions[b].kind == "time" or definitions.dimensions[b].order
    ]
    # Of three dimensions no course is told, but which of their groups is highest.
    timed = [] if len(request.by) > 2 else timed
    order = timed[0] if timed else first
    return request.model_copy(update={"order_by": order, "descending": not timed, "limit": None})
