"""The line of a turn on the page: what is being done, for how long, and in the end what was done."""

import asyncio
from types import TracebackType
from typing import Self

import chainlit as cl
from chainlit.utils import utc_now

from agent.answer import Answer
from agent.events import Step
from agent.screen import spent
from agent.screen.live import tabs
from agent.screen.progress import Progress

TICK_S = 1.0


class Working:
    """Shown in every tab while it is entered; then it can be opened, and holds the steps and the cost."""

    def __init__(self) -> None:
        run = cl.context.current_run
        self._progress = Progress()
        self._costs = ""
        self._line = cl.Step(
            name=self._progress.now(), type="tool", parent_id=run.id if run else None, show_input=False
        )
        self._line.metadata, self._line.start = {"avatarName": "Aisle"}, utc_now()

    async def __aenter__(self) -> Self:
        await tabs.everywhere("task_start", {})
        await tabs.everywhere("window_message", {"aisle": "turn", "thread": self._line.thread_id})
        await self._line.send()
        self._ticking = asyncio.create_task(self._tick())
        return self

    async def step(self, step: Step) -> None:
        """A step began, came further or ended."""
        self._progress = self._progress.with_step(step)
        await self._show()

    def done(self, answer: Answer) -> None:
        """The turn ended with this answer."""
        self._costs = spent.line(answer)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ticking.cancel()
        self._line.name = self._progress.summary()
        self._line.output = "\n\n".join(part for part in (self._progress.details(), self._costs) if part)
        self._line.end = utc_now()
        await self._line.update()
        await tabs.everywhere("task_end", {})

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            await self._show()

    async def _show(self) -> None:
        if self._line.name != (now := self._progress.now()):
            self._line.name = now
            await cl.context.emitter.update_step(self._line.to_dict())
