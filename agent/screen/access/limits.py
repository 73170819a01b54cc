"""How often someone may try: a growing wait after wrong passwords, a number of questions a minute."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

FORGOTTEN_S = 3600.0
MOST_KEPT = 10_000
MINUTE_S = 60.0


@dataclass
class Tries:
    """Failures in a row, and when the next try is taken (seconds of the clock)."""

    failed: int = 0
    until: float = 0.0
    last: float = 0.0


class Waits:
    """After `free` failures each further one doubles the wait, up to `longest` seconds; an hour of quiet
    forgets them. A try during the wait is not looked at, so that guessing faster gains nothing."""

    def __init__(self, free: int, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.free = free
        self.longest = longest
        self.clock = clock
        self._tries: dict[str, Tries] = {}

    def left(self, who: str) -> float:
        """Seconds until the next try is taken; 0 when it is taken now."""
        return max(0.0, self._tries.get(who, Tries()).until - self.clock())

    def failed(self, who: str) -> None:
        now = self.clock()
        if len(self._tries) >= MOST_KEPT:
            self._tries = {key: kept for key, kept in self._tries.items() if now - kept.last < FORGOTTEN_S}
        tries = self._tries.get(who, Tries())
        count = tries.failed + 1 if now - tries.last < FORGOTTEN_S else 1
        wait = min(2.0 ** min(count - self.free + 1, 30), self.longest) if count >= self.free else 0.0
        self._tries[who] = Tries(count, now + wait, now)

    def took_back(self, who: str) -> None:
        """The last failure was none."""
        if tries := self._tries.get(who):
            self._tries[who] = Tries(tries.failed - 1, 0.0, tries.last)

    def forget(self, who: str) -> None:
        self._tries.pop(who, None)


class Pace:
    """At most `most` questions a minute from each user; 0 sets no limit."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.clock = clock
        self._asked: dict[str, deque[float]] = {}

    def wait(self, who: str) -> float:
        """0 when the question is taken, which counts it; else the seconds until one is."""
        if not self.most:
            return 0.0
        now, asked = self.clock(), self._asked.setdefault(who, deque())
        while asked and now - asked[0] >= MINUTE_S:
            asked.popleft()
        if len(asked) >= self.most:
            return MINUTE_S - (now - asked[0])
        asked.append(now)
        return 0.0
