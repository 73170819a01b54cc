"""verify: the draft held against the evidence of the thread. Code, not a prompt."""

import time
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage
from langgraph.runtime import Runtime

from agent import gate, limits, safe_text
from agent.answer import Claim, Status
from agent.context import Context
from agent.events import Step
from agent.state import State, Turn
from prompts import fill
from tools.evidence import Evidence

REPAIRS = 2
CHECKS = "checks"
"""The name that signs a message of ours to the model, so that it is not taken for the user's."""


def verify(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Either a draft that stands, with its claims; or the sentences that do not, sent back to the model
    (at most twice); or the draft without them, and a line that says so."""
    turn, context = state["turn"], runtime.context
    evidence = list(state.get("evidence") or [])
    if turn["stopped"]:
        return {"turn": _stopped(turn, evidence)}
    key, label = f"{turn['number']}.verify", "Checking every figure against the data"
    started = time.perf_counter()
    runtime.stream_writer(Step(key, label, "started"))
    message = state["messages"][-1]
    draft, said = message.text, message.additional_kwargs.get("status")
    text, refused = safe_text.declined(draft)
    text, linked = safe_text.without_links(text)
    text, unknown = safe_text.with_known_marks(text, {e["id"] for e in evidence})
    titles = [e["chart"]["title"] for e in evidence if e["id"] in turn["made"] and e["chart"]]
    checked = gate.check(text, evidence, turn["question"], titles)
    runtime.stream_writer(Step(key, label, "done", round(time.perf_counter() - started, 3)))
    if checked.failures and may_repair(state, context, draft):
        failures = "\n".join(f"- {failure.reason}" for failure in checked.failures)
        complaint = HumanMessage(fill("repair", failures=failures).text, name=CHECKS)
        return {"messages": [complaint], "turn": {"repairs": turn["repairs"] + 1}}
    claims, removed = list(checked.claims), list(turn["removed"])
    while checked.failures and text:
        text, gone = gate.remove(text, checked.failures)
        removed += gone
        checked = gate.check(text, evidence, turn["question"], [])
        claims = list(checked.claims)
        if not gone:
            text, claims = "", []
    status: Status = "declined" if refused else said or "answered"
    return {"turn": _shown(turn, text, claims, removed, status, linked, unknown)}


def may_repair(state: State, context: Context, draft: str) -> bool:
    """Whether the model is to write the draft again: not the built-in one, which would write the same,
    not more than twice, and not when a limit is near or the last repair changed nothing."""
    turn = state["turn"]
    drafts = [m.text for m in state["messages"] if isinstance(m, AIMessage) and not m.tool_calls]
    same = turn["repairs"] > 0 and len(drafts) > 1 and drafts[-2] == draft
    return (
        context.model.remote
        and not turn["fallback"]
        and turn["repairs"] < REPAIRS
        and not same
        and limits.reached(turn, context.limits, state["remaining_steps"] - 2) is None
    )


def _shown(
    turn: Turn,
    text: str,
    claims: list[Claim],
    removed: list[str],
    status: Status,
    linked: bool,
    unknown: list[str],
) -> dict[str, Any]:
    warnings = list(turn["warnings"])
    if linked:
        warnings.append("I left out links or images of my draft: answers carry none.")
    if unknown:
        warnings.append(f"I left out {', '.join(unknown)}: no evidence of this conversation has that number.")
    if not text:
        status = "failed"
    if removed or not text:
        count = "one sentence" if len(removed) == 1 else f"{len(removed)} sentences"
        line = fill("unverified", count=count).text
        text = f"{text}\n\n{line}" if text else line
    return {"text": text, "claims": claims, "removed": removed, "warnings": warnings, "status": status}


def _stopped(turn: Turn, evidence: list[Evidence]) -> dict[str, Any]:
    """The text of a turn that a limit has ended: which limit, and what had been found."""
    made = [e for e in evidence if e["id"] in turn["made"]]
    listed = "; ".join(f"{e['title']} [{e['id']}]" for e in made)
    found = f"Found so far: {listed}." if listed else "Nothing had been found; a narrower question may do."
    return {"text": fill("limit", limit=turn["stopped"], found=found).text, "claims": [], "status": "failed"}
