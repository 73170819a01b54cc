"""The steps of time that a request is grouped by: those that a course needs, and those without meaning."""

import datetime as dt

from agent.reading.days import span_label
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest, Period
from tools.warehouse.steps import MOVING

LENGTH = {"date": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
"""Days that a step of time has at most."""


def times(definitions: Definitions) -> frozenset[str]:
    """The names of the dimensions that run over time; weekday and hour recur and are not among them."""
    return frozenset(n for n, d in definitions.dimensions.items() if d.kind == "time")


def whole_weeks(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """An average over weeks, the change from week to week or the lowest few leave out those that the data or
    the period hold in part: they would lower it."""
    few = reading.rank is not None and reading.rank.n is not None and request.period is None
    compared = reading.summary is not None or request.compare == "previous_row" or few
    if not compared or request.by != ["week"] or "full_week" not in definitions.dimensions:
        return request
    request = request.model_copy(update={"period": _inside(request.period)})
    whole = Filter(dimension="full_week", values=["Whole week"])
    return request.model_copy(update={"filters": [*request.filters, whole]})


def _inside(period: Period | None) -> Period | None:
    """The whole weeks of a period; the period itself where it holds none."""
    if period is None:
        return None
    start = period.start + dt.timedelta(days=-period.start.weekday() % 7)
    end = period.end - dt.timedelta(days=(period.end.weekday() + 1) % 7)
    if (start, end) == (period.start, period.end) or end - start < dt.timedelta(days=6):
        return period
    return Period(start=start, end=end, label=span_label(start, end))


def over_time(request: MetricRequest, reading: Reading, definitions: Definitions) -> MetricRequest:
    """A course over time that names no step gets months, or weeks or days where the period is short."""
    steps = times(definitions)
    if reading.shape != "trend" or request.compare or set(request.by) & steps or len(request.by) == 3:
        return request
    length = (request.period.end - request.period.start).days + 1 if request.period else 365
    wanted = ("date",) if length <= 21 else ("week",) if length <= 92 else ("month",)
    step = next((w for w in (*wanted, "month") if w in steps), None)
    return request.model_copy(update={"by": [*request.by, step]}) if step else request


def without_steps(request: MetricRequest) -> MetricRequest:
    """Two periods stand side by side as wholes: their weeks and days have no partners."""
    if request.compare is None or request.compare == "previous_row":
        return request
    if request.add:
        # "The average of this week and the three before" compares nothing.
        return request.model_copy(update={"compare": None})
    by = [b for b in request.by if b not in MOVING]
    return request.model_copy(update={"by": by}) if by != request.by else request


def without_one_step(request: MetricRequest, reading: Reading) -> MetricRequest:
    """A period of one step has no course by it: 'and in may?' after a list of months is one figure."""
    if request.period is None:
        return request
    days = (request.period.end - request.period.start).days + 1
    by = [b for b in request.by if days > LENGTH.get(b, 0) or b in reading.by]
    within = request.within if request.within in by else None
    changed = {"by": by, "within": within, "share": request.share and bool(by)}
    return request.model_copy(update=changed) if by != request.by else request


def halves(request: MetricRequest, covers: Period) -> tuple[MetricRequest, list[str]]:
    """A change that names no days, 'are they growing', as that of the data's second half over the first, and
    words for that."""
    named = request.period is not None or bool(set(request.by) & set(MOVING))
    if request.compare != "previous_period" or named:
        return request, []
    middle = covers.start + (covers.end - covers.start) / 2 + dt.timedelta(days=1)
    if covers.start.day == 1 and covers.start.month <= 6:
        middle = covers.start.replace(month=covers.start.month + 6)
    end = middle - dt.timedelta(days=1)
    first = Period(start=covers.start, end=end, label=span_label(covers.start, end))
    second = Period(start=middle, end=covers.end, label=span_label(middle, covers.end))
    said = f"No period was named, so {second.label} is set beside {first.label}"
    return request.model_copy(update={"period": second, "compare": first}), [said]


def stepwise(request: MetricRequest, definitions: Definitions) -> MetricRequest:
    """What is computed from step to step, or looks back on the period before, gets months where neither a
    step nor a period is named."""
    moves = request.compare == "previous_row" or bool({"running_total", "moving_average"} & set(request.add))
    back = any(definitions.looks_back(m) for m in request.metrics) and request.period is None
    if not (moves or back) or set(request.by) & set(MOVING) or len(request.by) == 3:
        return request
    return request.model_copy(update={"by": [*request.by, "month"]})
