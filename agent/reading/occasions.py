"""Time phrases around occasions: holidays, seasons, the week before, three days after."""

import datetime as dt
from dataclasses import replace

from agent.reading.dates import day_and_month, written
from agent.reading.days import Days, When, day_label, months_before, span_label
from agent.reading.festivals import HOLIDAY_NAMES, SEASONS, around, holiday_on, long_weekend, season_days
from agent.reading.timewords import (
    Found,
    found,
    norm,
    number_at,
    resolve,
    stem,
    year_after,
)  # fmt: skip
from agent.reading.tokens import Token

_LAST = {"last", "past", "previous", "latest"}
_NEXT = {"next", "coming", "upcoming"}
_AGAINST = {"vs", "versus", "against", "than", "to", "with"}


def holiday(words: list[Token], at: int, days: Days) -> Found:
    """A holiday by name, as its week unless it is named as a day."""
    if named := _holiday_name(words, at):
        after, name = named
        last = stem(words, after)
        if last == "week":
            return found(after + 1, around(name, days))
        if last == "eve" and (day := holiday_on(name, days.year)):
            eve = day - dt.timedelta(days=1)
            return after + 1, When(eve, eve, f"the day before {name.title()}, {day_label(eve)}")
        if last == "weekend" and (day := holiday_on(name, days.year)):
            return after + 1, long_weekend(day)
        after, year = year_after(words, after)
        exact = (
            norm(words, at - 1) == "on"
            or "day" in name
            or name.endswith(("friday", "monday", "eve", "sunday"))
        )
        when = around(name, days, resolve(year, days), exact)
        if when and not exact:
            when = When(when.start, when.end, when.label, note=f"{name.title()} is read as {when.label}.")
        return found(after, when)
    if stem(words, at) == "holiday" and norm(words, at + 1) in ("season", "period"):
        start = holiday_on("thanksgiving", days.year) or days.last
        return at + 2, When(
            start, dt.date(days.year, 12, 31), "the holiday season (Thanksgiving to New Year's Eve)"
        )
    return None


def last_or_next(words: list[Token], at: int, days: Days) -> Found:
    """'Last christmas' is the latest that the data hold, which is said; set against another time it is that
    of the year before. 'Next easter' has not come yet."""
    side, named = norm(words, at), _holiday_name(words, at + 1)
    plain = holiday(words, at + 1, days) if named and side in _LAST | _NEXT | {"this"} else None
    if named is None or plain is None or side == "this":
        return plain
    after, when = plain
    come = when.start <= days.last
    if side in _NEXT and come:
        later = around(named[1], days, days.year + 1)
        return after, replace(later, future=True) if later else when
    against = norm(words, at - 1) if norm(words, at - 1) != "the" else norm(words, at - 2)
    if side in _NEXT or (come and against in _AGAINST):
        earlier = around(named[1], days, days.year - 1)
        return (after, earlier) if side in _LAST and earlier else plain
    said = " ".join(w.norm for w in words[at : named[0]])
    note = f"'{said}' is read as the latest in the data, {when.label}; they begin on {day_label(days.first)}."
    return after, replace(when, note=note)


def season(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) in ("last", "this", "past") and norm(words, at + 1) in SEASONS:
        return season(words, at + 1, days)  # the one that the data hold
    name = norm(words, at)
    if name not in SEASONS:
        return None
    before, after = norm(words, at - 1), norm(words, at + 1)
    if name == "fall":
        leads = before in {"in", "last", "this", "during", "the", "since", "for", "of", "by", "until",
            "past", "vs", "early", "late", "and", "from", "to", "compared", "over"}  # fmt: skip
        verb = norm(words, at - 1) in {"to", "and"} and norm(words, at - 2) in {
            "did",
            "rise",
            "grow",
            "going",
        }
        if verb or not (leads or after in {"season", "2017", "vs", "sale", "sales", "and"} or at == 0):
            return None
    i = at + 2 if after in ("season", "time", "months") else at + 1
    i, year = year_after(words, i)
    when = season_days(name, days)
    if year not in (None, days.year):
        other = resolve(year, days)
        return i, When(when.start.replace(year=other), when.end.replace(year=other), f"{name} {other}")
    return i, when


def counted_from(words: list[Token], at: int, days: Days) -> Found:
    """'The day before thanksgiving', '3 days after christmas', 'two weeks before easter'."""
    if norm(words, at) in ("last", "final", "first") and number_at(words, at + 1):
        return counted_from(words, at + 1, days)  # "the last two weeks before christmas"
    count = number_at(words, at) if norm(words, at) not in ("a", "the") else 1
    i = at if count is None else at + 1
    unit, side = stem(words, i), norm(words, i + 1)
    if unit not in ("day", "week", "month") or side not in ("before", "after", "following"):
        return None
    if count is None and unit == "week":
        return None  # read with the weeks
    j = i + 3 if norm(words, i + 2) == "the" else i + 2
    found = next(
        (f for r in (written, day_and_month, holiday) if j < len(words) and (f := r(words, j, days))), None
    )
    if found is None:
        return None
    named = holiday_day(words, j, days)
    first, last = (named, named) if named else (found[1].start, found[1].end)
    length = (count or 1) * (7 if unit == "week" else 1)
    if unit == "month":
        if side == "before":
            start, end = months_before(first, count or 1), first - dt.timedelta(days=1)
        else:
            start, end = last + dt.timedelta(days=1), months_before(last, -(count or 1))
    elif side == "before":
        start, end = first - dt.timedelta(days=length), first - dt.timedelta(days=1)
    else:
        start, end = last + dt.timedelta(days=1), last + dt.timedelta(days=length)
    return found[0], When(start, end, span_label(start, end))


def week_of(words: list[Token], at: int, days: Days) -> Found:
    if stem(words, at) != "week":
        return None
    link = norm(words, at + 1)
    if link not in ("of", "ending", "starting", "beginning", "commencing", "before", "after", "following"):
        return None
    i = at + 3 if norm(words, at + 2) == "the" else at + 2
    if i >= len(words):
        return None
    found = next((f for r in (written, day_and_month, holiday) if (f := r(words, i, days))), None)
    if found is None:
        return None
    day = found[1].start
    if (h := holiday_day(words, i, days)) is not None:
        day = h
    if link in ("ending", "starting", "beginning", "commencing"):
        start = day - dt.timedelta(days=6) if link == "ending" else day
        end = start + dt.timedelta(days=6)
        return found[0], When(start, end, f"the week {span_label(start, end)}")
    shift = {"of": 0, "before": -7, "after": 7, "following": 7}[link]
    week = days.week_of(day + dt.timedelta(days=shift), "")
    return found[0], When(week.start, week.end, f"the week {span_label(week.start, week.end)}")


def _holiday_name(words: list[Token], at: int) -> tuple[int, str] | None:
    """The longest holiday name at a place, whatever its apostrophes, and the place after it."""
    best = None
    i, parts = at, list[str]()
    while i < len(words) and len(parts) < 3:
        if norm(words, i) != "s":
            parts.append(stem(words, i))
        i += 1
        if " ".join(parts) in HOLIDAY_NAMES:
            best = (i, " ".join(parts))
    return best


def holiday_day(words: list[Token], at: int, days: Days) -> dt.date | None:
    """The day of the holiday that is named at a place, or None."""
    named = _holiday_name(words, at)
    return holiday_on(named[1], days.year) if named else None
