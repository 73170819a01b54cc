"""What a user has asked to be remembered, and how it bears on later look-ups. Never kept or used silently."""

import json
import os
import re
import uuid
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict

from knowledge.metrics import load_definitions

MOST = 20
"""Things remembered of one user."""


class Preference(TypedDict):
    """Something to remember. `said` are the user's own words and `words` ours; `filters` are what a look-up
    gets, none for a note; a question that names one of `named` is left as it is."""

    id: str
    kind: Literal["exclude", "focus", "note"]
    said: str
    words: str
    filters: list[dict[str, Any]]
    named: list[str]


class Wish(NamedTuple):
    """What a message wants of the memory: to keep a preference, to forget some, to hear them.

    `what` are the words for what is to be forgotten: empty for the last one, "everything" for all.
    """

    kind: Literal["keep", "forget", "list"]
    preference: Preference | None = None
    what: str = ""


class Preferences:
    """The preferences of all users, a file for each in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, user: str) -> list[Preference]:
        """The user's preferences, oldest first."""
        path = self._path(user)
        found: list[Preference] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []
        return found

    def keep(self, user: str, one: Preference) -> bool:
        """Remembers it, once. False where too much is remembered already."""
        present = [p for p in self.of(user) if (p["filters"], p["words"]) != (one["filters"], one["words"])]
        if len(present) >= MOST:
            return False
        self._write(user, [*present, one])
        return True

    def forget(self, user: str, ids: Sequence[str]) -> list[Preference]:
        """Forgets these; what was forgotten."""
        present = self.of(user)
        gone = [one for one in present if one["id"] in ids]
        if gone:
            self._write(user, [one for one in present if one["id"] not in ids])
        return gone

    def _write(self, user: str, all_: list[Preference]) -> None:
        path = self._path(user)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        draft.write_text(json.dumps(all_, ensure_ascii=False), encoding="utf-8")
        os.replace(draft, path)

    def _path(self, user: str) -> Path:
        return self.folder / f"{sha256(user.encode()).hexdigest()[:32]}.json"


def made(kind: Literal["exclude", "focus", "note"], said: str, words: str, **given: Any) -> Preference:
    """A preference with an id of its own."""
    one: Preference = {
        "id": uuid.uuid4().hex,
        "kind": kind,
        "said": said,
        "words": words,
        "filters": [],
        "named": [],
    }
    return {**one, **given}  # type: ignore[typeddict-item]


def applied(
    args: Mapping[str, Any], question: str, kept: Sequence[Preference]
) -> tuple[dict[str, Any], list[Preference]]:
    """The arguments of a look-up with what is remembered, and which of it was added.

    A filter is added where neither the question nor the look-up speaks of the same thing: to leave something
    out, unless it is named or filtered; to look at something alone, unless its dimension, or for goods any
    goods, are asked about.
    """
    filters = [dict(f) for f in args.get("filters") or []]
    asked = {str(f["dimension"]) for f in filters}
    by = {str(name) for name in args.get("by") or []}
    used = []
    for one in kept:
        if not one["filters"] or any(re.search(rf"\b{re.escape(n)}\b", question, re.I) for n in one["named"]):
            continue
        dimensions = {f["dimension"] for f in one["filters"]}
        spoken = asked | by if one["kind"] == "focus" else asked
        goods = one["kind"] == "focus" and _groups(dimensions) & _groups(asked)
        if not dimensions & spoken and not goods:
            filters += one["filters"]
            used.append(one)
    return ({**args, "filters": filters} if used else dict(args)), used


def told(one: Preference) -> str:
    """How an answer says that it followed a preference."""
    return f"{one['words']}, as you asked me to remember: “{one['said']}”."


def _groups(dimensions: set[str]) -> set[str]:
    known = load_definitions().dimensions
    return {known[name].group for name in dimensions if name in known}
