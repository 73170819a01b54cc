"""Steps of time: the dimensions along which a series runs, and where in it each of their values stands."""

import datetime as dt

import ibis
from ibis.expr.types import IntegerValue, Table, Value

from tools.warehouse.frames import unbound
from tools.warehouse.request import MetricRequest, Period

MOVING = ("date", "week", "month", "quarter", "year")
"""Dimensions whose values differ between two periods, so that a comparison cannot line them up."""
SMALLEST = {"date": 0, "week": 1, "month": 2, "quarter": 3, "year": 4}


def step_of(request: MetricRequest) -> str | None:
    """The dimension along which the rows are a series: the finest step of time that is grouped by."""
    found = [name for name in request.by if name in MOVING]
    return min(found, key=SMALLEST.__getitem__) if found else None


def series_of(request: MetricRequest) -> list[str]:
    """The dimensions that tell one series from another; a coarser step of time only where it is `within`."""
    return [n for n in request.by if n != step_of(request) and (n not in MOVING or n == request.within)]


def lead_in(request: MetricRequest) -> Period | None:
    """The period with the steps before it that its first figures look back on; None where there are none
    to add, or the period begins inside a step."""
    step, back, period = step_of(request), _looks_back(request), request.period
    if not (step and back and period) or period.start != _begin(step, period.start):
        return None
    start = period.start
    for _ in range(back):
        start = _begin(step, start - dt.timedelta(days=1))
    return period.model_copy(update={"start": start})


def within(table: Table, step: str, period: Period) -> Table:
    """The rows whose step does not begin before the period, which begins with one."""
    first: Value = ibis.literal(period.start)
    if step == "year":
        first = ibis.literal(period.start.year)
    if step == "week":
        days = unbound("calendar")
        first = days.filter(days["date"] >= ibis.literal(period.start))["week"].min().as_scalar()
    return table.filter(table[step] >= first)


def place(key: Value, step: str) -> IntegerValue:
    """A whole number that grows by one from each step to the next."""
    match step:
        case "date":
            return key.delta(ibis.literal(dt.date(1970, 1, 1)), unit="day")
        case "month":
            return key.year() * 12 + key.month()
        case "quarter":
            return key.year() * 4 + key.quarter()
    return key


def _looks_back(request: MetricRequest) -> int:
    average = request.points - 1 if "moving_average" in request.add else 0
    return max(average, 1 if request.compare == "previous_row" else 0)


def _begin(step: str, day: dt.date) -> dt.date:
    match step:
        case "week":
            return day - dt.timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "quarter":
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case "year":
            return day.replace(month=1, day=1)
    return day
