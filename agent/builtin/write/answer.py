"""The answer of a turn: one section for each call, in the shape of its evidence, then what qualifies it."""

import re
from collections.abc import Sequence

from agent.builtin.desk import Desk, Plan, Step
from agent.builtin.history import Outcome, Turn
from agent.builtin.per import asks_per
from agent.builtin.requests import times
from agent.builtin.write import words
from agent.builtin.write.comparison import comparison
from agent.builtin.write.contributions import contributions, parts_column
from agent.builtin.write.counted import averaged, counted, names
from agent.builtin.write.courses import courses
from agent.builtin.write.lasted import ends, lasted
from agent.builtin.write.members import are_members, introduced
from agent.builtin.write.notes import notes
from agent.builtin.write.paired import difference
from agent.builtin.write.parents import parents, share_of_each, share_over_time
from agent.builtin.write.part_of_each import part_of_each
from agent.builtin.write.places import together_in_all
from agent.builtin.write.ranking import ranking
from agent.builtin.write.refused import refused
from agent.builtin.write.series import growth, index, moving, running
from agent.builtin.write.share import of_all, share
from agent.builtin.write.shop import opening, shop
from agent.builtin.write.spread import spread
from agent.builtin.write.table import table
from agent.builtin.write.told import told
from agent.builtin.write.trend import trend
from agent.builtin.write.unusual import unusual
from agent.builtin.write.value import per_one, value
from agent.builtin.write.verdict import common, of_pair, verdict
from agent.builtin.write.view import View
from tools.evidence import Evidence

GOVERNED = "query_metric"
PEOPLE = re.compile(r"\b(house\s?holds?|hou?se?h?oldl?s?|hhs?|famil(?:y|ies))\b", re.IGNORECASE)
"""The asker's words for customers that are taken up: here each is a household."""


def written(plan: Plan, turn: Turn, desk: Desk, before: Sequence[Turn] = ()) -> str:
    """The text of the answer. Every call of the plan has an outcome in the turn; `before` are the turns
    that the reader has seen: what they said about the data is not said again."""
    known = " ".join(re.sub(r" \[\w+\]", "", t.draft) for t in before)
    people = "households" if any(PEOPLE.search(t.question) for t in (*before, turn)) else ""
    sections = list(plan.said)
    last: View | None = None
    for step in plan.steps:
        outcome = turn.outcome(step.call)
        if outcome is None:
            continue
        evidence = outcome.evidence()
        view = View(evidence, desk.definitions, step.request, desk.covers, people) if evidence else None
        section = _section(step, outcome, plan, desk, turn, known, people)
        if step.paired and last and view:
            sections[-1] = of_pair(sections[-1], last, view, turn.question)
            text, *notes_ = section.split("\n\n")
            section = "\n\n".join([" ".join(t for t in (text, difference(last, view)) if t), *notes_])
        sections.append(section)
        last = view
    if plan.about and not any(turn.outcome(s.call) for s in plan.steps):
        sections.append(opening(plan.about, desk.examples))
    return "\n\n".join(s for s in dict.fromkeys([*sections, *plan.closing]) if s)


def shaped(view: View, step: Step) -> str:
    """The evidence in the shape that its columns and order ask for."""
    if (parts := parts_column(view)) is not None:
        return contributions(view, parts)
    if view.evidence["tool"] == "find_unusual" and view.rows and not step.reading.leads:
        return unusual(view)
    if view.evidence["tool"] == "measure_spread" and not step.reading.leads and (said := spread(view)):
        return said
    if view.evidence["tool"] != GOVERNED:
        return told(view, step.reading.leads)
    if view.request is None or not view.metrics:
        return table(view)
    if (days := ends(view)) is not None:
        return lasted(view, *days)
    if step.reading.shape == "list" and len(view.dimensions) == 1 and not are_members(view, False):
        return names(view)
    if step.reading.count_of and view.dimensions:
        return counted(view)
    if step.reading.summary and view.dimensions and view.measured(view.metrics[0]):
        return averaged(view, step.reading.summary)
    if along := _along(view, step):
        return along
    if view.request.compare == "previous_row":
        return growth(view)
    if view.request.compare is not None:
        return comparison(view)
    if not view.dimensions:
        divided = len(view.metrics) == 2 and asks_per(step.reading, view.metrics[1]["name"])
        return (per_one(view) if divided else "") or value(view)
    if step.reading.leads == ["together"]:
        return f"{together_in_all(view)} {ranking(view)}"
    shares = step.reading.share or step.focus
    if shares and len(view.dimensions) == 1 and view.time is None and view.beside(view.metrics[0], "share"):
        return share(view, step.focus)
    ordered_by_time = view.time is not None and view.request.order_by in (None, view.time["name"])
    if ordered_by_time and len(view.dimensions) == 1:
        return trend(view, view.partial)
    if view.time is not None and len(view.dimensions) == 2 and ordered_by_time:
        return courses(view)
    rank = step.reading.rank
    beyond = step.reading.leads == ["others"]
    return ranking(view, rank.nth if rank else None, rank is not None, beyond)


def _along(view: View, step: Step) -> str:
    """What a request adds to its figures, told instead of them: running totals, averages, ranks inside."""
    assert view.request is not None
    metric = view.metrics[0]
    if view.request.share_over:
        return part_of_each(view)
    if step.focus and view.request.within and view.time is not None:
        return share_over_time(view, {str(v).lower() for v in step.focus})
    if step.focus and view.request.within and len(view.dimensions) == 2:
        return share_of_each(view, {str(v).lower() for v in step.focus})
    if view.request.within and len(view.dimensions) > 1:
        return parents(view)
    for kind, tell in (("running", running), ("moving", moving), ("index", index)):
        if (column := view.beside(metric, kind)) is not None:
            return tell(view, column)
    return ""


def _section(step: Step, outcome: Outcome, plan: Plan, desk: Desk, turn: Turn, known: str, said: str) -> str:
    if outcome.failed:
        if turn.handed and step.request is None:
            # Whoever wrote the call can mend it: the tool says what to try.
            return words.sentence(outcome.content)
        if step.call.name != GOVERNED:
            return "I could not work this out as asked: please name the figure and the days it is about."
        return refused(outcome.content, step.request, desk.definitions)
    evidence: Evidence | None = outcome.evidence()
    if evidence is None:
        return outcome.content.strip()
    view, whom = introduced(View(evidence, desk.definitions, step.request, desk.covers, said), known)
    if step.call.name == "describe_data":
        return shop(view, plan.about, desk.examples)
    text = shaped(view, step)
    whole = turn.outcome(step.whole) if step.whole else None
    if whole is not None and (found := whole.evidence()) is not None:
        text = of_all(view, View(found, desk.definitions, None, desk.covers, said))
    return "\n\n".join(
        t
        for t in (
            whom + (_led(step.lead, text, view) if step.lead else verdict(text, view, step.reading)),
            "" if step.reading.shape == "list" else notes(view, step.assumed, step.notes, known, text),
        )
        if t
    )


def _led(lead: str, text: str, view: View) -> str:
    return lead + (text[:1].lower() + text[1:] if common(text, view) else text)


def question(text: str, options: Sequence[str]) -> str:
    """A question back with its options, for when there is no tool to ask with."""
    return text + "".join(f"\n{i}. {label}" for i, label in enumerate(options, 1))


__all__ = ["question", "shaped", "times", "written"]
