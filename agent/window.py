"""The part of a thread that a model is shown: whole turns, every call answered, old tables left out."""

import itertools
import json
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, HumanMessage, ToolMessage

from agent.state import Turn
from tools.evidence import Evidence

INTERRUPTED = "This call was interrupted and has no result. Call again if the result is needed."
TURNS_SHOWN = 12
TURNS_WITH_TABLES = 3
LEFT_OUT = "(rows not repeated; call the tool again for them)"


def answered(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages with an error result after each tool call that has none.

    A crash or a stop leaves such calls behind, and a chat API then refuses the whole thread. Results are
    matched inside the stretch up to the next message: some servers use the same call ids again and again.
    """
    mended: list[AnyMessage] = []
    for i, message in enumerate(messages):
        if isinstance(message, ToolMessage):
            continue
        mended.append(message)
        if isinstance(message, AIMessage):
            results = results_after(messages, i)
            ids = [c["id"] or "" for c in message.tool_calls]
            mended += [results.get(call) or _interrupted(call) for call in ids]
    return mended


def results_after(messages: Sequence[AnyMessage], place: int) -> dict[str, ToolMessage]:
    """The tool results that directly follow the message at `place`, by call id."""
    run = itertools.takewhile(lambda m: isinstance(m, ToolMessage), messages[place + 1 :])
    return {m.tool_call_id: m for m in run if isinstance(m, ToolMessage)}


def recent(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The last turns; of all but the newest few, only id and title of the evidence are left."""
    starts = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage) and not m.name]
    first = starts[-TURNS_SHOWN] if len(starts) > TURNS_SHOWN else 0
    whole = starts[-TURNS_WITH_TABLES] if len(starts) > TURNS_WITH_TABLES else 0
    return [
        _without_rows(m) if isinstance(m, ToolMessage) and i < whole else m
        for i, m in enumerate(messages)
        if i >= first
    ]


def as_offered(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages with [declined] before each answer that said no, and the options below each that asked."""
    return [
        m.model_copy(update={"content": _offered(m.text, m.additional_kwargs)})
        if isinstance(m, AIMessage) and not m.tool_calls
        else m
        for m in messages
    ]


def as_written(messages: Sequence[AnyMessage]) -> list[AnyMessage]:
    """The messages with the references in answers of the last turns, whose rows are still shown: a model
    writes as it sees that it wrote."""
    starts = [i for i, m in enumerate(messages) if isinstance(m, HumanMessage) and not m.name]
    whole = starts[-TURNS_WITH_TABLES] if len(starts) > TURNS_WITH_TABLES else 0
    return [
        m.model_copy(update={"content": m.additional_kwargs["source"]})
        if i >= whole and isinstance(m, AIMessage) and m.additional_kwargs.get("source")
        else m
        for i, m in enumerate(messages)
    ]


def with_note(messages: Sequence[AnyMessage], turn: Turn, note: str) -> list[BaseMessage]:
    """The messages with the reader's note under this turn's question, and without our own names."""
    shown: list[BaseMessage] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            below = f"\n\n{note}" if note and message.id == turn["question_id"] else ""
            message = HumanMessage(f"{message.text}{below}")
        shown.append(message)
    return shown


def with_artifacts(messages: Sequence[AnyMessage], evidence: Sequence[Evidence]) -> list[BaseMessage]:
    """The messages with the whole evidence beside each tool result, for a model that reads it."""
    by_id = {e["id"]: e for e in evidence}
    return [
        m.model_copy(update={"artifact": by_id.get(m.additional_kwargs.get("evidence", ""))})
        if isinstance(m, ToolMessage)
        else m
        for m in messages
    ]


def _without_rows(message: ToolMessage) -> ToolMessage:
    evidence = message.additional_kwargs.get("evidence")
    if not evidence:
        return message
    title = json.loads(message.text)["title"]
    return message.model_copy(update={"content": f"{evidence}: {title} {LEFT_OUT}"})


def _offered(text: str, marked: Mapping[str, Any]) -> str:
    refused = "[declined] " if marked.get("status") == "declined" else ""
    options = [f"{n}. {option}" for n, option in enumerate(marked.get("options", []), 1)]
    return "\n".join([f"{refused}{text}", *options])


def _interrupted(call_id: str) -> ToolMessage:
    return ToolMessage(INTERRUPTED, tool_call_id=call_id, status="error")
