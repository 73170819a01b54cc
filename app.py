"""The screen: starts a chat, streams a turn, draws tables and charts. No SQL, no prompt, no sums.

Start it with `python -m agent.screen`, which prepares what chainlit needs before it is imported.
"""

import asyncio
import logging
import uuid
from collections.abc import AsyncIterator
from typing import Any, ClassVar

import chainlit as cl
from chainlit import auth, server
from chainlit.data import get_data_layer
from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.element import Element
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now
from pydantic.dataclasses import dataclass

from agent.answer import Answer
from agent.events import Done, Event, Step, Token
from agent.logs import keep_log
from agent.screen import answer_text, fitting, offers, panel, saved, starters
from agent.screen.desk import Desk
from agent.screen.history import Checked, unanswered
from agent.screen.progress import Progress
from agent.screen.turns import Turns
from agent.settings import read_settings

log = logging.getLogger("aisle.screen")
HOME = read_settings().home
DESK = Desk()
YOU = cl.User(identifier="you")
TURNS = Turns()
OFFERED: dict[str, list[cl.Action]] = {}


class History(Checked, SQLAlchemyDataLayer):
    """Chainlit's history on SQLite, with its ids checked, and with the charts of the saved answers."""

    async def get_thread(self, thread_id: str) -> Any:
        thread = await super().get_thread(thread_id)
        for message, answer in saved.answers(HOME, thread_id).items() if thread else ():
            drawn = panel.charts(thread_id, message, answer_text.charted(answer))
            thread["elements"] += [Chart(**fields).to_dict() for fields in drawn]
        return thread


@dataclass
class Chart(Element):
    """A chart that the browser fetches from `drawn`, now and whenever the thread is opened again."""

    type: ClassVar[Any] = "plotly"
    mime: str = "application/json"


@server.sio.on("stop")
async def stop(sid: str) -> None:
    if session := WebsocketSession.get(sid):
        TURNS.stop(session.thread_id)


@cl.data_layer
def history() -> History:
    return History(f"sqlite+aiosqlite:///{HOME / 'chat.sqlite'}", HOME, DESK.forget)


fitting.fit(server, auth, YOU, HOME, get_data_layer)


@cl.header_auth_callback
async def sign_in(headers: Any) -> cl.User:
    # No login yet: the guard lets in only who sits at this machine.
    return YOU


@cl.on_app_startup
async def open_desk() -> None:
    keep_log(read_settings())
    DESK.open_later()


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
    offered = [cl.Action(**b) for b in offers.buttons(answers[last], last)] if last in answers else []
    if unanswered(thread["steps"]) and not TURNS.any(thread["id"]):
        notice = cl.Message("The answer to your last question was interrupted.")
        thread["steps"].append({**notice.to_dict(), "createdAt": utc_now()})
        last, offered = notice.id, [cl.Action(**offers.go_on(notice.id))]
    OFFERED[thread["id"]] = offered
    await asyncio.gather(*(button.send(last) for button in offered))


@cl.on_message
async def on_message(message: cl.Message) -> None:
    await turn(DESK.ask(message.content, cl.context.session.thread_id))


@cl.action_callback("ask")
async def ask_again(action: cl.Action) -> None:
    thread = cl.context.session.thread_id
    if question := offers.chosen(HOME, thread, action.payload):
        await begin(DESK.ask(question, thread), question)


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
    thread, run = cl.context.session.thread_id, cl.context.current_run
    message, progress = cl.Message(""), Progress()
    linked = answer_text.linker(message.id)
    line = cl.Step(name=progress.now(), type="tool", parent_id=run.id if run else None, show_input=False)
    line.metadata, line.start = {"avatarName": "Aisle"}, utc_now()
    try:
        with TURNS.running(thread):
            await line.send()
            await asyncio.gather(*(button.remove() for button in OFFERED.pop(thread, [])))
            async for event in answering:
                if isinstance(event, Step):
                    progress = progress.with_step(event)
                    line.name = progress.now()
                    await cl.context.emitter.update_step(line.to_dict())
                elif isinstance(event, Token):
                    await message.stream_token(linked(event.text))
                elif isinstance(event, Done):
                    await finish(message, event.answer)
    except asyncio.CancelledError:
        message.content = f"{message.content}\n\n###### Stopped. Ask again, or ask something else.".strip()
        await message.send()
        raise
    except Exception as error:
        message.content = answer_text.apology(error)
        log.exception("%s (thread %s)", message.content, thread)
        await message.send()
    finally:
        line.name, line.output = progress.summary(), progress.details()
        line.end = utc_now()
        await line.update()


async def finish(message: cl.Message, answer: Answer) -> None:
    """The finished message: text, table, chart, evidence and the buttons under it."""
    thread = message.thread_id
    saved.save(HOME, thread, message.id, answer)
    message.content = answer_text.answer_markdown(answer, message.id)
    drawn = panel.charts(thread, message.id, answer_text.charted(answer))
    elements: list[Any] = [Chart(**fields) for fields in drawn]
    message.elements = elements
    message.actions = OFFERED[thread] = [cl.Action(**b) for b in offers.buttons(answer, message.id)]
    await message.send()


@cl.on_window_message
async def open_evidence(data: Any) -> None:
    """public/aisle.js asks for the evidence behind a mark; it opens beside the chat."""
    if shown := panel.panel(HOME, cl.context.session.thread_id, data):
        drawn = [Chart(**fields) for fields in shown.charts]
        page = cl.Text(name=shown.mark, content=shown.text)
        await cl.ElementSidebar.set_elements([*drawn, page], key=f"{shown.message}/{shown.mark}")
        # The title comes last: an element that arrives closes the panel, which then opens without one.
        await cl.ElementSidebar.set_title(f"Evidence {shown.mark}")
