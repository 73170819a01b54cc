"""Customers by how steadily they buy: 'shopped every month', 'bought milk in all twelve months'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import Days
from agent.reading.deeds import find_people
from agent.reading.goods import goods_among
from agent.reading.links import Link
from agent.reading.rates import steps_in
from tools.warehouse.request import CustomerSet, Having

_ACTIVE = {"month": "months_active", "week": "weeks_active"}
_EVERY = {"every", "in every", "for every", "each and every", "all", "every single"}
_VERBS = BUYS | {"shops", "active", "shopping", "buying", "present", "visits", "visiting", "showed up",
    "been", "here", "in", "coming", "comes", "ordering", "orders"}  # fmt: skip


def every_sets(s: Sentence, days: Days, definitions: Any) -> list[CustomerSet]:
    """Those who bought in every month (or week) of the period asked about. 'Each month' lists the months."""
    place = next((p for p, x in enumerate(s.links) if _steady(s, p, definitions)), None)
    if place is None:
        return []
    link = s.links[place]
    people = find_people(s)
    verb = next((p for p in range(place - 1, -1, -1) if s.words(s.links[p]) in _VERBS), None)
    if verb is None or not (people or s.asks_number or verb == 0):
        return []
    count = steps_in(s, link.target, days) if link.target in _ACTIVE else 0
    buys = next((p for p in range(place - 1, -1, -1) if s.words(s.links[p]) in BUYS), verb)
    goods = goods_among(s, range(buys + 1, len(s.links)), definitions)
    for p in range(max(verb, place - 3), place + 1):
        x = s.links[p]
        if p in (verb, place) or s.words(x) in _EVERY or x.kind in ("rank", "unknown"):
            s.tell(p)
    if all(x.kind != "metric" for x in s.links) and people:
        first = s.links[people[0]]
        s.links[people[0]] = Link(first.first, first.after, "metric", "customers")
    if link.target == "quarter":
        quarters = [days.inside(days.quarter(n, days.year)) for n in (1, 2, 3, 4)]
        return [CustomerSet(bought=goods, period=q) for q in quarters if q is not None]
    held = Having(metric=_ACTIVE[link.target], op=">=", value=count)
    return [CustomerSet(bought=goods, at_least=held)]


def _steady(s: Sentence, place: int, definitions: Any) -> bool:
    link = s.links[place]
    known = link.target == "quarter" or _ACTIVE.get(link.target, "") in definitions.metrics
    if link.kind != "dimension" or not known or not place:
        return False
    ahead = [w for x in s.links[max(0, place - 4) : place] if (w := s.words(x)) not in ("single", "the")]
    if not ahead:
        return False
    if s.words(link).split()[0] in ("every", "all"):
        return True
    return (
        ahead[-1] in _EVERY
        or (len(ahead) > 1 and ahead[-2] == "all")
        or ahead[-1] in ("12", "twelve", "4", "four")
    )
