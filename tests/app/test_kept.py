"""History that is written for certain: an end waits for it, a failure is said and made good."""

import asyncio
import sqlite3
import uuid

import pytest

from agent.screen import launch, listing
from agent.screen.kept import Kept

THREAD = str(uuid.uuid4())


def layer(path, *mixins):
    from chainlit.context import init_http_context
    from chainlit.data.sql_alchemy import SQLAlchemyDataLayer

    init_http_context(thread_id=THREAD)  # chainlit asks whose session it is before it writes a step
    return type("Layer", (*mixins, SQLAlchemyDataLayer), {})(f"sqlite+aiosqlite:///{path}")


def step(number, text="said"):
    return {
        "id": str(uuid.uuid4()),
        "name": "you",
        "type": "user_message",
        "threadId": THREAD,
        "output": text,
        "createdAt": f"2026-01-01T00:00:{number:02}Z",
        "streaming": False,
    }


def steps_in(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT count(*) FROM steps").fetchone()[0]


@pytest.fixture
def path(tmp_path):
    launch.create_history(tmp_path / "chat.sqlite")
    return tmp_path / "chat.sqlite"


@pytest.mark.parametrize(("mixins", "written"), [((), 0), ((Kept,), 20)], ids=["chainlit's", "ours"])
async def test_an_end_waits_for_the_writes_that_nobody_waited_for(path, mixins, written):
    kept = layer(path, *mixins)
    tasks = [asyncio.create_task(kept.create_step(step(number))) for number in range(20)]
    await kept.close()
    assert steps_in(path) == written
    await asyncio.gather(*tasks)


async def test_a_failed_write_is_said_and_made_good(path):
    kept, said = layer(path, Kept), []
    kept.told = said.append
    await kept.create_step(step(0))
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE steps RENAME TO away")
    await kept.create_step(step(1))
    await kept.create_step(step(2))
    assert kept.failing
    assert said == [True]
    with sqlite3.connect(path) as connection:
        connection.execute("ALTER TABLE away RENAME TO steps")
    await kept.create_step(step(3))
    assert said == [True, False]
    assert not kept.failing
    assert steps_in(path) == 4
    await kept.close()


async def test_a_user_made_twice_at_once_is_no_failure(path):
    from chainlit.user import User

    kept, said = layer(path, Kept), []
    kept.told = said.append
    made = await asyncio.gather(*(kept.create_user(User(identifier="you")) for _ in range(5)))
    assert len({user.id for user in made}) == 1
    assert said == []
    await kept.close()


@pytest.fixture
def many(path):
    """Conversations 0 to 11 of alice, one of mallory; in each a question about its own month."""
    with sqlite3.connect(path) as connection:
        for number in range(13):
            thread, owner = f"{number:08}-0000-4000-8000-000000000000", "mallory" if number == 12 else "alice"
            connection.execute(
                "INSERT INTO threads VALUES (?, '2026', ?, ?, ?, NULL, '{}')",
                (thread, f"Chat {number}", owner, owner),
            )
            asked = {**step(number, f"Sales in month {number}, 100% of them"), "threadId": thread}
            names = ", ".join(f'"{name}"' for name in asked)
            marks = ", ".join("?" * len(asked))
            connection.execute(f"INSERT INTO steps ({names}) VALUES ({marks})", [*asked.values()])
    return path


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (None, 12),
        ("chat 7", 1),
        ("MONTH 3", 1),
        ("sales", 12),
        ("100%", 12),
        ("10%0", 0),
        ("mont_", 0),
        ("'; DROP", 0),
    ],
)
async def test_a_search_reads_names_and_messages_of_ones_own_conversations(many, search, found):
    kept = layer(many, Kept)
    rows = await kept.execute_sql(*listing.page("alice", 50, search=search))
    assert len(rows) == found
    assert all(row["userId"] == "alice" for row in rows)
    await kept.close()


async def test_pages_follow_each_other_newest_first(many):
    kept, seen, cursor = layer(many, Kept), [], None
    for _ in range(3):
        rows = await kept.execute_sql(*listing.page("alice", 5, cursor))
        seen += [row["name"] for row in rows[:5]]
        cursor = rows[:5][-1]["id"]
    assert seen == [f"Chat {number}" for number in range(11, -1, -1)]
    await kept.close()
