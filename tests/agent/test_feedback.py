"""Feedback for who judges answers: each with its question, its answer and its evidence."""

import json
import sqlite3
import uuid
from pathlib import Path

import pytest

from agent import __main__, feedback
from agent.screen import launch, saved
from agent.settings import Settings

THREAD, RUN, GOOD, BAD = (str(uuid.uuid4()) for _ in range(4))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home in which anna liked one answer and did not like another, which has no saved answer."""
    launch.create_history(tmp_path / "chat.sqlite")
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        connection.execute("INSERT INTO threads (id, userIdentifier) VALUES (?, 'anna')", [THREAD])
        steps = [
            (RUN, None, "run", "2026-01-01"),
            (GOOD, RUN, "assistant_message", "2026-01-01"),
            (BAD, None, "assistant_message", "2026-01-02"),
        ]
        columns = "(id, parentId, type, createdAt, name, threadId)"
        for step in steps:
            connection.execute(f"INSERT INTO steps {columns} VALUES (?,?,?,?,'x',?)", [*step, THREAD])
        for about, value, reason in ((RUN, 1, None), (BAD, 0, "wrong \x1b[31mmonth")):
            given = (about, about, value, reason)
            connection.execute("INSERT INTO feedbacks (id, forId, value, comment) VALUES (?,?,?,?)", given)
    answer = {"question": "sales?", "text": "Sales were $7 [D1].", "model": "builtin", "evidence": []}
    answer["evidence"] = [{"id": "D1", "title": "Sales"}]  # type: ignore[assignment]
    saved.save(tmp_path, THREAD, GOOD, answer)  # type: ignore[arg-type]
    monkeypatch.setenv("AISLE_HOME", str(tmp_path))
    return tmp_path


def test_feedback_comes_with_its_answer_newest_first(home: Path) -> None:
    bad, good = feedback.feedback(Settings(home))
    assert (bad["good"], bad["reason"], bad["answer"]) == (False, "wrong \x1b[31mmonth", None)
    assert (good["good"], good["user"], good["answer"]["question"]) == (True, "anna", "sales?")


def test_it_is_listed_on_the_command_line(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["feedback"]) == 0
    listed = capsys.readouterr().out
    assert "BAD  2026-01-02  anna" in listed
    assert "Evidence: D1 Sales" in listed
    assert "\x1b" not in listed
    assert __main__.main(["feedback", "--json"]) == 0
    assert [json.loads(line)["good"] for line in capsys.readouterr().out.splitlines()] == [False, True]


def test_without_a_chat_there_is_none(tmp_path: Path) -> None:
    assert list(feedback.feedback(Settings(tmp_path))) == []
