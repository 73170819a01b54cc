"""What chainlit has no setting for: its page, its middleware, our addresses, the noise in its log."""

import logging
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.screen import page, routes
from agent.screen.access.door import Door
from agent.screen.guard import Guard
from agent.screen.sign_in import SignIn

NOISE = re.compile("markdown file for|storage client is not|app is available")


def fit(server: Any, door: Door, user: Any, home: Path, history: Callable[[], Any], desk: Any) -> None:
    """Fits chainlit's module `server`; `user` is who sits at this machine, and `history` gives chainlit's
    data layer; `desk` knows the shop and the conversations."""

    whole = server.get_html_template
    server.get_html_template = lambda root_path: page.offline(whole(root_path), door.rules.users is not None)
    routes.add(server.app, home, lambda thread: history().get_thread_author(thread), desk)
    # By default all chats of a folder share one place for the files of their sessions, and the first to end
    # removes it under the others.
    files = Path(tempfile.mkdtemp(prefix="aisle-session-"))
    server.FILES_DIRECTORY = sys.modules["chainlit.config"].FILES_DIRECTORY = files  # type: ignore[attr-defined]
    server.app.add_middleware(SignIn, auth=door.auth, user=user, door=door)
    server.app.add_middleware(Guard, rules=door.rules)
    logging.getLogger("chainlit").addFilter(lambda record: not NOISE.search(record.getMessage()))
