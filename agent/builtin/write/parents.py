"""The first few groups inside each group of another kind: 'top 3 categories in each department'."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number_or_zero
from agent.builtin.write.ranking import nothing
from agent.builtin.write.two import most
from agent.builtin.write.view import View, bullets
from tools.evidence import Column

TOLD = 6
"""Up to this many parents are all told; of more, the first: the table has the others."""
LARGEST = 3
"""Groups that are named of each parent where all of them stand in the table."""


def parents(view: View) -> str:
    """A line for each parent with its groups in order, the parents as the rows bring them."""
    request, metric = view.request, view.metrics[0]
    outer = next((c for c in view.dimensions if request and c["name"] == request.within), None)
    rows = [r for r in view.measured(metric) if all(r.get(c["name"]) is not None for c in view.dimensions)]
    if outer is None or request is None or not rows:
        return nothing(view, metric)
    inner = [c for c in view.dimensions if c is not outer]
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(view.group(row, outer), []).append(row)
    timed = view.time is outer
    if timed:
        found = dict(sorted(found.items(), key=lambda item: str(item[1][0][outer["name"]]).zfill(10)))
    if request.limit is None and (column := view.beside(metric, "share_within")) is not None:
        return _largest(view, found, outer, column)
    number = request.limit or 1
    groups = f"{number} {view.plural(inner[0], number)}" if number > 1 else inner[0]["label"].lower()
    lead = (
        f"The {groups} with the {most(view, metric)} {view.label(metric).lower()} in each "
        f"{outer['label'].lower()}{scope.where(view)}{scope.when(view)}"
    )
    lines = []
    for name, own in list(found.items())[: TOLD if not timed else 2 * TOLD]:
        first = own if request.limit else own[:number]
        told = words.listed([f"{_named(view, r, outer['name'])} {view.cell(r, metric)}" for r in first])
        lines.append(words.sentence(f"{name}: {told}", view.mark))
    more = f"\n\nThe table has the other {view.plural(outer, 2)}." if len(found) > len(lines) else ""
    return f"{lead}:\n\n{bullets(lines)}{more}"


def _largest(view: View, found: dict[str, list[Row]], outer: Column, column: Column) -> str:
    """The groups that make up most of each parent."""
    lines = []
    shown = list(found.items())[: 2 * TOLD if view.time is outer else TOLD]
    for name, own in shown:
        first = sorted(own, key=lambda r: -number_or_zero(r, column))[:LARGEST]
        told = words.listed([f"{_named(view, r, outer['name'])} {view.cell(r, column)}" for r in first])
        lines.append(words.sentence(f"{name}: {told}", view.mark))
    lead = (
        f"The largest shares of {view.label(view.metrics[0]).lower()} in each {outer['label'].lower()}"
        f"{scope.where(view)}{scope.when(view)}"
    )
    more = f"\n\nThe table has the other {view.plural(outer, 2)}." if len(found) > len(shown) else ""
    return f"{lead}:\n\n{bullets(lines)}{more}"


def share_over_time(view: View, focus: set[str]) -> str:
    """The share of one group at each step of time, of what all groups have at that step."""
    request, metric, time = view.request, view.metrics[0], view.time
    column = view.beside(metric, "share_within")
    group = next((c for c in view.dimensions if c is not time), None)
    if request is None or time is None or column is None or group is None:
        return nothing(view, metric)
    rows = [r for r in view.measured(column) if str(r[group["name"]]).lower() in focus]
    rows = [r for r in rows if str(r[time["name"]]) not in view.partial] or rows
    if not rows:
        return nothing(view, metric)
    rows.sort(key=lambda r: str(r[time["name"]]).zfill(10))
    name, first, last = view.group(rows[0], group), rows[0], rows[-1]
    most, least = (pick(rows, key=lambda r: number_or_zero(r, column)) for pick in (max, min))
    lead = (
        f"{name}'s share of {view.label(metric).lower()}{scope.where(view)} was {view.cell(first, column)} "
        f"{view.at(first, time)} and {view.cell(last, column)} {view.at(last, time)}"
    )
    ends = (
        f"It was highest {view.at(most, time)} with {view.cell(most, column)}, "
        f"lowest {view.at(least, time)} with {view.cell(least, column)}"
    )
    if len(rows) <= TOLD:
        told = words.listed([f"{view.cell(r, column)} {view.at(r, time)}" for r in rows])
        lead = f"{name}'s share of {view.label(metric).lower()}{scope.where(view)} was {told}"
        return words.sentence(lead, view.mark)
    return f"{words.sentence(lead, view.mark)} {words.sentence(ends, view.mark)}"


def share_of_each(view: View, focus: set[str]) -> str:
    """The share of one group in each of a few others: of private label at two ages."""
    request, metric = view.request, view.metrics[0]
    column = view.beside(metric, "share_within")
    outer = next((c for c in view.dimensions if request and c["name"] == request.within), None)
    if outer is None or column is None:
        return parents(view)
    group = next(c for c in view.dimensions if c is not outer)
    rows = [r for r in view.measured(column) if str(r[group["name"]]).lower() in focus]
    if not rows:
        return nothing(view, metric)
    lines = [
        words.sentence(
            f"{view.group(r, outer)}: {view.group(r, group)} makes up {view.cell(r, column)}, "
            f"{view.cell(r, metric)}", view.mark,
        )
        for r in rows[: 2 * TOLD]
    ]  # fmt: skip
    lead = f"The share of {view.label(metric).lower()} in each {outer['label'].lower()}{scope.where(view)}"
    return f"{lead}{scope.when(view)}:\n\n{bullets(lines)}"


def _named(view: View, row: Row, outer: str) -> str:
    return ", ".join(view.group(row, c) for c in view.dimensions if c["name"] != outer)
