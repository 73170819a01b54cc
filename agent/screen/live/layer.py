"""Chainlit's history on SQLite, and the element that shows a chart."""

from typing import Any, ClassVar

from chainlit.data.sql_alchemy import SQLAlchemyDataLayer
from chainlit.element import Element
from chainlit.types import PageInfo, PaginatedResponse, Pagination, ThreadFilter
from pydantic.dataclasses import dataclass

from agent.screen import answer_text, listing, panel, saved
from agent.screen.history import Checked
from agent.screen.kept import Kept
from agent.screen.live.place import HOME


@dataclass
class Chart(Element):
    """A chart that the browser fetches from `drawn`, now and whenever the thread is opened again."""

    type: ClassVar[Any] = "plotly"
    mime: str = "application/json"


class History(Checked, Kept, SQLAlchemyDataLayer):
    """Chainlit's history on SQLite, its ids checked, its writes watched, with the charts of the saved answers
    and a list that reads no more than it shows."""

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[Any]:
        if not filters.userId:
            raise ValueError("a list of conversations is somebody's")
        asked = listing.page(
            filters.userId, pagination.first, pagination.cursor, filters.search, filters.feedback
        )
        rows = await self.execute_sql(*asked) or []
        shown = listing.listed(rows[: pagination.first])
        ends = (shown[0]["id"], shown[-1]["id"]) if shown else (None, None)
        return PaginatedResponse(PageInfo(len(rows) > pagination.first, *ends), shown)

    async def get_thread(self, thread_id: str) -> Any:
        thread = await super().get_thread(thread_id)
        for message, answer in saved.answers(HOME, thread_id).items() if thread else ():
            drawn = panel.charts(thread_id, message, answer_text.charted(answer))
            thread["elements"] += [Chart(**fields).to_dict() for fields in drawn]
        return thread
