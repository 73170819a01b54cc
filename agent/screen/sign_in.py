"""Who is asking, and the cookie that comes with the page: whoever the guard lets in is the local user."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from agent.screen.guard import App, Message, Receive, Scope, Send
from agent.screen.history import READER


class SignIn:
    """ASGI middleware. `name_of` reads the user out of a request's cookie ("" for none) and `welcome` puts
    a cookie on a response: a page is opened signed in, without a visit to a login page."""

    def __init__(
        self, app: App, name_of: Callable[[Request], str], welcome: Callable[[Request, Response], None]
    ) -> None:
        self.app = app
        self.name_of = name_of
        self.welcome = welcome

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
                self.welcome(request, reply)
                cookies = [header for header in reply.raw_headers if header[0] == b"set-cookie"]
                message = {**message, "headers": [*message.get("headers", []), *cookies]}
            await send(message)

        await self.app(scope, receive, sending)
