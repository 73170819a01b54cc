"""How many groups there are, or meet a condition; and one figure over all groups, their average."""

from statistics import mean, median

from agent.builtin.write import scope, words
from agent.builtin.write.cells import number
from agent.builtin.write.ranking import groups_in_all
from agent.builtin.write.view import View

NAMED = 40
"""Up to this many groups of a list are all named."""
NUMBERED = 10
"""The same where they have numbers for names."""
FIRST = 5
"""Of more, these."""


def counted(view: View) -> str:
    """'12 categories had sales of more than $10,000 in March 2017.'"""
    group, metric = view.dimensions[-1], view.metrics[0]
    total = groups_in_all(view)
    noun = view.plural(group, total)
    kept = scope.where(view, conditions=False)
    having = view.request.having if view.request else []
    what = words.listed([scope.condition(h, view) for h in having]) if having else view.label(metric).lower()
    said = f"{total:,} {noun} had {what}{kept}{scope.when(view)}"
    rows = view.measured(metric)
    if having and len(rows) == total <= FIRST and rows and len(view.dimensions) == 1:
        said += f": {words.listed([f'{view.name(r)} with {view.cell(r, metric)}' for r in rows])}"
    return words.sentence(said, view.mark)


def names(view: View) -> str:
    """'There are 31 departments, by sales: Grocery, Drug GM, ...', '5 campaigns in October 2017: ...'"""
    group = view.dimensions[0]
    known = [r for r in view.rows if r.get(group["name"]) is not None]
    total = groups_in_all(view)
    label = view.label(view.metrics[0]).lower()
    limited = view.request is not None and (view.request.filters or view.request.period)
    scoped = f"{scope.where(view)}{scope.when(view)}" if limited else ""
    there = f"There are {total:,} {view.plural(group, total)}{scoped}"
    numbered = view.definitions.dimensions[group["name"]].kind == "id"
    if len(known) > (NUMBERED if numbered else NAMED) or total > len(view.rows):
        # A paragraph of shorthand is not read: the table has them all.
        first = ", ".join(view.group(r, group) for r in known[:FIRST])
        return words.sentence(f"{there}; the largest by {label} are {first}", view.mark)
    unnamed = ", and one without a name" if len(view.rows) == len(known) + 1 else ""
    metric = view.metrics[0]
    if len(known) <= FIRST and len(view.measured(metric)) == len(view.rows):
        named = words.listed([f"{view.group(r, group)} ({view.cell(r, metric)})" for r in known])
        return words.sentence(f"{there}{unnamed}, by {label}: {named}", view.mark)
    named = ", ".join(view.group(r, group) for r in known)
    return words.sentence(f"{there}, by {label}: {named}{unnamed}", view.mark)


def averaged(view: View, summary: str) -> str:
    """'The average of sales per month was $383,000, over 12 months.' Needs every group among the rows."""
    group, metric = view.dimensions[-1], view.metrics[0]
    rows = view.measured(metric)
    figures = [number(r, metric) for r in rows]
    found = mean(figures) if summary == "mean" else median(figures)
    figure, each = words.figure(found, metric["unit"]), group["label"].lower()
    what = f"{view.label(metric)}{scope.where(view)}"
    over = f"over {len(rows):,} {view.plural(group, len(rows))}"
    if summary == "mean":
        said = f"{what} averaged {figure} per {each}{scope.when(view)}, {over}"
    else:
        said = f"The median of {what.lower()} per {each} was {figure}{scope.when(view)}, {over}"
    most, least = max(rows, key=lambda r: number(r, metric)), min(rows, key=lambda r: number(r, metric))
    ends = (
        f"The highest was {view.name(most)} with {view.cell(most, metric)}, "
        f"the lowest {view.name(least)} with {view.cell(least, metric)}"
    )
    return f"{words.sentence(said, view.mark)} {words.sentence(ends, view.mark)}"
