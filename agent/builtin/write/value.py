"""One figure, or a few of the same scope: what it is, of what, over which days."""

from agent.builtin.write import scope, words
from agent.builtin.write.restriction import is_goods, is_people, people, phrase
from agent.builtin.write.view import Row, View, bullets, number
from tools.evidence import Column


def value(view: View) -> str:
    """A sentence for a single figure; the first in a sentence and the others below it for several."""
    if not view.measured(view.metrics[0]) and len(view.metrics) == 1:
        return words.sentence(
            f"There is no {view.label(view.metrics[0]).lower()} to show{_scope(view)}", view.mark
        )
    row = view.rows[0]
    first, *others = view.metrics
    said = _first(view, row, first)
    if others:
        lines = [f"{view.label(c)}: {view.cell(row, c)} [{view.mark}]." for c in others]
        said += "\n\n" + bullets(lines)
    return said


def _first(view: View, row: Row, metric: Column) -> str:
    figure, label = view.cell(row, metric), view.label(metric)
    share = view.beside(metric, "share")
    tail = ""
    if share and isinstance(row.get(share["name"]), int | float) and number(row, share) < 1:
        tail = f", {view.cell(row, share)} of the total"
    if metric.get("metric", metric["name"]) == "customers":
        return words.sentence(f"{figure} {shoppers(view)}{tail}", view.mark)
    if metric["unit"] == "count" and is_plural(label):
        return words.sentence(f"There were {figure} {label.lower()}{_scope(view)}{tail}", view.mark)
    verb = "were" if is_plural(label) else "was"
    what = f"{label}{scope.where(view)}".replace("per household from households", "per household")
    return words.sentence(f"{what} {verb} {figure}{scope.when(view)}{tail}", view.mark)


def shoppers(view: View) -> str:
    """Who was counted and what they did: 'households with kids bought Beers/Ales in May 2017'."""
    filters = [f for f in view.request.filters if f.dimension not in view.request.by] if view.request else []
    described = [f for f in filters if is_people(f, view.definitions) and not f.op.startswith("not_")]
    rest = [f for f in filters if f not in described]
    goods = [f for f in rest if is_goods(f, view.definitions) and not f.op.startswith("not_")]
    who = people(described, view.definitions) if described else view.label(view.metrics[0]).lower()
    if view.request and view.request.customers:
        return f"such {who} shopped{phrase(rest, view.definitions)}{scope.when(view)}"
    verb = "bought" if goods and goods[0].values != ["Not fuel"] else "shopped"
    did = f"{verb}{phrase(rest, view.definitions, of='')}".replace("  ", " ")
    return f"{who} {did}{scope.when(view)}"


def is_plural(label: str) -> bool:
    """Whether the label takes 'were': 'Sales', 'Orders', 'Units sold'; not 'Sales per order'."""
    head = label.split("(")[0].split()
    if not head or " per " in label:
        return False
    first, last = head[0], head[-1]
    return (first.endswith("s") and not first.endswith("ss")) or (len(head) > 1 and last.endswith("s"))


def _scope(view: View) -> str:
    return scope.where(view) + scope.when(view)
