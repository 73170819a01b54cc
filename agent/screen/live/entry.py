"""Signing in and out of the chat."""

import os

import chainlit as cl
from chainlit import auth, server
from chainlit.config import config
from chainlit.session import WebsocketSession, ws_sessions_id
from fastapi import HTTPException, Request

from agent.screen.access.door import Door, TooSoon
from agent.screen.access.ended import Ended
from agent.screen.live.place import HOME, RULES

DOOR = Door(
    RULES,
    auth,
    os.environ.get("CHAINLIT_AUTH_SECRET", ""),
    Ended(HOME / "ended", config.project.user_session_timeout),
)


def ask_for_passwords() -> None:
    """Sets chainlit's callback itself: its decorator would make a wrong password of a refusal with 429."""
    config.code.password_auth_callback = enter


async def enter(name: str, password: str) -> cl.User | None:
    """The user whose password it is. Refuses with 429 during the wait after wrong passwords."""
    name = name.strip().lower()
    try:
        given = await DOOR.enter(name, password)
    except TooSoon as soon:
        wait = str(max(1, round(soon.seconds)))
        raise HTTPException(429, "toosoon", {"Retry-After": wait}) from None
    return cl.User(identifier=name, metadata=given) if given else None


async def leave(request: Request) -> None:
    """Closes what is open under the cookie of the request, which the door has ended already."""
    cookie = auth.get_token_from_cookies(request.cookies)
    for session in [session for session in ws_sessions_id.values() if cookie and session.token == cookie]:
        await server.sio.disconnect(session.socket_id)


def holds(session: WebsocketSession) -> bool:
    """Whether the cookie that opened the session is still good: not signed out, its user not removed."""
    return bool(DOOR.holder(session.token))
