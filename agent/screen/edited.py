"""An edit that the page asks for as a question with its call: a chip with something else in it."""

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
