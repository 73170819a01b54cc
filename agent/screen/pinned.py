"""What is pinned in a conversation, kept in a file of its own, and shown as chips."""

import json
import os
from pathlib import Path
from typing import Any, TypedDict

from agent.edits import pins
from agent.screen.saved import is_id
from knowledge.metrics import load_definitions
from tools.evidence import Evidence
from tools.warehouse.periods import period_words
from tools.warehouse.request import Period


class Pinned(TypedDict):
    """A pin as a chip: its slot ("period", "filters:0") among the pins, and its words."""

    slot: str
    words: str


def load(home: Path, thread: str) -> dict[str, Any]:
    """The pins as a Question takes them; none for a thread that has none."""
    path = _path(home, thread)
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except ValueError:
        kept = {}
    found = pins.valid(kept, load_definitions())
    return {name: value for name, value in found.items() if value}


def pin(home: Path, thread: str, evidence: Evidence, slot: str) -> None:
    """Pins what stands in a slot of the evidence's request; what cannot be pinned changes nothing."""
    kept, (field, _, place) = load(home, thread), slot.partition(":")
    scope = evidence["scope"]
    if field == "period" and scope.get("period"):
        kept["period"] = scope["period"]
    elif field == "filters" and place.isdecimal() and int(place) < len(scope.get("filters") or []):
        one = scope["filters"][int(place)]
        others = [f for f in kept.get("filters") or [] if f["dimension"] != one["dimension"]]
        kept["filters"] = [*others, one]
    _save(home, thread, kept)


def unpin(home: Path, thread: str, slot: str) -> None:
    """Takes a pin away, by its slot among the pins."""
    kept, (field, _, place) = load(home, thread), slot.partition(":")
    if field == "period":
        kept.pop("period", None)
    elif field == "filters" and place.isdecimal():
        kept["filters"] = [f for n, f in enumerate(kept.get("filters") or []) if n != int(place)]
    _save(home, thread, kept)


def shown(home: Path, thread: str) -> list[Pinned]:
    """The pins as chips."""
    kept, d = load(home, thread), load_definitions()
    found: list[Pinned] = []
    if period := kept.get("period"):
        found.append({"slot": "period", "words": period_words(Period.model_validate(period))})
    for n, one in enumerate(kept.get("filters") or []):
        found.append({"slot": f"filters:{n}", "words": pins.words(one, d)})
    return found


def forget(home: Path, thread: str) -> None:
    """Removes the pins of a thread."""
    _path(home, thread).unlink(missing_ok=True)


def _save(home: Path, thread: str, kept: dict[str, Any]) -> None:
    path = _path(home, thread)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)


def _path(home: Path, thread: str) -> Path:
    if not is_id(thread):
        raise ValueError("not a thread id")
    return home / "pinned" / f"{thread}.json"
