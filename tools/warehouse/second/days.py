"""Days of the second route: what a value of a time dimension stands for, and periods beside others."""

import calendar
import datetime as dt
from collections.abc import Sequence

from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.second.sources import SOURCES, Unreached

ONE_DAY = dt.timedelta(days=1)
SPANS = ("date", "month", "quarter")
"""Dimensions whose values are stretches of days."""
MONTHS = {"month_before": 1, "quarter_before": 3, "year_before": 12}


def span(label: str) -> tuple[dt.date, dt.date]:
    """First and last day of '2017-03-15', '2017-03', '2017-Q1' or '2017'."""
    year, _, rest = label.upper().partition("-")
    if not rest:
        return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    if rest.startswith("Q"):
        first, last = int(rest[1:]) * 3 - 2, int(rest[1:]) * 3
    elif "-" in rest:
        day = dt.date.fromisoformat(label)
        return day, day
    else:
        first = last = int(rest)
    return dt.date(int(year), first, 1), _end(int(year), last)


def period_before(request: MetricRequest) -> Period | None:
    """The days that a comparison sets beside the request's own; none where it is the row before.

    Raises Unreached for a kind that is new.
    """
    asked, now = request.compare, request.period
    if asked is None or isinstance(asked, Period) or asked == "previous_row":
        return asked if isinstance(asked, Period) else None
    if now is None:
        raise Unreached("a comparison without a period")
    if asked == "previous_period":
        return just_before(now)
    if asked == "week_before":
        return Period(start=now.start - 7 * ONE_DAY, end=now.end - 7 * ONE_DAY)
    if asked not in MONTHS:
        raise Unreached("this kind of comparison")
    start, end = (_months_on(day, -MONTHS[asked]) for day in (now.start, now.end))
    return Period(start=start, end=_end(end.year, end.month) if _months(now) else end)


def weeks_of(periods: Sequence[Period]) -> str:
    """The condition that week is one of those from the first to the last day of the periods."""
    first, last = min(p.start for p in periods), max(p.end for p in periods)
    days = f"FROM calendar WHERE date BETWEEN DATE '{first}' AND DATE '{last}'"
    return f"week BETWEEN (SELECT min(week) {days}) AND (SELECT max(week) {days})"


def just_before(now: Period) -> Period:
    """As many whole months before whole months, as many days before any other days."""
    last, months = now.start - ONE_DAY, _months(now)
    if months:
        return Period(start=_months_on(now.start, -months), end=last)
    return Period(start=last - (now.end - now.start), end=last)


def within_days(alias: str, first: dt.date, last: dt.date) -> str:
    """The condition that a row of the source is of these days. Raises Unreached where it has none."""
    source = SOURCES[alias]
    if source.time:
        return f"{source.time} >= TIMESTAMP '{first}' AND {source.time} < TIMESTAMP '{last + ONE_DAY}'"
    if source.day:
        return f"{source.day} >= DATE '{first}' AND {source.day} <= DATE '{last}'"
    raise Unreached(f"days of {source.table.replace('_', ' ')}")


def in_period(alias: str, period: Period) -> list[str]:
    """The conditions that a row belongs to the period: none where time does not touch its source."""
    source, start, end = SOURCES[alias], f"DATE '{period.start}'", f"DATE '{period.end}'"
    overlapping = "NOT ({0}end_date < {1} OR {0}start_date > {2})"
    if source.day:
        return [within_days(alias, period.start, period.end)]
    if source.table == "campaigns":
        return [overlapping.format(f"{alias}.", start, end)]
    if source.campaigns:
        running = overlapping.format("", start, end)
        return [f"{alias}.campaign_id IN (SELECT campaign_id FROM campaigns WHERE {running})"]
    if source.table == "promotions":
        return [f"{alias}.{weeks_of([period])}"]
    return []


def _months(period: Period) -> int:
    """How many whole calendar months; 0 if the period cuts one."""
    if period.start.day != 1 or period.end != _end(period.end.year, period.end.month):
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month + 1


def _months_on(day: dt.date, months: int) -> dt.date:
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return dt.date(year, month, min(day.day, _end(year, month).day))


def _end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
