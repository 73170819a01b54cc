"""The built-in analyst as a chat model: no network, no chance, the same messages and tools as any other."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool

from agent.answer import Status
from agent.builtin.desk import Desk, Reads
from agent.builtin.handed import taken_over
from agent.builtin.history import OWN, Call, Turn, turns
from agent.builtin.intent import Exemplified
from agent.builtin.near import nearest, starters
from agent.builtin.pinned import pinned
from agent.builtin.plan import planned
from agent.builtin.repair import mended
from agent.builtin.write.answer import question, written
from knowledge.metrics import Definitions
from tools.warehouse.request import Period
from tools.warehouse.values import DimensionValue

LONGEST = 2_000
"""Characters of a question that are read: a pasted document is not a question."""
MOST_CALLS = 12
"""Calls in one turn, whoever made them, after which nothing more is looked up."""
NOTHING = "Please ask me something about the shop's sales, customers, products, stores or campaigns."


class BuiltinAnalyst(BaseChatModel):
    """Answers from the messages alone: equal messages give an equal reply.

    Each reply either calls the tools that its plan for the last question still lacks, or is the answer,
    with `additional_kwargs["status"]` (answered, declined or clarify).
    """

    desk: Any
    """What it works with: a `plan.Desk`."""

    @property
    def _llm_type(self) -> str:
        return "aisle-builtin"

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """The analyst with leave to call these tools only. It plans from the tools at its desk, so their
        names are all it needs: writing out their schemas would cost more than its reply."""
        return self.bind(tools=[_named(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        tools = kwargs.get("tools")
        allowed = None if tools is None else {str(t["function"]["name"]) for t in tools}
        return ChatResult(generations=[ChatGeneration(message=reply(messages, self.desk, allowed))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        whole = self._generate(messages, **kwargs).generations[0].message
        assert isinstance(whole, AIMessage)
        for piece in re.findall(r"\S+\s*|\s+", str(whole.content)):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=piece))
            if run_manager:
                run_manager.on_llm_new_token(piece, chunk=chunk)
            yield chunk
        calls = [
            tool_call_chunk(name=c["name"], args=_json(c["args"]), id=c["id"], index=i)
            for i, c in enumerate(whole.tool_calls)
        ]
        last = AIMessageChunk(
            content="",
            tool_call_chunks=calls,
            additional_kwargs=whole.additional_kwargs,
            response_metadata=whole.response_metadata,
            chunk_position="last",
        )
        yield ChatGenerationChunk(message=last)


def built_in(
    reader: Reads,
    definitions: Definitions,
    box: Sequence[Exemplified],
    values: Sequence[DimensionValue],
    covers: Period,
) -> BuiltinAnalyst:
    """The analyst of a shop. `values` is its value index, `covers` the days its data hold."""
    near = nearest(definitions, values)
    sizes = Counter(v.dimension for v in values)
    sizes.update({n: len(d.order) for n, d in definitions.dimensions.items() if d.order and n not in sizes})
    sizes.update({"hour": 24, "campaign": 30})
    desk = Desk(reader, definitions, tuple(box), near, covers, starters(values, covers), sizes)
    return BuiltinAnalyst(desk=desk)


def reply(messages: Sequence[BaseMessage], desk: Desk, allowed: set[str] | None = None) -> AIMessage:
    """The next message of the analyst. `allowed` are the tools it may call; None for all of them."""
    known = [_cut(t) for t in turns(messages)]
    if not known or not known[-1].question.strip():
        return _text(NOTHING, "clarify")
    turn = known[-1]
    if turn.complaints:
        return _text(mended(turn.draft, turn.complaints) or "I could not confirm the figures.", "answered")
    plan = pinned(planned(known, desk), turn, desk)
    if plan.ask:
        plan = taken_over(turn) or plan
    if plan.ask:
        call = Call(
            "ask_user", {"question": _asked(plan.said, plan.ask.question), "options": plan.ask.labels}
        )
        if (allowed is None or "ask_user" in allowed) and turn.outcome(call) is None:
            return _calls([call], turn)
        return _text(question(_asked(plan.said, plan.ask.question), plan.ask.labels), "clarify")
    calls = [c for s in plan.steps for c in (s.whole, s.call) if c is not None]
    wanted = {c.key: c for c in calls if allowed is None or c.name in allowed}
    missing = [c for c in wanted.values() if turn.outcome(c) is None]
    if missing and turn.asked < MOST_CALLS:
        return _calls(missing, turn)
    if plan.waiting:
        # The results that these parts lean on cannot be had: no leave to call, or too many calls.
        open_ = [f"I could not go on to '{text.rstrip(' ?.')}'." for text in plan.waiting]
        plan = replace(plan, closing=[*plan.closing, *open_])
    outcomes = [turn.outcome(s.call) for s in plan.steps]
    failed = bool(outcomes) and all(o is not None and o.failed for o in outcomes)
    return _text(written(plan, turn, desk, known[:-1]), "declined" if failed else plan.status)


def _named(tool: dict[str, Any] | type | Callable[..., Any] | BaseTool) -> dict[str, Any]:
    """A tool in OpenAI's format; one of ours by its name alone."""
    if isinstance(tool, BaseTool):
        return {"type": "function", "function": {"name": tool.name}}
    return convert_to_openai_tool(tool)


def _asked(said: Sequence[str], asked: str) -> str:
    return " ".join([*said, asked])


def _calls(calls: Sequence[Call], turn: Turn) -> AIMessage:
    """Ids count the calls of the turn, so that they are equal for equal messages and differ within a turn."""
    made = [
        {"name": c.name, "args": c.args, "id": f"{OWN}{turn.number}_{turn.asked + i}", "type": "tool_call"}
        for i, c in enumerate(calls, 1)
    ]
    return AIMessage("", tool_calls=made, response_metadata={"finish_reason": "tool_calls"})


def _text(text: str, status: Status) -> AIMessage:
    shown = f"[declined] {text}" if status == "declined" else text
    return AIMessage(shown, additional_kwargs={"status": status}, response_metadata={"finish_reason": "stop"})


def _cut(turn: Turn) -> Turn:
    turn.question = turn.question[:LONGEST]
    return turn


def _json(args: dict[str, Any]) -> str:
    return json.dumps(args)
