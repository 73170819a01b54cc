"""Rows by what they are called."""

import re
from collections.abc import Sequence

from agent.gate.dates import named_periods, same
from agent.gate.frames import Frame
from tools.evidence import Value
from tools.wording import readable


def labelled(label: str, frame: Frame, axes: Sequence[str] | None = None) -> list[int]:
    """The rows with a dimension of that value, written as it stands in the row or in words."""
    wanted = label.strip().strip("\"'")
    for axis in axes or frame.axes:
        if re.match(rf"{re.escape(axis)}\s", wanted, re.IGNORECASE):  # "store 367"
            wanted = wanted[len(axis) :].strip()
    rows = [
        r
        for r, row in enumerate(frame.rows)
        if any(plain(wanted) in _spellings(row.get(a)) for a in axes or frame.axes)
    ]
    if rows or frame.time is None or (axes is not None and frame.time not in axes):
        return rows
    spans = [p.span for p in named_periods(wanted) if p.span is not None and p.end - p.start == len(wanted)]
    return [r for r, when in enumerate(frame.when) if len(spans) == 1 and when and same(when, spans[0])]


def _spellings(value: Value) -> set[str]:
    return {plain(value), plain(readable(str(value)))} if value is not None else {"none", "null"}


def plain(value: Value) -> str:
    """A value for comparing, without case and spaces too many."""
    return " ".join(str(value).casefold().split())


def numbered(frame: Frame) -> bool:
    """Whether rows are called by numbers, so that a number is a name and no place."""
    return any(str(row.get(axis)).isdecimal() for row in frame.rows for axis in frame.axes)
