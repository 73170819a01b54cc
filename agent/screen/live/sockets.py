"""What a browser may say over its socket: ids that it chooses are checked before chainlit takes them."""

import asyncio
import uuid
from typing import Any
from weakref import WeakValueDictionary

from chainlit import server, socket
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession

from agent.screen import saved
from agent.screen.live.entry import holds

UNUSED = ("edit_message", "message_favorite", "fetch_favorites", "audio_start", "audio_chunk", "audio_end")
"""Chainlit takes these also where the page does not show them."""
_ORDER: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
"""By thread, what lets its messages in one after the other."""


def fence() -> None:
    """Puts our checks in front of chainlit's handlers, and takes away those of what Aisle does not use."""
    for event in UNUSED:
        server.sio.handlers["/"].pop(event, None)
    server.sio.on("connect", connect)
    server.sio.on("client_message", message)


async def connect(sid: str, environ: dict[str, Any], given: dict[str, Any]) -> bool:
    """As chainlit's. A session's id names a folder on disk, so it must be a UUID. A thread that is not there
    is not made under the id that the browser names: the agent may know another's conversation by it."""
    if not saved.is_id(given.get("sessionId")):
        raise ConnectionRefusedError("authorization failed")
    wanted = given.get("threadId")
    fields = {"sessionId": given["sessionId"], "threadId": wanted, "clientType": "webapp", "userEnv": None}
    await socket.connect(sid, environ, fields)
    session, layer = WebsocketSession.require(sid), get_data_layer()
    if wanted and not session.restored and not (layer and await layer.get_thread_author(wanted)):
        session.thread_id = str(uuid.uuid4())
    return True


async def message(sid: str, payload: dict[str, Any]) -> None:
    """As chainlit's, with only those fields of the message that are the browser's to say, and one after the
    other: chainlit starts them all at once, and the later one may then be answered first."""
    session, said = WebsocketSession.require(sid), payload["message"]
    if not holds(session):
        await server.sio.disconnect(sid)
        return
    kept = {
        "id": str(said["id"]),
        "output": str(said["output"]),
        "createdAt": str(said.get("createdAt")),
        "command": str(said["command"]) if said.get("command") else None,
        "name": session.user.identifier if session.user else "",
        "type": "user_message",
    }
    # Nothing is waited for before this, so messages stand in the order in which they came.
    async with _ORDER.setdefault(session.thread_id, asyncio.Lock()):
        await socket.message(sid, {"message": kept, "fileReferences": None})
        if session.current_task:
            await asyncio.wait([session.current_task])
