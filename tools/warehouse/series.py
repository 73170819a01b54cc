"""A figure along the days or weeks of the data, and what the calendar knows of them."""

import datetime as dt
from typing import Literal, NamedTuple

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.growth import measured
from tools.warehouse.periods import DAY
from tools.warehouse.request import MetricRequest

Step = Literal["date", "week"]

_CALENDAR = """
SELECT {step} AS place, bool_and({whole}) AS whole, bool_or(is_trading_day) AS open,
       min(date) AS first, max(date) AS last, string_agg(holiday, ', ' ORDER BY date) AS holiday
FROM calendar GROUP BY place ORDER BY place"""
WHOLE = {"date": "is_trading_day", "week": "full_week"}
NEAR_HOLIDAY = 3
"""Days before and after a holiday that are named by it."""


class Slot(NamedTuple):
    """A day or week: how it is called, whether it is whole and open, its days, a holiday in or near it."""

    place: Value
    whole: bool
    open: bool
    first: dt.date
    last: dt.date
    holiday: str | None
    value: float | None


def series(
    request: MetricRequest, step: Step, warehouse: Warehouse, d: Definitions
) -> tuple[list[Slot], str]:
    """Every day or week of the data in order, with the request's one metric in it, and the SQL.

    Where nothing was recorded the value is zero if the metric is a total, else None. The request's period
    is not applied: what is to be expected of a day takes the days around it.
    """
    metric = d.metrics[request.metrics[0]]
    everything = request.model_copy(update={"period": None, "by": [step]})
    found = measured(everything, warehouse, d)
    figures = {key[0]: figures[0] for key, figures in found.groups.items()}
    missing = None if metric.ratio or not metric.additive else 0.0
    calendar = warehouse.run(_CALENDAR.format(step=step, whole=WHOLE[step])).rows
    holidays = _holidays(warehouse)
    slots = []
    for place, whole, is_open, first, last, holiday in calendar:
        days = dt.date.fromisoformat(str(first)), dt.date.fromisoformat(str(last))
        named = str(holiday) if holiday else _nearby(*days, holidays)
        slots.append(Slot(place, bool(whole), bool(is_open), *days, named, figures.get(place, missing)))
    return slots, found.sql


def _holidays(warehouse: Warehouse) -> dict[dt.date, str]:
    rows = warehouse.run("SELECT date, holiday FROM calendar WHERE holiday IS NOT NULL ORDER BY date").rows
    return {dt.date.fromisoformat(str(day)): str(name) for day, name in rows}


def _nearby(first: dt.date, last: dt.date, holidays: dict[dt.date, str]) -> str | None:
    """'2 days before Christmas Day': the nearest holiday outside the days, if it is near."""
    for away in range(1, NEAR_HOLIDAY + 1):
        for day, side in ((last + away * DAY, "before"), (first - away * DAY, "after")):
            if day in holidays:
                return f"{away} day{'s' if away > 1 else ''} {side} {holidays[day]}"
    return None
