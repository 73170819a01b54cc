"""Time phrases counted from the data's last day: 'last month', 'past 30 days', '3 weeks ago'."""

import datetime as dt

from agent.reading.before import AGAINST
from agent.reading.days import WEEKDAYS, Days, When, day_label, months_before, span_label
from agent.reading.english import function_words
from agent.reading.running import all_year, opening, running, span_now, to_date
from agent.reading.timewords import UNITS, Found, norm, number_at, single_day, stem
from agent.reading.tokens import Token

_LATELY = {"recently", "lately", "these days", "of late"}
_WHOLE = {"full", "complete", "whole", "entire", "completed"}


def relative(words: list[Token], at: int, days: Days) -> Found:
    """A phrase relative to the data's last day, which is what "today" means here."""
    for reader in (
        _day, _before_last, running, to_date, _this_or_last, _trailing, opening, _next, all_year, _ago,
    ):  # fmt: skip
        if found := reader(words, at, days):
            return found
    return None


def _day(words: list[Token], at: int, days: Days) -> Found:
    word = norm(words, at)
    shift = {"today": 0, "yesterday": -1, "tomorrow": 1}.get(word.removesuffix("s"))
    if shift is not None:
        day = days.last + dt.timedelta(days=shift)
        return at + 1, When(day, day, day_label(day), future=shift > 0)
    lately = next((n for n in (1, 2) if " ".join(norm(words, at + k) for k in range(n)) in _LATELY), 0)
    if lately:
        weeks = days.trailing(4, "week")
        said = " ".join(norm(words, at + k) for k in range(lately))
        return at + lately, When(weeks.start, weeks.end, weeks.label, f"'{said}' is read as {weeks.label}.")
    after = at + 1
    if (
        word in ("last", "this", "past")
        and norm(words, after) in WEEKDAYS
        and words[after].text[-1] not in "sS"
    ):
        back = (days.last.weekday() - WEEKDAYS[norm(words, after)]) % 7 or (7 if word == "last" else 0)
        return single_day(days.last - dt.timedelta(days=back), after + 1)
    if word in WEEKDAYS and norm(words, after) in ("before", "prior") and _unnamed(words, after + 1):
        back = (days.last.weekday() - WEEKDAYS[word]) % 7 or 7
        same = any(WEEKDAYS.get(w.norm) == WEEKDAYS[word] for w in words[:at])
        back += 7 if same else 0  # "last saturday vs the saturday before"
        return single_day(days.last - dt.timedelta(days=back), after + 1)
    if word in ("last", "this", "past", "previous") and norm(words, after) == "weekend":
        back = (days.last.weekday() - 5) % 7
        start = days.last - dt.timedelta(days=back)
        return after + 1, When(start, start + dt.timedelta(days=1), span_label(start, days.last))
    return None


def _before_last(words: list[Token], at: int, days: Days) -> Found:
    """'The day before yesterday', 'the week before last', 'the weekend before last'."""
    unit = norm(words, at)
    if norm(words, at + 1) != "before":
        return None
    if unit == "day" and norm(words, at + 2) == "yesterday":
        return single_day(days.last - dt.timedelta(days=2), at + 3)
    ends = at + 3 >= len(words) or not words[at + 3].norm.isalnum() or norm(words, at + 3) in function_words()
    if norm(words, at + 2) != "last" or not ends:
        return None
    if unit == "weekend":
        start = days.last - dt.timedelta(days=(days.last.weekday() - 5) % 7 + 7)
        end = start + dt.timedelta(days=1)
        return at + 3, When(start, end, span_label(start, end))
    if unit not in UNITS - {"day", "year"}:
        return None
    start = _before(unit, days).start - dt.timedelta(days=1)
    when = span_now(unit, Days(days.first, start))
    return at + 3, When(when.start, when.end, span_label(when.start, when.end))


def _unnamed(words: list[Token], at: int) -> bool:
    """Whether the words do not go on to say before what: 'the saturday before easter'."""
    return at >= len(words) or not words[at].norm.isalnum() or norm(words, at) in ("last", "that")


def _before(unit: str, days: Days) -> When:
    start = span_now(unit, days).start - dt.timedelta(days=1)
    return span_now(unit, Days(days.first, start))


def _this_or_last(words: list[Token], at: int, days: Days) -> Found:
    i = at + 1
    if norm(words, i) in _WHOLE:
        i += 1
    unit = stem(words, i)
    word = norm(words, at)
    plural = i < len(words) and words[i].norm.endswith("s")
    if unit not in UNITS or (plural and not (word in ("this", "last") and _owns(words, i))):
        return None
    if word in ("this", "current"):
        return i + 1, span_now(unit, days)
    if word == "past":
        return i + 1, days.trailing(1, unit)
    if word not in ("last", "previous", "prior", "preceding"):
        return None
    if word != "last" and norm(words, at - 1) in ("the", "a", "vs", "than", "to", "with") and unit != "year":
        return None  # "vs the previous month" is a comparison with the period before, read elsewhere
    current, before = span_now(unit, days), _before(unit, days)
    if unit == "year":
        return i + 1, before
    note = (
        f"'{word} {unit}' is counted from {day_label(days.last)}, the last day of the data: {before.label}."
    )
    return i + 1, When(before.start, before.end, before.label, note, current)


def _owns(words: list[Token], at: int) -> bool:
    """'This years sales': an apostrophe is missing."""
    following = norm(words, at + 1)
    named = following in ("numbers", "figures", "results", "data", "total", "totals", "performance")
    return (
        at + 1 < len(words) and words[at + 1].kind == "word" and (named or following not in function_words())
    )


def _trailing(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) not in ("last", "past", "latest", "previous", "recent", "trailing", "prior", "final"):
        return None
    i = at + 1
    if norm(words, i) in ("couple", "few"):
        count, i = (2 if norm(words, i) == "couple" else 3), i + (2 if norm(words, i + 1) == "of" else 1)
    else:
        found = number_at(words, i)
        if found is None:
            return None
        count, i = found, i + 1
    if norm(words, i) in _WHOLE or norm(words, i) in ("calendar", "trading"):
        i += 1
    unit, after = stem(words, i), i + 1
    if unit not in UNITS and norm(words, i) in AGAINST:
        unit, after = _unit_later(words, i), i  # "last 3 vs prior 3 months"
    if unit not in UNITS or count < 1:
        return None
    when = days.trailing(min(count, 5000), unit)
    if norm(words, at) in ("previous", "prior") and _set_against(words, at):
        # "last 3 months vs prior 3 months": those before the last
        end = when.start - dt.timedelta(days=1)
        earlier = Days(days.first, end).trailing(min(count, 5000), unit)
        when = When(earlier.start, earlier.end, span_label(earlier.start, earlier.end))
    return after, when


def _unit_later(words: list[Token], at: int) -> str:
    return next((w.stem for w in words[at : at + 5] if w.stem in UNITS), "")


def _set_against(words: list[Token], at: int) -> bool:
    ahead = [norm(words, i) for i in (at - 1, at - 2)]
    return ahead[0] in AGAINST or (ahead[0] == "the" and ahead[1] in AGAINST)


def _next(words: list[Token], at: int, days: Days) -> Found:
    if norm(words, at) not in ("next", "coming", "upcoming", "following"):
        return None
    count = number_at(words, at + 1)
    i = at + 1 if count is None else at + 2
    unit = stem(words, i)
    if unit not in UNITS:
        return None
    start = days.last + dt.timedelta(days=1)
    length = {"day": 1, "week": 7, "month": 30, "quarter": 91, "year": 365}[unit]
    end = start + dt.timedelta(days=length * min(count or 1, 500) - 1)
    return i + 1, When(start, end, " ".join(w.norm for w in words[at : i + 1]), future=True)


def _ago(words: list[Token], at: int, days: Days) -> Found:
    count, unit = number_at(words, at), stem(words, at + 1)
    if count is None or unit not in UNITS or norm(words, at + 2) != "ago":
        return None
    if unit == "day":
        return single_day(days.last - dt.timedelta(days=min(count, 9000)), at + 3)
    if unit == "week":
        week = days.week_of(days.last - dt.timedelta(weeks=min(count, 1000)), "")
        return at + 3, When(week.start, week.end, span_label(week.start, week.end))
    back = months_before(
        days.last.replace(day=1), min(count, 500) * {"month": 1, "quarter": 3, "year": 12}[unit]
    )
    whole = {"month": days.month(back.month, back.year), "year": days.whole_year(back.year)}
    return at + 3, whole.get(unit) or days.quarter((back.month + 2) // 3, back.year)
