"""Calendar arithmetic around the days that the shop's data covers."""

import datetime as dt
from dataclasses import dataclass

from tools.warehouse.request import Period

MONTHS = {
    "january": 1, "jan": 1, "february": 2, "feb": 2, "febr": 2, "march": 3, "mar": 3, "april": 4, "apr": 4,
    "may": 5, "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9,
    "sept": 9, "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
}  # fmt: skip
WEEKDAYS = { "monday": 0, "mon": 0, "tuesday": 1, "tue": 1, "tues": 1, "wednesday": 2, "wed": 2,
    "thursday": 3, "thu": 3, "thur": 3, "thurs": 3, "friday": 4, "fri": 4, "saturday": 5, "sat": 5,
    "sunday": 6, "sun": 6, }  # fmt: skip
MONTH_NAMES = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September",
               "October", "November", "December"]  # fmt: skip


@dataclass(frozen=True)
class When:
    """Days that words stand for, before asking whether the data covers them. `note` is something to say
    about how the words were taken; `other` another way to take them."""

    start: dt.date
    end: dt.date
    label: str
    note: str = ""
    other: "When | None" = None
    future: bool = False


@dataclass(frozen=True)
class Days:
    """The first and last day of the data; the last day is what "today" means."""

    first: dt.date
    last: dt.date

    @property
    def year(self) -> int:
        return self.last.year

    def month(self, month: int, year: int | None = None) -> When:
        """A calendar month, of the data's year unless another is named."""
        year = year or self.year
        start = dt.date(year, month, 1)
        return When(start, month_end(start), f"{MONTH_NAMES[month]} {year}")

    def quarter(self, quarter: int, year: int | None = None) -> When:
        """A calendar quarter, 1 to 4."""
        year = year or self.year
        start = dt.date(year, 3 * quarter - 2, 1)
        return When(start, month_end(dt.date(year, 3 * quarter, 1)), f"Q{quarter} {year}")

    def half(self, half: int, year: int | None = None) -> When:
        """The first or second half of a year."""
        year = year or self.year
        start, end = (dt.date(year, 1, 1), dt.date(year, 6, 30)) if half == 1 else (
            dt.date(year, 7, 1), dt.date(year, 12, 31))  # fmt: skip
        return When(start, end, f"H{half} {year}")

    def whole_year(self, year: int | None = None) -> When:
        """A calendar year."""
        year = year or self.year
        return When(dt.date(year, 1, 1), dt.date(year, 12, 31), str(year))

    def week(self, number: int) -> When | None:
        """A trading week by number: Monday to Sunday, week 1 holding the first day of the data."""
        first_monday = monday(self.first)
        start = first_monday + dt.timedelta(weeks=number - 1)
        if not 1 <= number <= 54 or start > self.last:
            return None
        end = start + dt.timedelta(days=6)
        return When(max(start, self.first), min(end, self.last), f"week {number}")

    def week_of(self, day: dt.date, label: str) -> When:
        """The Monday to Sunday that holds a day."""
        start = monday(day)
        return When(start, start + dt.timedelta(days=6), label)

    def trailing(self, count: int, unit: str) -> When:
        """The last so many days, weeks, months, quarters or years, up to the last day."""
        label = f"the last {count} {unit}{'s' if count != 1 else ''}"
        if unit in ("day", "week"):
            length = count * (7 if unit == "week" else 1)
            return When(self.last - dt.timedelta(days=length - 1), self.last, label)
        months = min(count, 600) * {"month": 1, "quarter": 3, "year": 12}[unit]
        after = self.last + dt.timedelta(days=1)
        return When(months_before(after, months), self.last, label)

    def inside(self, when: When) -> Period | None:
        """The part of the days that the data covers, or None."""
        start, end = max(when.start, self.first), min(when.end, self.last)
        if start > end:
            return None
        whole = start == when.start and end == when.end
        return Period(start=start, end=end, label=when.label if whole else span_label(start, end))


def monday(day: dt.date) -> dt.date:
    """The Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def month_end(day: dt.date) -> dt.date:
    """The last day of a day's month."""
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last day."""
    index = max(day.year * 12 + day.month - 1 - months, 12)
    start = dt.date(index // 12, index % 12 + 1, 1)
    return start.replace(day=min(day.day, month_end(start).day))


def day_label(day: dt.date) -> str:
    """How a person writes a day: 3 March 2017."""
    return f"{day.day} {MONTH_NAMES[day.month]} {day.year}"


def span_label(start: dt.date, end: dt.date) -> str:
    """How a person writes a span of days."""
    if start == end:
        return day_label(start)
    if start.day == 1 and end == month_end(end) and start.year == end.year:
        if start.month == end.month:
            return f"{MONTH_NAMES[start.month]} {start.year}"
        return f"{MONTH_NAMES[start.month]} to {MONTH_NAMES[end.month]} {end.year}"
    if start.year == end.year:
        return f"{start.day} {MONTH_NAMES[start.month]} to {day_label(end)}"
    return f"{day_label(start)} to {day_label(end)}"
