"""Our addresses under /answers: what the page fetches of a saved answer, for the owner of its thread only."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from fastapi import HTTPException
from fastapi.responses import JSONResponse
from starlette.responses import Response

from agent.answer import Answer
from agent.screen import edit_routes, figure, pinned, saved, style, tables, view, xlsx
from agent.screen.grid import grid
from agent.screen.history import READER
from agent.screen.routing import add_first
from tools.evidence import Evidence

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Author = Callable[[str], Awaitable[str]]


def add(app: Any, home: Path, author: Author, desk: edit_routes.Knows) -> None:
    """Adds the addresses to the server. `author` gives the owner of a thread, or an empty text; `desk` knows
    the shop and the conversations."""

    async def shown(message: str) -> Response:
        # On a narrow page the address does not say which conversation is open.
        thread = saved.thread_of(home, message) or ""
        built = view.view(style.answer(await _own(thread, message)))
        return JSONResponse({**built, "thread": thread, "pins": pinned.shown(home, thread)})

    async def text(thread: str, message: str) -> Response:
        said = view.as_text(await _own(thread, message))
        return Response(style.text(said), media_type="text/plain; charset=utf-8")

    async def part(thread: str, message: str, mark: str, form: str) -> Response:
        found = await _own(thread, message)
        evidence = next((e for e in found["evidence"] if e["id"] == mark), None)
        return rows_as(form, style.evidence(evidence) if evidence else None)

    async def _own(thread: str, message: str) -> Answer:
        owner = await author(thread)
        found = saved.load(home, thread, message) if saved.is_id(thread) and saved.is_id(message) else None
        if not owner or owner != READER.get() or found is None:
            raise _nothing()
        return found

    paths = {"{message}": shown, "{thread}/{message}/text": text, "{thread}/{message}/{mark}/{form}": part}
    for path, endpoint in paths.items():
        add_first(app, f"/answers/{path}", endpoint)
    edit_routes.add(app, home, _own, desk)


def rows_as(form: str, evidence: Evidence | None) -> Response:
    """The rows of an evidence as a chart, as a table of the page, as CSV or as an Excel workbook."""
    if evidence and form == "csv":
        return _file(tables.csv_table(evidence), f"{evidence['id']}.csv", "text/csv; charset=utf-8")
    if evidence and form == "xlsx" and evidence["rows"]:
        return _file(xlsx.workbook(evidence), f"{evidence['id']}.xlsx", SHEET)
    if evidence and form == "table" and evidence["rows"]:
        return JSONResponse(grid(evidence))
    if evidence and form == "chart" and evidence["chart"]:
        return JSONResponse(figure.figure(evidence))
    raise _nothing()


def _file(content: str | bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)


def _nothing() -> HTTPException:
    return HTTPException(status_code=404, detail="There is no such evidence.")
