"""What a running call can be told, and what it can tell: to stop at once, and how far it has come.

Whoever starts a call puts a `Work` around it; queries and workers that take long say how they are broken off,
and tools with several parts say which one they are at. Without one around it, a call just runs.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

AGAIN_S, AT_MOST_S = 0.05, 10.0


class Stopped(BaseException):
    """The call was broken off from outside. Like a cancelled task it passes what handles failures."""


class Work:
    """One call. `told` hears how much of it is done, from 0 to 1; it may be called from any thread."""

    def __init__(self, told: Callable[[float], None] = lambda part: None) -> None:
        self.told = told
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._ways: list[Callable[[], None]] = []

    @property
    def stopped(self) -> bool:
        return self._ended.is_set()

    def stop(self) -> None:
        """Breaks off what runs, and all that the call would begin after it. Does not wait."""
        self._ended.set()
        if self._ways:
            threading.Thread(target=self._insist, daemon=True).start()

    @contextmanager
    def stoppable(self, way: Callable[[], None]) -> Iterator[None]:
        """While this is entered, `way` breaks it off. Raises Stopped, also for what `way` made it raise."""
        with self._lock:
            if self.stopped:
                raise Stopped
            self._ways.append(way)
        try:
            yield
        except Exception as error:
            if self.stopped:
                raise Stopped from error
            raise
        finally:
            with self._lock:
                self._ways.remove(way)

    def _insist(self) -> None:
        # An interrupt that comes just before a query begins is forgotten by the engine.
        until = time.monotonic() + AT_MOST_S
        while self._ways and time.monotonic() < until:
            with self._lock:
                for way in self._ways:
                    way()
            time.sleep(AGAIN_S)


_NOW: ContextVar[Work | None] = ContextVar("work", default=None)


def work() -> Work:
    """The call that is being worked on; one that nobody stops where there is none."""
    return _NOW.get() or Work()


@contextmanager
def at_work(on: Work) -> Iterator[None]:
    """What is begun inside belongs to this call, also in threads started with a copy of the context."""
    before = _NOW.set(on)
    try:
        yield
    finally:
        _NOW.reset(before)
