"""What chainlit has no setting for: its page, its middleware, our addresses, the noise in its log."""

import logging
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi import HTTPException
from fastapi.responses import JSONResponse
from starlette.responses import Response

from agent.screen import figure, page, saved, tables
from agent.screen.guard import Guard
from agent.screen.history import READER
from agent.screen.sign_in import SignIn

NOISE = re.compile("markdown file for|storage client is not|app is available")


def fit(server: Any, auth: Any, user: Any, home: Path, history: Callable[[], Any]) -> None:
    """Fits chainlit's modules `server` and `auth`; `user` is who sits at this machine, and `history` gives
    chainlit's data layer."""

    async def drawn(thread: str, message: str, mark: str, form: str) -> Response:
        author = await history().get_thread_author(thread)
        if author and author == READER.get() and saved.is_id(message):
            return rows_as(form, home, thread, message, mark)
        raise HTTPException(status_code=404, detail="There is no such evidence.")

    whole = server.get_html_template
    server.get_html_template = lambda root_path: page.offline(whole(root_path))
    server.app.add_api_route("/answers/{thread}/{message}/{mark}/{form}", drawn)
    # Chainlit's last route takes every path, so ours goes first.
    server.app.router.routes.insert(0, server.app.router.routes.pop())
    # By default all chats of a folder share one place for the files of their sessions, and the first to end
    # removes it under the others.
    files = Path(tempfile.mkdtemp(prefix="aisle-session-"))
    server.FILES_DIRECTORY = sys.modules["chainlit.config"].FILES_DIRECTORY = files  # type: ignore[attr-defined]
    server.app.add_middleware(SignIn, auth=auth, user=user)
    server.app.add_middleware(Guard)
    logging.getLogger("chainlit").addFilter(lambda record: not NOISE.search(record.getMessage()))


def rows_as(form: str, home: Path, thread: str, message: str, mark: str) -> Response:
    """The rows of an evidence as a chart or as CSV."""
    evidence = saved.evidence(home, thread, message, mark)
    if evidence and form == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{evidence["id"]}.csv"'}
        return Response(tables.csv_table(evidence), media_type="text/csv; charset=utf-8", headers=headers)
    if evidence and form == "chart" and evidence["chart"]:
        return JSONResponse(figure.figure(evidence))
    raise HTTPException(status_code=404, detail="There is no such evidence.")
