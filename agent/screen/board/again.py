"""A saved answer computed again, and what changed."""

import time
import uuid
from collections.abc import Mapping
from typing import Any, Literal, Protocol

from agent import differences
from agent.answer import Answer
from agent.builtin.history import Call
from agent.events import Done
from agent.screen.board.pins import Pin
from agent.settings import BUILTIN

Calls = tuple[Mapping[str, Any], ...]


class Asks(Protocol):
    """Who answers; `agent.screen.desk.Desk` does."""

    def ask(self, text: str, thread: str, **given: Any) -> Any: ...

    async def forget(self, thread: str) -> None: ...


async def manner(answer: Answer, desk: Asks) -> Literal["question", "calls"]:
    """How an answer is to be computed again: by its question, where the built-in analyst, asked it out of
    the blue, looks up the very same; by its look-ups as they stand, where not."""
    alone = await _asked(desk, answer["question"], {"model": BUILTIN})
    return "question" if alone and _keys(calls_of(alone)) == _keys(calls_of(answer)) else "calls"


async def computed_again(pin: Pin, desk: Asks) -> Pin:
    """The saved answer with its figures as they are now. An answer whose figures are the same stays as it
    was told; one that cannot be computed stays, and `failed` says why."""
    calls = calls_of(pin["answer"])
    given: dict[str, Any] = {"model": BUILTIN} if pin["again"] == "question" else {"calls": calls}
    found = await _asked(desk, pin["answer"]["question"], given)
    if found is None or found["status"] != "answered":
        return {**pin, "failed": found["text"] if found else "No answer came."}
    changed = what_changed(pin["answer"], found)
    kept = {**found, "thread": pin["answer"]["thread"], "turn": pin["answer"]["turn"]} if changed else None
    answer: Any = kept or {**pin["answer"], "versions": found["versions"]}
    return {**pin, "answer": answer, "changed": changed, "failed": "", "checked": time.time()}


def calls_of(answer: Answer) -> Calls:
    """The look-ups behind all that the answer shows, those of earlier turns too."""
    made = [e.get("call") for e in answer["evidence"]]
    return tuple({"name": call["name"], "args": call["args"]} for call in made if call)


def what_changed(then: Answer, now: Answer) -> list[str]:
    """Sentences on the figures that differ, and on what is looked up otherwise."""
    if len(then["evidence"]) != len(now["evidence"]):
        return ["It is looked up otherwise now."]
    found: list[str] = []
    for old, new in zip(then["evidence"], now["evidence"], strict=True):
        if old["title"] != new["title"]:
            found.append(f"{new['title']} now; {old['title']} then")
        else:
            found += differences.in_figures(old, new)
    return found


async def _asked(desk: Asks, text: str, given: Mapping[str, Any]) -> Answer | None:
    """The answer to a question in a conversation of its own, which is forgotten then."""
    thread = f"board-{uuid.uuid4()}"
    try:
        async for event in desk.ask(text, thread, **given):
            if isinstance(event, Done):
                return event.answer
    finally:
        await desk.forget(thread)
    return None


def _keys(calls: Calls) -> list[str]:
    return [Call(call["name"], dict(call["args"])).key for call in calls]
