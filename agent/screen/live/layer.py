"""Chainlit's history on SQLite, and the element that shows a chart."""

from typing import Any, ClassVar

from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.element import Element
from pydantic.dataclasses import dataclass

from agent.screen import answer_text, panel, saved
from agent.screen.history import Checked
from agent.screen.live.place import HOME


@dataclass
class Chart(Element):
    """A chart that the browser fetches from `drawn`, now and whenever the thread is opened again."""

    type: ClassVar[Any] = "plotly"
    mime: str = "application/json"


class History(Checked, SQLAlchemyDataLayer):
    """Chainlit's history on SQLite, with its ids checked, and with the charts of the saved answers."""

    async def get_thread(self, thread_id: str) -> Any:
        thread = await super().get_thread(thread_id)
        for message, answer in saved.answers(HOME, thread_id).items() if thread else ():
            drawn = panel.charts(thread_id, message, answer_text.charted(answer))
            thread["elements"] += [Chart(**fields).to_dict() for fields in drawn]
        return thread
