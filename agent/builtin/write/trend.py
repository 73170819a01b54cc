"""A metric over time: from where to where, the highest and the lowest, and a direction if there is one."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.ranking import nothing
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Column

UNSEEN = 0.0005
"""A smaller change of a share would read 0.0 points."""
TIMES = 10
"""A rise to more than so many times a small beginning says nothing as a percentage."""
CLEAR = 0.6
"""Rank correlation with time from which a direction is named."""


def trend(view: View, partial: set[str]) -> str:
    """First and last, peak and trough among the whole periods; the table has each.

    `partial` holds the time values that the data covers only in part: they count for neither.
    """
    metric, time = view.metrics[0], view.time
    assert time is not None
    rows = view.measured(metric)
    if not rows:
        return nothing(view, metric)
    whole = [r for r in rows if str(r[time["name"]]) not in partial] or rows
    further = [_further(view, m, time, partial) for m in view.metrics if m is not metric]
    lead = _lead(view, whole, metric, time)
    return "\n\n".join([lead, bullets(further)] if further else [lead])


def _further(view: View, metric: Column, time: Column, partial: set[str]) -> str:
    """Another measure of the same course: from where to where."""
    rows = view.measured(metric)
    whole = [r for r in rows if str(r[time["name"]]) not in partial] or rows
    label = view.label(metric)
    if len(whole) < 2:
        return words.sentence(f"{label}: no course to tell", view.mark)
    first, last = whole[0], whole[-1]
    ends = (
        f"{view.cell(first, metric)} {view.at(first, time)}, {view.cell(last, metric)} {view.at(last, time)}"
    )
    return words.sentence(f"{label}: {ends}", view.mark)


def _lead(view: View, rows: list[Row], metric: Column, time: Column) -> str:
    label = view.label(metric) + scope.where(view)
    if len(rows) == 1:
        only = rows[0]
        return words.sentence(f"{label} {view.at(only, time)}: {view.cell(only, metric)}", view.mark)
    peak = max(rows, key=lambda r: number(r, metric))
    trough = min(rows, key=lambda r: number(r, metric))
    first, last = rows[0], rows[-1]
    lead = words.sentence(
        f"{label} {_course(view, rows, metric)} from {view.cell(first, metric)} {view.at(first, time)} "
        f"to {view.cell(last, metric)} {view.at(last, time)}",
        view.mark,
    )
    low, high = (_alike(view, rows, row, metric, time) for row in (trough, peak))
    if left := [r for r in view.measured(metric) if r not in rows]:
        # A cut period may lie lower still, so that no rank is claimed.
        out = words.listed([view.group(r, time) for r in left])
        ends = (
            f"Without {out}, the {view.plural(time, 2)} ranged from {low} with {view.cell(trough, metric)} "
            f"to {high} with {view.cell(peak, metric)}"
        )
        return f"{lead} {words.sentence(ends, view.mark)}"
    ends = (
        f"The highest was {high} with {view.cell(peak, metric)}, "
        f"the lowest {low} with {view.cell(trough, metric)}"
    )
    return f"{lead} {words.sentence(ends, view.mark)}"


def _alike(view: View, rows: list[Row], end: Row, metric: Column, time: Column) -> str:
    """The step of the highest or lowest figure, and another one that has it too."""
    same = [view.group(r, time) for r in rows if number(r, metric) == number(end, metric)]
    return words.listed(same) if len(same) == 2 else view.group(end, time)


def _course(view: View, rows: list[Row], metric: Column) -> str:
    """'rose 12.0%', 'fell 3.1 points', 'was up 2.0%, though not steadily,': from the first to the last."""
    series = [number(r, metric) for r in rows]
    change, steady = series[-1] - series[0], direction(series)
    if metric["unit"] == "percent":
        size, none = words.figure(abs(change), "points"), abs(change) < UNSEEN
    else:
        told = series[0] > 0 and abs(change / series[0]) < TIMES
        size, none = words.percent(abs(change / series[0])) if told else "", change == 0
    if none:
        return "ended where they began," if is_plural(view.label(metric)) else "ended where it began,"
    if steady == (1 if change > 0 else -1):
        return f"{'rose' if change > 0 else 'fell'} {size}".strip()
    verb = "were" if is_plural(view.label(metric)) else "was"
    return f"{verb} {'up' if change > 0 else 'down'} {size}, though not steadily,".replace(" ,", ",")


def direction(series: list[float]) -> int:
    """1 for a clear rise, -1 for a clear fall, 0 for neither: Spearman's correlation with time."""
    n = len(series)
    if n < 3:
        return (series[-1] > series[0]) - (series[-1] < series[0]) if n == 2 else 0
    ranks = sorted(range(n), key=lambda i: series[i])
    place = {i: rank for rank, i in enumerate(ranks)}
    squared = sum((i - place[i]) ** 2 for i in range(n))
    correlation = 1 - 6 * squared / (n * (n * n - 1))
    return (correlation >= CLEAR) - (correlation <= -CLEAR)
