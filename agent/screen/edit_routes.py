"""Our addresses for the chips of an answer: what could stand in a slot, and what is pinned."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from fastapi import Body
from fastapi.responses import JSONResponse
from starlette.responses import Response

from agent.answer import Answer
from agent.edits.chips import edited_evidence
from agent.edits.choices import Shop, choices
from agent.screen import pinned, style
from agent.screen.routing import add_first
from agent.screen.tables import cell

LONGEST = 80
"""Characters of what is typed into a chip that are read."""
Own = Callable[[str, str], Awaitable[Answer]]


class Knows(Protocol):
    """What knows the shop and the conversation; `desk.Desk` does."""

    async def shop(self) -> Shop: ...
    async def foretold(self, thread: str, options: Sequence[str]) -> list[Any]: ...


def add(app: Any, home: Path, own: Own, desk: Knows) -> None:
    """Adds the addresses. `own` gives the answer to its owner and raises 404 for anyone else."""

    async def offered(thread: str, message: str, slot: str, typed: str = "") -> Response:
        evidence = edited_evidence(await own(thread, message))
        if evidence is None:
            return JSONResponse([])
        # Reading what is typed takes a while; other conversations go on meanwhile.
        found = await asyncio.to_thread(choices, evidence, slot, typed[:LONGEST], await desk.shop())
        return JSONResponse(found)

    async def options(thread: str, message: str) -> Response:
        answer = await own(thread, message)
        asked = answer["options"] if answer["status"] == "clarify" else []
        found = await desk.foretold(thread, asked) if asked else []
        return JSONResponse(
            [style.text(f"{f.column['label']} {cell(f.value, f.column)}") if f else None for f in found]
        )

    async def pins(thread: str, message: str, change: dict[str, str] = Body(...)) -> Response:  # noqa: B008
        evidence = edited_evidence(await own(thread, message))
        if evidence and (slot := change.get("pin")):
            pinned.pin(home, thread, evidence, slot)
        if slot := change.get("unpin"):
            pinned.unpin(home, thread, slot)
        return JSONResponse(pinned.shown(home, thread))

    add_first(app, "/answers/{thread}/{message}/choices", offered)
    add_first(app, "/answers/{thread}/{message}/options", options)
    add_first(app, "/answers/{thread}/{message}/pins", pins, "POST")
