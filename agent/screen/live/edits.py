"""Edits that the page sends: a changed chip or query becomes a turn of its own."""

from typing import Any

import chainlit as cl

from agent.screen import edited
from agent.screen.live import choices
from agent.screen.live.place import HOME
from agent.screen.live.turn import begin


async def heard(data: Any) -> bool:
    """Whether the message of the page was an edit; its turn has then begun."""
    if not isinstance(data, dict) or "edit" not in data:
        return False
    thread = cl.context.session.thread_id
    if found := edited.asked(HOME, thread, data["edit"]):
        await begin(choices.asked(found.text, calls=found.calls), found.text)
    return True
