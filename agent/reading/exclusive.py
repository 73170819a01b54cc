"""Customers by all that they bought: 'only buy private label', 'shop only on weekends or in december'."""

import datetime as dt
from typing import Any

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import Days, When
from agent.reading.deed_parts import DOING
from agent.reading.deeds import find_people
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from tools.warehouse.request import CustomerSet, Filter, Period

_ONLY = {"only", "exclusively", "solely", "just", "strictly", "purely"}
_VERBS = BUYS | DOING | {"shops", "visits", "comes", "orders", "spends"}
_IDLE = {"ever", "really", "in", "on", "at", "from", "the", "of", "our", "to", "any", "us", "with",
    "during", "and", "or", ",", "store", "products", "things", "items", "have", "had", "stuff", "goods",
    "here", "their"}  # fmt: skip


def only_sets(s: Sentence, definitions: Any, days: Days) -> list[CustomerSet]:
    """Those who bought nothing else than the goods named, or at no other place or time."""
    people = find_people(s)
    for place, link in enumerate(s.links):
        said = s.words(link) in _ONLY and link.kind != "condition"
        if not said or not (s.asks_number or any(p < place for p in people)):
            continue
        verb = _verb(s, place)
        values = _values(s, place, verb) if verb is not None else []
        if verb is None or not values or (place and s.links[place - 1].kind == "negation"):
            continue
        sets = _sets(s, values, definitions, days)
        if not sets:
            continue
        s.tell(place)
        s.tell(verb)
        return sets
    return []


def _verb(s: Sentence, place: int) -> int | None:
    """The verb of buying right behind the word, or before it in the same clause."""
    for at in range(place + 1, min(place + 3, len(s.links))):
        if s.words(s.links[at]) in _VERBS:
            return at
        if s.words(s.links[at]) not in _IDLE:
            break
    for at in range(place - 1, max(-1, place - 8), -1):
        link = s.links[at]
        if s.words(link) in _VERBS:
            return at
        if not (link.kind == "value" or s.words(link) in _IDLE):
            break
    return None


def _values(s: Sentence, place: int, verb: int) -> list[int]:
    """The values or the time that the word restricts: behind it and the verb, else right before it."""
    found = _run(s, range(max(place, verb) + 1, len(s.links)))
    if not found and verb < place:
        found = _run(s, range(place - 1, verb, -1))
    return sorted(found)


def _run(s: Sentence, places: range) -> list[int]:
    found: list[int] = []
    for at in places:
        link = s.links[at]
        chosen = chosen_by(link) if link.kind == "value" else None
        timed = link.kind == "period" and isinstance(link.data, When)
        if chosen is not None and chosen.op == "in" and chosen.dimension not in s.people:
            found.append(at)
        elif timed and not found:
            return [at]
        elif s.words(link) not in _IDLE and link.target != "qualifier":
            break
    return found


def _sets(s: Sentence, places: list[int], definitions: Any, days: Days) -> list[CustomerSet]:
    link = s.links[places[0]]
    if isinstance(link.data, When):
        return _at_no_other_time(s, places[0], link, days)
    chosen = [f for p in places if (f := chosen_by(s.links[p])) is not None]
    if any(definitions.dimensions[f.dimension].group == "campaign" for f in chosen):
        return []
    named: dict[str, list[Any]] = {}
    for f in chosen:
        named.setdefault(f.dimension, []).extend(f.values)
    for p in places:
        s.take(p)
    others = [Filter(dimension=name, op="not_in", values=values) for name, values in named.items()]
    return [CustomerSet(bought=others, negate=True)]


def _at_no_other_time(s: Sentence, place: int, link: Link, days: Days) -> list[CustomerSet]:
    """'Only shopped in december': in it, and neither before nor after."""
    inside = days.inside(link.data)
    if inside is None:
        return []
    s.links[place] = Link(link.first, link.after, "period", link.target, link.score)
    one = dt.timedelta(days=1)
    sets = [CustomerSet(bought=[], period=inside)]
    if inside.start > days.first:
        before = Period(start=days.first, end=inside.start - one)
        sets.append(CustomerSet(bought=[], period=before, negate=True))
    if inside.end < days.last:
        after = Period(start=inside.end + one, end=days.last)
        sets.append(CustomerSet(bought=[], period=after, negate=True))
    return sets if len(sets) > 1 else []
