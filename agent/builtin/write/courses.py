"""Several groups over time: each from its first to its last period, the largest first."""

from agent.builtin.write import words
from agent.builtin.write.ranking import LEADING, nothing
from agent.builtin.write.view import Row, View, bullets, number


def courses(view: View) -> str:
    """The highest point of all in a sentence, then first and last period of the groups that end highest."""
    metric, time = view.metrics[0], view.time
    rows = view.measured(metric)
    if not rows or time is None:
        return nothing(view, metric)
    group = next(c for c in view.dimensions if c is not time)
    by_group: dict[str, list[Row]] = {}
    for row in rows:
        by_group.setdefault(view.group(row, group), []).append(row)
    peak = max(rows, key=lambda r: number(r, metric))
    lead = words.sentence(
        f"The highest {view.label(metric).lower()} were {view.cell(peak, metric)} "
        f"for {view.group(peak, group)} in {view.group(peak, time)}",
        view.mark,
    )
    ends = sorted(by_group.items(), key=lambda item: -number(item[1][-1], metric))[:LEADING]
    lines = []
    for name, own in ends:
        first, last = own[0], own[-1]
        said = f"{name[:1].upper()}{name[1:]}: {view.cell(first, metric)} in {view.group(first, time)}"
        if last is not first:
            said += f", {view.cell(last, metric)} in {view.group(last, time)}"
        lines.append(words.sentence(said, view.mark))
    more = ""
    if len(by_group) > len(ends):
        more = f"\n\nThe table has all {len(by_group):,} {view.plural(group, len(by_group))} [{view.mark}]."
    return f"{lead}\n\n{bullets(lines)}{more}"
