"""Which part of the orders, customers or products meet a condition: 'what share of baskets is over $100'."""

from dataclasses import replace
from typing import Any

from agent.reading.conditions import Asked
from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Reading
from agent.reading.share_of_groups import whole_of_groups
from tools.warehouse.request import Basket, CustomerSet, Having

TOOL = "measure_spread"
_NOUNS = {"orders": "order", "orders_with_goods": "order", "customers": "customer", "subject": "customer",
    "products_sold": "product", "stores_trading": "store"}  # fmt: skip
_OPEN = {">", ">=", "<", "<="}


def part_of_units(s: Sentence, r: Reading, definitions: Any) -> None:
    """Turns a share of units under a condition into bins that part where the condition does. Does nothing
    where anything else is grouped, compared or ranked."""
    held = [p for p, x in enumerate(s.links) if x.kind == "condition" and isinstance(x.data, Asked)]
    shared = any(x.target == "share" for x in s.links)
    if len(held) != 1 or not shared or r.rank or r.compare or s.refers_to in ("pair", "complement"):
        return
    asked: Asked = s.links[held[0]].data
    noun = _unit(s, held[0])
    per = _NOUNS.get(noun.target, noun.target) if noun is not None else ""
    per = "customer" if per in s.people else per  # "what share of families shop more than 50 times"
    if per not in {*_NOUNS.values(), "category"} or any(b != per for b in r.by):
        return
    if per not in ("order", "customer") and whole_of_groups(s):
        return  # "what share of sales do stores with over 900 orders make" is of sales
    metric = _figure(asked, per, r, definitions)
    exact = asked.op == "=" and per == "customer"
    if not metric or asked.unit in ("%", "th", "index") or not (exact or asked.op in _OPEN):
        return
    s.links[held[0]] = replace(s.links[held[0]], data=None)
    for p, link in enumerate(s.links):
        costs = link.kind == "absent" and s.words(link) in ("cost", "costs") and p + 1 == held[0]
        if costs or link.target.startswith("points:"):  # "and what share is that", "cost less than $5"
            s.tell(p)
    s.refers_to = ""
    if exact:  # "made only one trip": a set of households and its part of all
        held_so = CustomerSet(bought=[], at_least=_limits(asked, metric)[0], period=r.period)
        r.customers, r.metrics, r.by, r.count_of = [*r.customers, held_so], ["customers"], [], None
        return
    if per == "order":
        r.baskets = [*r.baskets, Basket(having=_limits(asked, metric))]
        r.metrics, r.count_of, r.by = ["orders"], None, []
        return
    r.tool, r.metrics, r.share, r.by, r.count_of = TOOL, [metric], False, [], None
    more = 1 if definitions.metrics[metric].unit == "count" else 0
    first = asked.value + (more if asked.op in (">", "<=") else 0)
    edges = [first] if asked.upper is None else [asked.value, asked.upper + more]
    r.wants = {"metric": metric, "per": per, "show": "histogram", "edges": edges}
    r.leads = ["bin:1" if asked.op in ("<", "<=") else "bin:2"]


def _limits(asked: Asked, metric: str) -> list[Having]:
    """What the figure of each order must meet."""
    upper = [] if asked.upper is None else [Having(metric=metric, op="<=", value=asked.upper)]
    return [Having(metric=metric, op=asked.op, value=asked.value), *upper]


def _unit(s: Sentence, place: int) -> Link | None:
    """The noun that the condition is said of: the last one before it, else the first after it."""
    named = {*_NOUNS, *_NOUNS.values(), "category"}
    nouns = [
        p for p, x in enumerate(s.links)
        if p != place and (x.target in named or (x.kind == "value" and x.target in s.people))
    ]  # fmt: skip
    ahead = [p for p in nouns if p < place]
    chosen = ahead[-1] if ahead else nouns[0] if nouns else None
    return None if chosen is None else s.links[chosen]


def _figure(asked: Asked, per: str, r: Reading, definitions: Any) -> str:
    """The figure of each unit that the condition is on."""
    if asked.metric and asked.metric not in _NOUNS:
        return asked.metric
    if asked.metric == "orders" and per != "order":
        return asked.metric
    if asked.unit == "times":
        return "orders"
    others = [m for m in r.metrics if m not in _NOUNS and definitions.metrics[m].ratio is None]
    if others:
        return others[0]
    return "sales" if asked.unit == "$" or asked.value >= 50 else ""
