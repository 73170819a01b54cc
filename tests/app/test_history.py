"""The history on SQLite: chainlit's hole, shown on chainlit's layer and closed on ours."""

import re
import sqlite3
import uuid

import pytest
from fastapi import HTTPException

from agent.screen import launch, saved
from agent.screen.history import READER, Checked, unanswered

ALICES, ALICES_STEP = str(uuid.uuid4()), str(uuid.uuid4())
OWN = str(uuid.uuid4())
NULLS = ", ".join(["NULL"] * 8)
ATTACK = (
    f"""x') UNION SELECT s."id", s."name", s."type", '{OWN}', NULL, 0, NULL, NULL, NULL, NULL, NULL,"""
    f""" s."output", s."createdAt", {NULLS} FROM steps s WHERE s."threadId" = '{ALICES}' /*"""
)
"""A thread id that the browser chooses: pasted into IN ('…'), it puts another user's steps into one's own."""


def layers():
    from chainlit.data.sql_alchemy import SQLAlchemyDataLayer

    class Ours(Checked, SQLAlchemyDataLayer):
        pass

    return SQLAlchemyDataLayer, Ours


@pytest.fixture
async def history(tmp_path):
    launch.create_history(tmp_path / "chat.sqlite")
    forgotten: list[str] = []

    async def forget(thread):
        forgotten.append(thread)

    ours = layers()[1](f"sqlite+aiosqlite:///{tmp_path / 'chat.sqlite'}", tmp_path, forget)
    ours.forgotten = forgotten
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        for name in ("alice", "mallory"):
            connection.execute("INSERT INTO users VALUES (?, ?, '{}', '2026')", (f"{name}-id", name))
    await ours.update_thread(ALICES, name="alice's", user_id="alice-id")
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        secret = step(ALICES, "alice's secret", ALICES_STEP)
        names = ", ".join(f'"{name}"' for name in secret)
        connection.execute(
            f"INSERT INTO steps ({names}) VALUES ({', '.join('?' * len(secret))})", [*secret.values()]
        )
    yield ours
    await ours.close()


def step(thread, text, key=None):
    return {
        "id": key or str(uuid.uuid4()),
        "name": "Aisle",
        "type": "assistant_message",
        "threadId": thread,
        "output": text,
        "createdAt": "2026-01-01T00:00:00Z",
        "streaming": False,
    }


async def read_by_mallory(layer):
    for thread in (OWN, ATTACK):
        await layer.update_thread(thread, name="mine", user_id="mallory-id")
    return str(await layer.get_all_user_threads(user_id="mallory-id"))


async def test_the_attack_works_on_chainlits_own_layer_and_table(tmp_path, history):
    with sqlite3.connect(tmp_path / "chat.sqlite") as connection:
        schema = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'threads'").fetchone()[0]
        connection.execute("DROP TABLE threads")
        connection.execute(re.sub(r"CHECK \(.*\)(?=,)", "", schema))
    theirs = layers()[0](f"sqlite+aiosqlite:///{tmp_path / 'chat.sqlite'}")
    assert "alice's secret" in await read_by_mallory(theirs)
    await theirs.close()


async def test_the_attack_reads_nothing_on_ours(history):
    seen = await read_by_mallory(history)
    assert OWN in seen
    assert "alice's secret" not in seen
    assert "alice's secret" in str(await history.get_thread(ALICES))


async def test_the_table_refuses_the_attack_without_our_layer_too(tmp_path, history):
    theirs = layers()[0](f"sqlite+aiosqlite:///{tmp_path / 'chat.sqlite'}")
    assert "alice's secret" not in await read_by_mallory(theirs)
    await theirs.close()


async def test_no_call_takes_an_id_that_is_not_one(history):
    from chainlit.context import init_http_context

    init_http_context()
    await history.create_step(step(ATTACK, "mine"))
    await history.create_step(step(ALICES, "an answer"))
    assert [s["output"] for s in (await history.get_thread(ALICES))["steps"]] == [
        "alice's secret",
        "an answer",
    ]
    assert await history.get_thread(ATTACK) is None
    assert await history.get_thread_author(ATTACK) == ""
    await history.delete_thread(ATTACK)
    assert history.forgotten == []


async def test_feedback_belongs_to_the_owner_of_the_thread(history):
    def feedback(**given):
        values = {"id": None, "forId": ALICES_STEP, "value": 1, "threadId": ALICES, "comment": None, **given}
        from chainlit.types import Feedback

        return Feedback(**values)

    for reader in ("mallory", ""):
        READER.set(reader)
        with pytest.raises(HTTPException):
            await history.upsert_feedback(feedback())
        with pytest.raises(HTTPException):
            await history.delete_feedback(ALICES_STEP)
    READER.set("alice")
    # Whatever id the browser names, it is the message's own feedback that is written.
    key = await history.upsert_feedback(feedback(id="another's"))
    assert key == ALICES_STEP
    thread = await history.get_thread(ALICES)
    assert thread["steps"][0]["feedback"]["value"] == 1
    assert await history.delete_feedback(key)


async def test_a_deleted_conversation_is_gone_everywhere(history, tmp_path, answer_with):
    saved.save(tmp_path, ALICES, ALICES_STEP, answer_with())
    await history.delete_thread(ALICES)
    assert await history.get_thread(ALICES) is None
    assert saved.answers(tmp_path, ALICES) == {}
    assert history.forgotten == [ALICES]


@pytest.mark.parametrize(
    ("question", "name"),
    [("\u0007\u202e", "Untitled conversation"), ("sales\u0000\n in  May", "sales in May")],
)
async def test_a_name_holds_nothing_invisible(history, question, name):
    await history.update_thread(ALICES, name=question)
    await history.update_thread(ALICES, metadata={"seen": 1})
    assert (await history.get_thread(ALICES))["name"] == name


async def test_a_long_question_becomes_a_short_name(history):
    await history.update_thread(ALICES, name="sales " * 20_000)
    assert len((await history.get_thread(ALICES))["name"]) <= 80


def test_a_question_without_an_answer_after_it_is_found():
    asked = {"type": "user_message", "output": "sales?"}
    answered = {"type": "assistant_message", "output": "$5"}
    run = {"type": "run", "output": ""}
    assert unanswered([asked, run, answered, asked, run]) == "sales?"
    assert unanswered([asked, run, answered]) is None
    assert unanswered([]) is None
