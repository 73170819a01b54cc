"""Figures along time beside their neighbours: growth from step to step, running totals, moving averages."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.comparison import moved
from agent.builtin.write.ranking import nothing
from agent.builtin.write.view import View
from tools.evidence import Column

ALL = 8
"""Up to this many steps of a moving average are all told."""


def growth(view: View) -> str:
    """The strongest rise and the strongest fall from one step to the next, and the last step."""
    metric, time = view.metrics[0], view.time
    change = view.beside(metric, "change")
    if time is None or change is None:
        return nothing(view, metric)
    rows = [r for r in view.measured(change) if str(r[time["name"]]) not in view.partial]
    if not rows:
        return nothing(view, metric)
    rises, falls = (sorted(rows, key=lambda r: sign * number(r, change)) for sign in (-1, 1))
    what = f"{view.label(metric)}{scope.where(view)}"
    downward = (
        view.request is not None and view.request.order_by == change["name"] and not view.request.descending
    )
    said: list[str] = []
    for way, row in (
        [("fell", falls[0]), ("rose", rises[0])] if downward else [("rose", rises[0]), ("fell", falls[0])]
    ):
        by = number(row, change)
        if (by > 0) == (way == "rose") and by:
            head = what if not said else "They" if what.endswith("s") else "It"
            told = moved(view, row, metric)
            said.append(f"{head} {way} most {_at(view, row, time)}: {told}, to {view.cell(row, metric)}")
    last = max(rows, key=lambda r: _place(r, time))
    if last not in (rises[0], falls[0]) and len(view.dimensions) == 1:
        said.append(f"The last, {view.name(last)}, was {moved(view, last, metric)}")
    return " ".join(words.sentence(s, view.mark) for s in said) or nothing(view, metric)


def running(view: View, column: Column) -> str:
    """Where a running total stands at its end, and when it passed half of it."""
    rows, time = view.measured(column), view.time
    if not rows or time is None or len(view.dimensions) > 1:
        return nothing(view, view.metrics[0])
    last = rows[-1]
    label = f"{view.label(view.metrics[0])}{scope.where(view)}"
    asked = view.request.having if view.request else []
    if goal := next((h for h in asked if h.metric == column["name"] and h.op.startswith(">")), None):
        return passing(view, column, goal.value)
    lead = f"{label} added up to {view.cell(last, column)} by the end of {view.group(last, time)}"
    half = next(r for r in rows if 2 * number(r, column) >= number(last, column))
    passed = f"Half of that was passed {view.at(half, time)}, with {view.cell(half, column)} by its end"
    return f"{words.sentence(lead, view.mark)} {words.sentence(passed, view.mark)}"


def passing(view: View, column: Column, amount: float) -> str:
    """The first step whose running total is at least the amount."""
    time = view.time
    over = next((r for r in view.measured(column) if number(r, column) >= amount), None)
    if time is None or over is None:
        return nothing(view, view.metrics[0])
    label = f"{view.label(view.metrics[0])}{scope.where(view)}"
    said = f"{label} passed {words.figure(amount, column['unit'])} in all {view.at(over, time)}"
    return words.sentence(f"{said}, with {view.cell(over, column)} by its end", view.mark)


def moving(view: View, column: Column) -> str:
    """A moving average at each of a few steps, else at its ends, its highest and its lowest."""
    rows, time = view.measured(column), view.time
    if not rows or time is None or len(view.dimensions) > 1:
        return nothing(view, view.metrics[0])
    label = f"{view.label(view.metrics[0])}{scope.where(view)}"
    points = view.request.points if view.request else 0
    lead = f"{label}, averaged over {points} {view.plural(time, points)},"
    if len(rows) <= ALL:
        told = words.listed([f"{view.cell(r, column)} {view.at(r, time)}" for r in rows])
        return words.sentence(f"{lead} came to {told}", view.mark)
    first, last = rows[0], rows[-1]
    most, least = (pick(rows, key=lambda r: number(r, column)) for pick in (max, min))
    said = (
        f"{lead} went from {view.cell(first, column)} {view.at(first, time)} to "
        f"{view.cell(last, column)} {view.at(last, time)}"
    )
    ends = (
        f"The highest was {view.cell(most, column)} {view.at(most, time)}, "
        f"the lowest {view.cell(least, column)} {view.at(least, time)}"
    )
    return f"{words.sentence(said, view.mark)} {words.sentence(ends, view.mark)}"


def index(view: View, column: Column) -> str:
    """Who stands how far above and below the average, which is 100."""
    rows = sorted(view.measured(column), key=lambda r: -number(r, column))
    metric = view.metrics[0]
    if not rows:
        return nothing(view, metric)
    what = f"{view.label(metric).lower()}{scope.where(view)}{scope.when(view)}"
    first = view.cell(rows[0], column)
    stands = "stand" if view.of_people else "stands"
    lead = f"{_capital(view.name(rows[0]))} {stands} highest in {what}, at an index of {first}"
    told = f"{lead} against 100 for the average" if len(rows) > 1 else lead
    if len(rows) == 1:
        return words.sentence(told, view.mark)
    others = words.listed([f"{view.name(r)} with {view.cell(r, column)}" for r in rows[1:ALL]])
    return f"{words.sentence(told, view.mark)} {words.sentence(f'Then come {others}', view.mark)}"


def _at(view: View, row: Row, time: Column) -> str:
    """'in May 2017', 'for Produce in May 2017'."""
    groups = [view.group(row, c) for c in view.dimensions if c is not time]
    return f"{'for ' + ', '.join(groups) + ' ' if groups else ''}{view.at(row, time)}"


def _place(row: Row, time: Column) -> tuple[int, str]:
    value = str(row[time["name"]])
    return (int(value), "") if value.isdigit() else (0, value)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
