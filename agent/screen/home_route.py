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
from agent.screen.routing import add_first

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

    add_first(app, "/home.json", shown)
