"""What chainlit's history leaves open, closed: ids checked before they reach a query, feedback with an owner.

`Checked` is mixed into chainlit's SQLAlchemy data layer in live/layer.py, in front of it.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from fastapi import HTTPException

from agent.question import invisible
from agent.screen import pinned, saved

READER: ContextVar[str] = ContextVar("reader", default="")
"""The identifier of the user whose request is being answered, or empty."""

LONGEST_NAME = 80
UNNAMED = "Untitled conversation"


def unanswered(steps: Sequence[Mapping[str, Any]]) -> str | None:
    """The text of the last question, where no answer stands after it."""
    messages = [step for step in steps if step["type"] in ("user_message", "assistant_message")]
    last = messages[-1] if messages else None
    return str(last["output"]) if last and last["type"] == "user_message" else None


class Checked:
    """Refuses ids that are not UUIDs. Chainlit pastes thread ids into SQL, and the browser chooses them: on
    SQLite, whose columns take any text, one could read another user's threads."""

    home: Path
    forget_thread: Callable[[str], Awaitable[None]]

    def __init__(self, conninfo: str, home: Path, forget_thread: Callable[[str], Awaitable[None]]) -> None:
        super().__init__(conninfo)  # type: ignore[call-arg]
        self.home = home
        self.forget_thread = forget_thread
        self._in_order = asyncio.Lock()

    async def get_thread_author(self, thread_id: str) -> str:
        """The owner's identifier, or empty for a thread that is not there."""
        try:
            return await self._above("get_thread_author", thread_id) if saved.is_id(thread_id) else ""
        except ValueError:
            return ""

    async def get_thread(self, thread_id: str) -> Any:
        return await self._above("get_thread", thread_id) if saved.is_id(thread_id) else None

    async def update_thread(self, thread_id: str, name: str | None = None, *rest: Any, **given: Any) -> None:
        """As chainlit's, with a name that fits the list of conversations."""
        if saved.is_id(thread_id):
            seen = "".join(" " if invisible(c) else c for c in name or "")
            short = " ".join(seen.split())[:LONGEST_NAME] or (name and UNNAMED)
            await self._above("update_thread", thread_id, short, *rest, **given)

    async def delete_thread(self, thread_id: str) -> None:
        """Removes the conversation here, its answers, and what the agent remembers of it."""
        if saved.is_id(thread_id):
            await self._above("delete_thread", thread_id)
            saved.forget(self.home, thread_id)
            pinned.forget(self.home, thread_id)
            await self.forget_thread(thread_id)

    async def recent(self, user: str, count: int) -> list[dict[str, str]]:
        """The user's last conversations, newest first, as {"id", "name"}."""
        query = (
            'SELECT id, name FROM threads WHERE "userIdentifier" = :user AND name IS NOT NULL '
            'ORDER BY "createdAt" DESC LIMIT :count'
        )
        rows = await self._above("execute_sql", query, {"user": user, "count": count})
        return [{"id": str(row["id"]), "name": str(row["name"])} for row in rows or []]

    async def create_step(self, step_dict: Any) -> None:
        # A step is written by two tasks, when it starts and when it ends: the end must not be overtaken.
        async with self._in_order:
            if saved.is_id(step_dict["threadId"]):
                await self._above("create_step", step_dict)

    async def delete_step(self, step_id: str) -> None:
        await self._check_own_step(step_id)
        await self._above("delete_step", step_id)

    async def create_element(self, element: Any) -> None:
        """Nothing to keep: what an element shows is in the saved answer."""

    async def upsert_feedback(self, feedback: Any) -> str:
        """One feedback for a message, under the message's id, from the owner of its thread."""
        await self._check_own_step(feedback.forId)
        feedback.id = feedback.forId
        return str(await self._above("upsert_feedback", feedback))

    async def delete_feedback(self, feedback_id: str) -> bool:
        await self._check_own_step(feedback_id)
        return bool(await self._above("delete_feedback", feedback_id))

    async def _check_own_step(self, step_id: str) -> None:
        step = await self._above("get_step", step_id)
        owner = await self.get_thread_author(step["threadId"]) if step else ""
        if not owner or owner != READER.get():
            raise HTTPException(status_code=404, detail="There is no such message.")

    def _above(self, name: str, *arguments: Any, **given: Any) -> Any:
        return getattr(super(), name)(*arguments, **given)
