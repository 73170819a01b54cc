"""Customers who stopped: 'stopped buying produce', 'havent shopped since june', 'used to buy beer'."""

import datetime as dt

from agent.reading.context import Sentence
from agent.reading.days import MONTH_NAMES, Days, When, month_end
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from agent.reading.timewords import norm
from agent.reading.tokens import Token
from tools.warehouse.request import CustomerSet, Filter, Period

_QUIET = 3
"""Months without a purchase that count as having stopped where the question names no time."""
_VERBS = {"buying", "shopping", "coming", "visiting", "purchasing", "ordering", "getting"}
_BUY = {
    "bought",
    "shopped",
    "come",
    "came",
    "visited",
    "purchased",
    "ordered",
    "been",
    "buy",
    "shop",
    "visit",
}
_SEEN = {"seen", "heard", "shown", "returned", "visit", "back", "in"}
_HAVENT = {"havent", "hasnt", "not", "didnt", "never", "dont"}
_ENDED = {"stopped", "quit", "vanished", "disappeared", "dropped off", "ceased"}
_THEN = {"then", "and", "but", "later", "since", "have", "who", "that"}
_LOST = {"lost", "lose", "losing", "gone"}


def find_stopped(tokens: list[Token]) -> list[Link]:
    """Links from words that say customers stopped doing something; target `stopped`."""
    links: list[Link] = []
    for at in range(len(tokens)):
        words = [norm(tokens, at + k) for k in range(4)]
        length = 0
        if words[0] in ("stopped", "stop", "stops", "quit", "ceased") and words[1] in _VERBS:
            length = 2
        elif words[:2] == ["gave", "up"] or (words[:2] == ["used", "to"] and words[2] in _BUY):
            length = 2 if words[0] == "gave" else 3
        elif words[:2] == ["no", "longer"] and words[2] in _BUY:
            length = 3
        elif words[0] in _HAVENT and "since" in [norm(tokens, k) for k in range(at - 8, at + 8)]:
            length = 2 if words[1] in _BUY | _SEEN else 1 if words[1] == "since" else 0
        elif words[0] in _ENDED and any(x.target == "stopped" for x in links):
            links.append(Link(at, at + 1, "function", "told", 1.15))  # "used to buy beer but stopped"
        elif words[0] in _ENDED and norm(tokens, at - 1) in _THEN:
            length = 1  # "bought beer in may and then stopped"
        if length:
            first = at - 1 if norm(tokens, at - 1) in ("have", "has", "did") else at
            links.append(Link(first, at + length, "function", "stopped", 1.15))
    return links


def stopped_sets(s: Sentence, days: Days) -> tuple[list[CustomerSet], list[str]]:
    """Two sets for each stop, those who bought before and those who did not since, and what to say of it."""
    place = next((p for p, x in enumerate(s.links) if x.target == "stopped" and x.data is None), None)
    if place is None:
        return [], []
    goods = _goods(s, range(place + 1, len(s.links))) or _goods(s, range(place))
    ended = next((p for p, x in enumerate(s.links) if s.words(x) in _ENDED), place)
    bought_in = any(x.kind == "period" and isinstance(x.data, When) for x in s.links[:ended])
    told = [when for p in _whens(s) if (when := days.inside(p)) is not None]
    if len(told) > 1 and told[0].end < told[-1].start:
        before, quiet, named = told[0], told[-1], True  # "bought jan to june but none since july"
    elif told and bought_in and told[0].end < days.last and (ended > place or _ahead(s, place)):
        before, named = told[0], True  # "used to buy beer in the first half and then stopped"
        quiet = Period(start=before.end + dt.timedelta(days=1), end=days.last)
    else:
        quiet, named = _quiet(s, told[0] if told else None, days)
        if quiet.start <= days.first:
            return [], []
        before = Period(start=days.first, end=quiet.start - dt.timedelta(days=1))
    for at, link in enumerate(s.links):
        behind = s.links[at + 1] if at + 1 < len(s.links) else None
        of_time = behind is not None and behind.kind == "period"
        if link.kind == "negation" and (at < place or of_time):
            s.tell(at)
    said = "" if named else f"'Stopped' is taken to mean no purchase since {_day(quiet.start)}."
    bought = [CustomerSet(bought=goods, period=before), CustomerSet(bought=goods, period=quiet, negate=True)]
    return bought, [said] if said else []


def _ahead(s: Sentence, place: int) -> bool:
    """Whether a clause of its own says what was bought before: 'who bought beer in may and then stopped'."""
    return s.words(s.links[place]) in _ENDED and any(
        w in _BUY for x in s.links[:place] for w in s.words(x).split()
    )


def _goods(s: Sentence, places: range) -> list[Filter]:
    """What was no longer bought: the values behind the verb, up to a clause of its own."""
    found: list[Filter] = []
    for at in places:
        link = s.links[at]
        if link.kind == "value" and link.target.split("=")[0] not in s.people:
            chosen = chosen_by(link)
            if chosen is not None and chosen.op == "in":
                found.append(chosen)
                s.take(at)
        elif link.kind in ("metric", "rank", "share") and found:
            break
    return found


def _whens(s: Sentence) -> list[When]:
    """The times named with the stop, which are then no periods of the figures asked for."""
    found = []
    for at, link in enumerate(s.links):
        if link.kind == "period" and isinstance(link.data, When):
            s.links[at] = Link(link.first, link.after, "period", link.target, link.score)
            found.append(link.data)
    return found


def _quiet(s: Sentence, when: Period | None, days: Days) -> tuple[Period, bool]:
    """The days without a purchase, and whether the question named them."""
    words = {t.norm for t in s.tokens}
    if when is not None and when.start > days.first:
        end = days.last if {"after", "since", "from"} & words else when.end
        return Period(start=when.start, end=end), True
    return still_quiet(days), False


def still_quiet(days: Days) -> Period:
    """The last months: who bought before and not in them has stopped."""
    whole = days.last == month_end(days.last)
    last = days.last if whole else days.last.replace(day=1) - dt.timedelta(days=1)
    month = last.month - _QUIET + 1
    start = dt.date(last.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    return Period(start=start, end=days.last)


def _day(day: dt.date) -> str:
    return f"{MONTH_NAMES[day.month]} {day.day}, {day.year}"


def lost_customers(s: Sentence, sets: list[CustomerSet]) -> None:
    """'How many have we lost', said of customers who did not come back, says so again and ranks nothing."""
    gone = any(one.negate or one.when == "last" for one in sets)
    for place, link in enumerate(s.links):
        if (
            gone
            and s.asks_number
            and link.target in ("lost", "change", "lapsed_customers")
            and s.words(link) in _LOST
        ):
            s.tell(place)
