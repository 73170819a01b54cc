"""A time as a part of all the time that the data hold: 'what share of sales came in december'."""

from typing import Any

from agent.reading.context import Sentence
from agent.reading.result import Reading

_YEAR = 350
"""Days from which a period is no part any more."""


def is_part_of_year(s: Sentence, r: Reading, definitions: Any) -> bool:
    """Whether the time is the part that a share is asked of: nothing else is named that could be it."""
    named = any(x.kind in ("dimension", "value") for x in s.links) or r.by or r.filters or r.any_of
    if not (r.share and r.period and r.metrics) or named or r.customers or r.baskets or r.compare:
        return False
    rates = any(definitions.metrics[m].ratio is not None for m in r.metrics)
    return not rates and s.previous is None and (r.period.end - r.period.start).days < _YEAR
