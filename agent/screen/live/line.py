"""A question that comes while another is answered waits in line; the end of a turn begins the next one."""

import asyncio
import contextvars
from typing import Any

from chainlit.context import init_ws_context

from agent.screen.history import READER
from agent.screen.live import choices, tabs
from agent.screen.live.place import LINE, TURNS
from agent.screen.live.turn import begin

_FOLLOWING: set[asyncio.Task[None]] = set()


async def heard(said: object) -> bool:
    """A tab puts a question in line ({"wait": text}) or takes one back ({"leave": id}); else False."""
    if not isinstance(said, dict) or not {"wait", "leave"} & set(said):
        return False
    thread = tabs.here().thread_id
    if isinstance(text := said.get("wait"), str):
        LINE.join(thread, text)
    if isinstance(key := said.get("leave"), str):
        LINE.leave(thread, key)
    await tabs.tell_line()
    await go_on()
    return True


async def go_on() -> None:
    """Begins the next question in line, where nothing runs."""
    thread = tabs.here().thread_id
    if not TURNS.any(thread) and (asked := LINE.next(thread)):
        await tabs.tell_line()
        await begin(choices.asked(asked), asked)


def after(task: asyncio.Task[Any]) -> None:
    """Goes on with the line when the task of a turn has ended; nothing of that turn carries over."""
    session = tabs.here()

    async def next_one() -> None:
        init_ws_context(session)
        READER.set(session.user.identifier if session.user else "")
        await go_on()

    def ended(_: asyncio.Task[Any]) -> None:
        following = asyncio.create_task(next_one(), context=contextvars.Context())
        _FOLLOWING.add(following)
        following.add_done_callback(_FOLLOWING.discard)

    task.add_done_callback(ended)


TURNS.ended = after
