"""Single weekdays and weekends: 'the second friday in march', 'the weekend before christmas'."""

import datetime as dt

from agent.reading.dates import day_and_month, month, plain_year, quarter_or_half, written
from agent.reading.days import WEEKDAYS, Days, When, day_label, span_label
from agent.reading.festivals import long_weekend
from agent.reading.occasions import holiday, holiday_day
from agent.reading.timewords import ORDINALS, Found, norm
from agent.reading.tokens import Token

_SATURDAY = 5
_LEADS = {"first": "after", "last": "before", "final": "before"}


def one_weekday(words: list[Token], at: int, days: Days) -> Found:
    """A weekday or weekend that an ordinal or an occasion picks out; the noun for it is singular."""
    return _nth(words, at, days) or _beside(words, at, days)


def _nth(words: list[Token], at: int, days: Days) -> Found:
    """'First weekend of july', 'last sunday in q3'."""
    order, weekday = ORDINALS.get(norm(words, at)), _weekday(words, at + 1)
    if order is None or weekday is None or norm(words, at + 2) not in ("of", "in"):
        return None
    i = at + 4 if norm(words, at + 3) == "the" else at + 3
    readers = (month, quarter_or_half, plain_year)
    outer = next((f for r in readers if i < len(words) and (f := r(words, i, days))), None)
    if outer is None and norm(words, i) == "year":
        outer = i + 1, days.whole_year()
    if outer is None:
        return None
    after, whole = outer
    first = whole.start + dt.timedelta(days=(weekday - whole.start.weekday()) % 7)
    count = (whole.end - first).days // 7 + 1
    place = count - 1 if order < 0 else order - 1
    if place >= count:
        return None
    return after, _named(words, at + 1, first + dt.timedelta(weeks=place))


def _beside(words: list[Token], at: int, days: Days) -> Found:
    """'The sunday before easter', 'first weekend after thanksgiving', 'the weekend of the 4th of july'."""
    i = at + 1 if norm(words, at) in _LEADS else at
    weekday, side = _weekday(words, i), norm(words, i + 1)
    if weekday is None or side not in ("before", "after", "following", "of"):
        return None
    if i > at and side != _LEADS[norm(words, at)]:
        return None
    j = i + 3 if norm(words, i + 2) == "the" else i + 2
    readers = (written, day_and_month, holiday)
    found = next((f for r in readers if j < len(words) and (f := r(words, j, days))), None)
    day = holiday_day(words, j, days) or (found[1].start if found else None)
    if found is None or day is None:
        return None
    if side == "of":
        return (found[0], long_weekend(day)) if norm(words, i) == "weekend" else None
    length = 2 if norm(words, i) == "weekend" else 1
    if side == "before":
        last = day - dt.timedelta(days=length)
        start = last - dt.timedelta(days=(last.weekday() - weekday) % 7)
    else:
        next_day = day + dt.timedelta(days=1)
        start = next_day + dt.timedelta(days=(weekday - next_day.weekday()) % 7)
    return found[0], _named(words, i, start)


def _weekday(words: list[Token], at: int) -> int | None:
    """The weekday that a singular noun names, of a weekend its Saturday."""
    word = norm(words, at)
    if word == "weekend":
        return _SATURDAY
    return WEEKDAYS.get(word) if word and words[at].text[-1] not in "sS" else None


def _named(words: list[Token], at: int, start: dt.date) -> When:
    if norm(words, at) != "weekend":
        return When(start, start, day_label(start))
    end = start + dt.timedelta(days=1)
    return When(start, end, span_label(start, end))
