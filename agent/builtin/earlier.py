"""A question about the answers before, planned from them: what was said, is it sure, what is it together."""

from collections.abc import Sequence

from agent.builtin.base import Replan
from agent.builtin.desk import Desk, Plan, Step
from agent.builtin.figures import computed
from agent.builtin.history import Turn, answered
from agent.builtin.recall import explained, said_before
from agent.builtin.recheck import rechecked


def about_earlier(turns: Sequence[Turn], desk: Desk, replan: Replan) -> Plan | None:
    """The plan for a question that is about earlier answers as a whole; None for any other question."""
    turn, past = turns[-1], answered(turns[:-1])
    if not past:
        return None
    metrics = [desk.definitions.metrics[m] for m in past[0][0].metrics if m in desk.definitions.metrics]
    meanings = [f"{m.label}: {m.meaning}" for m in metrics]
    said = said_before(turn.question, turns[:-1]) or explained(turn.question, past, meanings)
    if said:
        return Plan(said=[s for s in said if s])
    reading = desk.reader.read(turn.question, past[0][0])
    if again := rechecked(turn, reading, turns[:-1], replan):
        return again
    found = computed(reading, past, desk.definitions)
    if isinstance(found, Step):
        return Plan(steps=[found])
    return Plan(said=found) if found else None
