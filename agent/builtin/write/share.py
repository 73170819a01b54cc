"""A part of a whole: what share one group has, or how the whole is split."""

from collections.abc import Sequence

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.ranking import main_metric, nothing
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View
from tools.evidence import Column, Value


def share(view: View, focus: Sequence[Value]) -> str:
    """The share of the groups in `focus`, or of the largest where the question names none."""
    metric = main_metric(view)
    rows, column = view.measured(metric), view.beside(metric, "share")
    if not rows or column is None:
        return nothing(view, metric)
    group = view.dimensions[-1]
    if together := _together(view, rows, metric, column):
        return together
    wanted = {str(v).lower() for v in focus}
    asked = [r for r in rows if str(r[group["name"]]).lower() in wanted]
    if wanted and not asked:
        return nothing(view, metric)
    label = view.label(metric).lower()
    largest = [max(rows, key=lambda r: number(r, metric))]
    said = [_sum(view, asked, metric, column)] if 1 < len(asked) < len(rows) else []
    for row in asked or largest:
        verb = "makes up" if asked else "has the largest share with"
        name = view.name(row)
        said.append(
            words.sentence(
                f"{name[:1].upper()}{name[1:]} {verb} {view.cell(row, column)} of {label}"
                f"{scope.where(view)}{scope.when(view)}: {view.cell(row, metric)}",
                view.mark,
            )
        )
    text = " ".join(one for one in said if one)
    others = [r for r in rows if r not in (asked or largest)]
    if not others or asked:
        return text
    best = max(others, key=lambda r: number(r, metric))
    return f"{text} {words.sentence(f'Next is {_named(view, best, metric, column)}', view.mark)}"


def _sum(view: View, rows: list[Row], metric: Column, column: Column) -> str:
    """'Friday and Saturday together make up 30.8% of sales'; empty where they do not add up."""
    if not view.definitions.additive(metric.get("metric", metric["name"]), [view.dimensions[-1]["name"]]):
        return ""
    names = words.listed([view.name(row) for row in rows])
    share = words.percent(sum(number(row, column) for row in rows))
    total = words.figure(sum(number(row, metric) for row in rows), metric["unit"])
    said = f"{names[:1].upper()}{names[1:]} together make up {share} of {view.label(metric).lower()}"
    return words.sentence(f"{said}{scope.where(view)}{scope.when(view)}: {total}", view.mark)


def _together(view: View, rows: list[Row], metric: Column, column: Column) -> str:
    """'The top 10 stores together make up 19.3% of sales in 2017', where the others stand beside them."""
    request, name = view.request, view.dimensions[-1]["name"]
    if request is None or not request.others or not request.limit:
        return ""
    first = [r for r in rows if r[name] != "Others"]
    if len(first) < 2 or len(first) == len(rows):
        return ""
    share = words.percent(sum(number(r, column) for r in first))
    rest = next(r for r in rows if r not in first)
    end = "top" if request.descending else "bottom"
    noun = view.definitions.dimensions[name].plural.lower()
    said = (
        f"The {end} {len(first)} {noun} together make up {share} of {view.label(metric).lower()}"
        f"{scope.where(view)}{scope.when(view)}, all others {view.cell(rest, column)}"
    )
    most = max(first, key=lambda r: number(r, metric))
    name = view.name(most)
    lead = f"{name[:1].upper()}{name[1:]} has the most with "
    lead += f"{view.cell(most, metric)}, {view.cell(most, column)} of the total"
    return f"{words.sentence(said, view.mark)} {words.sentence(lead, view.mark)}"


def of_all(part: View, whole: View) -> str:
    """What a set has of the whole, from one figure for each."""
    metric = part.metrics[0]
    mine, all_of_it = part.measured(metric), whole.measured(whole.metrics[0])
    if not mine or not all_of_it or not number(all_of_it[0], whole.metrics[0]):
        return nothing(part, metric)
    rate = words.percent(number(mine[0], metric) / number(all_of_it[0], whole.metrics[0]))
    label = part.label(metric)
    timed = part.request is not None and part.request.period is not None
    whole_time = whole.request is not None and whole.request.period != (part.request and part.request.period)
    if metric["unit"] == "count" and not (timed and whole_time):
        mine_, all_ = part.cell(mine[0], metric), whole.cell(all_of_it[0], whole.metrics[0])
        of = f"all {label.lower()}{scope.where(whole)}{scope.when(part)}"
        said = f"{label}{scope.where(part)} were {rate} of {of}"
        return f"{said}: {mine_} [{part.mark}] of {all_} [{whole.mark}]."
    verb = "were" if is_plural(label) else "was"
    first = f"{label}{scope.where(part)} {verb} {part.cell(mine[0], metric)}{scope.when(part)}"
    total = f"All {label.lower()}{scope.where(whole)} {verb} {whole.cell(all_of_it[0], whole.metrics[0])}"
    total += scope.when(whole) if timed and whole_time else ""
    share = f"The share is {rate} [{part.mark}] [{whole.mark}]."
    return f"{words.sentence(first, part.mark)} {words.sentence(total, whole.mark)} {share}"


def _named(view: View, row: Row, metric: Column, column: Column) -> str:
    return f"{view.name(row)} with {view.cell(row, metric)}, {view.cell(row, column)} of the total"
