"""A day set beside the mean of all days like it: 'thanksgiving against a normal thursday'."""

import datetime as dt
from typing import Any

from agent.reading.context import Sentence
from agent.reading.days import day_label
from agent.reading.links import Link
from agent.reading.result import Reading
from tools.warehouse.request import Period


def rate_per_day(base: str, definitions: Any) -> str:
    """The metric that is the base per trading day, or ""."""
    return next((m.name for m in definitions.metrics.values() if m.ratio is not None
                 and (m.ratio.numerator, m.ratio.denominator) == (base, "trading_days")), "")  # fmt: skip


def described_weekday(s: Sentence, at: int) -> Link | None:
    """The weekday that 'average' or 'normal' describes."""
    told = s.links[at + 1] if at + 1 < len(s.links) else None
    return told if told is not None and told.kind == "value" and told.target == "weekday" else None


def against_usual_day(s: Sentence, r: Reading, at: int, definitions: Any) -> bool:
    """'Thanksgiving against a normal thursday': the day itself beside the mean of all such days."""
    day = described_weekday(s, at)
    per_day = rate_per_day(r.metrics[0] if r.metrics else "sales", definitions)
    chosen = next((f for f in r.filters if f.dimension == "weekday" and len(f.values) == 1), None)
    if day is None or chosen is None or r.period is None or not per_day or r.by:
        return False
    span = (r.period.end - r.period.start).days + 1
    days = [r.period.start + dt.timedelta(days=n) for n in range(min(span, 8))]
    own = [d for d in days if f"{d:%A}" == chosen.values[0]]
    if len(own) != 1 or span > 7:
        return False
    r.metrics, r.unknown = [per_day], []
    r.period = Period(start=own[0], end=own[0], label=day_label(own[0]))
    r.compare = Period(
        start=dt.date(own[0].year, 1, 1), end=dt.date(own[0].year, 12, 31), label=f"{own[0]:%Y}"
    )
    r.shape, r.refers_back, r.refers_to = "compare", False, ""
    return True
