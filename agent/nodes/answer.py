"""answer: the one object that a turn ends with, and the verified text as a stream."""

import time
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, HumanMessage, RemoveMessage
from langgraph.runtime import Runtime

from agent import safe_text
from agent.answer import Answer
from agent.context import Context
from agent.edits import pins
from agent.events import Token
from agent.state import State, Turn
from agent.versions import checksum
from knowledge.metrics import load_definitions
from tools.evidence import Evidence


def answer(state: State, runtime: Runtime[Context]) -> dict[str, Any]:
    """Streams the text and files the Answer. Drafts and checks of this turn leave the thread, so that no
    unverified figure is read again in a later turn."""
    turn, context = state["turn"], runtime.context
    text = turn["text"] or ""
    for piece in safe_text.sentences(text):
        runtime.stream_writer(Token(piece))
    filed = assemble(turn, context, state.get("evidence") or [])
    filed["evidence"] = [e["id"] for e in filed["evidence"]]
    kept = {"status": filed["status"], "options": filed["options"], "source": turn.get("source", "")}
    final = AIMessage(text, id=f"answer-{turn['number']}", additional_kwargs=kept)
    return {
        "messages": [*drafts(state["messages"], turn["question_id"]), final],
        "answers": [filed],
        "turn": {"status": filed["status"]},
    }


def assemble(turn: Turn, context: Context, evidence: list[Evidence]) -> dict[str, Any]:
    """The Answer of a turn: what it shows, and all that is needed to check or repeat it.

    The scope is that of the last governed request behind what is shown; an answer without one has none.
    """
    text = turn["text"] or ""
    bound = {cell["evidence"] for claim in turn["claims"] for cell in claim["cells"]}
    shown = {*turn["made"], *safe_text.marks(text), *bound}
    status = turn["status"] or "failed"
    seconds = {**turn["timings"], "total": round(time.time() - turn["started"], 3)}
    used = [e for e in evidence if e["id"] in shown]
    scope: dict[str, Any] = next((e["scope"] for e in reversed(used) if e["scope"].get("metrics")), {})
    whole: Answer = {
        "question": turn["question"],
        "status": status,
        "text": text,
        "claims": turn["claims"],
        "evidence": used,
        "scope": scope,
        "scope_words": context.words(scope) if scope else [],
        "options": turn["options"],
        "next_questions": next_questions(turn, context, scope, status),
        "removed": turn["removed"],
        "warnings": [*([kept] if (kept := _pinned(turn, used)) else []), *turn["warnings"]],
        "tools": turn["tools"],
        "model": turn["model"],
        "fallback": turn["fallback"],
        "versions": dict(context.versions),
        "timings": seconds,
        "tokens": turn["tokens"],
        "cost_usd": turn["cost_usd"],
        "thread": "",
        "turn": turn["number"],
        "spent": turn.get("spent") or {"tokens": 0, "usd": 0.0},
    }
    return {**whole, "checksum": checksum(whole)}


def _pinned(turn: Turn, used: list[Evidence]) -> str:
    """What of the conversation's pins is in the answer, in words."""
    kept = turn.get("pins")
    return pins.told(kept, used, load_definitions()) if kept else ""


def next_questions(turn: Turn, context: Context, scope: dict[str, Any], status: str) -> list[str]:
    """What to ask next: of a question that was declined, what comes nearest to it."""
    if status not in ("answered", "declined"):
        return []
    near = (turn["reading"] or {}).get("instead") if status == "declined" else None
    return near or context.suggest(scope)


def drafts(messages: list[AnyMessage], question_id: str) -> list[RemoveMessage]:
    """Removals of this turn's own writing: texts without calls, and our messages to the model."""
    ids = [m.id for m in messages]
    start = ids.index(question_id) if question_id in ids else 0
    return [
        RemoveMessage(id=m.id)
        for m in messages[start:]
        if m.id
        and ((isinstance(m, AIMessage) and not m.tool_calls) or (isinstance(m, HumanMessage) and m.name))
    ]
