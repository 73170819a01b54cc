"""think: the model's next message, either calls to tools or a draft of the answer."""

import time
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, SystemMessage
from langgraph.runtime import Runtime

from agent import limits, prices, window
from agent.context import Context
from agent.events import Step
from agent.model import ModelDown, speak
from agent.speaker import Speaker
from agent.state import State, Turn
from prompts import fill


async def think(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """One message of the model, or of the built-in analyst when the model is down for this turn."""
    turn, context = state["turn"], runtime.context
    if stopped := limits.reached(turn, context.limits, state["remaining_steps"]):
        return {"turn": {"stopped": stopped}}
    speaker = context.builtin if turn["fallback"] or turn.get("handed") else context.model
    left = limits.seconds_left(turn, context.limits)
    tools = [t.tool for t in context.tools]
    fallback = turn["fallback"]
    key, label = f"{turn['number']}.think{turn['model_calls'] + 1}", _label(turn)
    runtime.stream_writer(Step(key, label, "started"))
    started = time.perf_counter()
    try:
        reply = await speak(speaker, shown(state, context, speaker), tools, left)
    except ModelDown as down:
        fallback = fill("fallback", reason=down.reason).text
        speaker = context.builtin
        reply = await speak(speaker, shown(state, context, speaker), tools, left)
    runtime.stream_writer(Step(key, label, "done", round(time.perf_counter() - started, 3)))
    return {
        "messages": [reply.model_copy(update={"id": None})],
        "turn": {**_used(turn, speaker, reply), "fallback": fallback, "model": speaker.name},
    }


def shown(state: State, context: Context, speaker: Speaker) -> list[BaseMessage]:
    """The messages that the speaker gets: a remote model with prompt and note, the built-in with evidence."""
    messages = window.recent(window.answered(state["messages"]))
    if not speaker.remote:
        return window.with_artifacts(messages, state.get("evidence") or [])
    note = _note(state["turn"]["reading"])
    told = window.with_note(window.as_offered(window.as_written(messages)), state["turn"], note)
    return [SystemMessage(context.system), *told]


def _note(reading: dict[str, Any]) -> str:
    found = reading.get("note") or []
    return fill("scope", found="\n".join(f"- {line}" for line in found)).text if found else ""


def _label(turn: Turn) -> str:
    if turn["repairs"]:
        return "Correcting the draft"
    return "Reading what was found" if turn["tools"] else "Working out what to look up"


def _used(turn: Turn, speaker: Speaker, reply: AIMessage) -> dict[str, Any]:
    usage = reply.usage_metadata
    spent = {"input": usage["input_tokens"], "output": usage["output_tokens"]} if usage else {}
    if usage and (cached := usage.get("input_token_details", {}).get("cache_read")):
        spent["cached"] = cached
    before, cost = turn["cost_usd"], prices.cost(speaker.name, spent)
    return {
        "model_calls": turn["model_calls"] + 1,
        "tokens": {k: turn["tokens"].get(k, 0) + spent.get(k, 0) for k in {*turn["tokens"], *spent}},
        "cost_usd": None if before is None or cost is None else before + cost,
    }
