"""Customers by a condition that they meet: 'who spent over $500 on beer', 'shopping more than 20 times'."""

from dataclasses import replace
from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.deed_parts import DOING, PEOPLE, RELATIVE
from agent.reading.goods import goods_among
from tools.warehouse.request import CustomerSet, Filter, Having

_LED = {"at", "in", "on", "from", "to", "with", "us", "about"}


def held_sets(s: Sentence, people: list[int], deeds: bool, definitions: Any) -> list[CustomerSet]:
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
        plain = asked.unit not in ("%", "th", "index") and bool(metric)
        alone = all(x.target not in PEOPLE for x in s.links) or (verb is not None and not _listed(s))
        if not (others or deeds or alone) or not plain or definitions.metrics[metric].unit == "percent":
            continue
        goods = _goods(s, place, verb, definitions)
        held = [Having(metric=metric, op=asked.op, value=asked.value)]
        held += [Having(metric=metric, op="<=", value=asked.upper)] if asked.upper is not None else []
        deed = "redeemed" if set(definitions.facts_of(metric)) == {"redemptions"} else "bought"
        if deed == "redeemed":  # "who redeemed at least two coupons"
            goods = []
            told_next = [
                p for p in (place + 1, place + 2) if p < len(s.links) and s.links[p].target == "offer"
            ]
            for p in told_next:
                s.tell(p)
        found += [CustomerSet.model_validate({deed: goods, "at_least": h}) for h in held]
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
