"""The screen: starts a chat, streams a turn, draws tables and charts. No SQL, no prompt, no sums.

Start it with `python -m agent.screen`, which prepares what chainlit needs before it is imported.
"""

import asyncio
import logging
import time
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import chainlit as cl
from chainlit import server
from chainlit.auth import create_jwt, decode_jwt, get_token_from_cookies, set_auth_cookie
from chainlit.data import get_data_layer
from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.element import Element
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now
from fastapi import Request, Response
from jwt import InvalidTokenError
from pydantic.dataclasses import dataclass

from agent.answer import Answer
from agent.events import Done, Event, Step, Token
from agent.logs import keep_log
from agent.screen import answer_text, evidence_text, fitting, saved, starters
from agent.screen.desk import Desk
from agent.screen.history import Checked, unanswered
from agent.screen.progress import Progress
from agent.settings import read_settings

log = logging.getLogger("aisle.screen")
HOME = read_settings().home
DESK = Desk()
YOU = cl.User(identifier="you")
HEAD_START_S = 1.0
OPENING: list[asyncio.Task[None]] = []
RUNNING: defaultdict[str, set[asyncio.Task[Any]]] = defaultdict(set)
OFFERED: dict[str, list[cl.Action]] = {}


class History(Checked, SQLAlchemyDataLayer):
    """Chainlit's history on SQLite, with its ids checked, and with the charts of the saved answers."""

    async def get_thread(self, thread_id: str) -> Any:
        thread = await super().get_thread(thread_id)
        for message, answer in saved.answers(HOME, thread_id).items() if thread else ():
            thread["elements"] += [c.to_dict() for c in charts(thread_id, message, answer)]
        return thread


@dataclass
class Chart(Element):
    """A chart that the browser fetches from `drawn`, now and whenever the thread is opened again."""

    type: ClassVar[Any] = "plotly"


def chart(thread: str, message: str, evidence: Any) -> Chart:
    url = f"/answers/{thread}/{message}/{evidence['id']}/chart"
    key = str(uuid.uuid5(uuid.UUID(message), evidence["id"]))
    return Chart(id=key, thread_id=thread, for_id=message, url=url, name=url, mime="application/json")


def charts(thread: str, message: str, answer: Answer) -> list[Any]:
    return [chart(thread, message, evidence) for evidence in answer_text.charted(answer)]


def name_of(request: Request) -> str:
    try:
        token = get_token_from_cookies(request.cookies)
        return decode_jwt(token).identifier if token else ""
    except InvalidTokenError:
        return ""


def welcome(request: Request, response: Response) -> None:
    set_auth_cookie(request, response, create_jwt(YOU))


@server.sio.on("stop")
async def stop(sid: str) -> None:
    """The stop button ends every turn of the thread, also those that wait."""
    if session := WebsocketSession.get(sid):
        for task in tuple(RUNNING[session.thread_id]):
            task.cancel()


@cl.data_layer
def history() -> History:
    return History(f"sqlite+aiosqlite:///{HOME / 'chat.sqlite'}", HOME, DESK.forget)


async def author_of(thread: str) -> str:
    layer = get_data_layer()
    return str(await layer.get_thread_author(thread)) if layer else ""


fitting.fit(server, HOME, author_of, name_of, welcome)


@cl.header_auth_callback
async def sign_in(headers: Any) -> cl.User:
    # No login yet: the guard lets in only who sits at this machine.
    return YOU


@cl.on_app_startup
async def open_desk() -> None:
    keep_log(read_settings())
    OPENING.append(asyncio.create_task(DESK.open_after(HEAD_START_S)))


@cl.set_starters
async def set_starters(user: Any) -> list[cl.Starter]:
    return [cl.Starter(label=text, message=text) for text in starters.questions(HOME)]


@cl.on_chat_start
async def start() -> None:
    if not saved.is_id(cl.context.session.thread_id):
        cl.context.session.thread_id = str(uuid.uuid4())


@cl.on_chat_resume
async def resume(thread: Any) -> None:
    answers = saved.answers(HOME, thread["id"])
    last = next((s["id"] for s in reversed(thread["steps"]) if s["type"] == "assistant_message"), "")
    offered = buttons(last, answers[last]) if last in answers else []
    if unanswered(thread["steps"]) and not RUNNING[thread["id"]]:
        notice = cl.Message("The answer to your last question was interrupted.")
        thread["steps"].append({**notice.to_dict(), "createdAt": utc_now()})
        go = cl.Action(
            id=f"go-{notice.id}", name="go_on", payload={}, label="Continue the interrupted answer"
        )
        last, offered = notice.id, [go]
    OFFERED[thread["id"]] = offered
    await asyncio.gather(*(button.send(last) for button in offered))


@cl.on_message
async def on_message(message: cl.Message) -> None:
    await turn(DESK.ask(message.content, cl.context.session.thread_id))


@cl.action_callback("ask")
async def ask_again(action: cl.Action) -> None:
    """A button carries the number of a question of a saved answer, so that only those can be asked."""
    message, index = str(action.payload.get("message")), action.payload.get("index")
    answer = saved.answers(HOME, cl.context.session.thread_id).get(message)
    questions = answer_text.choices(answer) if answer else []
    if isinstance(index, int) and 0 <= index < len(questions):
        await begin(DESK.ask(questions[index], cl.context.session.thread_id), questions[index])


@cl.action_callback("go_on")
async def go_on(action: cl.Action) -> None:
    thread, layer = cl.context.session.thread_id, get_data_layer()
    await cl.context.emitter.delete_step({"id": action.forId or ""})
    kept = await layer.get_thread(thread) if layer else None
    await begin(DESK.go_on(thread, unanswered(kept["steps"]) if kept else None), None)


async def begin(answering: AsyncIterator[Event], asked: str | None) -> None:
    """Starts a turn that no typed message started; the button's request must not wait for it."""
    said = await cl.Message(asked, author=YOU.identifier, type="user_message").send() if asked else None

    async def run() -> None:
        await cl.context.emitter.task_start()
        async with cl.Step(name="on_message", type="run", parent_id=said.id if said else None):
            await turn(answering)
        await cl.context.emitter.task_end()

    cl.context.session.current_task = asyncio.create_task(run())


async def turn(answering: AsyncIterator[Event]) -> None:
    """Shows the events of a turn as they come. Never shows an exception."""
    thread, began, task = cl.context.session.thread_id, time.monotonic(), asyncio.current_task()
    assert task
    RUNNING[thread].add(task)
    progress, message, run, mark = Progress(), cl.Message(""), cl.context.current_run, None
    line = cl.Step(name=progress.now(), type="tool", parent_id=run.id if run else None, show_input=False)
    line.metadata, line.start = {"avatarName": "Aisle"}, utc_now()
    try:
        await line.send()
        await asyncio.gather(*(button.remove() for button in OFFERED.pop(thread, [])))
        async for event in answering:
            if isinstance(event, Step):
                progress = progress.with_step(event)
                line.name = progress.now()
                await cl.context.emitter.update_step(line.to_dict())
            elif isinstance(event, Token):
                await message.stream_token(answer_text.with_links(event.text, message.id, mark))
                mark = answer_text.last_mark(event.text) or mark
            elif isinstance(event, Done):
                await finish(message, event.answer)
    except asyncio.CancelledError:
        message.content = f"{message.content}\n\n###### Stopped. Ask again, or ask something else.".strip()
        await message.send()
        raise
    except Exception as error:
        key = uuid.uuid4().hex[:8]
        log.exception("error %s in a turn of thread %s", key, thread)
        message.content = answer_text.apology(error, key)
        await message.send()
    finally:
        RUNNING[thread].discard(task)
        line.name, line.output = progress.summary(time.monotonic() - began), progress.details()
        line.end = utc_now()
        await line.update()


async def finish(message: cl.Message, answer: Answer) -> None:
    """The finished message: text, table, chart, evidence and the buttons under it."""
    thread = message.thread_id
    saved.save(HOME, thread, message.id, answer)
    message.content = answer_text.answer_markdown(answer, message.id)
    message.elements = charts(thread, message.id, answer)
    message.actions = OFFERED[thread] = buttons(message.id, answer)
    await message.send()


def buttons(message: str, answer: Answer) -> list[cl.Action]:
    return [
        cl.Action(id=f"ask-{n}-{message}", name="ask", payload={"message": message, "index": n}, label=text)
        for n, text in enumerate(answer_text.choices(answer))
    ]


@cl.on_window_message
async def open_evidence(data: Any) -> None:
    """public/aisle.js asks for the evidence behind a mark; it opens beside the chat."""
    if not isinstance(data, dict) or not saved.is_id(data.get("message")):
        return
    thread, message, mark = cl.context.session.thread_id, data["message"], str(data.get("mark"))
    answer, evidence = saved.load(HOME, thread, message), saved.evidence(HOME, thread, message, mark)
    if answer and evidence:
        csv = f"/answers/{thread}/{message}/{mark}/csv"
        text = evidence_text.evidence_page(evidence, answer["scope_words"], csv)
        shown: list[Any] = [cl.Text(name=mark, content=text)]
        if evidence["chart"] and evidence not in answer_text.charted(answer):
            shown.insert(0, chart(thread, message, evidence))
        await cl.ElementSidebar.set_elements(shown, key=f"{message}/{mark}")
        # The title comes last: an element that arrives closes the panel, which then opens without one.
        await cl.ElementSidebar.set_title(f"Evidence {mark}")
