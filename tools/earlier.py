"""What must be said of figures that look at the days before a period: which period before, and whether the
data hold it."""

import datetime as dt

from knowledge.metrics import Definitions
from tools.warehouse.connection import Warehouse
from tools.warehouse.periods import DAY, period_words, previous
from tools.warehouse.request import MetricRequest
from tools.wording import date, listed, lower_first

EARLY = 90 * DAY
"""So long after the first day of the data, customers of before still turn up for the first time in them."""

LATE = 30 * DAY
"""So long before the last day, a second order of a new customer may still be to come."""


def early(request: MetricRequest, warehouse: Warehouse) -> bool:
    """Whether the request reaches into the first days of the data, when everybody looks new."""
    return request.period is None or request.period.start < warehouse.first_day + EARLY


def late(request: MetricRequest, warehouse: Warehouse) -> bool:
    """Whether the request reaches into the last days of the data, after which nothing can follow."""
    return request.period is None or request.period.end > warehouse.last_day - LATE


def beside_before(request: MetricRequest, warehouse: Warehouse, d: Definitions) -> list[str]:
    """Which period the customers of this one were looked for in, or why that cannot be known."""
    looking = [lower_first(d.metrics[m].label) for m in request.metrics if d.looks_back(m)]
    if not looking:
        return []
    first, asked = warehouse.first_day, request.period
    step = next((name for name in request.by if d.dimensions[name].kind == "time"), None)
    if step:
        noun = d.dimensions[step].label.lower()
        missing = (
            f"The data hold nothing before {_day(first)}, so the {listed(looking)} of their first {noun} "
        )
        known = asked is not None and asked.start > first
        one = len(looking) == 1 and not looking[0].endswith("s")
        before = [] if known else [missing + ("is" if one else "are") + " not known."]
        return [f"Each {noun} is set beside the {noun} before it.", *before]
    if asked is None:
        return []
    then = previous(asked)
    if then.end < first:
        return [f"The data begin on {_day(first)}, so who bought in {period_words(then)} is not known."]
    part = f", of which the data hold the days from {_day(first)}" if then.start < first else ""
    return [f"The period before is {period_words(then)}{part}."]


def _day(day: dt.date) -> str:
    return date(str(day))
