"""What the panel beside the chat shows, and where the browser fetches its chart and rows."""

import uuid
from pathlib import Path
from typing import Any, NamedTuple

from agent.screen import answer_text, evidence_text, saved
from tools.evidence import Evidence


class Panel(NamedTuple):
    """The evidence behind a mark as a page of Markdown. `charts` are the fields of the chart over it, where
    the answer itself shows none of this evidence."""

    message: str
    mark: str
    text: str
    charts: list[dict[str, Any]]


def panel(home: Path, thread: str, asked: object) -> Panel | None:
    """The panel that the browser asks for with {"message": ..., "mark": ...}, if there is such evidence."""
    message, mark = (asked.get("message"), asked.get("mark")) if isinstance(asked, dict) else (None, None)
    if not isinstance(message, str) or not saved.is_id(message):
        return None
    answer, evidence = saved.load(home, thread, message), saved.evidence(home, thread, message, str(mark))
    if not answer or not evidence:
        return None
    rows = address(thread, message, evidence, "csv")
    text = evidence_text.evidence_page(evidence, answer["scope_words"], rows)
    hidden = evidence["chart"] is not None and evidence not in answer_text.charted(answer)
    return Panel(message, evidence["id"], text, charts(thread, message, [evidence] if hidden else []))


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
