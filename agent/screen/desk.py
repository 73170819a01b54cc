"""Where the screen's questions go: the agent, opened in the background so that the page need not wait."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from types import ModuleType
from typing import Any

from agent.events import Event, Step
from agent.question import Question
from agent.screen import home
from agent.settings import Settings, read_settings

HEAD_START_S = 1.0


def loaded() -> tuple[ModuleType, Callable[[Settings], AbstractAsyncContextManager[Any]]]:
    """The agent's way in and what starts it. Imported here because it takes a second or two."""
    from agent import run, start

    return run, start.started


class Desk:
    """The agent's runtime in the server's event loop, opened once. A failed start is tried again."""

    def __init__(self, load: Callable[[], tuple[Any, Any]] = loaded) -> None:
        self._load = load
        self._stack = AsyncExitStack()
        self._opening: asyncio.Task[tuple[Any, Any]] | None = None

    def open_later(self) -> None:
        """Opens when the first page has had its time: both at once would take each other's."""
        asyncio.get_running_loop().call_later(HEAD_START_S, self.open_soon)

    def open_soon(self) -> None:
        """Starts opening, unless it is open or on its way."""
        failed = (
            self._opening
            and self._opening.done()
            and (self._opening.cancelled() or self._opening.exception())
        )
        if self._opening is None or failed:
            self._opening = asyncio.create_task(self._open())

    async def ask(self, text: str, thread: str, **given: Any) -> AsyncIterator[Event]:
        """The events of a turn; `given` is what else its Question says: a model, calls to make as they stand.
        Raises what the start raised, when the agent could not be opened."""
        opening = time.monotonic()
        if waiting := not (self._opening and self._opening.done()):
            yield Step("open", "Opening the shop's data", "started")
        run, runtime = await self._ready()
        if waiting:
            yield Step("open", "Opened the shop's data", "done", time.monotonic() - opening)
        async for event in run.ask(Question(text, thread, **given), runtime):
            yield event

    async def go_on(self, thread: str, asked: str | None) -> AsyncIterator[Event]:
        """The events of the rest of a turn that was cut off. Where it was cut off before the agent had
        noted it, the question is asked again: `asked`, or nothing happens."""
        run, runtime = await self._ready()
        if await run.unfinished(thread, runtime):
            async for event in run.resume(thread, runtime):
                yield event
        elif asked is not None:
            async for event in self.ask(asked, thread):
                yield event

    async def data_version(self) -> str:
        """The version of the data that is answered from now."""
        _, runtime = await self._ready()
        return str(runtime.context.versions.get("data", ""))

    async def shop(self) -> Any:
        """What choices for an answer's chips are drawn from."""
        _, runtime = await self._ready()
        return runtime.context.shop

    async def foretold(self, thread: str, options: Sequence[str]) -> list[Any]:
        """The figure that each option of a question back would give, or None."""
        from agent.foretold import foretold

        _, runtime = await self._ready()
        return await foretold(thread, options, runtime)

    async def forget(self, thread: str) -> None:
        """Removes what the agent remembers of the thread."""
        _, runtime = await self._ready()
        await runtime.store.adelete_thread(thread)

    async def _ready(self) -> tuple[Any, Any]:
        self.open_soon()
        assert self._opening
        # One impatient caller must not cancel the start for all.
        return await asyncio.shield(self._opening)

    async def _open(self) -> tuple[Any, Any]:
        run, started = await asyncio.to_thread(self._load)
        settings = read_settings()
        runtime = await self._stack.enter_async_context(started(settings))
        home.keep(settings.home, runtime.context.roles, await asyncio.to_thread(_held, runtime.context))
        return run, runtime


def _held(context: Any) -> home.Holds | None:
    """What the shop holds, from the tool that describes it."""
    box = context.tool("describe_data")
    if box is None:
        return None
    call = {"type": "tool_call", "id": "home", "name": "describe_data", "args": {}}
    return home.holds(box.tool.invoke(call).artifact)
