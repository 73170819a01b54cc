"""Chainlit's history, written for certain: what fails is tried again and said, and an end waits for it.

Chainlit writes in tasks that nobody waits for, and lets a failed write pass with a line in the log.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

log = logging.getLogger("aisle.screen")

MOST_KEPT = 5_000
"""Writes kept for another try; a conversation has about ten for each question."""
QUIET = 3
LOOK_S = 0.02


class Kept:
    """Mixed in before chainlit's SQLAlchemy layer, whose one way to the database it takes over.

    `told` is called with True when a write fails and with False when all that failed has been written.
    """

    async_session: Any
    clean_result: Callable[[Any], Any]
    told: Callable[[bool], None] = staticmethod(lambda failing: None)

    def __init__(self, *arguments: Any, **given: Any) -> None:
        super().__init__(*arguments, **given)
        self._running = 0
        self._unwritten: deque[tuple[str, dict[str, Any]]] = deque(maxlen=MOST_KEPT)

    @property
    def failing(self) -> bool:
        """Whether something of the history could not be written yet."""
        return bool(self._unwritten)

    async def execute_sql(self, query: str, parameters: dict[str, Any]) -> Any:
        """Rows of a query, or how many rows a write changed; None where it failed."""
        writes = not query.lstrip().upper().startswith(("SELECT", "WITH"))
        self._running += 1
        try:
            if writes and self._unwritten and not await self._catch_up():
                self._unwritten.append((query, parameters))
                return None
            return await self._run(query, parameters)
        except IntegrityError as error:
            # Two pages that open at once make the same user: the row is there.
            log.info("history: %s", type(error.orig).__name__)
        except (SQLAlchemyError, OSError) as error:
            log.error("history: %s", getattr(error, "orig", None) or type(error).__name__)
            if writes:
                self._unwritten.append((query, parameters))
                self.told(True)
        finally:
            self._running -= 1
        return None

    async def drained(self, within_s: float = 5.0) -> bool:
        """Waits until no write is on its way. False where that takes longer than `within_s` seconds."""
        quiet, until = 0, asyncio.get_running_loop().time() + within_s
        while quiet < QUIET:
            # A task that has only been made shows in the next rounds of the loop.
            quiet = 0 if self._running else quiet + 1
            if asyncio.get_running_loop().time() > until:
                return False
            await asyncio.sleep(LOOK_S)
        return not self._unwritten or await self._catch_up()

    async def close(self) -> None:
        """Chainlit closes its history and ends the process at once, with whatever is still to be written."""
        if not await self.drained():
            log.error("history: %d writes are lost with the end of the process", len(self._unwritten))
        await super().close()  # type: ignore[misc]

    async def _catch_up(self) -> bool:
        """Writes what failed, in its order; whether all of it is written now."""
        while self._unwritten:
            query, parameters = self._unwritten[0]
            try:
                await self._run(query, parameters)
            except IntegrityError as error:
                log.info("history: %s", type(error.orig).__name__)
            except (SQLAlchemyError, OSError):
                return False
            if self._unwritten and self._unwritten[0][1] is parameters:
                self._unwritten.popleft()
        self.told(False)
        return True

    async def _run(self, query: str, parameters: dict[str, Any]) -> Any:
        async with self.async_session() as session, session.begin():
            result = await session.execute(text(query), parameters)
            rows = [dict(row._mapping) for row in result.fetchall()] if result.returns_rows else None
        return self.clean_result(rows) if rows is not None else result.rowcount
