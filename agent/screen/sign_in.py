"""Who is asking: the cookie is looked at before chainlit sees it, and taken away where it is not good."""

import re
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from agent.screen.access.door import ADDRESS, Door
from agent.screen.guard import App, Message, Receive, Scope, Send
from agent.screen.history import READER

OPEN = re.compile(
    r"/(?:$|login|logout$|user$|auth/config$|public/|assets/|avatars/|favicon|logo|health$"
    r"|project/translations$|ws/|board$|thread/[^/]*$)"
)
"""What is answered before someone signs in: the empty page and what it is made of. A route that is added is
closed unless it is named here."""


class SignIn:
    """ASGI middleware. Where nobody signs in, a page is opened signed in as `user`, without a visit to a
    login page: whoever the guard lets in is the local user. `auth` is chainlit's module of that name."""

    def __init__(self, app: App, auth: Any, user: Any, door: Door) -> None:
        self.app = app
        self.auth = auth
        self.user = user
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        asking = HTTPConnection(scope)
        cookie = self.auth.get_token_from_cookies(asking.cookies)
        name = self.door.holder(cookie)
        READER.set(name)
        ADDRESS.set(asking.client.host if asking.client else "")
        if self.door.rules.users is None:
            send = self._signing_in(scope, name, send)
        elif not name and not OPEN.match(scope["path"]):
            await Response("Please sign in.", 401)(scope, receive, send)
            return
        elif name and cookie and (scope.get("method"), scope["path"]) == ("POST", "/logout"):
            self.door.leave(cookie)
        await self.app(_known_by(scope, name), receive, send)

    def _signing_in(self, scope: Scope, name: str, send: Send) -> Send:
        """Sends the local user's cookie with a page that is opened without one."""
        accepted = HTTPConnection(scope).headers.get("accept", "")
        if name or scope.get("method") != "GET" or "text/html" not in accepted:
            return send

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                reply = Response()
                self.auth.set_auth_cookie(Request(scope), reply, self.auth.create_jwt(self.user))
                cookies = [header for header in reply.raw_headers if header[0] == b"set-cookie"]
                message = {**message, "headers": [*message.get("headers", []), *cookies]}
            await send(message)

        return sending


def _known_by(scope: Scope, name: str) -> Scope:
    """The request without a cookie that is good for nothing, and without a token in a header: chainlit would
    take both for as long as they are signed."""
    dropped = (b"authorization",) if name else (b"authorization", b"cookie")
    kept = [(key, value) for key, value in scope["headers"] if key.lower() not in dropped]
    return {**scope, "headers": kept}
