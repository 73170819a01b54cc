"""A scripted model and small tools, so that the graph is tested without a network and without a shop."""

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.tools import BaseTool, tool

from agent.context import Context
from agent.events import Done
from agent.question import Question
from agent.run import ask
from agent.runtime import Runtime, open_runtime
from agent.settings import Limits, read_settings
from agent.speaker import Speaker
from agent.start import started
from tools import evidence
from tools.errors import ToolError


class Scripted(BaseChatModel):
    """Gives the messages of `script` in order (an exception is raised), and keeps what it was shown."""

    script: list[Any]
    shown: list[list[BaseMessage]] = []  # noqa: RUF012 - a pydantic field, copied for each instance
    finish: bool = True

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.shown.append(list(messages))
        assert self.script, "the script is over, and the model was called again"
        message = self.script.pop(0)
        if isinstance(message, Exception):
            raise message
        message = AIMessage(message) if isinstance(message, str) else message
        if self.finish:
            finish = "tool_calls" if message.tool_calls else "stop"
            message = message.model_copy(update={"response_metadata": {"finish_reason": finish}})
        return ChatResult(generations=[ChatGeneration(message=message)])


@dataclass(frozen=True)
class Box:
    tool: BaseTool
    label: Callable[[dict[str, Any]], str]
    ends_turn: bool = False


def call(name: str, call_id: str = "c1", **args: Any) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": call_id, "type": "tool_call"}])


def found(title: str, value: int, metric: str = "sales") -> evidence.Evidence:
    return evidence.make(
        "sales_of",
        title,
        columns=[
            {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
            {"name": metric, "label": "Sales", "unit": "usd", "role": "metric", "metric": metric},
        ],
        rows=[{"department": title, metric: value}],
        scope={"metrics": [metric], "filters": [{"dimension": "department", "values": [title]}]},
        data_version="test",
    )


AMOUNTS = {"GROCERY": 700, "DELI": 123}


@tool(response_format="content_and_artifact")
def sales_of(department: str) -> tuple[str, dict[str, Any]]:
    """Sales of a department in dollars."""
    if department not in AMOUNTS:
        raise ToolError(f"unknown department {department!r}, did you mean GROCERY?")
    return "", dict(found(department, AMOUNTS[department]))


@tool
def broken(department: str) -> str:
    """A tool with a bug of ours."""
    raise KeyError("secret-internal-name")


@tool
def ask_user(question: str, options: list[str]) -> str:
    """Asks the user."""
    return question


def boxes(*more: Box) -> list[Box]:
    return [
        Box(sales_of, lambda args: f"Looking up sales of {args.get('department', '?')}"),
        Box(broken, lambda args: "Looking up something broken"),
        Box(ask_user, lambda args: "Asking back", ends_turn=True),
        *more,
    ]


@dataclass
class Desk:
    """A runtime with its models at hand."""

    runtime: Runtime
    model: Scripted
    builtin: Scripted

    async def events(self, text: str, thread: str = "t") -> list[Any]:
        return [event async for event in ask(Question(text, thread), self.runtime)]

    async def answer(self, text: str, thread: str = "t") -> Any:
        last = (await self.events(text, thread))[-1]
        assert isinstance(last, Done)
        return last.answer


DeskOf = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def desk_of(tmp_path: Path) -> DeskOf:
    """`desk_of(script, builtin=[...], limits=..., tools=[...])` opens a Desk on the threads of this test."""

    @asynccontextmanager
    async def opened(
        script: list[Any],
        builtin: list[Any] | None = None,
        limits: Limits | None = None,
        tools: list[Box] | None = None,
        speaker: Speaker | None = None,
        **changes: Any,
    ) -> AsyncIterator[Desk]:
        model = Scripted(script=script)
        spare = Scripted(script=builtin or [])
        context = Context(
            model=speaker or Speaker("openai:scripted", model, remote=True),
            builtin=Speaker("builtin", spare),
            tools=tools or boxes(),
            today=dt.date(2017, 12, 31),
            system="You are Aisle.",
            limits=limits or Limits(),
        )
        async with open_runtime(replace(context, **changes), tmp_path / "threads.sqlite") as runtime:
            yield Desk(runtime, model, spare)

    return opened


@pytest.fixture(name="call")
def make_call() -> Callable[..., AIMessage]:
    """`call(tool, call_id, **arguments)` is a model message that calls a tool."""
    return call


@pytest.fixture
async def shop(mini_shop: Path, tmp_path: Path) -> AsyncIterator[Runtime]:
    """A runtime over the miniature shop, with a home of its own and the built-in analyst."""
    (tmp_path / "warehouse.duckdb").symlink_to(mini_shop)
    async with started(read_settings({"AISLE_HOME": str(tmp_path)})) as runtime:
        yield runtime
