"""Where the browser fetches a conversation to take along: /export/THREAD.md and /export/THREAD.html."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import FastAPI, HTTPException
from starlette.responses import Response

from agent.screen import export, saved
from agent.screen.history import READER
from agent.screen.routing import add_first

FORMS = {
    "md": (export.as_markdown, "text/markdown; charset=utf-8"),
    "html": (export.as_html, "text/html; charset=utf-8"),
}


def add_export(app: FastAPI, home: Path, history: Callable[[], Any]) -> None:
    """Adds the route before chainlit's, which take every path. `history` gives its data layer; only the owner
    of a conversation gets it, and always as a file, never as a page of this address."""

    async def exported(thread: str, form: str) -> Response:
        layer, reader = history(), READER.get()
        if form not in FORMS or not reader or await layer.get_thread_author(thread) != reader:
            raise HTTPException(404, "There is no such conversation.")
        await layer.drained()
        kept = await layer.get_thread(thread)
        name, (write, kind) = str(kept["name"] or "Conversation"), FORMS[form]
        content = write(name, kept["steps"], saved.answers(home, thread))
        file = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:60].lower() or "conversation"
        headers = {"Content-Disposition": f'attachment; filename="{file}.{form}"'}
        return Response(content, media_type=kind, headers=headers)

    add_first(app, "/export/{thread}.{form}", exported)
