"""One turn at a time on a thread: parallel runs on a thread lose messages."""

import asyncio
import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

POLL_S = 0.05


class ThreadLocks:
    """Locks by thread id: first come, first served in this process; a file lock keeps other processes out.

    The file lock is the operating system's: it goes with the process, also by kill -9.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._locks: dict[str, asyncio.Lock] = {}
        self._users: dict[str, int] = {}

    def busy(self, thread: str) -> bool:
        """Whether a turn runs or waits on the thread, here or in another process."""
        return bool(self._users.get(thread)) or self._held_elsewhere(thread)

    @asynccontextmanager
    async def hold(self, thread: str) -> AsyncIterator[None]:
        """Waits for the turns before, then holds the thread."""
        lock = self._locks.setdefault(thread, asyncio.Lock())
        self._users[thread] = self._users.get(thread, 0) + 1
        try:
            async with lock, self._file_lock(thread):
                yield
        finally:
            self._users[thread] -= 1
            if not self._users[thread]:
                del self._users[thread], self._locks[thread]

    @asynccontextmanager
    async def _file_lock(self, thread: str) -> AsyncIterator[None]:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{thread}.lock").open("w") as file:
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    await asyncio.sleep(POLL_S)
            yield

    def _held_elsewhere(self, thread: str) -> bool:
        path = self.folder / f"{thread}.lock"
        if not path.exists():
            return False
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False
