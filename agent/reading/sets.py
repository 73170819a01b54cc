"""Customers told of by what they did, as sets: 'who bought milk but never cheese', 'mailed campaign 8'."""

from dataclasses import replace
from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.days import Days, When
from agent.reading.deeds import DOING, PEOPLE, RELATIVE, Deed, DeedKind, find_deeds, find_people
from agent.reading.goods import chosen_by, goods_among
from agent.reading.links import Link
from tools.warehouse.request import CustomerSet, Filter, Having, Period

_LED = {"at", "in", "on", "from", "to", "with", "us", "about"}


def customer_sets(s: Sentence, definitions: Any, days: Days) -> tuple[list[CustomerSet], int]:
    """The sets that a question tells of, their links taken out of what is left to filter by, and how many of
    them a share is of. Empty where plain filters say the same. Sets without a period of their own get that of
    the question later."""
    people = find_people(s)
    deeds = find_deeds(s, people, definitions)
    elsewhere = _measured_elsewhere(s, deeds, definitions)
    found = _conditions(s, people, bool(deeds), definitions)
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
                found += _as_sets(deed, period, days, shared)
                _consume(s, deed)
            if apart and deed.place < apart[0] and len(deeds) > 1:
                among = len(found)  # "of the households that bought yogurt, what share bought milk"
        for place, link in enumerate(s.links):
            if link.kind == "unknown" and s.words(link) == "together":
                s.links[place] = replace(link, kind="function")  # who bought both
    elif people:
        found += _mailed(s, definitions)
    return found, among


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
            _set(deed.kind, goods, days.inside(p.when) if p.when else None, p.joined == "not") for p in times
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


def _conditions(s: Sentence, people: list[int], deeds: bool, definitions: Any) -> list[CustomerSet]:
    """'Sales by department to households that spent over $1000': the condition is on the households, and
    not on the departments."""
    found: list[CustomerSet] = []
    for place, link in enumerate(s.links):
        nouns = [p for p in people if p < place]
        if link.kind != "condition" or not isinstance(link.data, Asked) or not _said_of(s, nouns, place):
            continue
        verb = _verb_of(s, place)
        others = [
            x for p, x in enumerate(s.links)
            if x.kind in ("metric", "dimension") and x.target not in PEOPLE and p != verb
        ]  # fmt: skip
        asked, metric = link.data, link.data.metric or ("sales" if link.data.unit == "$" else "")
        plain = asked.unit not in ("%", "th") and bool(metric)
        alone = all(x.target not in PEOPLE for x in s.links) or (verb is not None and not _listed(s))
        if not (others or deeds or alone) or not plain or definitions.metrics[metric].unit == "percent":
            continue
        goods = _goods(s, place, verb, definitions)
        held = [Having(metric=metric, op=asked.op, value=asked.value)]
        held += [Having(metric=metric, op="<=", value=asked.upper)] if asked.upper is not None else []
        found += [CustomerSet(bought=goods, at_least=h) for h in held]
        s.links[place] = replace(link, data=None)
        if verb is not None and s.links[verb].kind == "metric" and s.links[verb].target not in PEOPLE:
            s.tell(verb)
        for noun in nouns:
            if s.links[noun].target == "customer":
                s.tell(noun, "subject")
    return found


def _listed(s: Sentence) -> bool:
    """Whether the customers are to be named one by one."""
    return bool(s.links) and s.words(s.links[0]) in ("which", "list", "name", "list all", "show all")


def _said_of(s: Sentence, nouns: list[int], place: int) -> bool:
    """Whether a condition describes customers: 'who ...', 'with ...', 'shopping more than 20 times'."""
    if not nouns:
        return False
    between = [w for x in s.links[nouns[-1] : place] for w in s.words(x).split()][-8:]
    begins = s.words(s.links[place]).split()[0]
    led = bool(set(between) & {*RELATIVE, "with", "having"})
    # "how many bought wine twice but never beer"
    led = led or (s.asks_number and any(x.kind == "negation" for x in s.links[place:]))
    return led or any(w in DOING for w in [*between, begins])


def _verb_of(s: Sentence, place: int) -> int | None:
    """The verb of 'bought coffee more than 5 times': the last one before the condition in its clause."""
    for at in range(place - 1, max(-1, place - 6), -1):
        if s.words(s.links[at]).split()[0] in BUYS | DOING:
            return at
        if s.links[at].kind != "value" and s.words(s.links[at]) not in _LED and not s.is_plain(s.links[at]):
            return None
    return None


def _goods(s: Sentence, place: int, verb: int | None, definitions: Any) -> list[Filter] | None:
    """The goods in 'that spent over $50 on beer', 'that bought beer more than 5 times'."""
    after = place + 2 < len(s.links) and s.words(s.links[place + 1]) in ("on", "in", "for", "of", "worth")
    places = [place + 1, place + 2][: len(s.links) - place - 1] if after else []
    if verb is not None:
        places += range(verb + 1, place)
    return goods_among(s, places, definitions) or None
