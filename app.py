"""The screen: says what happens when. No SQL, no prompt, no sums; what is done then is in agent/screen/live.

Start it with `python -m agent.screen`, which prepares what chainlit needs before it is imported.
"""

import asyncio
from typing import Any

import chainlit as cl
from chainlit import server
from chainlit.data import get_data_layer
from chainlit.session import WebsocketSession
from chainlit.utils import utc_now

from agent.logs import keep_log
from agent.screen import fitting, home, offers, panel, saved
from agent.screen.board.routes import add_board
from agent.screen.export_route import add_export
from agent.screen.history import unanswered
from agent.screen.home_route import add_home
from agent.screen.live import choices, edits, entry, line, sockets, tabs, typed
from agent.screen.live.layer import Chart, History
from agent.screen.live.place import DESK, HOME, RULES, TURNS
from agent.screen.live.turn import OFFERED, YOU, begin
from agent.settings import project_root, read_settings


@server.sio.on("stop")
async def stop(sid: str) -> None:
    if session := WebsocketSession.get(sid):
        TURNS.stop(session.thread_id)


@cl.data_layer
def history() -> History:
    return tabs.watched(History(f"sqlite+aiosqlite:///{HOME / 'chat.sqlite'}", HOME, DESK.forget))


fitting.fit(server, entry.DOOR, YOU, HOME, get_data_layer, DESK)
add_home(server.app, HOME, get_data_layer)
add_board(server.app, HOME, project_root() / "public", DESK, get_data_layer)
add_export(server.app, HOME, get_data_layer)
sockets.fence()
tabs.gather()

if RULES.users:
    entry.ask_for_passwords()
else:
    # The guard lets in only who sits at this machine.
    @cl.header_auth_callback
    async def sign_in(headers: Any) -> cl.User:
        return YOU


@cl.on_logout
async def sign_out(request: Any, response: Any) -> dict[str, bool]:
    await entry.leave(request)
    return {"success": True}


@cl.on_app_startup
async def open_desk() -> None:
    keep_log(read_settings())
    DESK.open_later()


@cl.set_starter_categories
async def set_starters(user: Any) -> list[cl.StarterCategory]:
    found = home.questions(HOME)
    return [
        cl.StarterCategory(role, starters=[cl.Starter(label=text, message=text) for text in texts])
        for role, texts in found.items()
    ]


@cl.on_chat_start
async def start() -> None:
    await asyncio.gather(choices.show(), typed.offer())


@cl.on_settings_update
async def choose(given: dict[str, Any]) -> None:
    choices.keep(given)


@cl.on_chat_resume
async def resume(thread: Any) -> None:
    await asyncio.gather(choices.show(), typed.offer())
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
    await typed.answer(message)


@cl.action_callback("ask")
async def ask_again(action: cl.Action) -> None:
    thread = cl.context.session.thread_id
    if question := offers.chosen(HOME, thread, action.payload):
        await begin(choices.asked(question), question)


@cl.action_callback("go_on")
async def go_on(action: cl.Action) -> None:
    thread, layer = cl.context.session.thread_id, get_data_layer()
    await cl.context.emitter.delete_step({"id": action.forId or ""})
    kept = await layer.get_thread(thread) if layer else None
    await begin(DESK.go_on(thread, unanswered(kept["steps"]) if kept else None), None)


@cl.on_window_message
async def on_window_message(data: Any) -> None:
    if not (await line.heard(data) or await edits.heard(data)):
        await open_evidence(data)


async def open_evidence(data: Any) -> None:
    """public/aisle.js asks for the evidence behind a mark; it opens beside the chat."""
    if shown := panel.panel(HOME, cl.context.session.thread_id, data):
        drawn = [Chart(**fields) for fields in shown.charts]
        page = cl.Text(name=shown.mark, content=shown.text)
        await cl.ElementSidebar.set_elements([*drawn, page], key=shown.key)
        # The title comes last: an element that arrives closes the panel, which then opens without one.
        await cl.ElementSidebar.set_title(f"Evidence {shown.mark}")
