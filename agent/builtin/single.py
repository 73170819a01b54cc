"""One question of a message: the plan with its calls, what is said without figures, or what is asked back."""

import re
from dataclasses import replace

from agent.answer import Status
from agent.builtin.against_all import everything
from agent.builtin.clarify import Ask, doubt, taken
from agent.builtin.decline import advised, declined
from agent.builtin.desk import Desk, Plan, Step, arguments
from agent.builtin.follow import ranked, stands_alone
from agent.builtin.history import Call
from agent.builtin.included import left_out, part_of
from agent.builtin.instead import most_moved, nearest
from agent.builtin.intent import COMMON, slots, specialist
from agent.builtin.meaning import is_term, meaning
from agent.builtin.ordering import headed
from agent.builtin.parted import (
    each_side,
    everyone_else,
    of_everyone,
    other_end,
    other_side,
    set_against_all,
)
from agent.builtin.pieces import Part, nothing
from agent.builtin.profile import profile
from agent.builtin.reach import reachable
from agent.builtin.requests import ONE_EACH, requested
from agent.builtin.steps import halves
from agent.builtin.unused import unplaced
from agent.builtin.write.restriction import named
from agent.reading.result import Rank, Reading
from tools.warehouse.request import MetricRequest

ABOUT = {"help", "what_data", "greeting"}
MANNERS = {
    "thanks": "You are welcome.",
    "insult": "I am sorry that this was no help. Tell me which figure you need, of what and of when.",
}
"""Replies to what asks for nothing."""
MEASURED = re.compile(r"(?:measured |ranked |going )?by |in terms of |based on ", re.IGNORECASE)
DRAWN = re.compile(r"\b(chart|plot|graph|diagram|draw|table)\b", re.IGNORECASE)


def with_question(plan: Plan, part: Part, desk: Desk) -> tuple[Plan, MetricRequest | None]:
    """The plan with one more question, and the request that a fragment after it would refer to."""
    reading, previous = part.reading, part.previous
    names = [name for name, _ in reading.capability]
    tool = specialist(reading.question, reading, desk.box, COMMON)
    if tool is not None and not reading.unknown:
        asked = requested(reading, previous, desk.definitions).request
        args = slots(tool, reading, asked)
        if args is not None:
            step = Step(Call(tool.tool.name, args), reading, notes=tuple(reading.notes))
            if ask := unplaced(_standing(reading, previous), [step], desk.definitions):
                return replace(plan, ask=ask), previous
            return replace(plan, steps=[*plan.steps, step], status="answered"), asked
    if names == ["why"] and nothing(replace(reading, capability=[])):
        if previous is None:
            return replace(plan, ask=Ask("Why did what change? You could first ask, for example:", ())), None
        reading = replace(
            reading, metrics=previous.metrics[:1], filters=previous.filters,
            period=previous.period, compare=previous.compare,
        )  # fmt: skip
    if (people := profile(reading)) is not None:
        return replace(plan, steps=[*plan.steps, *people], status="answered"), people[0].request
    no = declined(reading, desk.definitions, desk.covers)
    if no is not None:
        if no.advice and (plan.steps or no.goes_on):
            plan = replace(plan, closing=[advised(plan.steps[-1].request if plan.steps else None)])
            if not no.goes_on:
                return plan, previous
        else:
            plan = replace(plan, said=[*plan.said, *no.said])
        if not no.goes_on:
            # A figure that nobody asked for by name is no answer beside a refusal.
            plan = replace(plan, steps=[s for s in plan.steps if "sales" not in s.assumed])
            status: Status = plan.status if plan.steps else "declined"
            return replace(plan, steps=[*plan.steps, *nearest(reading, desk)], status=status), previous
    if reading.tool and not reading.unknown:
        no_tool = "I cannot work that out in this version; I can give the figures by group and over time."
        return replace(plan, said=[*plan.said, no_tool], status="declined"), previous
    if ("define" in names or is_term(reading, desk.definitions)) and (
        said := meaning(reading, desk.definitions)
    ):
        return replace(plan, said=[*plan.said, *said]), previous
    bare = nothing(replace(reading, capability=[]))
    manners = next((said for name, said in MANNERS.items() if name in names), "")
    if manners and bare:
        return replace(plan, said=[*plan.said, manners]), previous
    about = next((n for n in names if n in ABOUT), "")
    if about == "what_data" or (about and bare):
        step = Step(Call("describe_data", {}), reading)
        return replace(plan, steps=[*plan.steps, step], about=about), previous
    if no is not None and no.refused and reading.unknown:
        return replace(plan, status="declined" if not plan.steps else plan.status), previous
    if part.ask and bare:
        return replace(plan, ask=part.ask), previous
    drawn = DRAWN.search(reading.question) is not None
    if bare and not (previous and (reading.refers_back or "chart" in names or drawn)):
        if reading.unknown and not plan.steps and set(plan.said) <= set(MANNERS.values()):
            return replace(plan, ask=doubt(reading, desk.definitions, desk.near)), previous
        return plan, previous
    if part.ask:
        return replace(plan, ask=part.ask), previous
    if ask := doubt(reading, desk.definitions, desk.near):
        return replace(plan, ask=ask), previous
    if previous is not None and reading.refers_back and reading.shape == "list" and ranked(previous):
        # "And on which weekday?" after "at what hour most?" asks for the first again, not for the names.
        reading = replace(reading, shape="ranking", rank=Rank(previous.descending))
    if previous is not None and reading.share and not (reading.filters or reading.by or reading.customers):
        # A share needs its part: where the words name none, it is what was spoken of.
        reading = replace(reading, refers_back=True)
    lead = ""
    if previous is not None and (held := part_of(reading, previous)):
        if left_out(held, previous, desk.definitions):
            answer = f"No: {named(held, desk.definitions)} is left out of it."
            return replace(plan, said=[*plan.said, answer], status="answered"), previous
        reading, lead = replace(reading, refers_back=True), "Yes: "
    lost: list[str] = []
    if previous is not None and not stands_alone(reading):
        previous, lost = reachable(previous, reading, desk.definitions)
    made = requested(reading, previous, desk.definitions)
    whole, taken_for = halves(made.request, desk.covers)
    made, lost = replace(made, request=whole), [*lost, *taken_for]
    if not made.focus:
        made = replace(made, request=headed(made.request, reading, desk.sizes, desk.definitions))
    chosen = any(f.dimension in made.request.by for f in made.request.filters)
    each = reading.metrics and reading.metrics[0] in ONE_EACH and not chosen
    if each and made.request.metrics[0] not in reading.metrics:
        reading = replace(reading, shape="list")
    notes = (*reading.notes, *taken(reading, desk.definitions), *lost)
    step = Step(
        Call("query_metric", arguments(made.request)), reading, made.request, made.focus, made.assumed, notes
    )
    step = replace(set_against_all(step, desk.definitions), lead=lead)
    besides = [most_moved(reading, desk)] if "overview" in names and made.request.compare else []
    besides += everyone_else(step) if reading.against_rest else []
    besides += everything(step, part.against, desk.definitions)
    besides += other_end(step) + other_side(step, desk) + of_everyone(step)
    if ask := unplaced(_standing(reading, previous), [step, *besides], desk.definitions):
        return replace(plan, ask=ask), previous
    if no is not None and not reading.metrics:
        return replace(plan, steps=[*plan.steps, step], status="declined"), made.request
    if plan.status == "declined" and not reading.metrics:
        return plan, previous
    kept = plan.steps
    if (
        kept
        and part.refines
        and not part.one_of_several
        and previous == kept[-1].request
        and _refines(reading)
    ):
        kept = kept[:-1]
    if kept and kept[-1].assumed and previous == kept[-1].request and MEASURED.match(reading.question):
        # 'Top 5 departments? by units' names the measure that was taken for granted.
        kept = kept[:-1]
    kept = [s for s in kept if s.call.key != step.call.key]
    plan = replace(plan, closing=[advised(made.request)]) if no is not None and no.advice else plan
    return replace(plan, steps=[*kept, *each_side(step), *besides], status="answered"), made.request


def _standing(reading: Reading, previous: MetricRequest | None) -> Reading:
    """The reading, leaning on nothing where there is nothing before it: all its words are its own."""
    return reading if previous is not None else replace(reading, refers_back=False, replaces=False)


def _refines(reading: Reading) -> bool:
    """'Only the top 3.' after a question in the same message sharpens it instead of asking again."""
    asks = reading.question.rstrip().endswith("?") or reading.metrics or reading.count_of
    return not stands_alone(reading) and not asks
