"""Where the first page reads what it shows under the composer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.responses import Response

from agent.screen import home as kept
from agent.screen.board import pins
from agent.screen.history import READER

SHOWN = 4
"""Conversations and saved answers that are named."""


def add_home(app: FastAPI, home: Path, history: Callable[[], Any]) -> None:
    """Adds /home.json, before chainlit's routes, which take every path."""

    async def shown() -> Response:
        user = READER.get()
        board = pins.pins(home, user) if user else []
        return JSONResponse(
            {
                "shop": kept.shop(home),
                "recent": await history().recent(user, SHOWN) if user else [],
                "board": [{"id": p["id"], "question": p["answer"]["question"]} for p in board[:SHOWN]],
            }
        )

    app.add_api_route("/home.json", shown, include_in_schema=False)
    app.router.routes.insert(0, app.router.routes.pop())
