"""Where threads are kept: checkpoints in SQLite, read back by a serializer that builds only known types."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

BUSY_S = 10.0


class ThreadStore(AsyncSqliteSaver):
    """The checkpoints of all threads. The parent class leaves pruning to its heirs."""

    async def aprune(self, thread_ids: Sequence[str], *, strategy: str = "keep_latest") -> None:
        """Deletes all but the newest checkpoint of each thread, in one transaction a thread."""
        if strategy != "keep_latest":
            raise ValueError(f"only keep_latest is supported, not {strategy!r}")
        await self.setup()
        older = (
            "WHERE thread_id = ? AND checkpoint_id < (SELECT MAX(c.checkpoint_id) FROM checkpoints AS c"
            " WHERE c.thread_id = ? AND c.checkpoint_ns = '')"
        )
        async with self.lock:
            for thread in thread_ids:
                await self.conn.execute(f"DELETE FROM writes {older}", (thread, thread))
                await self.conn.execute(f"DELETE FROM checkpoints {older}", (thread, thread))
                await self.conn.commit()


def strict_serializer() -> JsonPlusSerializer:
    """Builds messages, dates and the like, and nothing else: by default a crafted row runs any callable.

    Passed here rather than set through LANGGRAPH_STRICT_MSGPACK, which is read at import only.
    """
    return JsonPlusSerializer(pickle_fallback=False, allowed_json_modules=None, allowed_msgpack_modules=None)


@asynccontextmanager
async def open_store(path: Path) -> AsyncIterator[ThreadStore]:
    """The store in the file at `path`, made when it is not there; closed at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    async with aiosqlite.connect(path, timeout=BUSY_S) as connection:
        store = ThreadStore(connection, serde=strict_serializer())
        store.jsonplus_serde = store.serde  # type: ignore[assignment]
        await store.setup()
        yield store
