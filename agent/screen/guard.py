"""What the server refuses before the chat sees it, and the headers it sends with every answer."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from agent.screen.access.rules import Rules

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

CLOSED = re.compile(
    r"\w+ /(?:mcp|copilot|docs|redoc|openapi\.json|auth/(?:jwt|oauth)|slack|teams"
    r"|project/(?:thread/share|share|element))\b"
    r"|POST /project/file\b"
)
SIGN_IN = re.compile(r"POST /login\b")
YEAR = b"max-age=31536000"
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
    """ASGI middleware. A request must name a host that is the chat's own (no DNS rebinding: where nobody
    signs in, whoever reaches the page is the local user) and come from the chat's own page (no other site).
    """

    def __init__(self, app: App, rules: Rules = Rules()) -> None:  # noqa: B008 - it is frozen
        self.app = app
        self.rules = rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif refusal := self.refusal(scope):
            await _refuse(scope, send, *refusal)
        else:
            await self.app(scope, receive, _with_headers(send, scope["path"], self.rules.https))

    def refusal(self, scope: Scope) -> tuple[int, str] | None:
        """Status and sentence for a request that is not let in, else None."""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if urlsplit(f"//{host}").hostname not in self.rules.hosts:
            return 403, "This address does not belong to Aisle. Open it as localhost, or set AISLE_HOSTS."
        origin = headers.get(b"origin")
        if origin and urlsplit(origin).netloc != host:
            return 403, "This request comes from another site."
        asked = f"{scope.get('method', 'GET')} {scope['path']}"
        if CLOSED.match(asked) or (self.rules.users is None and SIGN_IN.match(asked)):
            return 404, "There is nothing here."
        length = headers.get(b"content-length", "0")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return 413, "This is larger than Aisle takes."
        return None


def _with_headers(send: Send, path: str, https: bool) -> Send:
    # The names of these files carry a hash of what is in them.
    lasting = {b"cache-control": FOR_EVER} if path.startswith("/assets/") else {}
    wanted = {**HEADERS, **lasting, **({b"strict-transport-security": YEAR} if https else {})}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = message.get("headers", [])
            if https:
                given = [(name, _secure(name, value)) for name, value in given]
            present = {name.lower() for name, _ in given}
            extra = [(name, value) for name, value in wanted.items() if name not in present]
            message = {**message, "headers": [*given, *extra]}
        await send(message)

    return sending


def _secure(name: bytes, value: bytes) -> bytes:
    """A cookie that the browser sends over HTTPS only; any other header as it is."""
    cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return value + b"; Secure" if cookie else value


async def _refuse(scope: Scope, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": sentence})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS.items()]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": sentence.encode()})
