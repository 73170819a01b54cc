"""Calendar arithmetic on the periods of a request."""

import datetime as dt

from tools.warehouse.request import Earlier, Period

DAY = dt.timedelta(days=1)


def previous(period: Period) -> Period:
    """The period just before: whole months to as many whole months, anything else to as many days."""
    months = _whole_months(period)
    if months:
        start = _add_months(period.start, -months)
        return Period(start=start, end=period.start - DAY, label=words(start, period.start - DAY))
    days = (period.end - period.start).days + 1
    start = period.start - days * DAY
    return Period(start=start, end=period.start - DAY, label=words(start, period.start - DAY))


def earlier(period: Period, by: Earlier) -> Period:
    """The same days a week, month, quarter or year before; whole months stay whole, and a day that the month
    before lacks is its last."""
    if by == "week_before":
        start, end = period.start - 7 * DAY, period.end - 7 * DAY
    else:
        months = {"month_before": 1, "quarter_before": 3, "year_before": 12}[by]
        start, end = _same_day(period.start, -months), _same_day(period.end, -months)
        if _whole_months(period):
            end = _add_months((period.end + DAY), -months) - DAY
    return Period(start=start, end=end, label=words(start, end))


def period_words(period: Period) -> str:
    """A period as it was said, or as a person would say it."""
    return period.label or words(period.start, period.end)


def words(start: dt.date, end: dt.date) -> str:
    """How a person would say a period: 'March 2017', 'Q1 2017', '3 to 9 April 2017'."""
    months = _whole_months(Period(start=start, end=end, label=""))
    if months == 12 and start.month == 1:
        return str(start.year)
    if months == 3 and start.month % 3 == 1:
        return f"Q{start.month // 3 + 1} {start.year}"
    if months == 1:
        return f"{start:%B %Y}"
    if months and start.year == end.year:
        return f"{start:%B} to {end:%B %Y}"
    if start == end:
        return f"{start.day} {start:%B %Y}"
    if start.year == end.year and start.month == end.month:
        return f"{start.day} to {end.day} {end:%B %Y}"
    first = f"{start.day} {start:%B}" + (f" {start.year}" if start.year != end.year else "")
    return f"{first} to {end.day} {end:%B %Y}"


def _whole_months(period: Period) -> int:
    """How many whole calendar months a period covers; 0 if it cuts one."""
    after = period.end + DAY
    if period.start.day != 1 or after.day != 1:
        return 0
    return (after.year - period.start.year) * 12 + after.month - period.start.month


def _same_day(day: dt.date, months: int) -> dt.date:
    first = _add_months(day.replace(day=1), months)
    last = _add_months(first, 1) - DAY
    return first.replace(day=min(day.day, last.day))


def _add_months(first: dt.date, months: int) -> dt.date:
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)
