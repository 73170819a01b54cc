"""Time phrases that take a piece out of the calendar: numbered weeks, parts of months, holidays, seasons."""

import datetime as dt
import re

from agent.reading.dates import month, plain_year, quarter_or_half
from agent.reading.days import Days, When, months_before, span_label
from agent.reading.timewords import (
    ORDINALS,
    Found,
    month_at,
    norm,
    number_at,
    stem,
)  # fmt: skip
from agent.reading.tokens import Token

_SECTIONS = {"early": (1, 10), "start": (1, 10), "beginning": (1, 10), "mid": (11, 20), "middle": (11, 20),
             "late": (21, 31), "end": (21, 31)}  # fmt: skip


def numbered_week(words: list[Token], at: int, days: Days) -> Found:
    if (calendar := _calendar_week(words, at, days)) is not None:
        return calendar
    if stem(words, at) not in ("week", "wk", "w") and not re.fullmatch(
        r"(wk|w|week)\d{1,2}", norm(words, at)
    ):
        return None
    glued = re.search(r"\d+$", norm(words, at))
    i = at + 1
    if not glued and norm(words, i) in ("no", "number", "nr", "#"):
        i += 1
    number = int(glued.group()) if glued else number_at(words, i)
    if number is None or (not glued and (words[i].kind != "number" or words[i].unit)):
        return None
    when = days.week(number)
    return (at + 1 if glued else i + 1, when) if when else None


def _calendar_week(words: list[Token], at: int, days: Days) -> Found:
    """'Calendar week 23', 'iso week 23', 'cw 23': weeks as ISO 8601 counts them, and not the shop's."""
    short = norm(words, at) in ("cw", "kw")
    named = norm(words, at) in ("calendar", "iso") and stem(words, at + 1) == "week"
    i = at + 1 if short else at + 2
    digits = (short or named) and i < len(words) and words[i].kind == "number"
    number = number_at(words, i) if digits else None
    if number is None or not 1 <= number <= 53 or words[i].unit:
        return None
    start = dt.date.fromisocalendar(days.year, min(number, 52), 1) + dt.timedelta(weeks=max(number - 52, 0))
    end = start + dt.timedelta(days=6)
    label = f"calendar week {number} ({span_label(start, end)})"
    return i + 1, When(start, end, label, note=f"Calendar weeks are counted as ISO 8601 does: {label}.")


def part_of(words: list[Token], at: int, days: Days) -> Found:
    """'first week of march', 'first two weeks of june', 'last 10 days of may', 'early march', 'mid-june'."""
    first = norm(words, at)
    if first in _SECTIONS:
        i = at + 1
        if first in ("start", "beginning", "end", "middle"):
            if norm(words, i) != "of":
                return None
            i += 1
        i = i + 1 if norm(words, i) == "-" else i
        j = i + 1 if norm(words, i) == "the" else i
        if norm(words, j) == "year" and first in ("start", "beginning", "end", "early", "late"):
            whole = days.month(1 if first in ("start", "beginning", "early") else 12)
            return j + 1, When(
                whole.start, whole.end, whole.label, f"'{first} of the year' is read as {whole.label}."
            )
        month = month_at(words, i)
        if month is None:
            return None
        whole = days.month(month)
        low, high = _SECTIONS[first]
        start = whole.start.replace(day=low)
        end = whole.start.replace(day=min(high, whole.end.day))
        label = span_label(start, end)
        return i + 1, When(start, end, label, note=f"'{first} {norm(words, i)}' is read as {label}.")
    if first not in ORDINALS:
        return None
    order, i = ORDINALS[first], at + 1
    count = number_at(words, i) if norm(words, i) != "a" else None
    i = i + 1 if count is not None else i
    unit = stem(words, i)
    if unit not in ("day", "week", "month") or norm(words, i + 1) not in ("of", "in"):
        return None
    outer = _stretch(words, i + 2, days)
    if outer is None:
        return None
    return outer[0], slice_of(outer[1], order, count, unit)


def slice_of(outer: When, order: int, count: int | None, unit: str) -> When:
    """The first (`order` 1), second, ... or last (-1) day, week or month of a stretch, or so many of them."""
    length = count or 1
    if unit == "month":
        base = outer.start if order != -1 else outer.end + dt.timedelta(days=1)
        skip = 0 if count or order == -1 else order - 1
        start = months_before(base, length) if order == -1 else months_before(base, -skip)
        end = months_before(start, -length) - dt.timedelta(days=1)
        return When(start, end, span_label(start, end))
    step = 7 if unit == "week" else 1
    if order == -1:
        start, end = outer.end - dt.timedelta(days=step * length - 1), outer.end
    else:
        start = outer.start + dt.timedelta(days=0 if count else step * (order - 1))
        end = min(start + dt.timedelta(days=step * length - 1), outer.end)
    return When(start, end, span_label(start, end))


def _stretch(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) == "the" and norm(words, at + 1) == "year":
        return at + 2, days.whole_year()
    if norm(words, at) == "the":
        at += 1
    if at >= len(words):
        return None
    for reader in (month, quarter_or_half, plain_year):
        if found := reader(words, at, days):
            return found
    return None
