"""Holidays and seasons of the US retail year, by name."""

import datetime as dt
from functools import lru_cache

import holidays

from agent.reading.days import Days, When, day_label, span_label

_OFFICIAL = {
    "new year": "New Year's Day", "new years": "New Year's Day", "new year day": "New Year's Day",
    "memorial day": "Memorial Day", "independence day": "Independence Day", "labor day": "Labor Day",
    "labour day": "Labor Day", "thanksgiving": "Thanksgiving Day", "thanksgiving day": "Thanksgiving Day",
    "turkey day": "Thanksgiving Day", "christmas": "Christmas Day", "christmas day": "Christmas Day",
    "xmas": "Christmas Day", "veteran day": "Veterans Day", "columbus day": "Columbus Day",
    "martin luther king day": "Martin Luther King Jr. Day", "mlk day": "Martin Luther King Jr. Day",
    "president day": "Washington's Birthday",
}  # fmt: skip
"""People's words (singular forms) for the names that the holidays package uses."""

HOLIDAY_NAMES = [
    *_OFFICIAL, "easter", "easter sunday", "good friday", "valentine day", "valentine", "halloween",
    "mother day", "father day", "black friday", "cyber monday", "super bowl", "superbowl",
    "super bowl sunday", "st patrick day", "saint patrick day", "cinco de mayo", "christmas eve",
    "new year eve", "mardi gras", "boxing day", "st patty day", "saint patty day", "st paddy day",
]  # fmt: skip
_TITLES = { "valentine": "Valentine's Day", "valentine day": "Valentine's Day",
    "mother day": "Mother's Day", "father day": "Father's Day", "new year eve": "New Year's Eve",
    "superbowl": "Super Bowl Sunday", "super bowl": "Super Bowl Sunday",
    "st patrick day": "St Patrick's Day", "saint patrick day": "St Patrick's Day",
    "president day": "Presidents' Day", "thanksgiving": "Thanksgiving", "christmas": "Christmas",
    "xmas": "Christmas", }  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


@lru_cache(maxsize=400)
def holiday_on(name: str, year: int) -> dt.date | None:
    """The day of a holiday in a year, or None for an unknown name. Names are singular forms."""
    if name in _OFFICIAL:
        return next((d for d, n in _official(year) if n == _OFFICIAL[name]), None)
    sunday = _easter(year)
    thanksgiving = next(d for d, n in _official(year) if n == "Thanksgiving Day")
    fixed = {"valentine": (2, 14), "valentine day": (2, 14), "halloween": (10, 31), "st patrick day": (3, 17),
             "saint patrick day": (3, 17), "st patty day": (3, 17), "saint patty day": (3, 17),
             "st paddy day": (3, 17), "cinco de mayo": (5, 5), "christmas eve": (12, 24),
             "new year eve": (12, 31), "boxing day": (12, 26)}  # fmt: skip
    if name in fixed:
        return dt.date(year, *fixed[name])
    moving = {
        "easter": sunday,
        "easter sunday": sunday,
        "good friday": sunday - dt.timedelta(days=2),
        "mardi gras": sunday - dt.timedelta(days=47),
        "black friday": thanksgiving + dt.timedelta(days=1),
        "cyber monday": thanksgiving + dt.timedelta(days=4),
        "mother day": _nth_sunday(year, 5, 2),
        "father day": _nth_sunday(year, 6, 3),
        "super bowl": _nth_sunday(year, 2, 1),
        "superbowl": _nth_sunday(year, 2, 1),
        "super bowl sunday": _nth_sunday(year, 2, 1),
    }
    return moving.get(name)


def season_days(name: str, days: Days) -> When:
    """A meteorological season: spring is March to May. Winter keeps the months that the data has."""
    first, last = SEASONS[name]
    title = "autumn" if name == "fall" else name
    if first < last:
        start, end = days.month(first).start, days.month(last).end
        return When(start, end, f"{title} {days.year}")
    start, end = days.month(1).start, days.month(2).end
    note = f"Winter is read as January and February {days.year}; December belongs to the next winter."
    return When(start, end, f"winter (January and February {days.year})", note, days.month(12))


def around(name: str, days: Days, year: int | None = None, exact: bool = False) -> When | None:
    """A holiday, as its day where `exact`, else as the week (Monday to Sunday) that holds it."""
    day = holiday_on(name, year or days.year)
    if day is None:
        return None
    title = _TITLES.get(name) or _OFFICIAL.get(name) or name.title()
    if exact:
        return When(day, day, f"{title}, {day_label(day)}")
    return days.week_of(day, f"the week of {title} ({day_label(day)})")


def long_weekend(day: dt.date) -> When:
    """The weekend that a feast makes long: from it or up to it; a Tuesday belongs to the one before."""
    start = day - dt.timedelta(days=(day.weekday() - 5) % 7) if day.weekday() in (0, 1, 5, 6) else day
    end = max(day, start + dt.timedelta(days=(6 - start.weekday()) % 7))
    return When(start, end, span_label(start, end))


@lru_cache(maxsize=20)
def _official(year: int) -> tuple[tuple[dt.date, str], ...]:
    return tuple(holidays.country_holidays("US", years=year, observed=False).items())


def _nth_sunday(year: int, month: int, nth: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))


def _easter(year: int) -> dt.date:
    """Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)
