"""Rows that follow each other: in time, by a number in their names, by size."""

import re
from collections.abc import Iterator

from agent.gate.candidate import descending
from agent.gate.frames import Frame, Measure

_NUMBER = re.compile(r"\d[\d,]*")
LONGEST = 40
"""Rows beyond which only runs from an end are tried."""


def runs(frame: Frame, measure: Measure) -> Iterator[tuple[int, ...]]:
    """Runs of two and more rows, those from an end first: "the first six", "100K or more", "the top five"."""
    orders = [*in_order(frame)]
    if len(frame.axes) == 1:
        orders.append(tuple(descending(frame, measure)))
    for order in orders:
        for size in range(2, min(len(order), LONGEST)):
            yield order[:size]
            yield order[-size:]
    for order in orders[:-1] if len(frame.axes) == 1 else orders:
        for start in range(1, len(order) if len(order) <= LONGEST else 0):
            for end in range(start + 2, len(order)):
                yield order[start:end]


def in_order(frame: Frame) -> Iterator[tuple[int, ...]]:
    """The rows in the order of each dimension that has one, apart for each thing beside it."""
    for axis in frame.axes:
        keys = dict[int, float]()
        for r, row in enumerate(frame.rows):
            span = frame.when[r] if axis == frame.time else None
            number = _NUMBER.search(str(row.get(axis)))
            if span is not None:
                keys[r] = span.first.toordinal()
            elif number is not None:
                keys[r] = float(number.group().replace(",", ""))
        if len(keys) < len(frame.rows) - 1 or len(keys) < 3:
            continue
        for r in set(range(len(frame.rows))) - set(keys):
            keys[r] = -1.0 if "under" in str(frame.rows[r].get(axis)).casefold() else 1e12
        others = [a for a in frame.axes if a != axis]
        groups: dict[tuple[str, ...], list[int]] = {}
        for r in sorted(keys, key=lambda r: keys[r]):
            groups.setdefault(tuple(str(frame.rows[r].get(a)) for a in others), []).append(r)
        yield from (tuple(rows) for rows in groups.values() if len(rows) > 2)
