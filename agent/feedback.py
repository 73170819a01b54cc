"""python -m agent feedback [--json]: what users thought of answers, each with question, text, evidence."""

import argparse
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from agent.question import invisible
from agent.screen import saved
from agent.settings import Settings, SettingsError, read_settings

UNKNOWN: dict[str, Any] = {"question": "?", "text": "(no answer with evidence)", "evidence": [], "model": "?"}
# Chainlit keeps a thumb with the run of a turn, of which the answer is a part.
QUERY = """
    SELECT f."value", f."comment", coalesce((
        SELECT m."id" FROM steps m WHERE m."parentId" = s."id" AND m."type" = 'assistant_message'
        ORDER BY m."createdAt" DESC LIMIT 1
    ), s."id"), s."threadId", s."createdAt", t."userIdentifier"
    FROM feedbacks f JOIN steps s ON s."id" = f."forId" LEFT JOIN threads t ON t."id" = s."threadId"
    ORDER BY s."createdAt" DESC
"""


def main(arguments: list[str] | None = None) -> int:
    """Lists the feedback, newest first. Returns 1 where it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m agent feedback", description="What users thought.")
    parser.add_argument("--json", action="store_true", help="one JSON object a line, with the whole answer")
    given = parser.parse_args(arguments)
    try:
        found = list(feedback(read_settings()))
    except (SettingsError, sqlite3.Error) as error:
        print(error, file=sys.stderr)
        return 1
    for one in found:
        print(json.dumps(one, ensure_ascii=False) if given.json else page(one))
    if not found and not given.json:
        print("No feedback yet.")
    return 0


def feedback(settings: Settings) -> Iterator[dict[str, Any]]:
    """Each feedback as plain JSON values: `good`, `reason`, who and when, and the `answer` it is about (None
    where that was no answer with evidence, such as a stopped one). Nothing where there was no chat yet."""
    if not settings.chat.is_file():
        return
    with closing(sqlite3.connect(f"{settings.chat.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(QUERY).fetchall()
    for value, comment, message, thread, when, user in rows:
        yield {
            "good": bool(value),
            "reason": comment or "",
            "user": user or "",
            "when": when,
            "thread": thread,
            "message": message,
            "answer": _answer(settings.home, thread, message),
        }


def page(one: dict[str, Any]) -> str:
    """A feedback in a few lines of text."""
    answer = one["answer"] or UNKNOWN
    sources = "; ".join(f"{e['id']} {e['title']}" for e in answer["evidence"]) or "none"
    lines = [
        f"{'GOOD' if one['good'] else 'BAD'}  {one['when']}  {one['user']}  {answer['model']}",
        f"  Reason:   {one['reason'] or '-'}",
        f"  Question: {answer['question']}",
        f"  Answer:   {' '.join(answer['text'].split())}",
        f"  Evidence: {sources}",
        f"  Message:  {one['thread']}/{one['message']}",
    ]
    # A reason may hold anything, and a terminal obeys some of it.
    return "\n".join("".join(c for c in line if not invisible(c)) for line in lines) + "\n"


def _answer(home: Path, thread: str, message: str) -> Any:
    return saved.load(home, thread, message) if saved.is_id(thread) and saved.is_id(message) else None
