"""Conditions per step of time: 'at least once a week', 'more than $300 a month'."""

from dataclasses import replace

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.days import Days, When

_AVERAGE = {"on average", "average", "in average", "typically", "on an average"}


def scale_rates(s: Sentence, days: Days) -> list[str]:
    """Makes of a condition per week or month one on the whole period, in place, and says so: who comes at
    least once a week on average has as many orders as the period has weeks."""
    notes = []
    for place, link in enumerate(s.links):
        if link.kind != "condition" or not isinstance(link.data, Asked) or not link.data.each:
            continue
        asked: Asked = link.data
        count = steps_in(s, asked.each, days)
        upper = None if asked.upper is None else asked.upper * count
        s.links[place] = replace(link, data=replace(asked, value=asked.value * count, upper=upper, each=""))
        for near in (place - 1, place + 1):
            if 0 <= near < len(s.links) and s.words(s.links[near]) in _AVERAGE:
                s.tell(near)
        if count > 1:
            said = " ".join(t.text for t in s.tokens[link.first : link.after])
            notes.append(f"'{said}' is read as the average over the {count} {asked.each}s of the period.")
    return notes


def steps_in(s: Sentence, unit: str, days: Days) -> int:
    """How many whole months, weeks, days ... the period of the question holds, or the data."""
    whens = [x.data for x in s.links if x.kind == "period" and isinstance(x.data, When)]
    inside = days.inside(whens[0]) if whens else None
    start, end = (inside.start, inside.end) if inside else (days.first, days.last)
    if unit in ("day", "week"):
        return max(1, ((end - start).days + 1) // {"day": 1, "week": 7}[unit])
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    return max(1, months // {"month": 1, "quarter": 3, "year": 12}[unit])
