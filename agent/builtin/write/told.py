"""Evidence of a special tool: the facts that were asked for in sentences, or its finding and main facts."""

from collections.abc import Sequence

from agent.builtin.write import scope, words
from agent.builtin.write.table import table
from agent.builtin.write.told_rows import told_row
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Fact

QUERY = "run_sql"
"""The tool whose only row is the answer itself, whatever its columns."""
MAIN = 4
"""Facts that are told where the question asks for none by name: a tool brings the main ones first."""


def told(view: View, leads: Sequence[str]) -> str:
    """A sentence for each fact asked for; else what the chart finds, and the first facts as a list."""
    by_name = {f["name"]: f for f in view.evidence["facts"] if f["value"] is not None}
    asked = [_sentence(view, by_name[n]) if n in by_name else told_row(view, n) for n in leads]
    if any(asked):
        return " ".join(text for text in asked if text)
    main = list(by_name.values())[:MAIN]
    chart = view.evidence["chart"]
    head = chart["title"] if chart else view.evidence["title"]
    if view.evidence["tool"] == QUERY and len(view.rows) == 1:
        (row,) = view.rows
        cells = [(c["label"], words.figure(row.get(c["name"]), c["unit"])) for c in view.evidence["columns"]]
        told_cells = [f"{label}: {figure} [{view.mark}]." for label, figure in cells]
        return f"{words.sentence(head, view.mark)}\n\n{bullets(told_cells)}"
    if not main:
        return table(view)
    lines = [f"{f['label']}: {words.figure(f['value'], f['unit'])} [{view.mark}]." for f in main]
    return f"{words.sentence(head, view.mark)}\n\n{bullets(lines)}"


def _sentence(view: View, fact: Fact) -> str:
    verb = "were" if is_plural(fact["label"]) else "was"
    where, when = (scope.where(view), scope.when(view)) if view.request else ("", "")
    figure = words.figure(fact["value"], fact["unit"])
    return words.sentence(f"{fact['label']}{where} {verb} {figure}{when}", view.mark)
