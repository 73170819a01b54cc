"""What part of each group some goods, people or orders make up: of each store, of each month."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import number_or_zero
from agent.builtin.write.ranking import nothing
from agent.builtin.write.restriction import is_goods, named, phrase
from agent.builtin.write.view import View, bullets
from tools.choice_words import alternatives
from tools.evidence import Column

TOLD = 7
"""Groups that are told: the table has all."""


def part_of_each(view: View) -> str:
    """The share at both ends of time and its extremes, or of the first groups."""
    request, metric = view.request, view.metrics[0]
    column = view.beside(metric, "share")
    rows = view.measured(column) if column is not None else []
    if request is None or column is None or not rows:
        return nothing(view, metric)
    if any((h.op, h.value) == ("=", 0) for h in request.having):
        return _without(view)
    whole = view.over(request.wider(request.share_over))
    of = f"of {view.label(metric).lower()}{scope.where(whole)}"
    who = _part(view)
    if not view.dimensions:
        said = f"{_capital(who)} made up {view.cell(rows[0], column)} {of}{scope.when(view)}"
        return words.sentence(f"{said}: {view.cell(rows[0], metric)}", view.mark)
    if view.time is not None and len(view.dimensions) == 1:
        return _course(view, column, f"{_capital(who)} made up", of)
    high = max(rows, key=lambda r: number_or_zero(r, column))
    lead = f"The share that {who} had {of}{scope.when(view)}"
    lines = [
        words.sentence(f"{_capital(view.name(r))}: {view.cell(r, column)}, {view.cell(r, metric)}", view.mark)
        for r in rows[:TOLD]
    ]
    said = f"{lead}:\n\n{bullets(lines)}"
    if len(rows) <= TOLD or request.limit:
        return said
    ends = f"The share was highest for {view.name(high)}, {view.cell(high, column)}"
    return f"{said}\n\n{words.sentence(ends, view.mark)}"


def _without(view: View) -> str:
    """Which groups have nothing of it: '332 stores had no sales of Floral in 2017, such as store 12'."""
    bare = view.over(view.request.model_copy(update={"having": []})) if view.request else view
    found = next((f["value"] for f in view.evidence["facts"] if f["name"] == "groups"), None)
    count = int(found) if isinstance(found, int | float) else len(view.rows)
    noun = view.plural(view.dimensions[0], count)
    said = (
        f"{count:,} {noun} had no {view.label(view.metrics[0]).lower()}{scope.where(bare)}{scope.when(view)}"
    )
    names = words.listed([view.name(r) for r in view.rows[:TOLD]])
    return f"{words.sentence(said, view.mark)} {words.sentence(f'They include {names}', view.mark)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _course(view: View, column: Column, who: str, of: str) -> str:
    time = view.time
    assert time is not None
    rows = [r for r in view.measured(column) if str(r[time["name"]]) not in view.partial]
    rows = rows or view.measured(column)
    high, low = (pick(rows, key=lambda r: number_or_zero(r, column)) for pick in (max, min))
    first, last = rows[0], rows[-1]
    lead = (
        f"{who} {view.cell(first, column)} {of} {view.at(first, time)} "
        f"and {view.cell(last, column)} {view.at(last, time)}"
    )
    ends = (
        f"The share was highest {view.at(high, time)} with {view.cell(high, column)}, "
        f"lowest {view.at(low, time)} with {view.cell(low, column)}"
    )
    return f"{words.sentence(lead, view.mark)} {words.sentence(ends, view.mark)}"


def _part(view: View) -> str:
    """What the share is of: 'Soft Drinks', 'these households'."""
    request = view.request
    assert request is not None
    chosen = [f for f in request.filters if f.dimension in request.share_over]
    if chosen and not all(is_goods(f, view.definitions) for f in chosen):
        return f"{view.label(view.metrics[0]).lower()}{phrase(chosen, view.definitions, 'of', 'to')}"
    own = [named(f, view.definitions) for f in chosen]
    if "any_of" in request.share_over:
        own = [alternatives(request.any_of, view.definitions)]
    return words.listed(own) or ("these orders" if "baskets" in request.share_over else "these households")
