"""The turns that run now, so that a stop reaches them and a reopened thread knows of them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class Turns:
    """Tasks by thread. Several may run in one: the agent takes them in turn. `ended` hears of each task whose
    turn is over, from inside the task."""

    def __init__(self) -> None:
        self.ended: Callable[[asyncio.Task[Any]], None] = lambda task: None
        self._running: defaultdict[str, set[asyncio.Task[Any]]] = defaultdict(set)

    @contextmanager
    def running(self, thread: str) -> Iterator[None]:
        """The current task counts as a turn of the thread while this is entered."""
        task = asyncio.current_task()
        assert task
        self._running[thread].add(task)
        try:
            yield
        finally:
            self._running[thread].discard(task)
            self.ended(task)

    def any(self, thread: str) -> bool:
        return bool(self._running[thread])

    def stop(self, thread: str) -> None:
        """Ends every turn of the thread, also those that wait."""
        for task in tuple(self._running[thread]):
            task.cancel()
