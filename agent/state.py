"""What a thread remembers. Plain JSON values and messages only: nothing else survives a checkpoint."""

import time
from collections.abc import Mapping
from typing import Annotated, Any, TypedDict

from langchain_core.messages import AnyMessage
from langgraph.graph.message import add_messages
from langgraph.managed import RemainingSteps

from agent.answer import Claim, Spent, Status, ToolCall
from agent.preferences import Preference
from tools.evidence import Evidence


class Turn(TypedDict, total=False):
    """One question on its way to an answer. A node returns the fields it changed; they are merged.

    `question_id` is the id of the question's message. `made` are the ids of evidence made in this turn.
    `stopped` names the limit that ended it. `text` is what will be shown, with the `claims` in it;
    `source` is it as the model wrote it, with its references. `handed`: the calls came with the question,
    and no model but the built-in analyst has a say in it. `pins` are what is pinned in the conversation.
    """

    number: int
    question: str
    question_id: str
    started: float
    model: str
    fallback: str | None
    reading: dict[str, Any]
    model_calls: int
    tool_calls: int
    tokens: dict[str, int]
    cost_usd: float | None
    spent: Spent
    repairs: int
    stopped: str | None
    status: Status | None
    text: str | None
    source: str
    claims: list[Claim]
    options: list[str]
    made: list[str]
    tools: list[ToolCall]
    removed: list[str]
    warnings: list[str]
    preferences: list[Preference]
    timings: dict[str, float]
    handed: bool
    pins: dict[str, Any]


def new_turn(
    number: int, question: str, question_id: str, model: str, warnings: list[str], handed: bool = False
) -> Turn:
    """A turn with every field at its start, so that nothing of the turn before remains."""
    return {
        "number": number,
        "question": question,
        "question_id": question_id,
        "started": time.time(),
        "model": model,
        "fallback": None,
        "reading": {},
        "model_calls": 0,
        "tool_calls": 0,
        "tokens": {"input": 0, "output": 0},
        "cost_usd": 0.0,
        "spent": {"tokens": 0, "usd": 0.0},
        "repairs": 0,
        "stopped": None,
        "status": None,
        "text": None,
        "source": "",
        "claims": [],
        "options": [],
        "made": [],
        "tools": [],
        "removed": [],
        "warnings": warnings,
        "preferences": [],
        "timings": {},
        "handed": handed,
        "pins": {},
    }


def spent_before(last: Mapping[str, Any] | None) -> Spent:
    """What a thread has used up to and with its last turn, also where that one was stopped."""
    if not last:
        return {"tokens": 0, "usd": 0.0}
    before = last.get("spent") or {"tokens": 0, "usd": 0.0}
    used = last.get("tokens") or {}
    tokens = used.get("input", 0) + used.get("output", 0)
    return {"tokens": before["tokens"] + tokens, "usd": before["usd"] + (last.get("cost_usd") or 0.0)}


def merge(before: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `before` with those of `changed` over them."""
    return {**before, **changed}


def merge_evidence(before: list[Evidence], found: list[Evidence]) -> list[Evidence]:
    """Both lists in order; evidence that comes again under its id replaces the first."""
    by_id = {evidence["id"]: evidence for evidence in [*before, *found]}
    return list(by_id.values())


def merge_answers(before: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Answers by turn number: a turn that is finished twice, after a crash, is kept once."""
    by_turn = {answer["turn"]: answer for answer in [*before, *new]}
    return list(by_turn.values())


class State(TypedDict):
    """A thread. `scope` is the last governed request that was answered; `answers` are Answer objects
    whose evidence is given by id (the evidence itself is kept once, in `evidence`)."""

    messages: Annotated[list[AnyMessage], add_messages]
    turn: Annotated[Turn, merge]
    scope: dict[str, Any]
    evidence: Annotated[list[Evidence], merge_evidence]
    answers: Annotated[list[dict[str, Any]], merge_answers]
    remaining_steps: RemainingSteps
