"""verify: the draft held against the evidence of the thread. Code, not a prompt."""

import time
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage
from langgraph.runtime import Runtime

from agent import limits
from agent.complaints import complaints
from agent.context import Context
from agent.draft import Desk, Draft, checked, titled, trimmed
from agent.events import Step
from agent.state import State, Turn
from prompts import fill
from tools.evidence import Evidence

REPAIRS = 2
NARROWER = "Nothing had been found; a narrower question may do."
ANEW = "Begin a new conversation, or let the built-in analyst answer, which costs nothing."
CHECKS = "checks"
"""The name that signs a message of ours to the model, so that it is not taken for the user's."""


def verify(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Either a draft that stands, with its claims; or what does not stand, sent back to the model (at most
    twice); or the draft without it, and a line that says so."""
    turn, context = state["turn"], runtime.context
    evidence = list(state.get("evidence") or [])
    if turn["stopped"]:
        return {"turn": _stopped(turn, evidence)}
    key, label = f"{turn['number']}.verify{turn['repairs']}", "Checking every figure against the data"
    started = time.perf_counter()
    runtime.stream_writer(Step(key, label, "started"))
    asking = turn["status"] == "clarify"
    written = AIMessage(turn["text"] or "") if asking else state["messages"][-1]
    # Of a model that is gone the draft with its references may be what the built-in analyst mends.
    desk = Desk(evidence, turn["question"], context.vocabulary, referring=context.model.remote)
    draft = checked(written, desk)
    changes: dict[str, Any] = {}
    if draft.failures and not asking and may_repair(state, context, written.text):
        complaint = fill("repair", failures="\n".join(complaints(draft.failures, evidence))).text
        changes["messages"] = [HumanMessage(complaint, name=CHECKS)]
        changes["turn"] = {"repairs": turn["repairs"] + 1}
    else:
        draft = trimmed(draft, desk)
        charts = [e for e in evidence if e["id"] in turn["made"] and e["chart"]]
        changes["evidence"] = titled(charts, turn["question"], context.vocabulary)
        changes["turn"] = _shown(turn, draft)
    runtime.stream_writer(Step(key, label, "done", round(time.perf_counter() - started, 3)))
    return changes


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


def _shown(turn: Turn, draft: Draft) -> dict[str, Any]:
    warnings = list(turn["warnings"])
    if draft.linked:
        warnings.append("I left out links or images of my draft: answers carry none.")
    if draft.unknown:
        ids = ", ".join(draft.unknown)
        warnings.append(f"I left out {ids}: no evidence of this conversation has that number.")
    text, status = draft.text, draft.status if draft.text else "failed"
    if turn["status"] == "clarify":
        text, status = text or "What do you mean?", "clarify"
    elif draft.removed or not text:
        count = "one statement" if len(draft.removed) == 1 else f"{len(draft.removed)} statements"
        line = fill("unverified", count=count).text
        text = f"{text}\n\n{line}" if text else line
    return {
        "text": text,
        "source": draft.source,
        "claims": draft.claims,
        "removed": draft.removed,
        "warnings": warnings,
        "status": status,
    }


def _stopped(turn: Turn, evidence: list[Evidence]) -> dict[str, Any]:
    """The text of a turn that a limit has ended: which limit, and what had been found."""
    made = [e for e in evidence if e["id"] in turn["made"]]
    listed = "; ".join(f"{e['title']} [{e['id']}]" for e in made)
    nothing = ANEW if str(turn["stopped"]).endswith(limits.OF_THREAD) else NARROWER
    found = f"Found so far: {listed}." if listed else nothing
    return {"text": fill("limit", limit=turn["stopped"], found=found).text, "claims": [], "status": "failed"}
