"""python -m agent: a page or the whole Answer as JSON, sentences for what goes wrong, exit codes."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.__main__ import main


@pytest.fixture
def home(mini_shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "warehouse.duckdb").symlink_to(mini_shop)
    monkeypatch.setenv("AISLE_HOME", str(tmp_path))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AISLE_MODEL"):
        monkeypatch.delenv(name, raising=False)
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    yield tmp_path
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()


@pytest.mark.usefixtures("home")
def test_a_page_with_the_answer_its_table_source_and_next_questions(capsys: Any) -> None:
    assert main(["sales in february?"]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Sales were $76")
    assert "|" not in page, "a table of one cell would only repeat the sentence"
    assert "Sources:\n[D1] Sales, February 2017 (data " in page
    assert "Next:\n- Sales by " in page


@pytest.mark.usefixtures("home")
def test_json_is_the_whole_answer_and_a_thread_goes_on(capsys: Any, monkeypatch: Any) -> None:
    assert main(["sales in february?", "--thread", "a", "--json"]) == 0
    first = json.loads(capsys.readouterr().out)
    monkeypatch.setattr("sys.stdin", io.StringIO("and in march?\n"))
    assert main(["-", "--thread", "a", "--json"]) == 0
    second = json.loads(capsys.readouterr().out)
    assert first["evidence"][0]["rows"] == [{"sales": 76.0}]
    assert first["claims"][0]["cells"] == [{"evidence": "D1", "row": 0, "column": "sales"}]
    assert first["evidence"][0]["sql"]
    assert first["cost_usd"] == 0
    assert second["evidence"][0]["rows"] == [{"sales": 23.0}]
    assert (second["turn"], second["thread"], second["evidence"][0]["id"]) == (2, "a", "D2")


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("arguments", [["sales?", "--thread", "../x"], ["sales?", "--model", "gpt"]])
def test_bad_input_gets_a_sentence_and_exit_code_one(capsys: Any, arguments: list[str]) -> None:
    assert main(arguments) == 1
    said = "".join(capsys.readouterr())
    assert said.strip()
    assert "Traceback" not in said


@pytest.mark.usefixtures("home")
def test_an_empty_question_is_asked_back_with_something_to_choose(capsys: Any) -> None:
    assert main(["  "]) == 0
    assert "1. " in capsys.readouterr().out


def test_without_a_warehouse_the_command_to_run_is_named(home: Path, capsys: Any) -> None:
    (home / "warehouse.duckdb").unlink()
    assert main(["sales?"]) == 1
    assert "make warehouse" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_openai_without_a_key_says_so_and_the_built_in_analyst_answers(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert main(["sales in february?", "--model", "openai:gpt-4.1"]) == 0
    page = capsys.readouterr().out
    assert "$76" in page
    assert "could not be reached, so the built-in analyst answered" in page


def test_an_error_at_the_start_ends_in_a_sentence_and_its_trace_in_the_log(
    home: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise KeyError("half-edited, Incorrect API key provided: sk-proj-abc12345 at http://model.local/v1")

    monkeypatch.setenv("OPENAI_API_KEY", "my-own-key")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://model.local/v1")
    monkeypatch.setattr("agent.start.build_context", broken)
    assert main(["sales?"]) == 1
    out, said = capsys.readouterr()
    log = (home / "logs" / "aisle.log").read_text()
    assert (out, said.count("\n")) == ("", 1)
    assert "Traceback" not in said
    assert "half-edited" not in said
    error_id = said.partition("error ")[2][:8]
    assert f"error {error_id}" in log
    assert "half-edited" in log
    assert not [secret for secret in ("sk-proj", "my-own-key", "model.local") if secret in log]


@pytest.mark.usefixtures("home")
def test_an_error_in_a_turn_shows_no_trace_either(
    home: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise KeyError("half-edited")

    monkeypatch.setattr("agent.nodes.answer.assemble", broken)
    assert main(["sales?"]) == 1
    out, said = capsys.readouterr()
    assert said == ""
    assert "Traceback" not in out
    assert out.partition("Error ")[2][:8] in (home / "logs" / "aisle.log").read_text()


def test_without_a_log_the_sentence_says_so(home: Path, capsys: Any, monkeypatch: Any) -> None:
    (home / "logs").write_text("a file in the way")
    monkeypatch.setattr("agent.start.build_context", lambda *args: 1 / 0)
    assert main(["sales?"]) == 1
    assert "no log could be written" in capsys.readouterr().err


def test_a_question_without_a_thread_starts_a_conversation_of_its_own(capsys: Any) -> None:
    said = []
    for question in ("sales in february?", "orders?"):
        assert main([question, "--json"]) == 0
        said.append(json.loads(capsys.readouterr().out))
    assert [answer["turn"] for answer in said] == [1, 1]
    assert said[0]["thread"] != said[1]["thread"]
