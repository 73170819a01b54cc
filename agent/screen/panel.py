"""What the panel beside the chat shows, and where the browser fetches its chart and rows."""

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from agent.screen import answer_text, evidence_text, figures, saved, style
from tools.evidence import Evidence


class Panel(NamedTuple):
    """The evidence behind a mark as a page of Markdown. `charts` are the fields of the chart over it, where
    the answer itself shows none of this evidence."""

    message: str
    mark: str
    text: str
    charts: list[dict[str, Any]]
    figure: int | None = None
    """The claim whose figure was pressed."""

    @property
    def key(self) -> str:
        """Another key draws the panel anew."""
        return f"{self.message}/{self.mark}/{'' if self.figure is None else self.figure}"


def panel(home: Path, thread: str, asked: object) -> Panel | None:
    """The panel that the browser asks for with {"message": ..., "mark": ...}, if there is such evidence.

    With "figure", the number of a claim, it begins with how that figure was worked out.
    """
    given: Mapping[str, Any] = asked if isinstance(asked, Mapping) else {}
    message, number = given.get("message"), given.get("figure")
    if not isinstance(message, str) or not saved.is_id(message) or not saved.is_id(thread):
        return None
    kept = saved.load(home, thread, message)
    if kept is None:
        return None
    answer = style.answer(kept)
    mark = figures.mark_of(answer, number) if isinstance(number, int) else given.get("mark")
    evidence = next((e for e in answer["evidence"] if e["id"] == mark), None)
    if evidence is None:
        return None
    rows = address(thread, message, evidence, "csv")
    text = evidence_text.evidence_page(evidence, evidence.get("words") or answer["scope_words"], rows)
    pressed = number if isinstance(number, int) else None
    if pressed is not None and (worked_out := figures.formula_page(answer, pressed)):
        text = f"{worked_out}\n\n{text}"
    hidden = evidence["chart"] is not None and evidence not in answer_text.charted(answer)
    drawn = charts(thread, message, [evidence] if hidden else [])
    return Panel(message, evidence["id"], text, drawn, pressed)


def address(thread: str, message: str, evidence: Evidence, form: str) -> str:
    """Where `fitting` serves the rows of an evidence as `form`: 'chart' or 'csv'."""
    return f"/answers/{thread}/{message}/{evidence['id']}/{form}"


def charts(thread: str, message: str, found: list[Evidence]) -> list[dict[str, Any]]:
    """The fields of the elements that show charts; their ids stay when the thread is opened again."""
    urls = {e["id"]: address(thread, message, e, "chart") for e in found}
    keys = {mark: str(uuid.uuid5(uuid.UUID(message), mark)) for mark in urls}
    return [
        {"id": keys[mark], "thread_id": thread, "for_id": message, "url": url, "name": url}
        for mark, url in urls.items()
    ]
