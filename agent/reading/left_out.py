"""Days that are left out: 'except october', 'not counting thanksgiving week', 'with december excluded'."""

import datetime as dt
from dataclasses import replace

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import Days, When, month_end
from agent.reading.deeds import find_people
from agent.reading.links import Link
from agent.reading.negation import stands_out
from agent.reading.stretches import slice_of
from agent.reading.timewords import ORDINALS, norm, number_at, stem
from tools.warehouse.request import Filter

_HABITS = {
    "not",
    "but not",
    "and not",
    "didnt",
    "did not",
    "dont",
    "do not",
    "never",
    "havent",
    "have not",
    "none",
    "but none",
    "nothing",
    "but nothing",
    "but never",
    "not once",
    "but not once",
    "not a single",
}
"""Negations that are of what customers did where customers are told of: 'in june but not in july'."""
_BETWEEN = {
    "the",
    "in",
    "for",
    "during",
    "of",
    "on",
    "that",
    "all",
    "any",
    "sales",
    "days",
    "figures",
    "data",
}
_NONE = {"no", "non", "none", "never", "nothing"}
_DONE = "left out"
"""The target of a negation that has left days out."""
_ALL = {"all", "every", "each", "any"}
_LONGEST = 92
"""Days that are named one by one where no month or week holds them."""


def leave_days_out(s: Sentence, days: Days) -> None:
    """Turns periods that a negation reaches into filters that leave their days out, in place."""
    people = bool(find_people(s)) and any(s.words(x) in BUYS for x in s.links)
    for place, link in enumerate(s.links):
        if link.kind != "period" or not isinstance(link.data, When):
            continue
        at = _negation(s, place)
        if at is not None and s.words(s.links[at]) in _NONE:
            continue  # "categories with no sales in june"
        if at is not None and s.words(s.links[at]) == "less" and any(s.words(x) == "than" for x in s.links):
            continue  # "spent less in december than in november"
        if at is not None and people and s.words(s.links[at]) in _HABITS:
            continue
        if at is None and not stands_out(s, place):
            continue
        when = _inside_another(s, place, days) or link.data
        if (chosen := _filter(when, days)) is None:
            continue
        s.links[place] = replace(link, kind="value", target=chosen.dimension, data=chosen)
        if at is not None:
            s.links[at] = replace(s.links[at], kind="function", target=_DONE, data=None)


def _negation(s: Sentence, place: int) -> int | None:
    """The place of the negation that reaches a period, also over one that it reaches first."""
    at = place - 1
    while at >= 0:
        link, words = s.links[at], s.words(s.links[at])
        if link.kind == "negation" or link.target == _DONE:
            return at
        if words == "but" and any(s.words(x) in _ALL for x in s.links[max(0, at - 3) : at]):
            return at
        if not (words in _BETWEEN or s.is_and(link) or _is_left_out(link)):
            return None
        if s.is_and(link) and not (at and _is_left_out(s.links[at - 1])):
            return None
        at -= 1
    return None


def _is_left_out(link: Link) -> bool:
    return link.kind == "value" and isinstance(link.data, Filter) and link.data.op == "not_in"


def _inside_another(s: Sentence, place: int, days: Days) -> When | None:
    """'In february without the last week' leaves out the last week of February, not of the data."""
    link = s.links[place]
    at = link.first + (1 if norm(s.tokens, link.first) == "the" else 0)
    order = ORDINALS.get(norm(s.tokens, at))
    count = number_at(s.tokens, at + 1)
    unit = stem(s.tokens, at + (1 if count is None else 2))
    others = [x.data for p, x in enumerate(s.links) if p != place and x.kind == "period"]
    if order is None or unit not in ("day", "week"):
        return None
    outer = next((w for w in others if isinstance(w, When)), When(days.first, days.last, ""))
    return slice_of(outer, order, count, unit)


def _filter(when: When, days: Days) -> Filter | None:
    """The filter that leaves the days out: by month where the months are whole, else day by day."""
    inside = days.inside(when)
    if inside is None:
        return None
    start, end = inside.start, inside.end
    if start.day == 1 and end == month_end(end):
        months = {f"{d:%Y-%m}": None for d in _each_day(start, end)}
        return Filter(dimension="month", op="not_in", values=list(months))
    if (end - start).days >= _LONGEST:
        return None
    return Filter(dimension="date", op="not_in", values=[d.isoformat() for d in _each_day(start, end)])


def _each_day(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + dt.timedelta(days=n) for n in range((end - start).days + 1)]
