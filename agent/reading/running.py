"""Time phrases that run up to the last day or through the year: year to date, so far, the whole year."""

import datetime as dt

from agent.reading.days import Days, When, day_label, months_before, span_label
from agent.reading.festivals import holiday_on
from agent.reading.timewords import UNITS, Found, norm, number_at, stem
from agent.reading.tokens import Token


def span_now(unit: str, days: Days) -> When:
    """The week, month, quarter or year that the last day lies in."""
    last = days.last
    if unit == "week":
        week = days.week_of(last, "")
        return When(week.start, week.end, span_label(week.start, week.end))
    if unit == "month":
        return days.month(last.month, last.year)
    if unit == "quarter":
        return days.quarter((last.month + 2) // 3, last.year)
    return days.whole_year() if unit == "year" else When(last, last, day_label(last))


def opening(words: list[Token], at: int, days: Days) -> Found:
    count, unit = number_at(words, at + 1), stem(words, at + 2)
    if (
        norm(words, at) != "first"
        or count is None
        or unit not in ("day", "week", "month", "quarter")
        or count < 1
    ):
        return None
    start = dt.date(days.year, 1, 1)
    if unit in ("month", "quarter"):
        after = months_before(start, -min(count * (3 if unit == "quarter" else 1), 12))
    else:
        after = start + dt.timedelta(days=min(count, 366) * (7 if unit == "week" else 1))
    end = after - dt.timedelta(days=1)
    return at + 3, When(start, end, span_label(start, end))


def to_date(words: list[Token], at: int, days: Days) -> Found:
    start = {"month": days.last.replace(day=1), "year": dt.date(days.year, 1, 1),
        "quarter": span_now("quarter", days).start, "week": span_now("week", days).start}  # fmt: skip
    short = {"ytd": "year", "mtd": "month", "qtd": "quarter", "wtd": "week"}.get(norm(words, at))
    unit, after = short, at + 1
    places = [at + k for k in range(1, 5) if norm(words, at + k) != "-"]
    if unit is None and stem(words, at) in start and [norm(words, i) for i in places[:2]] == ["to", "date"]:
        unit, after = stem(words, at), places[1] + 1
    if unit is None:
        return None
    return after, When(start[unit], days.last, span_label(start[unit], days.last))


def running(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) == "so" and norm(words, at + 1) == "far":
        year = dt.date(days.year, 1, 1)
        if norm(words, at + 2) == "this" and stem(words, at + 3) in UNITS:
            when = span_now(stem(words, at + 3), days)
            return at + 4, When(when.start, days.last, when.label)
        return at + 2, When(year, days.last, span_label(year, days.last))
    if norm(words, at) == "holidays" and norm(words, at - 1) == "the":
        start = holiday_on("thanksgiving", days.year) or days.first
        return at + 1, When(start, days.last, "the holiday season (Thanksgiving to New Year's Eve)")
    return None


def all_year(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) == "the" and norm(words, at + 1) == "year" and norm(words, at + 2) != "to":
        return None if norm(words, at - 1) in ("by", "per") else (at + 2, days.whole_year())
    i = at
    while norm(words, i) in ({"all", "of", "the", "full", "whole", "entire", "complete"} if i > at else
                             {"all", "full", "whole", "entire", "complete"}):  # fmt: skip
        i += 1
    if i > at and norm(words, i) == "year" and norm(words, i + 1) != "to":
        return i + 1, days.whole_year()
    return None
