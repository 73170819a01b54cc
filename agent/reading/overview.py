"""'How are we doing': the shop's main figures of the last whole month, set beside the month before."""

import datetime as dt
import re
from typing import Any

from agent.reading.days import Days, month_end
from agent.reading.result import Reading

_MAIN = ("sales", "orders", "customers", "average_basket")


_ASKS = re.compile(
    r"^\W*(?:(?:so|ok|well|now)\W+)*(?:how(?:'?s| is| was| were| did| are| do| does| have| has)|"
    r"what(?: has|'?s| was)? (?:happen\w*|went on|going on|up)|(?:tell me|talk) (?:something )?about|"
    r"(?:talk|walk) me through)\b",
    re.IGNORECASE,
)
"""Asks how a time was: 'how was may', 'what happened in week 47'."""


def overview(r: Reading, days: Days, definitions: Any, alone: bool = True) -> None:
    """Fills in the figures and the period of a question for the general state of the shop.

    A question that names its own figures is none, however it begins ("an overview of sales by store"); where
    it stands `alone` and names a time only ("how was may"), it is one.
    """
    told = {s.kind for s in r.spans} <= {"function", "period"} and r.period is not None
    if alone and told and _ASKS.search(r.question) and not (r.metrics or r.unknown or r.compare):
        r.capability.append(("overview", "how was it"))
    if all(name != "overview" for name, _ in r.capability):
        return
    if r.metrics or r.by or r.rank or r.share or r.having or r.absent or r.unknown or r.count_of:
        r.capability = [c for c in r.capability if c[0] != "overview"]
        return
    r.metrics = [m for m in _MAIN if m in definitions.metrics]
    r.refers_back, r.refers_to = False, ""
    if r.period is None:
        whole = days.last == month_end(days.last)
        last = days.last if whole else days.last.replace(day=1) - dt.timedelta(days=1)
        r.period = days.inside(days.month(last.month, last.year))
        if r.period is not None:
            r.notes.append(f"No figure was named, so these are the main ones of {r.period.label}.")
    if r.period is not None and r.period.start > days.first and r.compare is None:
        r.compare, r.shape = "previous_period", "compare"
