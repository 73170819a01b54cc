"""One figure, or a few of the same scope: what it is, of what, over which days."""

import re

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.deeds import chosen, done, predicate
from agent.builtin.write.households import people
from agent.builtin.write.restriction import is_goods, is_people, phrase
from agent.builtin.write.view import View, bullets
from tools.evidence import Column


def per_one(view: View) -> str:
    """'Loyalty discount per order was $5.08 in April 2017: $64,564 over 12,711 orders'; empty where the
    second figure counts nothing."""
    above, below = view.metrics[:2]
    row = view.rows[0]
    counted = below["unit"] == "count" and above["unit"] in ("usd", "count")
    if not counted or not view.measured(above) or not view.measured(below) or not number(row, below):
        return ""
    label, noun = view.label(above), view.label(below).lower()
    rate = words.figure(number(row, above) / number(row, below), "usd" if above["unit"] == "usd" else "ratio")
    verb = "were" if is_plural(label) else "was"
    said = (
        f"{label} per {noun.removesuffix('s')}{scope.where(view)} {verb} {rate}{scope.when(view)}: "
        f"{view.cell(row, above)} over {view.cell(row, below)} {noun}"
    )
    return words.sentence(said, view.mark)


def value(view: View) -> str:
    """A sentence for a single figure; the first in a sentence and the others below it for several."""
    if not view.measured(view.metrics[0]) and len(view.metrics) == 1:
        label = view.label(view.metrics[0])
        verb = "are" if is_plural(label) else "is"
        return words.sentence(f"There {verb} no {label.lower()} to show{_scope(view)}", view.mark)
    row = view.rows[0]
    first, *others = view.metrics
    said = _first(view, row, first)
    if others:
        lines = [f"{view.label(c)}: {view.cell(row, c)} [{view.mark}]." for c in others]
        said += "\n\n" + bullets(lines)
    return said


def _first(view: View, row: Row, metric: Column) -> str:
    share = view.beside(metric, "share")
    tail = ""
    if share and isinstance(row.get(share["name"]), int | float) and number(row, share) < 1:
        tail = f", {view.cell(row, share)} of the total"
    return words.sentence(f"{stated(view, metric, view.cell(row, metric))}{tail}", view.mark)


def stated(view: View, metric: Column, figure: str) -> str:
    """A metric's figure as a clause: 'Sales of Beef were $1,200 in May 2017', '411 households shopped'."""
    label, name = view.label(metric), metric.get("metric", metric["name"])
    if name == "customers":
        return f"{figure} {shoppers(view)}"
    if name == "penetration" and (goods := _bought(view)):
        return f"{figure} of {_of_whom(view)} bought {goods}{scope.when(view)}"
    if metric["unit"] == "count" and is_plural(label) and figure == "1":
        return f"There was 1 {label.lower().removesuffix('s')}{_scope(view)}"
    if metric["unit"] == "count" and is_plural(label):
        return f"There were {figure} {label.lower()}{_scope(view)}"
    verb = "were" if is_plural(label) else "was"
    what = f"{label}{scope.where(view)}".replace("per household from households", "per household")
    return f"{what} {verb} {figure}{scope.when(view)}"


def _bought(view: View) -> str:
    """The goods that a penetration is of, with the place; empty where the filters say more than that."""
    filters = [f for f in view.request.filters if f.dimension not in view.request.by] if view.request else []
    goods = [f for f in filters if not is_people(f, view.definitions)]
    if not goods or not all(is_goods(f, view.definitions) for f in goods):
        return ""
    return phrase(goods, view.definitions, of="").strip()


def _of_whom(view: View) -> str:
    """The households that a penetration is among: 'customers', 'households that bought Diapers'."""
    request = view.request
    described = [f for f in request.filters if is_people(f, view.definitions)] if request else []
    who = people(described, view.definitions) if described else ""
    if request is None or not request.customers:
        return who or "customers"
    whom = chosen(request.customers, view.definitions, request.period)
    return f"{who} {whom.removeprefix('households ')}" if who else whom


def shoppers(view: View) -> str:
    """Who was counted and what they did: 'households with kids bought Beers/Ales in May 2017'."""
    filters = [f for f in view.request.filters if f.dimension not in view.request.by] if view.request else []
    described = [f for f in filters if is_people(f, view.definitions) and not f.op.startswith("not_")]
    rest = [f for f in filters if f not in described]
    goods = [f for f in rest if is_goods(f, view.definitions) and not f.op.startswith("not_")]
    sets = view.request.customers if view.request else []
    plain = "households" if sets else view.people or "customers"
    who = people(described, view.definitions) if described else plain
    if sets and view.request:
        did = done(sets, view.definitions, view.request.period)
        if did and not rest and not view.request.baskets and not view.request.any_of:
            told = any((s.period and s.period != view.request.period) or s.when != "any" for s in sets)
            return f"{who} {did}{'' if told else scope.when(view)}"
        alone = view.request.period is None and not filters and not view.request.baskets
        if alone and (had := predicate(sets, view.definitions)):
            return f"households {had}"
        whom = chosen(sets, view.definitions, view.request.period).removeprefix("households ")
        verb = "bought" if goods else "shopped"
        what = phrase(rest, view.definitions, of="").replace("  ", " ")
        return f"{who} {whom} {verb}{what}{scope.when(view)}"
    verb = "bought" if goods and goods[0].values != ["Not fuel"] else "shopped"
    if view.request and view.request.baskets:
        verb = f"placed {scope.orders_with(view)}" if not goods else f"{verb} in {scope.orders_with(view)}"
    did = f"{verb}{phrase(rest, view.definitions, of='')}".replace("  ", " ")
    return f"{who} {did}{scope.when(view)}"


def is_plural(label: str) -> bool:
    """Whether the label takes 'were': 'Sales', 'Orders per customer', 'Units sold'; not 'Average basket'."""
    head = re.split(r" per | of | from |\(", label)[0].split()
    if not head:
        return False
    first, last = head[0], head[-1]
    return (first.endswith("s") and not first.endswith("ss")) or (len(head) > 1 and last.endswith("s"))


def _scope(view: View) -> str:
    return scope.where(view) + scope.when(view)
