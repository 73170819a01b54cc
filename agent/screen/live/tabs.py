"""All tabs on one conversation see the same: what one of them asks, and what is answered."""

import asyncio
from typing import Any

import chainlit as cl
from chainlit import server, socket
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now

from agent.screen.live import sockets
from agent.screen.live.entry import holds
from agent.screen.live.layer import History
from agent.screen.live.place import LINE, TURNS

SHARED = frozenset(
    (
        *("new_message", "update_message", "delete_message", "stream_start", "stream_token"),
        *("element", "remove_element", "action", "remove_action"),
    )
)
"""What belongs to a conversation. All else is of one tab: its settings, its panel, its start."""

_SAID: set[asyncio.Task[None]] = set()


def gather() -> None:
    """Brings the tabs of a conversation together; after `sockets.fence`, whose checks come first."""
    server.sio.on("connect", opened)
    server.sio.on("connection_successful", ready)
    server.sio.on("client_message", asked)


async def opened(sid: str, environ: dict[str, Any], given: dict[str, Any]) -> bool:
    """A tab connects. Raises ConnectionRefusedError where the conversation is somebody else's."""
    let_in = await sockets.connect(sid, environ, given)
    session = WebsocketSession.require(sid)
    await server.sio.enter_room(sid, _room(session))
    if session.restored:
        _share(session)
    return let_in


async def asked(sid: str, payload: dict[str, Any]) -> None:
    """A message is typed in a tab, which shows it by itself; the others get it before anything that hangs
    on it."""
    session, said = WebsocketSession.require(sid), payload["message"]
    if holds(session):
        shown = {
            "id": str(said["id"]),
            "threadId": session.thread_id,
            "output": str(said["output"]),
            "name": session.user.identifier if session.user else "",
            "type": "user_message",
            "createdAt": utc_now(),
        }
        await server.sio.emit("new_message", shown, room=_room(session), skip_sid=sid)
    await sockets.message(sid, payload)


async def ready(sid: str) -> None:
    """A tab is connected: it gets the conversation so far, and what runs and waits in it now.

    Until then it hears alone: the buttons that it gets are in the other tabs already.
    """
    session = WebsocketSession.require(sid)
    await socket.connection_successful(sid)
    _share(session)
    if session.restored and session.has_first_interaction:
        await _missed(session)
    if TURNS.any(session.thread_id):
        await server.sio.emit("task_start", {}, to=sid)
    await server.sio.emit("window_message", _state(session.thread_id), to=sid)


def here() -> WebsocketSession:
    """The session of the tab that is being served."""
    session = cl.context.session
    assert isinstance(session, WebsocketSession)
    return session


async def everywhere(event: str, data: Any) -> None:
    """Sends an event to all tabs of this conversation."""
    await server.sio.emit(event, data, room=_room(here()))


async def tell_line() -> None:
    """Shows the questions that wait in all tabs of this conversation."""
    await everywhere("window_message", _state(here().thread_id))


def watched(layer: History) -> History:
    """The history, whose trouble is said in every tab."""

    def told(failing: bool) -> None:
        said = asyncio.create_task(
            server.sio.emit("window_message", {"aisle": "history", "unsaved": failing})
        )
        _SAID.add(said)
        said.add_done_callback(_SAID.discard)

    layer.told = told
    return layer


def _state(thread: str) -> dict[str, Any]:
    layer = get_data_layer()
    unsaved = isinstance(layer, History) and layer.failing
    return {"aisle": "state", "waiting": LINE.shown(thread), "unsaved": unsaved}


def _room(session: WebsocketSession) -> str:
    return f"{session.user.identifier if session.user else ''}/{session.thread_id}"


def _share(session: WebsocketSession) -> None:
    alone, room = session.emit, _room(session)

    def emit(event: str, data: Any) -> Any:
        return server.sio.emit(event, data, room=room) if event in SHARED else alone(event, data)

    session.emit = emit


async def _missed(session: WebsocketSession) -> None:
    """What was said while the connection was away: the conversation is shown again as it is kept."""
    layer = get_data_layer()
    if isinstance(layer, History) and await layer.drained():
        await server.sio.emit(
            "resume_thread", await layer.get_thread(session.thread_id), to=session.socket_id
        )
