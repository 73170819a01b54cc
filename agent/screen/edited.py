"""An edit that the page asks for as a question with its call: a chip with something else in it, a query."""

from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from agent.edits.change import CannotChange, changed, said
from agent.edits.chips import edited_evidence
from agent.screen import saved
from knowledge.metrics import load_definitions


class Asked(NamedTuple):
    """What the thread shows as asked, and the calls that are made for it."""

    text: str
    calls: tuple[dict[str, Any], ...]


def asked(home: Path, thread: str, edit: object) -> Asked | None:
    """The question of an edit: of a query ({"message", "mark", "sql"}) or of a chip."""
    sql = edit.get("sql") if isinstance(edit, dict) else None
    return of_query(home, thread, edit) if isinstance(sql, str) else of_chip(home, thread, edit)


def of_query(home: Path, thread: str, edit: Any) -> Asked | None:
    """The query as it was rewritten, to be checked and run like any other."""
    message, sql = edit.get("message"), str(edit["sql"]).strip()
    if not sql or not isinstance(message, str) or not saved.is_id(message) or not saved.is_id(thread):
        return None
    evidence = saved.evidence(home, thread, message, str(edit.get("mark")))
    if evidence is None or not evidence["sql"]:
        return None
    # The old title need not say what the new query finds.
    title = f"Query edited by you, from {evidence['id']}"
    return Asked(
        f"Edited: query of {evidence['id']}", ({"name": "run_sql", "args": {"title": title, "sql": sql}},)
    )


def of_chip(home: Path, thread: str, edit: object) -> Asked | None:
    """The question of {"message", "slot", "to"}. None for an answer that is not there or a change that has no
    meaning: the page offers neither."""
    given: dict[str, Any] = edit if isinstance(edit, dict) else {}
    message, slot, to = given.get("message"), str(given.get("slot")), given.get("to")
    if not isinstance(message, str) or not saved.is_id(message) or not saved.is_id(thread):
        return None
    answer, d = saved.load(home, thread, message), load_definitions()
    evidence = edited_evidence(answer) if answer else None
    if evidence is None:
        return None
    try:
        return Asked(said(evidence, slot, to, d), (changed(evidence, slot, to, d),))
    except (CannotChange, ValidationError, KeyError):
        return None
