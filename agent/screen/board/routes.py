"""Where the browser reads and changes the board. Everything belongs to the user who asks."""

import asyncio
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse
from pydantic import BaseModel
from starlette.responses import Response

from agent.screen import saved
from agent.screen.board import again, page, pins
from agent.screen.history import READER
from agent.screen.page import offline
from agent.screen.routing import add_first

PLOTLY = "package_data/plotly.min.js"
"""Where the Plotly package keeps the library that draws."""


class Wanted(BaseModel):
    """The answer to save: a message of a thread."""

    thread: str
    message: str


def add_board(app: FastAPI, home: Path, public: Path, desk: Any, history: Any) -> None:
    """Adds the board's routes, before chainlit's, which take every path. `history` gives its data layer."""
    running: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def shown() -> Response:
        user = reader()
        html = page.board_page(pins.pins(home, user), await desk.data_version(), public / "theme.json")
        return HTMLResponse(offline(html))

    async def pin(wanted: Wanted) -> Response:
        user = reader()
        author = await history().get_thread_author(wanted.thread)
        if author != user or not saved.is_id(wanted.message):
            raise HTTPException(404, "There is no such answer.")
        answer = saved.load(home, wanted.thread, wanted.message)
        if answer is None:
            raise HTTPException(404, "There is no such answer.")
        answer = {**answer, "thread": wanted.thread}
        try:
            made = pins.pinned(home, user, answer, await again.manner(answer, desk))
        except pins.CannotPin as refusal:
            raise HTTPException(409, str(refusal)) from None
        return JSONResponse({"id": made["id"]})

    async def run(pin_id: str) -> Response:
        user = reader()
        # Two tabs that open at once would both compute it, and the later one would find nothing changed.
        async with running[pin_id]:
            found = pins.pin_of(home, user, pin_id)
            if found is None:
                raise HTTPException(404, "It is not on the board any more.")
            found = await again.computed_again(found, desk)
            if pins.pin_of(home, user, pin_id) is not None:
                pins.keep(home, user, found)
        return HTMLResponse(page.card(found, await desk.data_version()))

    async def move(pin_id: str, steps: int) -> Response:
        return done(pins.move(home, reader(), pin_id, steps))

    async def unpin(pin_id: str) -> Response:
        return done(pins.unpin(home, reader(), pin_id))

    for path, method, endpoint in (
        ("/board", "GET", shown),
        ("/board/pins", "POST", pin),
        ("/board/pins/{pin_id}/run", "POST", run),
        ("/board/pins/{pin_id}/move", "POST", move),
        ("/board/pins/{pin_id}", "DELETE", unpin),
        ("/board/plotly.js", "GET", drawing),
    ):
        add_first(app, path, endpoint, method)


def reader() -> str:
    """The user who asks. Raises HTTPException for nobody."""
    if user := READER.get():
        return user
    raise HTTPException(401, "Please sign in to see the board.")


def done(found: bool) -> Response:
    if not found:
        raise HTTPException(404, "It is not on the board any more.")
    return JSONResponse({"done": True})


async def drawing() -> Response:
    spec = find_spec("plotly")
    if spec is None or spec.origin is None:
        raise HTTPException(404, "The library that draws is not installed.")
    lasting = {"Cache-Control": "max-age=86400"}
    return FileResponse(Path(spec.origin).parent / PLOTLY, media_type="text/javascript", headers=lasting)
