"""Ways for one user to reach what belongs to another. Each says what came of it; `held` judges it."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import jwt
import socketio.exceptions

from evals.chat.client import Reply, Talk, Visitor

QUIET_S = 1.0
"""How long is waited for something that must not come."""
REFUSED = (400, 401, 403, 404, 405, 422, 500)
Options = list[str]


class Stage(NamedTuple):
    """Alice has a conversation with one answer; Mallory has one too, and knows every id of Alice's."""

    alice: Visitor
    mallory: Visitor
    stranger: Visitor
    hers: Talk
    own: Talk
    message: str
    asked: str
    pin: str
    options: Options
    old_cookie: str
    secret: str

    def ids(self) -> dict[str, str]:
        """What Mallory knows of Alice's."""
        hers = self.hers
        known = {"thread": hers.thread, "session": hers.session, "message": self.message, "asked": self.asked}
        return {**known, "pin": self.pin}


class Came(NamedTuple):
    """What came of an attempt: whether it was turned down, and in which words."""

    down: bool
    how: str


Attempt = Callable[[Stage], Awaitable[Came]]


def replied(reply: Reply) -> Came:
    return Came(reply.status in REFUSED, f"{reply.status} {reply.text[:60]}")


def asking(method: str, path: str, who: str = "mallory", **body: object) -> Attempt:
    """An HTTP request; {thread}, {message}, {session}, {asked} and {pin} in path and body are Alice's."""

    async def attempt(stage: Stage) -> Came:
        filled = {key: _filled(value, stage.ids()) for key, value in body.items()}
        visitor: Visitor = getattr(stage, who)
        return replied(await visitor.ask(method, path.format(**stage.ids()), filled or None))

    return attempt


def opening(who: str = "mallory", **handshake: str) -> Attempt:
    """A socket opened with ids of Alice's."""

    async def attempt(stage: Stage) -> Came:
        visitor: Visitor = getattr(stage, who)
        return await _opened(
            visitor, **{key: value.format(**stage.ids()) for key, value in handshake.items()}
        )

    return attempt


def sending(event: str, talk: str = "own", **data: object) -> Attempt:
    """An event over Mallory's own socket that names what is Alice's; nothing may come of it."""

    async def attempt(stage: Stage) -> Came:
        socket: Talk = getattr(stage, talk)
        before = len(socket.events)
        await socket.socket.emit(event, _filled(data, stage.ids()))
        await asyncio.sleep(QUIET_S)
        came = [name for name, _, _ in socket.events[before:] if name not in ("task_start", "task_end")]
        return Came(not came, f"came: {', '.join(came) or 'nothing'}")

    return attempt


def lists(method: str, path: str, body: object = None) -> Attempt:
    """A list of Mallory's own, in which nothing of Alice's may stand."""

    async def attempt(stage: Stage) -> Came:
        reply = await stage.mallory.ask(method, path, _filled(body, {**stage.ids(), "secret": stage.secret}))
        found = [known for known in (*stage.ids().values(), stage.secret) if known in reply.text]
        return Came(not found and reply.status == 200, f"{reply.status} only Mallory's own")

    return attempt


async def overwrite(stage: Stage) -> Came:
    """A message of Mallory's under the id of Alice's answer: the history must keep hers."""
    before = len(stage.own.answers())
    await stage.own.say("Which stores sell most?", id=stage.message, threadId=stage.hers.thread)
    await stage.own.until(before + 1)
    return Came(True, "stored nowhere of hers")


async def unknown_thread(stage: Stage) -> Came:
    """A conversation under an id of Mallory's choice: the agent may know another's by it."""
    wanted = str(uuid.uuid4())
    talk = await stage.mallory.open(threadId=wanted)
    await talk.say("and in March?")
    await talk.until(1)
    got = talk.thread
    await talk.close()
    return Came(bool(got) and got != wanted, "given another id")


async def stop_hers(stage: Stage) -> Came:
    """Mallory stops while Alice is being answered."""
    before = len(stage.hers.answers())
    await stage.hers.say("How did sales develop by month?")
    await stage.own.socket.emit("stop")
    answer = (await stage.hers.until(before + 1))[-1]["output"]
    return Came("Stopped" not in answer, "hers went on")


async def own_action(stage: Stage) -> Came:
    """A button of Mallory's own chat that names Alice's message."""
    action = {
        "name": "ask",
        "payload": {"message": stage.message, "index": 0},
        "id": "x",
        "forId": stage.message,
    }
    before = len(stage.own.named("new_message"))
    await stage.mallory.ask("POST", "/project/action", {"sessionId": stage.own.session, "action": action})
    await asyncio.sleep(QUIET_S)
    came = [str(data.get("output")) for data in stage.own.named("new_message")[before:]]
    return Came(not any(option in came for option in stage.options), "her question was not asked")


async def forged(stage: Stage) -> Came:
    """A cookie signed with a key of Mallory's."""
    token = jwt.encode({"identifier": "alice", "metadata": {}, "exp": 4102444800}, "x" * 48, "HS256")
    reply = await Visitor(stage.alice.url, cookie=f"aisle_session={token}").ask("GET", "/user")
    return replied(reply)


async def signed_out(stage: Stage) -> Came:
    """A copy of a cookie that Alice signed out."""
    return replied(await Visitor(stage.alice.url, cookie=stage.old_cookie).ask("GET", "/user"))


async def signed_out_socket(stage: Stage) -> Came:
    return await _opened(Visitor(stage.alice.url, cookie=stage.old_cookie), threadId=stage.hers.thread)


async def signed_out_token(stage: Stage) -> Came:
    """The same token in a header, which chainlit would take as well."""
    token = stage.old_cookie.partition("=")[2]
    return replied(await Visitor(stage.alice.url).ask("GET", "/user", authorization=f"Bearer {token}"))


async def guessing(stage: Stage) -> Came:
    """Thirty guesses at once: all but the first few must not even be looked at."""
    guesses = (Visitor(stage.alice.url, "alice").sign_in(f"guess-{n}-guess") for n in range(30))
    statuses = await asyncio.gather(*guesses)
    looked = sum(status == 401 for status in statuses)
    return Came(looked <= 3 and 200 not in statuses, f"{looked} of {len(statuses)} looked at")


async def other_host(stage: Stage) -> Came:
    """The page under another name (DNS rebinding)."""
    path = f"/project/thread/{stage.hers.thread}"
    return replied(await stage.alice.ask("GET", path, host="evil.example"))


async def other_site(stage: Stage) -> Came:
    """A request of Alice's browser that another site makes."""
    body = {"threadId": stage.hers.thread}
    return replied(await stage.alice.ask("DELETE", "/project/thread", body, origin="https://evil.example"))


async def _opened(visitor: Visitor, **handshake: str) -> Came:
    try:
        talk = await visitor.open(**handshake)
    except socketio.exceptions.ConnectionError as error:
        return Came(True, f"refused: {str(error)[:60]}")
    await asyncio.sleep(QUIET_S)
    came = [name for name, _, _ in talk.events]
    await talk.close()
    return Came(False, f"open: {', '.join(came)}")


def _filled(value: object, known: dict[str, str]) -> object:
    """The value with Alice's ids in place of their names in braces, wherever they stand."""
    if isinstance(value, str):
        return value.format(**known)
    if isinstance(value, dict):
        return {key: _filled(inner, known) for key, inner in value.items()}
    return value
