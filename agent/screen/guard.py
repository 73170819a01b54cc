"""What the server refuses before the chat sees it, and the headers it sends with every answer."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
CLOSED = re.compile(
    r"\w+ /(?:mcp|copilot|docs|redoc|openapi\.json|project/thread/share|project/share)\b"
    r"|POST /(?:login|project/file)\b"
)
FOR_EVER = b"public, max-age=31536000, immutable"
LARGEST_BODY = 1_000_000
HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=()",
}


class Guard:
    """ASGI middleware. There is no login yet and whoever reaches the page is the local user, so a request
    must come to this machine by name (no DNS rebinding) and from the chat's own page (no other site)."""

    def __init__(self, app: App, hosts: frozenset[str] = LOCAL) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif refusal := self.refusal(scope):
            await _refuse(scope, send, *refusal)
        else:
            await self.app(scope, receive, _with_headers(send, scope["path"]))

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence for a request that is not let in, else None."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if urlsplit(f"//{host}").hostname not in self.hosts:
            return 403, "This address does not belong to Aisle. Open it as localhost."
        origin = headers.get(b"origin")
        if origin and urlsplit(origin).netloc != host:
            return 403, "This request comes from another site."
        if CLOSED.match(f"{scope.get('method', 'GET')} {scope['path']}"):
            return 404, "There is nothing here."
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, "This is larger than Aisle takes."
        return None


def _with_headers(send: Send, path: str) -> Send:
    # The names of these files carry a hash of what is in them.
    lasting = {b"cache-control": FOR_EVER} if path.startswith("/assets/") else {}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name.lower() for name, _ in message.get("headers", [])}
            extra = [(name, value) for name, value in {**HEADERS, **lasting}.items() if name not in present]
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        await send(message)

    return sending


async def _refuse(scope: Scope, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
