"""Time phrases with a name on the calendar: dates, months, quarters, halves, years."""

import re

from agent.reading.days import Days, When, month_end, span_label
from agent.reading.timewords import (
    ORDINALS,
    Found,
    date_or_none,
    month_at,
    norm,
    number_at,
    resolve,
    single_day,
    year_after,
    year_at,
)  # fmt: skip
from agent.reading.tokens import Token


def written(words: list[Token], at: int, days: Days) -> Found:
    if words[at].kind != "date":
        return None
    text = words[at].norm
    parts = [int(p) for p in re.split(r"[-./]", text)]
    if len(parts) == 2:
        month, day = parts if parts[0] <= 12 else (parts[1], parts[0])
        return single_day(date_or_none(days.year, month, day), at + 1)
    if parts[0] > 31:
        year, month, day = parts
    else:
        a, b, year = parts
        # dots are the day-first habit, slashes the US one; a number above 12 settles it
        month, day = (b, a) if (a > 12 or ("." in text and b <= 12)) else (a, b)
    return single_day(date_or_none(year + 2000 if year < 100 else year, month, day), at + 1)


def day_and_month(words: list[Token], at: int, days: Days) -> Found:
    month, i = month_at(words, at), at
    if month is not None:
        i = at + 2 if norm(words, at + 1) in ("the", "on") else at + 1
        number = number_at(words, i) if i < len(words) and words[i].kind == "number" else None
        if (
            number is None
            or not 1 <= number <= 31
            or (norm(words, i + 1) in ("week", "weeks", "days", "%") and words[i].unit != "th")
        ):
            return None
        i += 1
    else:
        if words[at].kind != "number" and norm(words, at) not in ("first", "fourth"):
            return None
        number = number_at(words, at) or {"first": 1, "fourth": 4}.get(norm(words, at))
        i = at + 2 if norm(words, at + 1) == "of" else at + 1
        month = month_at(words, i)
        if month is None or number is None or not 1 <= number <= 31:
            return None
        i += 1
    if norm(words, i) == "," and year_at(words, i + 1):
        i += 1
    i, year = year_after(words, i)
    return single_day(date_or_none(resolve(year, days), month, number), i)


def month(words: list[Token], at: int, days: Days) -> Found:
    month = month_at(words, at)
    if month is None:
        return None
    after, year = year_after(words, at + 1)
    if norm(words, after) == "month":
        after += 1
    return after, days.month(month, resolve(year, days))


def quarter_or_half(words: list[Token], at: int, days: Days) -> Found:
    match = re.fullmatch(r"([qh])([1-4])", norm(words, at))
    which: int | None = None
    kind, after = "", at
    if match:
        kind, which, after = match[1], int(match[2]), at + 1
    elif norm(words, at) in ("q", "quarter", "half") and (which := number_at(words, at + 1)):
        kind, after = norm(words, at)[0], at + 2
    elif norm(words, at) in ORDINALS and norm(words, at + 1) in ("quarter", "half"):
        kind, which, after = norm(words, at + 1)[0], ORDINALS[norm(words, at)], at + 2
        if which == -1 and kind == "q" and norm(words, after) != "of":
            return None
    if not which or which > (4 if kind == "q" else 2):
        return None
    if norm(words, after) == "of" and (inner := month(words, after + 1, days)) and kind == "h":
        start = inner[1].start
        first, last = (1, 15) if which == 1 else (16, month_end(start).day)
        span = start.replace(day=first), start.replace(day=last)
        return inner[0], When(*span, span_label(*span))
    after, year = year_after(words, after)
    if norm(words, after) == str(days.year % 100):
        after += 1
    if norm(words, after) == "of" and norm(words, after + 1) == "the" and norm(words, after + 2) == "year":
        after += 3
    if which == -1:
        which = 4 if kind == "q" else 2
    made = days.quarter if kind == "q" else days.half
    return after, made(which, resolve(year, days))


def plain_year(words: list[Token], at: int, days: Days) -> Found:
    year = year_at(words, at)
    if year is None:
        return None
    for reader in (quarter_or_half, month):
        if at + 1 < len(words) and norm(words, at + 1) and (found := reader(words, at + 1, days)):
            start = found[1].start
            if start.year == days.year and re.fullmatch(r"q[1-4]|h[12]", norm(words, at + 1)):
                half = norm(words, at + 1)
                made = days.quarter if half[0] == "q" else days.half
                return found[0], made(int(half[1]), year)
    return at + 1, days.whole_year(year)
