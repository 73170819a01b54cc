"""Time phrases of every kind, alone and as ranges, found wherever they stand in a question."""

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

from agent.reading.dates import day_and_month, month, plain_year, quarter_or_half, written
from agent.reading.days import Days, When, day_label, month_end, span_label
from agent.reading.english import phrase_keys
from agent.reading.festivals import long_weekend
from agent.reading.links import Link
from agent.reading.occasions import counted_from, holiday, holiday_day, last_or_next, season, week_of
from agent.reading.one_weekday import one_weekday
from agent.reading.relative import relative
from agent.reading.stretches import numbered_week, part_of
from agent.reading.timewords import Found, month_at, norm, number_at, stem
from agent.reading.tokens import Token

_ATOMS: tuple[Callable[[list[Token], int, Days], Found], ...] = ( written, day_and_month, month,
    quarter_or_half, numbered_week, part_of, plain_year, holiday, last_or_next, season, week_of,
    counted_from, one_weekday, relative, )  # fmt: skip
_STEPWISE = {"monthly", "weekly", "daily", "quarterly"}
_BY = {"by", "per", "each", "every"}
_UNITS = {"month", "week", "day", "quarter"}
_TO = {"to", "-", "until", "till", "til", "through", "thru", "upto"}


def find_periods(words: list[Token], days: Days) -> list[Link]:
    """Every time phrase of a question as a link whose data is a When."""
    links = []
    for at in range(len(words)):
        for found in (_range(words, at, days), _open_ended(words, at, days), _atom(words, at, days)):
            if found:
                # "sales between 5 and 12 august" bounds days and not sales
                score = 1.4 if norm(words, at) == "between" else 1.0
                links.append(Link(at, found[0], "period", found[1].label, score, found[1]))
            if found and norm(words, at - 1) == "the":
                links.append(Link(at - 1, found[0], "period", found[1].label, 1.0, found[1]))
    return links


def _atom(words: list[Token], at: int, days: Days) -> Found:
    found = [f for reader in _ATOMS if at < len(words) and (f := reader(words, at, days))]
    best = max(found, key=lambda f: f[0], default=None)
    if best and best[1].start == best[1].end and norm(words, best[0]) == "week":
        week = days.week_of(best[1].start, "")  # "4th of july week"
        return best[0] + 1, When(week.start, week.end, f"the week {span_label(week.start, week.end)}")
    if best and best[1].start == best[1].end and norm(words, best[0]) == "weekend":
        return best[0] + 1, long_weekend(best[1].start)  # "4th of july weekend"
    return best


def _after_the(words: list[Token], at: int, days: Days) -> Found:
    while norm(words, at) in ("the", "in", "on", "end", "of", "start", "month", "week") and not (
        _atom(words, at, days)
    ):
        at += 1
    return _atom(words, at, days)


def _range(words: list[Token], at: int, days: Days) -> Found:
    lead = norm(words, at) in ("from", "between", "starting", "btw", "betw")
    start_at = at + 1 if lead else at
    if lead and norm(words, start_at) == "the":
        start_at += 1
    if (found := _weeks(words, start_at, days)) or (found := _days_of_month(words, start_at, days)):
        return found
    first = _atom(words, start_at, days)
    if first is None or _sets_apart(words, at, lead):
        return None
    joins = _TO | ({"and", "&"} if lead and norm(words, at) != "from" else set())
    link_at = first[0]
    if norm(words, link_at) == "up" and norm(words, link_at + 1) == "to":
        link_at += 1
    if norm(words, link_at) not in joins:
        return None
    second = _after_the(words, link_at + 1, days)
    if second is None:
        return None
    start, end = _feast(words, start_at, first[0], days) or first[1].start, second[1].end
    if (feast := _feast(words, link_at + 1, second[0], days)) is not None:
        end = feast if feast > start else feast.replace(year=feast.year + 1)  # "from christmas to new year"
    if end < start:
        return None
    return second[0], When(start, end, span_label(start, end))


def _feast(words: list[Token], first: int, after: int, days: Days) -> dt.date | None:
    """The day of a feast that one end of a range names: it runs from or to that day, and not its week."""
    return next((d for at in range(first, after) if (d := holiday_day(words, at, days))), None)


def _sets_apart(words: list[Token], at: int, lead: bool) -> bool:
    """Whether the two ends are compared: 'compare may to june', 'the change from may to june'."""
    ahead = {w.norm for w in words[max(0, at - 8) : at]}
    if ahead & {"compare", "compared", "comparing", "comparison", "difference", "gap"}:
        return True
    after = [w.norm for w in words[at:]]
    stepwise = any(w in _STEPWISE or (w in _BY and after[k + 1 : k + 2] and stem(words, at + k + 1) in _UNITS)
                   for k, w in enumerate(after))  # fmt: skip
    stems = [w.stem for w in words[max(0, at - 8) : at]]
    moves = any(key[0] in ahead for key in phrase_keys("change") if len(key) == 1)
    moves = moves or any(pair in phrase_keys("change") for pair in pairwise(stems))
    return not stepwise and moves


def _weeks(words: list[Token], at: int, days: Days) -> Found:
    first = numbered_week(words, at, days)
    if first is None:
        return None
    i = first[0]
    if norm(words, i) not in _TO | {"and"}:
        return None
    joint, i = norm(words, i), i + 1
    if stem(words, i) == "week":
        i += 1
    number = number_at(words, i)
    last = days.week(number) if number and words[i].kind == "number" and not words[i].unit else None
    if last is None or last.end < first[1].start:
        return None
    if joint == "and" and norm(words, at - 1) != "between" and (last.start - first[1].end).days > 1:
        return None  # "week 1 and week 53" are two weeks
    return i + 1, When(first[1].start, last.end, f"{first[1].label} to {last.label.removeprefix('week ')}")


def _days_of_month(words: list[Token], at: int, days: Days) -> Found:
    """'3 to 10 march', '3rd - 10th of march', 'march 3-10'."""
    name = month_at(words, at)
    i = at if name is None else at + 1
    low = number_at(words, i) if i < len(words) and words[i].kind == "number" else None
    joins = _TO | ({"and", "&"} if norm(words, at - 1) in ("between", "the") else set())
    if low is None or norm(words, i + 1) not in joins:
        return None
    i = i + 1 if norm(words, i + 2) == "the" else i
    high = number_at(words, i + 2) if i + 2 < len(words) and words[i + 2].kind == "number" else None
    i += 3
    if name is None:
        i = i + 1 if norm(words, i) == "of" else i
        name = month_at(words, i)
        i += 1
    if high is None or name is None or not 1 <= low <= high:
        return None
    first = dt.date(days.year, name, 1)
    if high > month_end(first).day:
        return None
    start, end = first.replace(day=low), first.replace(day=high)
    return i, When(start, end, span_label(start, end))


def _run_up(words: list[Token], at: int, days: Days) -> Found:
    """'In the run up to christmas': the four weeks before."""
    found = _after_the(words, at, days)
    if found is None:
        return None
    first = _feast(words, at, found[0], days) or found[1].start
    start, end = first - dt.timedelta(days=28), first - dt.timedelta(days=1)
    label = span_label(start, end)
    return found[0], When(start, end, label, f"The run-up is read as the four weeks before: {label}.")


def _open_ended(words: list[Token], at: int, days: Days) -> Found:
    word, i = norm(words, at), at + 1
    if word in ("prior", "previous") and norm(words, i) == "to":
        word, i = "before", i + 1
    elif word == "up" and norm(words, i) in ("to", "until", "till"):
        verb = at - 2 if norm(words, at - 1) == "-" else at - 1
        if norm(words, verb) in ("run", "lead", "build"):
            return _run_up(words, i + 1, days)
        word, i = "until", i + 1
    elif word == "by" and norm(words, i) in ("the", "end"):
        word = "until" if "end" in (norm(words, i), norm(words, i + 1)) else ""
    elif word == "as" and norm(words, i) == "of":
        word, i = "since", i + 1
    if word not in (
        "since",
        "after",
        "before",
        "until",
        "till",
        "til",
        "through",
        "from",
        "starting",
        "onwards",
    ):
        return None
    found = _after_the(words, i, days)
    if found is None:
        return None
    after, when = found
    named = next((d for at in range(i, after) if (d := holiday_day(words, at, days))), None)
    if (
        named is not None
        and when.start <= named <= when.end
        and norm(words, after - 1) not in ("week", "weekend")
    ):
        when = When(named, named, when.label)  # "since easter": from the day, not from its week
    onward = norm(words, after) in ("on", "onward", "onwards", "forward")
    if word == "from" and not onward:
        return None
    after = after + 1 if onward else after
    closed = {w.norm for w in words[i:after]} & {"end"} and word == "since" and when.end < days.last
    if word in ("since", "from", "starting") and not closed:
        start, end = when.start, days.last
    elif word == "after" or closed:  # "since the end of september"
        start, end = when.end + dt.timedelta(days=1), days.last
    elif word == "before":
        start, end = days.first, when.start - dt.timedelta(days=1)
    else:
        start, end = days.first, when.end
    if end < start:
        return after, When(start, start, f"{word} {when.label}", future=start > days.last)
    note = ""
    if word in ("until", "till", "til") and when.start != when.end:
        note = f"'{word}' is read as up to and including {day_label(end)}."
    return after, When(start, end, span_label(start, end), note)
