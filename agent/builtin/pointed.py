"""What 'it' and 'those' point at: the first row, or the rows, of the answer before."""

import calendar
import datetime as dt
import re
from dataclasses import replace

from agent.builtin.follow import LEVELS
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.evidence import Evidence, Value
from tools.warehouse.periods import words
from tools.warehouse.request import Filter, MetricRequest, Period

ONE = {"it", "its", "that", "this", "that one", "this one"}
SEVERAL = {"those", "these", "them", "they", "their", "both", "all of them", "all of these"}
SHOWN = 5
"""Rows of a longer list that 'those' takes in: those that the text named."""


def pronoun(reading: Reading) -> str:
    """'one', 'several' or '' by the words of the question that lean on the answer before."""
    said = {s.text.lower() for s in reading.spans if s.kind == "follow_up"}
    if said & SEVERAL or re.search(r"\bboth\b", reading.question, re.IGNORECASE):
        return "several"
    return "one" if said & ONE else ""


def resolved(
    reading: Reading, previous: MetricRequest, found: Evidence | None, definitions: Definitions
) -> tuple[Reading, MetricRequest]:
    """The question with its pronoun as a filter, and the request that it then continues.

    Unchanged where there is no pronoun, or the answer before was not a list by one dimension.
    """
    which = pronoun(reading)
    if not which:
        return reading, previous
    leaning = replace(reading, refers_back=True)
    named = [b for b in previous.by if b in definitions.dimensions]
    rows = found["rows"] if found else []
    if len(named) != 1 or not rows or any(_rival(f, named[0]) for f in reading.filters):
        return leaning, previous
    dimension = definitions.dimensions[named[0]]
    values = [r.get(dimension.name) for r in rows[: 1 if which == "one" else previous.limit or SHOWN]]
    if any(v is None for v in values):
        return leaning, previous
    without = previous.model_copy(
        update={"by": [], "order_by": None, "limit": None, "having": [], "share": False}
    )
    if dimension.kind == "time":
        period = _period(values[0]) if which == "one" else None
        if period is None or reading.period:
            return leaning, previous
        return replace(leaning, period=period), without
    by = [b for b in reading.by if b != dimension.name]
    if which == "several":
        by = [dimension.name, *by]
    chosen = Filter(dimension=dimension.name, values=[v for v in values if v is not None])
    return replace(leaning, filters=[*reading.filters, chosen], by=by), without


def _rival(f: Filter, dimension: str) -> bool:
    return f.dimension == dimension or (f.dimension in LEVELS and dimension in LEVELS)


def _period(value: Value) -> Period | None:
    """The month or quarter that a row stands for."""
    found = re.fullmatch(r"(\d{4})-(?:(\d\d)|Q(\d))", str(value))
    if not found:
        return None
    year = int(found[1])
    first = int(found[2]) if found[2] else int(found[3]) * 3 - 2
    last = first if found[2] else first + 2
    start, end = dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])
    return Period(start=start, end=end, label=words(start, end))
