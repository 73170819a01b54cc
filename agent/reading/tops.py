"""Customers by how much they bought: 'heavy beer buyers', 'our best 20%', 'the 100 biggest spenders'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.goods import goods_among
from agent.reading.links import Link
from agent.reading.result import Rank
from agent.reading.timewords import norm
from agent.reading.tokens import Token
from tools.warehouse.request import CustomerSet, Top

_SPENDERS = {"spender", "buyer", "shopper", "customer", "household", "purchaser", "user", "drinker", "client",
    "smoker", "eater"}  # fmt: skip
_USERS = {"user", "drinker", "smoker", "eater", "purchaser"}
TOLD = (1, 5, 10, 20, 50)
"""Parts of the units, in percent, whose share of the total the tool that measures spreads tells."""
_LISTS = {"who", "whos", "which", "list", "show"}
_BEST = {"best", "top", "biggest", "largest", "most valuable", "heaviest"}
_USUAL = 0.2
"""The part of all buyers that counts as heavy where no number is named."""


def find_heavy(tokens: list[Token]) -> list[Link]:
    """Links from 'heavy', 'light', '100 biggest-spending' before people to a set of customers."""
    links: list[Link] = []
    for at in range(len(tokens)):
        word = norm(tokens, at)
        behind = [t.stem for t in tokens[at + 1 : at + 5]]
        spender = behind[:1] == ["spender"]
        light = word in ("light", "lightest", "occasional") or (word == "low" and spender)
        heavy = word in ("heavy", "heaviest", "frequent") or (word in ("high", "big") and spender)
        if not (light or heavy) or (word in ("heaviest", "lightest") and norm(tokens, 0) in _LISTS):
            continue  # "who are the heaviest beer buyers": one by one
        if any(stem in _SPENDERS for stem in behind):
            links.append(Link(at, at + 1, "condition", "heavy", 1.3, "light" if light else word))
            told = next(k for k, stem in enumerate(behind) if stem in _SPENDERS) + at + 1
            if behind[told - at - 1] in _USERS:
                links.append(Link(told, told + 1, "metric", "customers", 1.0))
    return links


def heavy_sets(s: Sentence, definitions: Any) -> tuple[list[CustomerSet], list[str]]:
    """The heaviest buyers of the goods named beside them, and what to say of where the line is drawn."""
    place = next((p for p, x in enumerate(s.links) if x.target == "heavy" and x.data), None)
    if place is None:
        return [], []
    link = s.links[place]
    # the beer in 'heavy beer buyers' and 'heavy buyers of beer'
    goods = goods_among(s, range(place + 1, min(place + 5, len(s.links))), definitions)
    by = "orders" if link.data == "frequent" else "sales"
    lowest = link.data == "light"
    s.links[place] = Link(link.first, link.after, "condition", "heavy")
    noun = next((p for p in range(place + 1, len(s.links)) if _is_people(s, p)), None)
    if noun is not None and _asks_else(s, noun):
        s.tell(noun, "subject")
    side = "lowest" if lowest else "top"
    said = f"'{s.words(link)}' is read as the {side} {_USUAL:.0%} of those buyers by {by}."
    return [CustomerSet(bought=goods, top=Top(by=by, share=_USUAL, lowest=lowest))], [said]


def _is_people(s: Sentence, place: int) -> bool:
    return s.links[place].target in ("customers", "customer", "subject")


def _asks_else(s: Sentence, noun: int) -> bool:
    return any(
        (x.kind == "metric" and x.target != "customers") or x.kind == "dimension"
        for p, x in enumerate(s.links)
        if p != noun
    )


def top_sets(s: Sentence, definitions: Any) -> tuple[list[CustomerSet], list[str]]:
    """'What do our top 20% buy', 'the basket of our 100 best customers': a set of customers wherever
    something else than their own order or their part of all sales is asked."""
    people = [p for p in range(len(s.links)) if _is_people(s, p)]
    for place, link in enumerate(s.links):
        share = link.target in ("spread:top", "spread:bottom") and link.data
        ranks = link.kind == "rank" and isinstance(link.data, Rank) and link.data.on == "value"
        rank = link.data.n or 0 if ranks else 0
        best = ranks and not rank and s.words(link) in _BEST
        noun = next((p for p in people if 0 < p - place <= 3), None)
        if not (share or ((rank or best) and noun is not None and _of_them(s, place, noun))):
            continue
        of = s.following(place)
        between = s.links[place + 1 : s.links.index(of)] if of is not None else []
        next_ = of is not None and all(s.words(x) in ("of", "the", "our", "all") for x in between)
        if share and noun is None and next_ and of is not None and of.kind in ("dimension", "metric"):
            continue  # "the top tenth of products"
        told = link.data == 10 if link.target == "spread:bottom" else link.data in TOLD
        rest = any(x.target == "points:complement" for x in s.links)
        each = any(s.words(x) in ("on average", "each") for x in s.links)  # "the top 1% spend on average"
        if share and told and not (rest or each) and not _measured(s, noun):
            continue  # what the tool that measures spreads tells of them
        by = _ordered_by(s, noun if noun is not None else place)
        at = range(place, (noun if noun is not None else place) + 1)
        for p in at:
            s.tell(p, "subject" if p == noun else "told")
        size = {"share": share / 100} if share else {"count": rank} if rank else {"share": _USUAL}
        said = f"'{s.words(link).capitalize()}' is read as the top {_USUAL:.0%} by {by}."
        lowest = link.target == "spread:bottom" or (link.kind == "rank" and not link.data.descending)
        return [CustomerSet(bought=[], top=Top(by=by, lowest=lowest, **size))], [said] if best else []
    return [], []


def _measured(s: Sentence, noun: int | None) -> bool:
    """Whether something else is asked of them than what part of sales they make or how much they spend."""
    buys = s.words(s.links[0]) == "what" and any(s.words(x) in ("buy", "buys") for x in s.links)
    others = [
        x for p, x in enumerate(s.links)
        if p != noun and ((x.kind == "metric" and x.target not in ("sales", "weak_metric", "customers"))
            or (x.kind == "dimension" and x.target != "customer"))
    ]  # fmt: skip
    return buys or bool(others)


def _of_them(s: Sentence, place: int, noun: int) -> bool:
    """Whether ranked customers are whom a figure is of, and not the list that is asked for."""
    ahead = {w for x in s.links[max(0, place - 2) : place] for w in s.words(x).split()}
    behind = s.links[noun + 1 :]
    shared = any(x.target == "share" for x in s.links)
    buys = s.words(s.links[0]) == "what" and any(s.words(x) in ("buy", "buys") for x in s.links)
    listed = bool(behind) and s.words(behind[0]) in ("by", "in", "for", "on")
    listed = listed and not (len(behind) > 1 and behind[1].kind == "dimension")
    does = bool(ahead & {"do", "does", "did"}) and s.words(s.links[0]) != "which"
    return buys or shared or does or (bool(ahead & {"of", "from", "for", "to"}) and not listed)


def _ordered_by(s: Sentence, place: int) -> str:
    """The figure in 'top 10% of households by spend', which then is none that is asked for."""
    for at in range(place + 1, min(place + 3, len(s.links) - 1)):
        metric = s.links[at + 1]
        spend = s.words(metric) in ("spend", "spending", "value")
        if s.words(s.links[at]) == "by" and (metric.kind == "metric" or spend):
            s.tell(at + 1)
            return "sales" if spend or metric.target == "weak_metric" else metric.target
    return "sales"
