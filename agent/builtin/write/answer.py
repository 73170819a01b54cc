"""The answer of a turn: one section for each call, in the shape of its evidence, then what qualifies it."""

import re
from collections.abc import Sequence

from agent.builtin.desk import Desk, Plan, Step
from agent.builtin.history import Outcome, Turn
from agent.builtin.requests import times
from agent.builtin.write import words
from agent.builtin.write.comparison import comparison
from agent.builtin.write.counted import averaged, counted, names
from agent.builtin.write.courses import courses
from agent.builtin.write.notes import notes
from agent.builtin.write.ranking import ranking
from agent.builtin.write.share import share
from agent.builtin.write.shop import opening, shop
from agent.builtin.write.table import table
from agent.builtin.write.trend import trend
from agent.builtin.write.value import value
from agent.builtin.write.view import View
from tools.evidence import Evidence


def written(plan: Plan, turn: Turn, desk: Desk) -> str:
    """The text of the answer. Every call of the plan has an outcome in the turn."""
    sections = list(plan.said)
    for step in plan.steps:
        outcome = turn.outcome(step.call)
        if outcome is not None:
            sections.append(_section(step, outcome, plan, desk))
    if plan.about and not any(turn.outcome(s.call) for s in plan.steps):
        sections.append(opening(plan.about, desk.examples))
    return "\n\n".join(s for s in dict.fromkeys(sections) if s)


def shaped(view: View, step: Step) -> str:
    """The evidence in the shape that its columns and order ask for."""
    if not view.metrics or view.request is None:
        return table(view)
    if step.reading.shape == "list" and len(view.dimensions) == 1:
        return names(view)
    if step.reading.count_of and view.dimensions:
        return counted(view)
    if step.reading.summary and view.dimensions and view.measured(view.metrics[0]):
        return averaged(view, step.reading.summary)
    if view.request.compare is not None:
        return comparison(view)
    if not view.dimensions:
        return value(view)
    shares = step.reading.share or step.focus
    if shares and len(view.dimensions) == 1 and view.time is None and view.beside(view.metrics[0], "share"):
        return share(view, step.focus)
    ordered_by_time = view.time is not None and view.request.order_by in (None, view.time["name"])
    if ordered_by_time and len(view.dimensions) == 1:
        return trend(view, partial(view))
    if view.time is not None and len(view.dimensions) == 2 and ordered_by_time:
        return courses(view)
    return ranking(view)


def partial(view: View) -> set[str]:
    """The periods that the data hold only in part, as the tool's warnings name them."""
    said = " ".join(w for w in view.evidence["warnings"] if "not whole" in w)
    time = view.time
    if time is None or not said:
        return set()
    values = {str(r[time["name"]]) for r in view.rows}
    return values & set(re.findall(r"[\w-]+", said))


def _section(step: Step, outcome: Outcome, plan: Plan, desk: Desk) -> str:
    if outcome.failed:
        first = re.split(r"(?<=[.!?])\s", outcome.content.strip())[0]
        return words.sentence(f"I could not look this up: {first}")
    evidence: Evidence | None = outcome.evidence()
    if evidence is None:
        return outcome.content.strip()
    view = View(evidence, desk.definitions, step.request, desk.covers)
    assumed = () if step.reading.shape == "list" else step.assumed
    if step.call.name == "describe_data":
        return shop(view, plan.about, desk.examples)
    return "\n\n".join(
        t
        for t in (
            shaped(view, step),
            notes(view, assumed, step.notes),
        )
        if t
    )


def question(text: str, options: Sequence[str]) -> str:
    """A question back with its options, for when there is no tool to ask with."""
    return text + "".join(f"\n{i}. {label}" for i, label in enumerate(options, 1))


__all__ = ["question", "shaped", "times", "written"]
