"""Customers by where they stand where something else is asked of them: 'the basket of new customers'."""

import datetime as dt

from agent.reading.context import Sentence
from agent.reading.days import Days, When, span_label
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from agent.reading.stopped import still_quiet
from tools.warehouse.periods import previous
from tools.warehouse.request import CustomerSet, Filter, Having, Period

ROLE = "standing:"
"""What the target of a description begins with that says of whom a figure is."""
_OTHERS = {"new_customers": "returning_customers", "returning_customers": "new_customers"}
_BETWEEN = 3


def describe(s: Sentence, place: int) -> None:
    """Takes a word for where customers stand as a description of those that a figure is of."""
    link = s.links[place]
    s.links[place] = Link(link.first, link.after, "function", ROLE + link.target, link.score)


def standing_sets(s: Sentence, days: Days) -> tuple[list[CustomerSet], list[str]]:
    """The sets that such a description means, and what to say of them. Where no period says when they were
    new or left, the words stay not understood; 'new vs returning' are new customers and all others."""
    places = [p for p, x in enumerate(s.links) if x.target.startswith(ROLE)]
    if not places:
        return [], []
    names = [s.links[p].target.removeprefix(ROLE) for p in places]
    against = len(places) == 2 and _OTHERS.get(names[0]) == names[1]
    at = next((p for p, x in enumerate(s.links) if x.kind == "period" and isinstance(x.data, When)), None)
    when = days.inside(s.links[at].data) if at is not None else None
    stepwise = any(x.kind == "dimension" and x.target in ("month", "week", "quarter") for x in s.links)
    goods = _goods(s, places[0])
    sets, note = ([], "") if stepwise or len(places) > 1 + against else _sets(names[0], goods, when, days)
    if not sets:
        for place in places:
            s.links[place] = Link(s.links[place].first, s.links[place].after, "unknown")
        return [], []
    for place in places:
        s.tell(place)
    if against:
        s.links[places[1]] = Link(
            s.links[places[1]].first, s.links[places[1]].after, "follow_up", "points:complement"
        )
        s.refers_to = "complement"
    if names[0] == "lapsed_customers" and at is not None and when is not None:
        # What they bought, they bought before.
        end = when.start - dt.timedelta(days=1)
        before = When(days.first, end, span_label(days.first, end))
        s.links[at] = Link(s.links[at].first, s.links[at].after, "period", before.label, 1.0, before)
    return sets, [note] if note else []


def _sets(name: str, goods: list[Filter], when: Period | None, days: Days) -> tuple[list[CustomerSet], str]:
    if name == "repeat_customers":
        return [CustomerSet(bought=goods, at_least=Having(metric="orders", op=">=", value=2))], ""
    if name == "lapsed_customers" and when is None:
        quiet = still_quiet(days)
        before = Period(start=days.first, end=quiet.start - dt.timedelta(days=1))
        note = f"Lapsed is read as bought before {span_label(quiet.start, quiet.start)} and not since."
        return _both(goods, before, quiet, False), note
    if when is None or (when.start <= days.first and name != "new_customers"):
        return [], ""
    last_before = max(days.first, when.start - dt.timedelta(days=1))
    earlier = Period(start=days.first, end=last_before)
    just_before = previous(when)
    match name:
        case "new_customers":
            return [CustomerSet(bought=goods, when="first", period=when)], ""
        case "returning_customers":
            return _both(goods, earlier, when, True), ""
        case "retained_customers":
            return _both(goods, just_before, when, True), ""
        case "lapsed_customers":
            return _both(goods, just_before, when, False), ""
        case "reactivated_customers":
            away = CustomerSet(bought=goods, period=just_before, negate=True)
            return [*_both(goods, earlier, when, True), away], ""
    return [], ""


def _both(goods: list[Filter], first: Period, second: Period, again: bool) -> list[CustomerSet]:
    """Those who bought at one time, and did or did not at another."""
    return [
        CustomerSet(bought=goods, period=first),
        CustomerSet(bought=goods, period=second, negate=not again),
    ]


def _goods(s: Sentence, place: int) -> list[Filter]:
    """The wine in 'the basket of new wine buyers'."""
    for at in range(place + 1, min(place + 1 + _BETWEEN, len(s.links))):
        link = s.links[at]
        chosen = chosen_by(link) if link.kind == "value" else None
        if link.target in ("subject", "customers", "customer"):
            break
        if chosen is not None and chosen.op == "in" and chosen.dimension not in s.people:
            s.take(at)
            return [chosen]
    return []
