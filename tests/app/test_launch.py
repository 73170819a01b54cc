"""The start: secret, tables, port, and what is refused with a sentence."""

import socket
import sqlite3
import stat
import uuid

import pytest

from agent.screen import launch
from agent.settings import Settings


def test_the_secret_is_made_once_and_only_for_the_owner(tmp_path):
    first = launch.secret(tmp_path / "secret")
    assert len(first) >= 32
    assert launch.secret(tmp_path / "secret") == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_an_empty_secret_is_replaced(tmp_path):
    (tmp_path / "secret").write_text("")
    assert len(launch.secret(tmp_path / "secret")) >= 32


def test_preparing_twice_keeps_the_history(tmp_path):
    launch.prepare(tmp_path)
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        connection.execute("INSERT INTO threads (id) VALUES (?)", (str(uuid.uuid4()),))
    launch.prepare(tmp_path)
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        assert connection.execute("SELECT count(*) FROM threads").fetchone() == (1,)


@pytest.mark.parametrize("thread", ["x') OR ('1'='1", "", "0" * 36 + "'", "g" * 36])
def test_the_database_itself_takes_no_thread_id_but_a_uuid(tmp_path, thread):
    launch.create_history(tmp_path / "chat.sqlite")
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO threads (id) VALUES (?)", (thread,))


def test_the_tables_have_every_column_that_chainlit_writes(tmp_path):
    from chainlit.element import ElementDict
    from chainlit.step import StepDict

    launch.create_history(tmp_path / "chat.sqlite")
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        for table, written in (("steps", StepDict), ("elements", ElementDict)):
            columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert set(written.__annotations__) - {"path"} <= columns


def test_a_taken_port_gives_the_next_free_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < launch.free_port("127.0.0.1", port) < port + launch.TRIED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--host", "0.0.0.0"], "must sign in"), (["--port", "0"], "not a port"), ([], "make warehouse")],
)
def test_what_cannot_be_started_is_said_in_a_sentence(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.setenv("AISLE_HOME", str(tmp_path))
    assert launch.main(arguments) == 1
    spoken = capsys.readouterr()
    assert said in spoken.err
    assert "Traceback" not in spoken.err


def test_one_line_says_who_answers_and_never_the_key(tmp_path):
    assert "OPENAI_API_KEY" in launch.who(Settings(home=tmp_path))
    assert "openai:gpt-4.1" in launch.who(Settings(home=tmp_path, model="openai:gpt-4.1"))
