"""Two users of one chat: whatever one tries, what belongs to the other stays as it is and out of reach."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from agent.screen.access import users
from agent.settings import read_settings
from evals.chat import attempts as tries
from evals.chat.attempts import Attempt, Stage, asking, lists, opening, sending
from evals.chat.client import Visitor
from evals.chat.server import AISLE, served

PASSWORDS = {"alice": "alice-and-her-shop", "mallory": "mallory-is-curious"}
SECRET = "zebra quartz"
FAVORITE: Any = {"id": "{message}", "metadata": {"favorite": True}}
FEEDBACK: Any = {"forId": "{message}", "threadId": "{thread}", "value": 0, "comment": "bad"}
ACTION: Any = {
    "name": "ask",
    "payload": {"message": "{message}", "index": 0},
    "id": "x",
    "forId": "{message}",
}
ELEMENT: Any = {"id": "{message}", "type": "custom", "name": "x", "display": "inline", "threadId": "{thread}"}
PAGE: Any = {"pagination": {"first": 50}, "filter": {"userId": "alice"}}
FORMS = ("D1/chart", "D1/csv", "D1/xlsx", "D1/table", "text", "options", "choices?slot=metric")
CHIP: Any = {"message": "{message}", "slot": "metric", "to": "orders"}
SQL: Any = {"message": "{message}", "mark": "D1", "sql": "SELECT 1 AS one"}

ATTEMPTS: dict[str, Attempt] = {
    "read the conversation": asking("GET", "/project/thread/{thread}"),
    "read the conversation, signed out": asking("GET", "/project/thread/{thread}", "stranger"),
    "list the conversations": lists("POST", "/project/threads", PAGE),
    "search the conversations": lists("POST", "/project/threads", {**PAGE, "filter": {"search": "{secret}"}}),
    "list conversations, signed out": asking("POST", "/project/threads", "stranger", **PAGE),
    "read an element": asking("GET", "/project/thread/{thread}/element/{message}"),
    "change an element": asking("PUT", "/project/element", sessionId="{session}", element=ELEMENT),
    "remove an element": asking("DELETE", "/project/element", sessionId="{session}", element=ELEMENT),
    "share it": asking("PUT", "/project/thread/share", threadId="{thread}", isShared=True),
    "read it as shared": asking("GET", "/project/share/{thread}"),
    "rename it": asking("PUT", "/project/thread", threadId="{thread}", name="mine"),
    "delete it": asking("DELETE", "/project/thread", threadId="{thread}"),
    "rate the answer": asking("PUT", "/feedback", sessionId="{session}", feedback=FEEDBACK),
    "delete the rating": asking("DELETE", "/feedback", feedbackId="{message}"),
    **{f"fetch {form}": asking("GET", "/answers/{thread}/{message}/" + form) for form in FORMS},
    "fetch the answer": asking("GET", "/answers/{message}"),
    "pin a chip": asking("POST", "/answers/{thread}/{message}/pins", pin="metric"),
    "take it along as a page": asking("GET", "/export/{thread}.html"),
    "take it along as text": asking("GET", "/export/{thread}.md"),
    "take it along, signed out": asking("GET", "/export/{thread}.md", "stranger"),
    "change a chip": sending("window_message", edit=CHIP),
    "change the query": sending("window_message", edit=SQL),
    "fetch the rows, signed out": asking("GET", "/answers/{thread}/{message}/D1/csv", "stranger"),
    "save the answer on an own board": asking("POST", "/board/pins", thread="{thread}", message="{message}"),
    "read the board": lists("GET", "/board"),
    "read the first page": lists("GET", "/home.json"),
    "read the first page, signed out": asking("GET", "/home.json", "stranger"),
    "compute the board's answer": asking("POST", "/board/pins/{pin}/run"),
    "move the board's answer": asking("POST", "/board/pins/{pin}/move?steps=1"),
    "take the answer off the board": asking("DELETE", "/board/pins/{pin}"),
    "press a button of the open chat": asking(
        "POST", "/project/action", sessionId="{session}", action=ACTION
    ),
    "press an own button that names the answer": tries.own_action,
    "fetch a file of the open chat": asking("GET", "/project/file/x?session_id={session}"),
    "upload into the open chat": asking("POST", "/project/file?session_id={session}", text="x"),
    "open the conversation": opening(threadId="{thread}"),
    "take over the open chat": opening(sessionId="{session}"),
    "open a socket, signed out": opening("stranger"),
    "open the conversation, signed out": opening("stranger", threadId="{thread}"),
    "open a chat whose id is a folder": opening(sessionId="../../../tmp"),
    "open the evidence": sending("window_message", open="evidence", message="{message}", mark="D1"),
    "edit the question": sending("edit_message", message={"id": "{asked}", "output": "x"}),
    "mark the answer": sending("message_favorite", message=FAVORITE),
    "write over the answer": tries.overwrite,
    "go on with a thread the agent may know": tries.unknown_thread,
    "stop the answer": tries.stop_hers,
    "use a forged cookie": tries.forged,
    "use a cookie that was signed out": tries.signed_out,
    "use its token in a header": tries.signed_out_token,
    "open a socket with it": tries.signed_out_socket,
    "come by another host name": tries.other_host,
    "come from another site": tries.other_site,
    "guess the password, 30 at once": tries.guessing,
}


ALLOWED: dict[str, Attempt] = {
    "read the conversation": asking("GET", "/project/thread/{thread}", "alice"),
    **{f"fetch {form}": asking("GET", "/answers/{thread}/{message}/" + form, "alice") for form in FORMS},
    "fetch the answer": asking("GET", "/answers/{message}", "alice"),
    "take it along as text": asking("GET", "/export/{thread}.md", "alice"),
    "open the evidence": sending("window_message", "hers", open="evidence", message="{message}", mark="D1"),
    "compute the board's answer": asking("POST", "/board/pins/{pin}/run", "alice"),
}
"""The same, done by Alice: what is refused to her too shows nothing when it is refused to Mallory."""


class Tried(NamedTuple):
    """An attempt by its name, whether all of Alice's was out of reach and unchanged, and what was seen."""

    name: str
    held: bool
    how: str


def report() -> tuple[str, int]:
    """The table that `python -m evals bench users` prints, and how many attempts reached something."""
    with tempfile.TemporaryDirectory() as folder:
        tried = run(read_settings().warehouse, Path(folder))
    reached = [attempt.name for attempt in tried if not attempt.held]
    lines = [f"{'held' if t.held else 'REACHED':8} {t.name:44} {t.how}" for t in tried]
    return "\n".join([*lines, f"{len(tried)} attempts, {len(reached)} reached something"]), len(reached)


def run(warehouse: Path, home: Path) -> list[Tried]:
    """Starts a chat with two users in `home` and makes every attempt."""
    (home / "warehouse.duckdb").symlink_to(warehouse.resolve())
    for name, password in PASSWORDS.items():
        users.write(home / "users", name, users.hashed(password))
    settings = {"AISLE_USERS": str(home / "users"), "AISLE_MODEL": "builtin", "OPENAI_API_KEY": ""}
    with served(AISLE, Path.cwd(), home, settings) as chat:
        return asyncio.run(_all(chat.url))


async def _all(url: str) -> list[Tried]:
    stage = await _stage(url)
    for name, attempt in ALLOWED.items():
        came = await attempt(stage)
        assert not came.down, f"Alice herself cannot {name}: {came.how}"
    before, tried = await _hers(stage), []
    for name, attempt in ATTEMPTS.items():
        seen = len(stage.own.events)
        came = await attempt(stage)
        after = await _hers(stage)
        # What Alice did herself meanwhile adds to her conversation; nothing of it may change or go.
        kept = before.items() <= after.items()
        leaked = SECRET in came.how or SECRET in str(stage.own.events[seen:])
        tried.append(Tried(name, came.down and kept and not leaked, came.how if kept else "it was changed"))
        before = after
    for talk in (stage.hers, stage.own):
        await talk.close()
    return tried


async def _stage(url: str) -> Stage:
    """Alice asks, names her conversation after a secret, and signs another browser of hers out again."""
    alice, mallory, old = Visitor(url, "alice"), Visitor(url, "mallory"), Visitor(url, "alice")
    for visitor in (alice, mallory, old):
        status = await visitor.sign_in(PASSWORDS[visitor.name])
        assert status == 200, f"{visitor.name} could not sign in: {status}"
    await old.ask("POST", "/logout")
    hers, own = await alice.open(), await mallory.open()
    asked = await hers.say("Which departments sell most?")
    await own.say("Which stores sell most?")
    answer, _ = (await hers.until(1))[0], await own.until(1)
    await alice.ask("PUT", "/project/thread", {"threadId": hers.thread, "name": SECRET})
    await alice.ask(
        "PUT",
        "/feedback",
        {
            "sessionId": hers.session,
            "feedback": {"forId": answer["id"], "threadId": hers.thread, "value": 1, "comment": SECRET},
        },
    )
    options = [data["label"] for data in hers.named("action") if data["name"] == "ask"]
    pin = await alice.ask("POST", "/board/pins", {"thread": hers.thread, "message": answer["id"]})
    ids = (answer["id"], asked, json.loads(pin.text)["id"])
    return Stage(alice, mallory, Visitor(url), hers, own, *ids, options, old.cookie, SECRET)


async def _hers(stage: Stage) -> dict[str, str]:
    """Alice's conversation as she reads it: its name, each step's text and rating."""
    reply = await stage.alice.ask("GET", f"/project/thread/{stage.hers.thread}")
    assert reply.status == 200, f"Alice cannot read her own conversation: {reply}"
    thread = json.loads(reply.text)
    steps = {
        step["id"]: f"{step['output']} {step.get('feedback')}" for step in thread["steps"] if step["end"]
    }
    board = await stage.alice.ask("GET", "/home.json")
    return {"name": str(thread["name"]), "board": str(json.loads(board.text)["board"]), **steps}
