"""The nearest that can be given where a question goes too far."""

import re
from dataclasses import replace

from agent.builtin.desk import Desk, Step, arguments
from agent.builtin.history import Call
from agent.builtin.requests import requested
from agent.reading.result import Rank, Reading

FALLING = re.compile(
    r"\b(drop\w*|fall\w*|fell|declin\w*|decreas\w*|los[ts]\w*|low\w*|down|shr[aiu]nk\w*|wors\w*|dip\w*)\b",
    re.IGNORECASE,
)

BELOW = (("product_type", "product"), ("category", "product_type"), ("department", "category"))


def nearest(reading: Reading, desk: Desk) -> list[Step]:
    """Figures beside a refusal: the course so far for a forecast, the parts of a change for a cause."""
    names = {name for name, _ in reading.capability}
    if any(reading.outside is None or words != reading.outside.label for _, words in reading.absent):
        return []
    past = replace(
        reading, capability=[], absent=[], unknown=[], choices=[], rank=None, refers_back=False, notes=[]
    )
    if "segment" in names and reading.metrics and reading.by:
        return [_step(past, desk)]
    if "why" in names:
        return _change(past, desk)
    if "recommend" in names and (reading.metrics or reading.filters):
        return [_step(replace(past, by=["month"], shape="trend"), desk)]
    if names & {"forecast", "churn"}:
        measure = reading.metrics or (["customers"] if "churn" in names else ["sales"])
        monthly = replace(past, metrics=measure, by=["month"], period=None, compare=None, shape="trend")
        return [_step(monthly, desk)]
    return []


def _change(reading: Reading, desk: Desk) -> list[Step]:
    """The change of the whole, then the groups that moved most in its direction."""
    if not reading.period:
        return []
    compare = reading.compare or "previous_period"
    whole = replace(reading, by=[], compare=compare, shape="compare")
    rank = Rank(not FALLING.search(reading.question), 5, "change")
    split = replace(reading, by=reading.by or ["department"], compare=compare, shape="ranking", rank=rank)
    return [_step(whole, desk), _step(split, desk)]


def most_moved(reading: Reading, desk: Desk) -> Step:
    """The groups whose first measure gained most between the two periods: departments, or of chosen goods
    what they consist of."""
    chosen = {f.dimension for f in reading.filters if f.op == "in"}
    below = next((finer for level, finer in BELOW if level in chosen), "department")
    split = replace(
        reading, metrics=reading.metrics[:1], by=[below], shape="ranking", capability=[],
        rank=Rank(not FALLING.search(reading.question), 3, "change"),
    )  # fmt: skip
    return _step(split, desk)


def _step(reading: Reading, desk: Desk) -> Step:
    made = requested(reading, None, desk.definitions)
    return Step(Call("query_metric", arguments(made.request)), reading, made.request)
