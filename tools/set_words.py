"""Households by what they did, in words: who counts."""

import datetime as dt

from knowledge.metrics import Definitions, Dimension
from tools.choice_words import condition, figure_words, filtered
from tools.warehouse.periods import period_words
from tools.warehouse.request import CustomerSet, Filter
from tools.warehouse.sets import alternatives
from tools.wording import listed


def households(sets: list[CustomerSet], d: Definitions) -> str:
    """Who counts: "households that bought Yogurt and never bought Beer, with sales of more than $500",
    "households that either bought Beer or were mailed campaign 13"."""
    deeds, having = [], []
    for group in alternatives(sets):
        said = [_threshold(s, d) if s.at_least or s.top else _deed(s, d) for s in group]
        if len(group) > 1:
            deeds.append(f"either {listed(said, 'or')}")
        elif group[0].at_least or group[0].top:
            having += said
        else:
            deeds += said
    words = f"households that {listed(deeds)}" if deeds else "households"
    return words + (f"{',' if deeds else ''} {listed(having)}" if having else "")


def stopped(sets: list[CustomerSet], d: Definitions, last: dt.date | None) -> str:
    """Who bought and then bought none: "households that stopped buying Produce" where that lasts to the last
    day of the data, else "... that bought Produce in Q1 2017 but none in Q2 2017"; empty for others."""
    if len(sets) != 2 or any(s.deed != "bought" or s.when != "any" or s.at_least or s.top for s in sets):
        return ""
    first, then = (s.period for s in sets)
    if first is None or then is None or sets[0].filters != sets[1].filters:
        return ""
    if sets[0].negate or not sets[1].negate:
        return ""
    goods, rest = _goods_and_rest(sets[0], d)
    where = f" ({listed(rest)})" if rest else ""
    if (then.start - first.end).days != 1 or then.end != last:
        did, no = (f"bought {listed(goods)}", "none") if goods else ("shopped", "not")
        return f"households that {did}{where} in {period_words(first)} but {no} in {period_words(then)}"
    return f"households that stopped {f'buying {listed(goods)}' if goods else 'shopping'}{where}"


def _deed(s: CustomerSet, d: Definitions) -> str:
    goods, rest = _goods_and_rest(s, d)
    what = listed(goods)
    if s.negate and s.deed == "bought" and s.filters and all(f.op == "not_in" for f in s.filters):
        # Who never bought anything else bought only this.
        named = listed([_only(f, d) for f in s.filters], "or")
        return f"bought only {named}{f' ({period_words(s.period)})' if s.period else ''}"
    match s.deed:
        case _ if s.when != "any":
            verb = {"bought": "buy", "mailed": "get", "redeemed": "redeem"}[s.deed]
            done = {"bought": "bought", "mailed": "were mailed", "redeemed": "redeemed"}[s.deed]
            said = f"did not {s.when} {verb}" if s.negate else f"{s.when} {done}"
            said += f" {what or ('anything' if s.deed == 'bought' else 'a coupon')}"
        case "bought" if s.negate:
            said = f"{'did not buy' if s.period else 'never bought'} {what or 'anything'}"
        case "bought":
            said = f"bought {what or 'something'}"
        case "mailed":
            said = f"{'were not mailed' if s.negate else 'were mailed'} {listed(rest) or 'a campaign'}"
            rest = []
        case "redeemed":
            said = f"redeemed {'no' if s.negate else 'a'} coupon"
            said += f" of {listed(rest)}" if rest else ""
            rest = []
    rest += [period_words(s.period)] if s.period else []
    return said + (f" ({', '.join(rest)})" if rest else "")


def _only(f: Filter, d: Definitions) -> str:
    """What nothing but was bought, or when or where alone: 'on Saturday', 'in store 367'."""
    dimension = d.dimensions[f.dimension]
    said = _goods(f.model_copy(update={"op": "in"}), dimension, d)
    if dimension.group == "product":
        return said
    return {"weekend": f"on {said}", "weekday": f"on {said}"}.get(f.dimension, f"in {said}")


def _threshold(s: CustomerSet, d: Definitions) -> str:
    goods, rest = _goods_and_rest(s, d)
    rest += [period_words(s.period)] if s.period else []
    said = f"{'without' if s.negate else 'with'} {condition(s.at_least, d)}" if s.at_least else ""
    if s.top:
        size = f"{s.top.share:.0%}" if s.top.share else f"{s.top.count:,}"
        end = "bottom" if s.top.lowest else "top"
        where = "outside" if s.negate and not s.at_least else "in"
        said += f"{' ' if said else ''}{where} the {end} {size} by {figure_words(s.top.by, d)}"
    said += f" of {listed(goods)}" if goods else ""
    return said + (f" ({', '.join(rest)})" if rest else "")


def _goods_and_rest(s: CustomerSet, d: Definitions) -> tuple[list[str], list[str]]:
    goods = [f for f in s.filters if d.dimensions[f.dimension].group == "product" and f.op == "in"]
    rest = [filtered(f, d) for f in s.filters if f not in goods]
    return [_goods(f, d.dimensions[f.dimension], d) for f in goods], rest


def _goods(f: Filter, dimension: Dimension, d: Definitions) -> str:
    return listed([str(v).lower() for v in f.values], "or") if dimension.labels else filtered(f, d)
