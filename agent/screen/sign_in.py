"""Who is asking, and the cookie that comes with the page: whoever the guard lets in is the local user."""

from typing import Any

from jwt import InvalidTokenError
from starlette.requests import Request
from starlette.responses import Response

from agent.screen.guard import App, Message, Receive, Scope, Send
from agent.screen.history import READER


class SignIn:
    """ASGI middleware. A page is opened signed in as `user`, without a visit to a login page. `auth` is
    chainlit's module of that name."""

    def __init__(self, app: App, auth: Any, user: Any) -> None:
        self.app = app
        self.auth = auth
        self.user = user

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        name = self.name_of(request)
        READER.set(name)
        page = request.method == "GET" and "text/html" in request.headers.get("accept", "")

        async def sending(message: Message) -> None:
            if page and not name and message["type"] == "http.response.start":
                reply = Response()
                self.auth.set_auth_cookie(request, reply, self.auth.create_jwt(self.user))
                cookies = [header for header in reply.raw_headers if header[0] == b"set-cookie"]
                message = {**message, "headers": [*message.get("headers", []), *cookies]}
            await send(message)

        await self.app(scope, receive, sending)

    def name_of(self, request: Request) -> str:
        """The user named in the request's cookie, or "" without a cookie that this chat signed."""
        try:
            token = self.auth.get_token_from_cookies(request.cookies)
            return str(self.auth.decode_jwt(token).identifier) if token else ""
        except InvalidTokenError:
            return ""
