"""Several groups over time: each from its first to its last period, the largest first."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row, number
from agent.builtin.write.ranking import LEADING, nothing
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Column


def courses(view: View) -> str:
    """The highest point of all in a sentence, then first and last period of the groups that end highest."""
    metric, time = view.metrics[0], view.time
    rows = view.measured(metric)
    if not rows or time is None:
        return nothing(view, metric)
    rows = [r for r in rows if str(r[time["name"]]) not in view.partial] or rows
    group = next(c for c in view.dimensions if c is not time)
    by_group: dict[str, list[Row]] = {}
    for row in rows:
        by_group.setdefault(view.group(row, group), []).append(row)
    peak = max(rows, key=lambda r: number(r, metric))
    verb = "were" if is_plural(view.label(metric)) else "was"
    lead = words.sentence(
        f"{view.label(metric)}{scope.where(view)} {verb} highest for {view.group(peak, group)} "
        f"{view.at(peak, time)}: {view.cell(peak, metric)}",
        view.mark,
    )
    ends = sorted(by_group.items(), key=lambda item: -number(item[1][-1], metric))[:LEADING]
    lines = []
    for name, own in ends:
        first, last = own[0], own[-1]
        said = f"{name[:1].upper()}{name[1:]}: {view.cell(first, metric)} in {view.group(first, time)}"
        if last is not first:
            said += f", {view.cell(last, metric)} in {view.group(last, time)}{_moved(first, last, metric)}"
        lines.append(words.sentence(said, view.mark))
    more = ""
    if len(by_group) > len(ends):
        more = f"\n\nThe table has all {len(by_group):,} {view.plural(group, len(by_group))} [{view.mark}]."
    return f"{lead}\n\n{bullets(lines)}{more}"


def _moved(first: Row, last: Row, metric: Column) -> str:
    """How far an amount or a count has come: ' (up 13.8%)'; empty for rates, whose change is in points."""
    before, now = number(first, metric), number(last, metric)
    if metric["unit"] == "percent" or before <= 0 or now == before:
        return ""
    return f" ({'up' if now > before else 'down'} {words.percent(abs(now / before - 1))})"
