"""Customers one by one: how many meet what was asked, who leads, what they make together."""

from dataclasses import replace

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.households import is_one
from agent.builtin.write.restriction import is_goods, phrase
from agent.builtin.write.two import counted, most
from agent.builtin.write.value import shoppers
from agent.builtin.write.view import View
from tools.evidence import Column

FOLLOWERS = 2
"""Customers that are named after the first: the table has the others."""


def are_members(view: View, ranks: bool) -> bool:
    """Whether the rows are the customers that a condition leaves, and not a ranking of all there are."""
    request = view.request
    if request is None or request.by != ["customer"] or request.having or request.compare:
        return False
    return bool(request.customers) or (bool(request.filters) and not ranks)


def members(view: View, metric: Column, rows: list[Row], total: int) -> str:
    """'379 households bought Produce in ... but none in ... . Of these, customer 2097 had the highest sales
    in 2017, $4,924, followed by ... . Together they had sales of $244,295.'"""
    who = shoppers(view)
    if total == 1:
        return words.sentence(
            f"1 {is_one(who)}: {view.name(rows[0])}, with {_amount(view, rows[0], metric)}", view.mark
        )
    said = [words.sentence(f"{total:,} {who}", view.mark), _leader(view, metric, rows)]
    whole = view.fact(f"total_{metric['name']}")
    if whole and isinstance(whole["value"], int | float) and metric.get("additive") and total > len(rows):
        together = f"Together they had {_of(view, metric, words.figure(whole['value'], whole['unit']))}"
        said.append(words.sentence(together, view.mark))
    return " ".join(said)


def introduced(view: View, known: str = "") -> tuple[View, str]:
    """The view, and the sentence that says which households its figures are of where these are grouped: what
    they did is no part of a sentence on something else that they bought. `known` is what was said before."""
    request, count = view.request, view.fact("customers_in_scope")
    if request is None or not request.customers or not view.dimensions or request.compare or count is None:
        return view, ""
    if request.by == ["customer"] or not isinstance(count["value"], int) or count["value"] < 2:
        return view, ""
    if any(f.dimension in request.by for f in request.filters):
        # The count is of those who also bought one of the groups asked for, which the sentence leaves out.
        return view, ""
    said = f"{count['value']:,} {shoppers(view)}"
    told = words.sentence(said) in known
    return replace(view, introduced=True), "" if told else f"{words.sentence(said, view.mark)} "


def _leader(view: View, metric: Column, rows: list[Row]) -> str:
    """Who of them stands first, and who follows."""
    first, *others = rows
    alike = [r for r in rows if number(r, metric) == number(first, metric)]
    what = f"the {most(view, metric)} {view.label(metric).lower()}{_goods(view)}{_when(view)}"
    if len(alike) > 1:
        if len(alike) > FOLLOWERS:
            return ""
        named = words.listed([view.name(r) for r in alike])
        return words.sentence(f"Of these, {named} had {what}, {view.cell(first, metric)} each", view.mark)
    said = f"Of these, {view.name(first)} had {what}, {view.cell(first, metric)}"
    if followers := [f"{view.name(r)} with {view.cell(r, metric)}" for r in others[:FOLLOWERS]]:
        said += f", followed by {words.listed(followers)}"
    return words.sentence(said, view.mark)


def _amount(view: View, row: Row, metric: Column) -> str:
    return f"{_of(view, metric, view.cell(row, metric))}{_when(view)}"


def _of(view: View, metric: Column, figure: str) -> str:
    """'sales of $4,924', '12 orders'."""
    label = view.label(metric).lower()
    return f"{figure} {label}" if counted(metric) else f"{label}{_goods(view)} of {figure}"


def _goods(view: View) -> str:
    filters = view.request.filters if view.request else []
    return phrase([f for f in filters if is_goods(f, view.definitions)], view.definitions, of="of")


def _when(view: View) -> str:
    """The days of the figures, where the first sentence names those of the deed alone."""
    return "" if view.request and view.request.period else scope.when(view)
