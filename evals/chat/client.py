"""A browser without a page: signs in, opens a socket, asks, and keeps all that it is sent."""

import asyncio
import time
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple

import httpx
import socketio

ANSWER_S = 120.0
Event = tuple[str, Any, float]


class Reply(NamedTuple):
    """What an HTTP request came back with."""

    status: int
    text: str


class Visitor:
    """One browser: its cookie, and the chats it opens. `name` is empty where nobody signs in."""

    def __init__(self, url: str, name: str = "", cookie: str = "") -> None:
        self.url = url
        self.name = name
        self.cookie = cookie

    async def sign_in(self, password: str = "") -> int:
        """Signs in with the password, or by opening the page. Gives the status and keeps the cookie."""
        async with httpx.AsyncClient(base_url=self.url, timeout=ANSWER_S) as http:
            if self.name:
                reply = await http.post("/login", data={"username": self.name, "password": password})
            else:
                reply = await http.get("/", headers={"accept": "text/html"})
            self.cookie = "; ".join(f"{key}={value}" for key, value in reply.cookies.items())
        return reply.status_code

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        """One request as this browser makes it."""
        given = {"cookie": self.cookie, **headers} if self.cookie else headers
        async with httpx.AsyncClient(base_url=self.url, timeout=ANSWER_S) as http:
            reply = await http.request(method, path, json=body, headers=given)
        return Reply(reply.status_code, reply.text)

    async def open(self, **handshake: Any) -> "Talk":
        """Opens a chat. Raises socketio.exceptions.ConnectionError where it is refused."""
        talk = Talk({"sessionId": str(uuid.uuid4()), "clientType": "webapp", "userEnv": "{}", **handshake})
        await talk.connect(self.url, {"Cookie": self.cookie} if self.cookie else {})
        return talk


class Talk:
    """One open chat: everything the server sent, with the time it came."""

    def __init__(self, handshake: Mapping[str, Any]) -> None:
        self.handshake = dict(handshake)
        self.session = str(self.handshake["sessionId"])
        self.events: list[Event] = []
        self._came = asyncio.Event()
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("*", self._keep)

    async def connect(self, url: str, headers: dict[str, str]) -> None:
        await self.socket.connect(
            url, headers=headers, auth=self.handshake, socketio_path="/ws/socket.io", transports=["websocket"]
        )
        await self.socket.emit("connection_successful")

    async def close(self) -> None:
        await self.socket.disconnect()

    async def say(self, text: str, **fields: Any) -> str:
        """Sends a message without waiting for its answer. Gives the message's id."""
        message = {
            "id": str(uuid.uuid4()),
            "name": "user",
            "type": "user_message",
            "output": text,
            "createdAt": "2026-01-01T00:00:00Z",
            **fields,
        }
        await self.socket.emit("client_message", {"message": message, "fileReferences": None})
        return str(message["id"])

    async def until(self, count: int, seconds: float = ANSWER_S) -> list[dict[str, Any]]:
        """The finished answers, once there are `count`. Raises TimeoutError."""
        ended = time.monotonic() + seconds
        while len(found := self.answers()) < count:
            self._came.clear()
            await asyncio.wait_for(self._came.wait(), max(0.01, ended - time.monotonic()))
        return found

    def answers(self) -> list[dict[str, Any]]:
        """The finished answers in the order in which they came, each with "at", the time it was there."""
        found: dict[str, dict[str, Any]] = {}
        for name, data, at in self.events:
            whole = name in ("new_message", "update_message") and data.get("type") == "assistant_message"
            if whole and data.get("output") and not data.get("streaming"):
                found[data["id"]] = {**data, "at": at}
        return list(found.values())

    @property
    def thread(self) -> str:
        """The id of the conversation, known from the first message on."""
        return next((data["thread_id"] for name, data, _ in self.events if name == "first_interaction"), "")

    def named(self, *names: str) -> list[Any]:
        """What came with the events of these names."""
        return [data for name, data, _ in self.events if name in names]

    async def _keep(self, name: str, *data: Any) -> None:
        self.events.append((name, data[0] if data else None, time.monotonic()))
        self._came.set()
