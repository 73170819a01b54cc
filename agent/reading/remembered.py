"""Readings that were made a moment ago: planning a turn reads the same words several times."""

import copy
from collections import OrderedDict
from collections.abc import Callable

from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

KEPT = 256
"""Readings that are kept: more than any turn makes."""

Read = Callable[[str, MetricRequest | None], Reading]


class Remembered:
    """The last readings by their words and the request before them. What is handed out is a copy of its own:
    a reading may be changed by whoever holds it."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[str, str], Reading] = OrderedDict()

    def get(self, question: str, previous: MetricRequest | None, read: Read) -> Reading:
        """The reading of the question, made by `read` where it is not there."""
        key = (question, previous.model_dump_json() if previous else "")
        found = self._made.get(key)
        if found is None:
            found = read(question, previous)
            self._made[key] = found
            while len(self._made) > KEPT:
                self._made.popitem(last=False)
        return copy.deepcopy(found)
