"""Customers of a campaign: those it was sent to, those who redeemed, and the rate between them."""

from dataclasses import replace
from typing import Any

from agent.reading.context import Sentence
from agent.reading.counting import BUYS
from agent.reading.links import Link
from agent.reading.ranking import is_superlative

_GOT = {
    "got", "get", "gets", "receive", "received", "receives", "mailed", "sent", "contacted", "reached",
    "addressed", "targeted", "target", "targetted", "invited", "getting", "receiving", "given"
}  # fmt: skip
_USED = {
    "redeem", "redeemed", "redeems", "redeeming", "used", "use", "uses", "using", "responded",
    "respond", "responds", "reacted", "cashed"
}  # fmt: skip
_HAVE = {"with", "has", "have", "had", "include", "contain"}
_BARE = {"function", "unknown"}
_FIGURES = {"targeted_customers", "redeeming_customers", "redemptions", "response_rate", "mailings"}


def name_the_audience(s: Sentence, definitions: Any) -> None:
    """Takes customers in a question on campaigns for those mailed or those who redeemed, by the verb of
    their clause."""
    if not set(definitions.metrics) >= _FIGURES or not s.links:
        return
    scope = _about_campaigns(s, definitions)
    starts = [p for p, x in enumerate(s.links) if x.target in ("how_many", "share")]
    starts = [0, *starts[1:]] if starts else [0]
    _coupon_orders(s)
    for start, end in zip(starts, [*starts[1:], len(s.links)], strict=True):
        shares = any(x.target == "share" for x in s.links[start:end])
        if not shares or _about_campaigns(s, definitions, strictly=True):
            _clause(s, range(start, end), scope)
    if scope:
        _rate(s)
    _most(s)


def figures_of_campaigns(s: Sentence, by: list[str], filtered: list[str], definitions: Any) -> list[str]:
    """What a question on campaigns is about when it names no figure: how they were responded to, or when
    they ran. Purchases, whose sales are otherwise meant, know no campaign."""
    ours = {d.name for d in definitions.dimensions.values() if d.group == "campaign"}
    words = {w for x in s.links for w in s.words(x).split()}
    if not set(definitions.metrics) >= _FIGURES or not (set(by) | set(filtered)) & ours:
        return []
    if {"how", "long"} <= words:
        long = next(p for p, x in enumerate(s.links) if s.words(x) == "long")
        s.links[long] = replace(s.links[long], kind="function")
        return ["campaign_days"]
    if s.words(s.links[0]) == "when":
        return ["campaigns_started"]
    ranked = any(x.kind == "rank" for x in s.links)
    if {definitions.dimensions[b].group for b in by} & {"product"}:
        return ["products_on_offer"]  # "what products were in campaign 22"
    if "offer" in by:
        return ["redemptions"]  # whom a coupon was given is not known, so it has no rate
    if set(by) & ours:
        return ["response_rate"] if ranked else ["campaigns_run"]
    return ["targeted_customers", "redeeming_customers", "response_rate", "redemptions"]


def _about_campaigns(s: Sentence, definitions: Any, strictly: bool = False) -> bool:
    """Whether campaigns are what the question, or the one it leans on, is about; `strictly` not by redeeming
    alone."""
    ours = {d.name for d in definitions.dimensions.values() if d.group == "campaign"}
    said = {x.target.split("=")[0] for x in s.links if x.kind in ("value", "dimension")}
    mailed = any(s.words(x) in ("mailed", "contacted") for x in s.links)
    used = any(s.words(x) in ("used", "use", "uses", "using") for x in s.links)
    if mailed or said & (ours - ({"offer"} if not used else set())):
        return True
    if not strictly and any(x.kind == "metric" and x.target in _FIGURES for x in s.links):
        return True
    if s.previous is None or not (s.refers_to or not any(x.kind in ("value", "period") for x in s.links)):
        return False
    before = {f.dimension for f in s.previous.filters} | set(s.previous.by)
    return bool(before & ours or set(s.previous.metrics) & _FIGURES)


def _clause(s: Sentence, places: range, scope: bool) -> None:
    links = [s.links[p] for p in places]
    words = {w for x in links for w in s.words(x).split()}
    people = [p for p in places if s.links[p].kind == "metric" and s.links[p].target == "customers"]
    asks = any(x.target in ("how_many", "share") for x in links)
    coupons = [p for p in places if s.links[p].kind == "metric" and s.links[p].target == "offers"]
    both = any(x.target == "offers_redeemed" for x in links)  # "coupons issued and coupons redeemed"
    if coupons and not people and not both and words & {"redeemed", "used", "redeem", "cashed"}:
        _told(s, coupons)  # "how many coupons were redeemed"
        if all(x.target != "redemptions" for x in links):
            _become(s, coupons[0], "redemptions")
        return
    for p in places:
        if scope and s.links[p].kind == "unknown" and s.words(s.links[p]) in _GOT:
            s.links[p] = replace(s.links[p], kind="function")
    denies = any(x.kind == "negation" for x in links)
    redeemed = next((p for p in places if _redeems(s, s.links[p], scope and asks and not words & BUYS)), None)
    redeemed = None if denies or (redeemed is not None and _counted(s, redeemed)) else redeemed
    others = any(
        x.kind == "metric" and x.target not in (*_FIGURES, "customers", "weak_metric") for x in links
    )
    if others and people:
        return  # "sales to households that redeemed": a description, and not what is counted
    if redeemed is not None and (people or asks):
        shared = [p for p in places if s.links[p].target == "share"]
        _become(s, redeemed, "response_rate" if shared else "redeeming_customers")
        _told(s, [*people, *shared, *_objects(s, redeemed, places)])
    elif any(x.target in ("targeted_customers", "redeeming_customers") for x in links):
        _told(s, people)
    elif scope and not words & BUYS and not others:
        got = next((p for p in places if s.words(s.links[p]) in _GOT and s.links[p].kind in _BARE), None)
        if denies and not any(s.links[p].kind == "value" for p in places):
            return  # "households that never redeemed a coupon" need not have been mailed one
        if people:
            s.links[people[0]] = replace(s.links[people[0]], target="targeted_customers", data=None)
        elif got is not None and asks:
            _become(s, got, "targeted_customers")


def _coupon_orders(s: Sentence) -> None:
    """'What percent of orders used a coupon': orders with a coupon are a figure of their own."""
    places = range(len(s.links))
    orders = [p for p in places if s.links[p].target == "orders" and s.links[p].kind == "metric"]
    offers = [p for p in places if s.links[p].target == "offer" and s.links[p].kind == "dimension"]
    used = [p for p in places if s.words(s.links[p]) in _HAVE | _USED]
    if not (orders and offers and used) or not orders[0] < used[0] < offers[0]:
        return
    shared = [p for p in places if s.links[p].target == "share"]
    _become(s, orders[0], "coupon_order_share" if shared else "coupon_orders")
    _told(s, [*offers, *shared, *(p for p in used if s.words(s.links[p]) in _USED)])


def _counted(s: Sentence, place: int) -> bool:
    """Whether what is redeemed is counted and not who redeemed: 'number of redeemed coupons'."""
    before = s.before(place)
    if before is None or before.target != "how_many" or s.words(before).startswith("how many"):
        return False  # "how many redeemed coupons" are people
    return len(s.words(s.links[place]).split()) > 1


def _redeems(s: Sentence, link: Link, any_use: bool) -> bool:
    """Whether a link is a verb of redeeming; 'used' is one only where campaigns are spoken of."""
    words = s.words(link).split()
    return (
        words[:1] != []
        and words[0] in _USED
        and link.target != "subject"
        and (link.target in ("redemptions", "response_rate") or any_use)
    )


def _objects(s: Sentence, verb: int, places: range) -> list[int]:
    """The coupon in 'who redeemed a coupon', which is what is redeemed and no grouping."""
    return [
        p for p in places if p > verb and s.links[p].target == "offer" and s.words(s.links[p - 1]) != "by"
    ]


def _become(s: Sentence, place: int, metric: str) -> None:
    s.links[place] = Link(s.links[place].first, s.links[place].after, "metric", metric)


def _told(s: Sentence, places: list[int]) -> None:
    for place in places:
        s.tell(place, "subject")


def _most(s: Sentence) -> None:
    """'Which age group redeems most coupons': what is redeemed most is counted, not listed."""
    for place, link in enumerate(s.links):
        before = s.before(place)
        counted = link.kind == "dimension" and link.target == "offer"
        most = before is not None and before.kind == "rank" and is_superlative(before.target)
        others = any(x.kind == "dimension" and x is not link for x in s.links)
        if counted and most and (others or s.words(s.links[0]) == "who"):
            redeemed = any(x.target in ("redemptions", "redeeming_customers") for x in s.links)
            _told(s, [place]) if redeemed else _become(s, place, "redemptions")


def _rate(s: Sentence) -> None:
    """The rate of a campaign is its response rate; a condition on its households is on those targeted."""
    for place, link in enumerate(s.links):
        if s.words(link) in ("rate", "rates") and link.kind in ("unknown", "function"):
            _become(s, place, "response_rate")
        if link.kind == "condition" and link.data.metric == "customers":
            s.links[place] = replace(link, data=replace(link.data, metric="targeted_customers"))
