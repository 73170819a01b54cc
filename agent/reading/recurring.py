"""Days that come again every month: 'the last day of each month', 'the first two saturdays'."""

import datetime as dt

from agent.reading.days import WEEKDAYS, Days, month_end
from agent.reading.links import Link
from agent.reading.timewords import ORDINALS, norm, number_at, stem
from agent.reading.tokens import Token
from tools.warehouse.request import Filter

_EACH = {"each", "every", "the", "a", "any", "per", "all"}


def find_recurring(tokens: list[Token], days: Days) -> list[Link]:
    """Links whose data is a Filter on the dates that the words name in each month of the data."""
    found = []
    for at in range(len(tokens)):
        named = _named(tokens, at)
        if named is None:
            continue
        after, order, count, unit = named
        dates = [
            d for m in _months(days) for d in _in_month(m, order, count, unit) if days.first <= d <= days.last
        ]
        if dates:
            chosen = Filter(dimension="date", values=[d.isoformat() for d in dates])
            start = at - 1 if norm(tokens, at - 1) in ("the", "each", "every") else at
            found.append(Link(start, after, "value", "date", 1.15, chosen))
    return found


def _named(tokens: list[Token], at: int) -> tuple[int, int, int, str] | None:
    """The place behind 'last 3 days of every month', and which, how many and of what; None for none."""
    order, i = ORDINALS.get(norm(tokens, at)), at + 1
    if tokens[at].kind == "number" and tokens[at].unit == "th" and norm(tokens, i) in ("of", "in"):
        return _of_each(tokens, at, i, (int(tokens[at].value or 0), 1, "day"))  # "the 15th of each month"
    if order is None:
        return None
    count = number_at(tokens, i) if norm(tokens, i) != "a" else None
    i = i + 1 if count else i
    unit = norm(tokens, i).removesuffix("s") if norm(tokens, i) not in WEEKDAYS else norm(tokens, i)
    if unit not in WEEKDAYS and unit not in ("day", "week", "weekend"):
        return None
    return _of_each(tokens, at, i + 1, (order, count or 1, unit))


def _of_each(
    tokens: list[Token], first: int, at: int, named: tuple[int, int, str]
) -> tuple[int, int, int, str] | None:
    """What is named, where 'of each month' follows at a place; 'the first day of the month' may be of this
    one, 'every first day of the month' is not."""
    if norm(tokens, at) not in ("of", "in") or stem(tokens, at + 2) != "month":
        return None
    of = norm(tokens, at + 1)
    one = of in ("the", "a") and norm(tokens, at + 2) == "month"
    if of not in _EACH or (one and norm(tokens, first - 1) not in ("each", "every")):
        return None
    return at + 3, *named


def _months(days: Days) -> list[dt.date]:
    span = range(days.first.year * 12 + days.first.month - 1, days.last.year * 12 + days.last.month)
    return [dt.date(n // 12, n % 12 + 1, 1) for n in span]


def _in_month(first: dt.date, order: int, count: int, unit: str) -> list[dt.date]:
    """The days of a month that are meant; a week is seven days from its first or up to its last day."""
    whole = [first + dt.timedelta(days=n) for n in range(month_end(first).day)]
    if unit in ("day", "week"):
        size = count * (7 if unit == "week" else 1)
        if order < 0:
            return whole[-size:]
        start = (order - 1) * (7 if unit == "week" else 1)
        return whole[start : start + size]
    weekday = 5 if unit == "weekend" else WEEKDAYS[unit]
    firsts = [d for d in whole if d.weekday() == weekday]
    chosen = firsts[-count:] if order < 0 else firsts[order - 1 : order - 1 + count]
    return [d + dt.timedelta(days=n) for d in chosen for n in range(2 if unit == "weekend" else 1)]
