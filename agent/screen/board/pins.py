"""Saved answers on disk: a folder for each user, a file for each answer, which outlives its conversation."""

import hashlib
import json
import os
import time
import uuid
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from agent.answer import Answer
from agent.screen import saved

MOST = 60
"""Answers on one board."""


class Pin(TypedDict):
    """A saved answer.

    `again`: whether the question is asked again on new data, so that 'last month' moves on, or its look-ups
    are repeated as they stand. `checked` is when its figures were last computed, in seconds since 1970;
    `changed` are sentences on what had changed by then; `failed` is why it could not be computed.
    """

    id: str
    place: float
    pinned: float
    again: Literal["question", "calls"]
    answer: Answer
    checked: float
    changed: list[str]
    failed: str


class CannotPin(ValueError):
    """The text is a sentence for the person who wanted to save the answer."""


def pins(home: Path, user: str) -> list[Pin]:
    """The user's saved answers in their order."""
    found = [_read(path) for path in _folder(home, user).glob("*.json")]
    return sorted(found, key=lambda pin: pin["place"])


def pin_of(home: Path, user: str, pin_id: str) -> Pin | None:
    """The user's saved answer of that id."""
    path = _path(home, user, pin_id)
    return _read(path) if path and path.is_file() else None


def pinned(home: Path, user: str, answer: Answer, again: Literal["question", "calls"]) -> Pin:
    """Saves an answer at the board's end; the same answer is saved once. Raises CannotPin."""
    if answer["status"] != "answered" or not answer["evidence"]:
        raise CannotPin("Only an answer with figures can be kept on the board.")
    present = pins(home, user)
    same = (answer["thread"], answer["turn"])
    for pin in present:
        if (pin["answer"]["thread"], pin["answer"]["turn"]) == same:
            return pin
    if len(present) >= MOST:
        raise CannotPin(f"The board holds {MOST} answers. Take one off it first.")
    now = time.time()
    last = max((pin["place"] for pin in present), default=0.0)
    made: Pin = {
        "id": str(uuid.uuid4()),
        "place": last + 1,
        "pinned": now,
        "again": again,
        "answer": answer,
        "checked": now,
        "changed": [],
        "failed": "",
    }
    keep(home, user, made)
    return made


def keep(home: Path, user: str, pin: Pin) -> None:
    """Writes a saved answer, whole or not at all."""
    path = _path(home, user, pin["id"])
    assert path
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(pin, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)


def unpin(home: Path, user: str, pin_id: str) -> bool:
    """Takes an answer off the board; False when it was not on it."""
    path = _path(home, user, pin_id)
    if not path or not path.is_file():
        return False
    path.unlink()
    return True


def move(home: Path, user: str, pin_id: str, steps: int) -> bool:
    """Moves an answer so many places towards the end (or, below 0, the beginning) of the board."""
    order = pins(home, user)
    places = {pin["id"]: i for i, pin in enumerate(order)}
    if pin_id not in places:
        return False
    moved = order.pop(places[pin_id])
    order.insert(max(0, min(len(order), places[pin_id] + steps)), moved)
    for place, pin in enumerate(order, 1):
        if pin["place"] != place:
            keep(home, user, {**pin, "place": place})
    return True


def _folder(home: Path, user: str) -> Path:
    # A name may hold anything; its hash is a name of a folder on any disk.
    return home / "boards" / hashlib.sha256(user.encode()).hexdigest()[:32]


def _path(home: Path, user: str, pin_id: str) -> Path | None:
    return _folder(home, user) / f"{pin_id}.json" if saved.is_id(pin_id) else None


def _read(path: Path) -> Pin:
    found: Any = json.loads(path.read_text(encoding="utf-8"))
    return cast(Pin, found)
