"""'Why are they lower?' after two groups: what the difference between them is made of."""

import re
from collections.abc import Sequence
from typing import Any

from agent.builtin.chosen import sides
from agent.builtin.history import EXPLAINS, Answered
from agent.reading.result import Reading
from tools.warehouse.request import Filter, MetricRequest

WHY = re.compile(
    r"\b(?:why|how come|what explains|what(?:'?s| is) behind|what makes up|where does .* come from)\b",
    re.IGNORECASE,
)
APART = re.compile(
    r"\b(?:lower|higher|less|more|bigger|smaller|larger|better|worse|weaker|stronger|fewer|ahead|behind|apart|"
    r"differ\w*|gap|so (?:low|high|small|big|little|much))\b",
    re.IGNORECASE,
)
IN_TIME = re.compile(
    r"\b(?:than (?:in|last|the)|before|earlier|previous|since|month|quarter|week|year)\b", re.IGNORECASE
)


def why_apart(question: str, past: Sequence[Answered]) -> Reading | None:
    """The question as one for the parts of a difference, where the last answers were of two groups that one
    dimension tells apart; None for any other question."""
    if not (WHY.search(question) and APART.search(question)) or IN_TIME.search(question):
        return None
    two = _two(past)
    if two is None:
        return None
    request, mine, other = two
    wants: dict[str, Any] = {"metric": request.metrics[0], "against": [other.model_dump(mode="json")]}
    kept = [f for f in request.filters if f.dimension != mine.dimension]
    return Reading(
        question, tool=EXPLAINS, wants=wants, metrics=request.metrics[:1], filters=[*kept, mine],
        any_of=request.any_of, customers=request.customers, baskets=request.baskets, period=request.period,
        shape="compare",
    )  # fmt: skip


def _two(past: Sequence[Answered]) -> tuple[MetricRequest, Filter, Filter] | None:
    """What was asked of both, the filter of the one spoken of last and that of the other."""
    last = past[0][0]
    if last.compare:
        return None
    if side := sides(last):
        values = next(f.values for f in last.filters if f.dimension == side and f.op == "in")
        one, other = (Filter(dimension=side, values=[v]) for v in (values[-1], values[0]))
        return (last, one, other) if len(values) == 2 else None
    for earlier, _ in past[1:3]:
        mine = [f for f in last.filters if f not in earlier.filters]
        theirs = [f for f in earlier.filters if f not in last.filters]
        plain = not (last.by or earlier.by or earlier.compare) and last.metrics == earlier.metrics
        if plain and len(mine) == len(theirs) == 1 and last.period == earlier.period:
            return (last, mine[0], theirs[0]) if mine[0].dimension == theirs[0].dimension else None
    return None
