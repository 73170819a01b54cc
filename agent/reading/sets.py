"""Customers told of by what they did, as sets: 'who bought milk but never cheese', 'mailed campaign 8'."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import Days, When
from agent.reading.deed_parts import PEOPLE, DeedKind
from agent.reading.deeds import Deed, find_deeds, find_people
from agent.reading.goods import chosen_by
from agent.reading.held import held_sets
from agent.reading.links import Link
from tools.warehouse.request import CustomerSet, Filter, Period


def customer_sets(s: Sentence, definitions: Any, days: Days) -> tuple[list[CustomerSet], int]:
    """The sets that a question tells of, their links taken out of what is left to filter by, and how many of
    them a share is of. Empty where plain filters say the same. Sets without a period of their own get that of
    the question later."""
    people = find_people(s)
    deeds = find_deeds(s, people, definitions)
    elsewhere = _measured_elsewhere(s, deeds, definitions)
    found = held_sets(s, people, bool(deeds), definitions)
    deeds = [d for d in deeds if not d.parts or any(_open(s, p.place) for p in d.parts)]
    for deed in deeds:
        deed.parts = [p for p in deed.parts if _open(s, p.place)]
    asked = sum(1 for x in s.links if x.target == "how_many")
    needed = (
        bool(found)
        or any(d.denied or any(p.joined == "not" or p.again for p in d.parts) for d in deeds)
        or (asked < 2 and sum(d.alternatives for d in deeds) > 1)
        or (elsewhere and any(d.told for d in deeds))
        or (s.refers_to == "complement" and any(d.told for d in deeds))
        or (any(x.target == "share" for x in s.links) and any(d.kind == "redeemed" for d in deeds))
    )
    shared = _campaigns(s)
    whens = sum(1 for x in s.links if x.kind == "period" and isinstance(x.data, When))
    several = whens > 1 and sum(1 for d in deeds if d.parts) > 1
    among, apart = 0, [p for p, x in enumerate(s.links) if x.target == "share"]
    if needed:
        for deed in deeds:
            if deed.told or not elsewhere:
                idle = deed.denied and not deed.parts and deed.kind == "bought"
                alone = idle or several  # "bought eggs in may and bought eggs in june"
                period = _own_period(s, deed, days, alone) if elsewhere or alone else None
                found += _as_sets(deed, period, days, [] if _anything(s, deed) else shared)
                _consume(s, deed)
            if apart and deed.place < apart[0] and len(deeds) > 1:
                among = len(found)  # "of the households that bought yogurt, what share bought milk"
        for place, link in enumerate(s.links):
            if link.kind == "unknown" and s.words(link) == "together":
                s.links[place] = replace(link, kind="function")  # who bought both
    elif people:
        found += _mailed(s, definitions)
    return found, among


def _anything(s: Sentence, deed: Deed) -> bool:
    """'Never redeemed anything': of no campaign at all."""
    behind = s.links[deed.place + 1 : deed.place + 3]
    return any(s.words(x) in ("anything", "nothing", "any coupon", "any coupons", "at all") for x in behind)


def meant_here(s: Sentence) -> None:
    """'Who got campaign 8 but never redeemed: what did those spend' points at the people it has just told
    of, and at no answer before."""
    told = next((p for p, x in enumerate(s.links) if x.kind == "condition" and x.data is None), None)
    for place, link in enumerate(s.links):
        if link.target == "points:set" and told is not None and place > told and s.refers_to == "set":
            s.tell(place)
            s.refers_to = ""


def _open(s: Sentence, place: int) -> bool:
    """Whether no set has taken a part of a deed yet."""
    return s.links[place].kind != "condition"


def _of_standing(s: Sentence, definitions: Any) -> bool:
    """'The repeat rate of yogurt buyers' is of yogurt bought again: such figures are of the goods."""
    asked = [x.target for x in s.links if x.kind == "metric" and x.target not in PEOPLE]
    return bool(asked) and all(definitions.follows_customers(m) for m in asked)


def _measured_elsewhere(s: Sentence, deeds: list[Deed], definitions: Any) -> bool:
    """Whether something else about these customers is asked for: their sales, what they buy."""
    verbs = {d.place for d in deeds}
    if not any(d.told for d in deeds) or _of_standing(s, definitions):
        return False
    others = [x for p, x in enumerate(s.links) if p not in verbs and x.kind in ("metric", "dimension")]
    return any(x.target not in (*PEOPLE, "offer") for x in others) or any(not d.told for d in deeds)


def _own_period(s: Sentence, deed: Deed, days: Days, alone: bool = False) -> Period | None:
    """The period inside a description, where the question has another one or goes on after it; `alone` takes
    it in any case: who did not shop in june is no customer of june."""
    after = deed.parts[-1].place if deed.parts else deed.place
    for at in range(after + 1, min(after + 4, len(s.links))):
        link = s.links[at]
        if link.kind == "period" and isinstance(link.data, When):
            others = [x for x in s.links if x is not link and x.kind == "period" and isinstance(x.data, When)]
            if alone or others or any(x.kind == "metric" for x in s.links[at + 1 :]):
                s.links[at] = replace(link, data=None)
                return days.inside(link.data)
    return None


def _as_sets(deed: Deed, period: Period | None, days: Days, campaigns: list[Filter]) -> list[CustomerSet]:
    if not deed.parts:
        return [_set(deed.kind, campaigns if deed.kind != "bought" else [], period, deed.denied)]
    goods = [p.chosen for p in deed.parts if p.chosen is not None]
    times = [p for p in deed.parts if p.when is not None]
    if len(goods) == len(times) > 1:  # each of the goods at a time of its own
        pairs = zip([p for p in deed.parts if p.chosen], [p for p in deed.parts if p.when], strict=True)
        return [
            _set(
                deed.kind,
                [g.chosen],
                days.inside(w.when) if w.when else None,
                deed.denied or g.joined == "not",
            )
            for g, w in pairs
            if g.chosen is not None
        ]
    if goods and times:  # "beer in june but not in july": the same goods at two times
        return [
            _set(deed.kind, goods, days.inside(p.when) if p.when else None, p.joined == "not").model_copy(
                update={"alternative": p.joined == "or"}
            )
            for p in times
        ]
    made: list[CustomerSet] = []
    groups: list[tuple[list[Filter], bool]] = []
    for part in deed.parts:
        negated = deed.denied or part.joined == "not"
        if part.chosen is None:
            made.append(_set(deed.kind, [], days.inside(part.when) if part.when else None, negated))
        elif part.joined == "or" and groups and groups[-1][0][-1].dimension == part.chosen.dimension:
            last = groups[-1][0].pop()
            values = list(dict.fromkeys([*last.values, *part.chosen.values]))
            groups[-1][0].append(Filter(dimension=last.dimension, values=values))
        elif part.joined in ("in", "or") and groups:
            groups[-1][0].append(part.chosen)
        else:
            groups.append(([part.chosen], negated))
    return made + [_set(deed.kind, filters, period, negated) for filters, negated in groups]


def _set(kind: DeedKind, filters: list[Filter], period: Period | None, negated: bool) -> CustomerSet:
    return CustomerSet.model_validate({kind: filters, "period": period, "negate": negated})


def _campaigns(s: Sentence) -> list[Filter]:
    """The campaign of 'households mailed campaign 8 that never redeemed', which both deeds are about."""
    found = (chosen_by(x) for x in s.links if x.kind == "value" and x.target == "campaign")
    return [f for f in found if f is not None][:1]


def _consume(s: Sentence, deed: Deed) -> None:
    """Takes the links of a deed out of what is left to filter and to group by."""
    first = min([deed.place, *(p.place for p in deed.parts)])
    last = max([deed.place, *(p.place for p in deed.parts)])
    for part in deed.parts:
        link = s.links[part.place]
        kind = "condition" if part.chosen else link.kind
        s.links[part.place] = Link(link.first, link.after, kind, link.target, link.score)
    for at in range(max(0, first - 3), min(last + 3, len(s.links))):
        link = s.links[at]
        if (link.kind == "negation" and at < max(last, deed.place + 1)) or (
            link.target == "offer" and at > deed.place
        ):
            s.tell(at)
    verb = s.links[deed.place]
    if verb.kind in ("metric", "unknown") and verb.target != "customers":
        s.tell(deed.place)


def _mailed(s: Sentence, definitions: Any) -> list[CustomerSet]:
    """'Sales to households in campaign 13': purchases know no campaign, so the households do."""
    measures = [x.target for x in s.links if x.kind == "metric" and x.target not in PEOPLE]
    if not measures or not all("order_lines" in definitions.facts_of(m) for m in measures):
        return []
    found = []
    for place, link in enumerate(s.links):
        chosen = chosen_by(link) if link.kind == "value" else None
        if chosen is not None and definitions.dimensions[chosen.dimension].group == "campaign":
            s.take(place)
            found.append(_set("mailed", [chosen], None, False))
    return found
