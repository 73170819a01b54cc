"""What a user chooses in the chat's settings: who answers, how much, how figures and dates are written."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Any

import chainlit as cl
from chainlit.input_widget import InputWidget, MultiSelect, Select

from agent.events import Event
from agent.preferences import Preferences
from agent.screen import pinned, style
from agent.screen.history import READER
from agent.screen.live.place import DESK, HOME, MODEL
from agent.settings import BUILTIN

DETAILS = {"brief": "The finding alone", "normal": "With table and chart", "full": "With method and all rows"}

style.keep_in(HOME)
REMEMBERED = Preferences(HOME / "preferences")


async def show() -> None:
    """Sends the settings to the tab, as this user has chosen them."""
    now = style.now()
    written = (
        ("numbers", "Numbers", {name: name for name in style.NUMBERS}),
        ("currency", "US dollars", {f"{sign}1,234": key for key, sign in style.CURRENCIES.items()}),
        ("dates", "Dates", {name: name for name in style.DATES}),
        ("detail", "Detail of answers", {label: key for key, label in DETAILS.items()}),
    )
    selects: list[InputWidget] = [
        Select(id=key, label=label, items=items, initial_value=getattr(now, key))
        for key, label, items in written
    ]
    if MODEL != BUILTIN:
        items = {MODEL.removeprefix("openai:"): MODEL, "The built-in analyst": BUILTIN}
        who = Select(id="model", label="Who answers", items=items, initial_value=now.model or MODEL)
        selects.insert(0, who)
    if kept := REMEMBERED.of(READER.get()):
        # A name that stands twice would be one entry of the list.
        items = {f"{n}. {one['words']}": one["id"] for n, one in enumerate(kept, 1)}
        tip = "Take one out to have it forgotten"
        selects.append(
            MultiSelect(
                id="remembered", label="What I remember", items=items, initial=[*items.values()], tooltip=tip
            )
        )
    await cl.ChatSettings(selects).send()


def keep(given: Mapping[str, Any]) -> None:
    """Keeps what was chosen; from the next answer on it holds everywhere."""
    if isinstance(left := given.get("remembered"), list):
        present = REMEMBERED.of(READER.get())
        REMEMBERED.forget(READER.get(), [one["id"] for one in present if one["id"] not in left])
    chosen = style.chosen(given)
    if chosen.model not in ("", BUILTIN, MODEL):
        chosen = replace(chosen, model="")
    style.keep(READER.get(), chosen)


def asked(text: str, **given: Any) -> AsyncIterator[Event]:
    """The events of a question of this user in this conversation; `given` is what else the question says.
    What is pinned in the conversation goes along."""
    thread = cl.context.session.thread_id
    kept = {
        "pins": pinned.load(HOME, thread),
        "model": style.now().model or None,
        "user": READER.get() or None,
    }
    return DESK.ask(text, thread, **kept, **given)
