"""The way in: ask a question in a thread, resume a turn that was cut off, read a thread's answers."""

import logging
import uuid
from collections.abc import AsyncIterator
from typing import Any, cast

from langchain_core.messages import HumanMessage

from agent import memory_talk
from agent.answer import Answer
from agent.context import Context
from agent.events import Done, Event, Step, Token
from agent.memory import ThreadStore
from agent.question import InvalidQuestion, NothingAsked, Question, check_thread, cleaned
from agent.refusal import failed
from agent.runtime import Runtime
from agent.settings import BUILTIN, SettingsError
from agent.state import new_turn, spent_before
from prompts import fill

log = logging.getLogger(__name__)


async def ask(question: Question, runtime: Runtime) -> AsyncIterator[Event]:
    """Answers one question: Steps while it works, the verified text as Tokens, then one Done.

    Turns on a thread run one after the other; a question that comes while one runs waits for it.
    Bad input, a limit or a bug end in an Answer too; this does not raise for them.
    """
    try:
        thread = check_thread(question.thread)
        text, warnings = cleaned(question.text)
        context = runtime.for_model(question.model)
    except (InvalidQuestion, SettingsError) as refusal:
        answer = failed(question, str(refusal), runtime.context)
        if isinstance(refusal, NothingAsked):
            answer = {**answer, "status": "clarify", "options": runtime.context.suggest({})}
        yield Token(answer["text"])
        yield Done(answer)
        return
    wished = runtime.context.wish(text) if question.user and not question.calls else None
    if wished and (said := memory_talk.told(wished, str(question.user), runtime.preferences)):
        yield Token(said)
        yield Done({**failed(question, said, runtime.context), "status": "answered", "model": BUILTIN})
        return
    if runtime.locks.busy(thread):
        yield Step("wait", "Waiting for the answer before this one", "started")
    async with runtime.locks.hold(thread):
        before = (await runtime.graph.aget_state(_config(thread, context))).values
        number = 1 + max((a["turn"] for a in before.get("answers", [])), default=0)
        given: dict[str, Any] = {"calls": [dict(call) for call in question.calls]} if question.calls else {}
        if question.pins and not question.calls:
            given["pins"] = dict(question.pins)
        message = HumanMessage(text, id=f"question-{uuid.uuid4().hex}", additional_kwargs=given)
        turn = new_turn(number, text, str(message.id), context.model.name, warnings, "calls" in given)
        turn["pins"] = given.get("pins", {})
        if question.user and not question.calls:
            turn["preferences"] = runtime.preferences.of(question.user)
        turn["spent"] = spent_before(before.get("turn"))
        async for event in _turn({"messages": [message], "turn": turn}, thread, context, runtime, question):
            yield event


async def resume(thread: str, runtime: Runtime, model: str | None = None) -> AsyncIterator[Event]:
    """Goes on with a turn that was cut off, from its last finished step. Events as from `ask`.

    Yields nothing when there is nothing to go on with. Raises InvalidQuestion for a broken thread id.
    """
    context = runtime.for_model(model)
    async with runtime.locks.hold(check_thread(thread)):
        snapshot = await runtime.graph.aget_state(_config(thread, context))
        if snapshot.next:
            question = Question(snapshot.values["turn"]["question"], thread, model)
            async for event in _turn(None, thread, context, runtime, question):
                yield event


async def answer(question: Question, runtime: Runtime) -> Answer:
    """The answer alone."""
    async for event in ask(question, runtime):
        if isinstance(event, Done):
            return event.answer
    raise AssertionError("a turn ends with Done")


async def unfinished(thread: str, runtime: Runtime) -> bool:
    """Whether the thread's last turn was cut off and no turn runs on it now."""
    snapshot = await runtime.graph.aget_state(_config(check_thread(thread), runtime.context))
    return bool(snapshot.next) and not runtime.locks.busy(thread)


async def history(thread: str, runtime: Runtime) -> list[Answer]:
    """The thread's answers, oldest first, each with its evidence."""
    snapshot = await runtime.graph.aget_state(_config(check_thread(thread), runtime.context))
    values = snapshot.values
    return [_whole(one, values, thread) for one in values.get("answers", [])]


async def filed(thread: str, store: ThreadStore) -> list[Answer]:
    """The answers of a thread as `history` gives them, read with no model and no tools; none for a thread
    that is not there."""
    kept = await store.aget_tuple({"configurable": {"thread_id": check_thread(thread), "checkpoint_ns": ""}})
    values = kept.checkpoint["channel_values"] if kept else {}
    return [_whole(one, values, thread) for one in values.get("answers", [])]


async def _turn(
    start: dict[str, Any] | None, thread: str, context: Context, runtime: Runtime, question: Question
) -> AsyncIterator[Event]:
    config = _config(thread, context)
    try:
        stream = runtime.graph.astream(
            start, config, context=context, stream_mode="custom", durability="sync"
        )
        async for event in stream:
            yield event
        values = (await runtime.graph.aget_state(config)).values
        done = _whole(values["answers"][-1], values, thread)
    except Exception as error:
        error_id = uuid.uuid4().hex[:8]
        log.exception("error %s in a turn of thread %s", error_id, thread)
        text = fill("bug", doing="working on your question", error_id=error_id).text
        done = failed(question, text, context)
        done["turn"] = await _close(runtime, config, text, done, error)
        yield Token(text)
    else:
        await runtime.store.aprune([thread])
    yield Done(done)


async def _close(runtime: Runtime, config: Any, text: str, done: Answer, error: Exception) -> int:
    """Ends a turn that a bug has broken, so that the thread can go on. Returns the turn's number."""
    try:
        values = (await runtime.graph.aget_state(config)).values
        number = int(values["turn"]["number"]) if "turn" in values else 0
        changed = {"answers": [{**done, "turn": number}], "turn": {"status": "failed", "text": text}}
        await runtime.graph.aupdate_state(config, changed, as_node="answer")
    except Exception:
        log.exception("the turn's end could not be saved, after %s", type(error).__name__)
        return 0
    return number


def _whole(kept: dict[str, Any], values: dict[str, Any], thread: str) -> Answer:
    by_id = {e["id"]: e for e in values.get("evidence", [])}
    evidence = [by_id[i] for i in kept["evidence"]]
    return cast(Answer, {**kept, "evidence": evidence, "thread": thread})


def _config(thread: str, context: Context) -> dict[str, Any]:
    return {"configurable": {"thread_id": thread}, "recursion_limit": context.limits.steps}
