"""Answers as they were given, one file per message, so that an old thread shows its charts again."""

import json
import os
import shutil
import uuid
from pathlib import Path
from typing import cast

from agent.answer import Answer
from tools.evidence import Evidence


def is_id(text: object) -> bool:
    """Whether the text is a UUID in its usual form: the only ids that reach a file name or a query."""
    try:
        return isinstance(text, str) and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def save(home: Path, thread: str, message: str, answer: Answer) -> None:
    """Writes the answer whole or not at all. Raises ValueError for an id that is not one."""
    path = _path(home, thread, message)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    os.replace(draft, path)


def load(home: Path, thread: str, message: str) -> Answer | None:
    """The answer, or None where there is none. Raises ValueError for an id that is not one."""
    path = _path(home, thread, message)
    return cast(Answer, json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None


def thread_of(home: Path, message: str) -> str | None:
    """The conversation in which an answer was given, or None where there is no such answer."""
    found = (home / "answers").glob(f"*/{message}.json") if is_id(message) else iter(())
    return next((path.parent.name for path in found), None)


def evidence(home: Path, thread: str, message: str, mark: str) -> Evidence | None:
    """The evidence of a message under its mark ('D1')."""
    answer = load(home, thread, message)
    return next((e for e in answer["evidence"] if e["id"] == mark), None) if answer else None


def answers(home: Path, thread: str) -> dict[str, Answer]:
    """All answers of a thread, by message."""
    if not is_id(thread):
        raise ValueError("not a thread id")
    files = (home / "answers" / thread).glob("*.json")
    found = ((path.stem, load(home, thread, path.stem)) for path in files)
    return {message: answer for message, answer in found if answer}


def forget(home: Path, thread: str) -> None:
    """Removes the answers of a thread."""
    if not is_id(thread):
        raise ValueError("not a thread id")
    shutil.rmtree(home / "answers" / thread, ignore_errors=True)


def _path(home: Path, thread: str, message: str) -> Path:
    if not (is_id(thread) and is_id(message)):
        raise ValueError("not the id of a message")
    return home / "answers" / thread / f"{message}.json"
