"""The figure that each option of a question back would give, looked up before one is chosen."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from langchain_core.messages import HumanMessage
from pydantic import ValidationError

from agent.builtin.history import Call, turns
from agent.builtin.model import BuiltinAnalyst
from agent.builtin.pinned import pinned
from agent.builtin.plan import planned
from agent.context import ToolInBox
from agent.nodes.think import shown
from agent.runtime import Runtime
from tools.errors import ToolError
from tools.evidence import Column, Evidence, Value
from tools.work import Work, at_work

log = logging.getLogger(__name__)
PATIENCE_S = 2.0
"""What is not found by then has no figure: the buttons do not wait for it."""


class Foretold(NamedTuple):
    """A figure and what it is of."""

    value: Value
    column: Column


async def foretold(thread: str, options: Sequence[str], runtime: Runtime) -> list[Foretold | None]:
    """For each option the figure that its answer begins with; None where it is no single figure, or is not
    ready in two seconds.

    Nothing where the conversation has gone on since. The options are read as the built-in analyst reads them.
    """
    config: Any = {"configurable": {"thread_id": thread}}
    state = (await runtime.graph.aget_state(config)).values
    answers = state.get("answers") or [{}]
    if answers[-1].get("options") != list(options):
        return []
    job = Work()
    with at_work(job):
        tasks = [asyncio.create_task(_figure(option, state, runtime)) for option in options]
    done, late = await asyncio.wait(tasks, timeout=PATIENCE_S)
    if late:
        job.stop()
    for task in late:
        task.cancel()
    return [task.result() if task in done else None for task in tasks]


async def _figure(option: str, state: Any, runtime: Runtime) -> Foretold | None:
    found = await asyncio.to_thread(_looked_up, option, state, runtime)
    return _headline(found) if found else None


def _looked_up(option: str, state: Any, runtime: Runtime) -> Evidence | None:
    """What the first call for the option finds; None for a call that fails, as the answer would then say."""
    context = runtime.context
    analyst = context.builtin.chat
    assert isinstance(analyst, BuiltinAnalyst)
    known = turns([*shown(state, context, context.builtin), HumanMessage(option)])
    plan = pinned(planned(known, analyst.desk), known[-1], analyst.desk)
    if plan.ask or not plan.steps:
        return None
    return _made(plan.steps[0].call, {box.tool.name: box for box in context.tools})


def _made(call: Call, box: dict[str, ToolInBox]) -> Evidence | None:
    if call.name not in box or box[call.name].ends_turn:
        return None
    try:
        request = {"type": "tool_call", "id": "foretold", "name": call.name, "args": call.args}
        message = box[call.name].tool.invoke(request)
    except (ToolError, ValidationError) as error:
        log.info("an option has no figure: %s", error)
        return None
    return message.artifact if isinstance(message.artifact, dict) else None  # type: ignore[return-value]


def _headline(evidence: Evidence) -> Foretold | None:
    """The one figure of a single row, or the total over the rows."""
    metrics = [column for column in evidence["columns"] if column["role"] == "metric"]
    if not metrics:
        return None
    if len(evidence["rows"]) == 1:
        value = evidence["rows"][0].get(metrics[0]["name"])
        return Foretold(value, metrics[0]) if value is not None else None
    total = next((f for f in evidence["facts"] if f["name"] == f"total_{metrics[0]['name']}"), None)
    if total is None:
        return None
    return Foretold(total["value"], {**metrics[0], "label": total["label"], "unit": total["unit"]})
