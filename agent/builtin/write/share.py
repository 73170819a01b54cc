"""A part of a whole: what share one group has, or how the whole is split."""

from collections.abc import Sequence

from agent.builtin.write import scope, words
from agent.builtin.write.ranking import LEADING, groups_in_all, line, main_metric, nothing
from agent.builtin.write.view import View, bullets, number
from tools.evidence import Value


def share(view: View, focus: Sequence[Value]) -> str:
    """The share of the groups in `focus`, or of the largest where the question names none."""
    metric = main_metric(view)
    rows, column = view.measured(metric), view.beside(metric, "share")
    if not rows or column is None:
        return nothing(view, metric)
    group = view.dimensions[-1]
    wanted = {str(v).lower() for v in focus}
    asked = [r for r in rows if str(r[group["name"]]).lower() in wanted]
    if wanted and not asked:
        return nothing(view, metric)
    label = metric["label"].lower()
    largest = [max(rows, key=lambda r: number(r, metric))]
    said = []
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
    text = " ".join(said)
    others = [r for r in rows if r not in (asked or largest)]
    if not others or len(asked) > 1:
        return text
    lines = [f"{line(view, r, metric)} [{view.mark}]." for r in others[: LEADING - 1]]
    head = "For comparison, the largest others:" if asked else "Next:"
    if len(others) == 1:
        return f"{text} {words.sentence('The rest is ' + line(view, others[0], metric), view.mark)}"
    total = groups_in_all(view)
    more = (
        f"\n\nThere are {total:,} {view.plural(group, total)} in all [{view.mark}]."
        if total > LEADING
        else ""
    )
    return f"{text}\n\n{head}\n{bullets(lines)}{more}"
