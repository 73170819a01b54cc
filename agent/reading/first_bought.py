"""Customers by their first or last purchase: 'bought beer for the first time in june', 'last seen in may'."""

import datetime as dt

from agent.reading.context import Sentence
from agent.reading.days import Days, When, span_label
from agent.reading.goods import chosen_by
from agent.reading.links import Link
from agent.reading.timewords import norm
from agent.reading.tokens import Token
from tools.warehouse.request import CustomerSet, Filter

_BOUGHT = {"bought", "buy", "buying", "shopped", "shop", "purchased", "tried", "try", "ordered", "visited",
    "came", "come", "purchase", "visit", "order", "trip", "buys", "joined"}  # fmt: skip
_DONE = {"bought", "shopped", "purchased", "ordered", "visited", "came", "appeared"}
_PAST = {"did", "last"}
_STARTED = {"started", "start", "began", "begun", "begin"}
_ING = {"buying", "shopping", "coming", "purchasing", "visiting"}
_LATER = {"afterwards", "afterward", "thereafter", "subsequently", "after that", "since then", "after this",
    "then on"}  # fmt: skip
_BEFORE = {"their", "his", "her", "whose", "the", "very", "a"}


_LAST = _BOUGHT | {"seen", "active", "shopping", "purchases", "visits", "orders", "appeared", "showed"}


def find_first_bought(tokens: list[Token]) -> list[Link]:
    """Links from words that say a purchase was the first (`first_bought`) or the last (`last_bought`)."""
    links: list[Link] = []
    for at in range(len(tokens)):
        words = [norm(tokens, at + k).replace("1st", "first") for k in range(5)]
        length = 0
        if words[:4] == ["for", "the", "first", "time"]:
            length = 4
        elif words[:5] == ["for", "the", "very", "first", "time"]:
            length = 5
        elif _starts(tokens, at):
            length = 2
        elif words[0] == "joined":
            length = 1
        elif words[0] == "last" and words[1] in _LAST and (words[1] == "seen" or _of_them(tokens, at)):
            length = 3 if words[2] in ("us", "here", "up", "anything") else 2
            start = at - 1 if norm(tokens, at - 1) in _BEFORE else at
            start -= 1 if norm(tokens, start - 1) == "made" else 0
            after = at + length + (1 if norm(tokens, at + length) in ("was", "is") else 0)
            links.append(Link(start, after, "function", "last_bought", 1.3))
            continue
        if not length:
            continue
        first = at
        while length == 2 and words[0] == "first" and norm(tokens, first - 1) in _BEFORE:
            first -= 1
        after = at + length
        after += 1 if norm(tokens, after) in ("was", "is") and first < at else 0
        links.append(Link(first, after, "function", "first_bought", 1.3))
    return links


def _starts(tokens: list[Token], at: int) -> bool:
    """'First bought', 'first purchase', 'started buying', but not 'did they first buy'."""
    word, following = norm(tokens, at).replace("1st", "first"), norm(tokens, at + 1)
    first = word == "first" and following in _BOUGHT and norm(tokens, at - 1) not in _PAST
    return first or (word in _STARTED and following in _ING)


def _of_them(tokens: list[Token], at: int) -> bool:
    """'Whose last visit', 'who last shopped': customers told of, and no date asked for."""
    ahead = {norm(tokens, k) for k in range(at - 4, at)}
    if ahead & {"when", "did", "since", "do", "does"}:
        return False
    told = ahead & {"whose", "who", "that", "with", "were", "have", "made"}
    done = norm(tokens, at + 1) in _DONE and norm(tokens, at - 1) not in ("", "the", "our", "in", "for")
    return bool(told) or done


def first_bought_sets(s: Sentence, days: Days) -> list[CustomerSet]:
    """Those whose first (or last) purchase lies in the period named. Empty where no period says when, so that
    the words stay not understood."""
    place = next((p for p, x in enumerate(s.links) if x.target in ("first_bought", "last_bought")), None)
    if place is None:
        return []
    at = _period_at(s, place)
    when = s.links[at].data if at is not None else None
    inside = days.inside(when) if isinstance(when, When) else None
    if at is None or inside is None:
        link = s.links[place]
        s.links[place] = Link(link.first, link.after, "unknown")
        return []
    goods = _goods(s)
    last = s.links[place].target == "last_bought"
    link = s.links[at]
    if _afterwards(s, at):
        # "What did they spend afterwards": all days behind those of their first purchase.
        start = inside.end + dt.timedelta(days=1)
        behind = When(start, days.last, span_label(start, days.last))
        s.links[at] = Link(link.first, link.after, "period", behind.label, link.score, behind)
        return [CustomerSet(bought=goods, when="last" if last else "first", period=inside)]
    others = [
        x for x in s.links if x.kind in ("metric", "period") and x is not link and x.target != "customers"
    ]
    if others or last:  # what they did at any time is asked, or at another
        s.links[at] = Link(link.first, link.after, "period", link.target, link.score)
    return [CustomerSet(bought=goods, when="last" if last else "first", period=inside)]


def _afterwards(s: Sentence, at: int) -> bool:
    """Whether the figure is of the time behind the period: 'afterwards', 'after that', 'from then on'."""
    told = [p for p, x in enumerate(s.links) if p > at and s.words(x) in _LATER]
    pairs = [
        p for p in range(at + 1, len(s.links) - 1)
        if f"{s.words(s.links[p])} {s.words(s.links[p + 1])}" in _LATER
    ]  # fmt: skip
    for p in [*told, *pairs, *(p + 1 for p in pairs)]:
        s.tell(p)
    return bool(told or pairs)


def _period_at(s: Sentence, place: int) -> int | None:
    """The period that says when: the next one behind the words, else the one before them."""
    places = [p for p, x in enumerate(s.links) if x.kind == "period" and isinstance(x.data, When)]
    behind = [p for p in places if p > place]
    return behind[0] if behind else places[-1] if places else None


def _goods(s: Sentence) -> list[Filter]:
    found: list[Filter] = []
    for at, link in enumerate(s.links):
        if link.kind != "value" or link.target.split("=")[0] in s.people:
            continue
        chosen = chosen_by(link)
        if chosen is not None and chosen.op == "in":
            found.append(chosen)
            s.take(at)
    return found
