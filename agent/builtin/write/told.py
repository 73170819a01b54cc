"""Evidence of a special tool: the facts that were asked for in sentences, or its finding and main facts."""

from collections.abc import Sequence

from agent.builtin.write import scope, words
from agent.builtin.write.table import table
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View, bullets
from tools.evidence import Fact

MAIN = 4
"""Facts that are told where the question asks for none by name: a tool brings the main ones first."""


def told(view: View, leads: Sequence[str]) -> str:
    """A sentence for each fact asked for; else what the chart finds, and the first facts as a list."""
    by_name = {f["name"]: f for f in view.evidence["facts"] if f["value"] is not None}
    asked = [by_name[name] for name in leads if name in by_name]
    if asked:
        return " ".join(_sentence(view, f) for f in asked)
    main = list(by_name.values())[:MAIN]
    if not main:
        return table(view)
    chart = view.evidence["chart"]
    head = chart["title"] if chart else view.evidence["title"]
    lines = [f"{f['label']}: {words.figure(f['value'], f['unit'])} [{view.mark}]." for f in main]
    return f"{words.sentence(head, view.mark)}\n\n{bullets(lines)}"


def _sentence(view: View, fact: Fact) -> str:
    verb = "were" if is_plural(fact["label"]) else "was"
    where, when = (scope.where(view), scope.when(view)) if view.request else ("", "")
    figure = words.figure(fact["value"], fact["unit"])
    return words.sentence(f"{fact['label']}{where} {verb} {figure}{when}", view.mark)
