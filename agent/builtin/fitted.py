"""A later part fitted to the step it follows: its measure, its change, its topic, what else than before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.builtin.chosen import LEVELS
from agent.builtin.desk import Desk
from agent.builtin.follow import stands_alone
from agent.builtin.pieces import Part, Piece
from agent.builtin.pointing import explained, pointer
from agent.builtin.references import Before
from agent.builtin.shared import LIFTS, built_in
from agent.builtin.whom import counted
from agent.reading.result import Rank, Reading
from tools.evidence import Value
from tools.warehouse.request import Filter, MetricRequest

MOVED = re.compile(
    r"\b(?:(?P<up>gr[eo]w|grown|gained|rose|increased|went up|improved)|"
    r"fell|lost|dropped|declined|shrank|went down)\b",
    re.IGNORECASE,
)
ELSE = re.compile(r"\belse\b|\bother (?:things|goods|products|categories|stuff)\b|\bbesides\b", re.IGNORECASE)
"""'What else do they buy': nothing of what they were chosen by."""
SELLS = re.compile(r"\bs(?:ell|old)\w*|\bbiggest\b|\blargest\b", re.IGNORECASE)
WHEN = re.compile(r"^\W*(?:and )?when (?:do|does|did)\b", re.IGNORECASE)


def measured(reading: Reading, before: MetricRequest) -> Reading:
    """The part with the measure that its words stand for: what sells best has the highest sales, whatever was
    counted before, and when people shop is told by their orders."""
    if reading.metrics or not reading.by or reading.count_of:
        return reading
    if reading.rank and SELLS.search(reading.question) and before.metrics[0] != "sales":
        return replace(reading, metrics=["sales"])
    return replace(reading, metrics=["orders"]) if WHEN.search(reading.question) else reading


def of_all(text: str, before: MetricRequest, focus: Sequence[Value]) -> Part:
    """'As a share of Meat, and of total sales': the same part of everything."""
    part = Filter(dimension=before.by[-1], values=[v for v in focus if v is not None])
    reading = Reading(
        text, metrics=before.metrics[:1], filters=[part], period=before.period, share=True, shape="share"
    )
    return Part(reading, None, refines=False)


def of_move(reading: Reading) -> Reading:
    """'What categories grew in it' is ranked by how much they did."""
    moved = MOVED.search(reading.question)
    if not (moved and reading.by and reading.compare) or reading.rank is not None:
        return reading
    return replace(reading, rank=Rank(moved["up"] is not None, on="change"), shape="ranking")


def of_change(reading: Reading, before: MetricRequest) -> Reading:
    """'In which department most', after a change: of that change."""
    open_ = reading.rank and reading.by and not (reading.metrics or reading.period or reading.compare)
    if (
        not open_
        or before.compare is None
        or before.by
        or SELLS.search(reading.question)
        or reading.rank is None
    ):
        return reading
    rank = replace(reading.rank, on="change")
    return replace(reading, rank=rank, metrics=before.metrics, period=before.period, compare=before.compare)


def topical(reading: Reading, piece: Piece, before: Before, desk: Desk) -> Reading:
    """'In the week with the lowest sales, how many customers came': a figure of the topic's rows."""
    plain = reading.metrics and not (reading.by or reading.rank or reading.period or pointer(reading))
    if not (piece.topic and plain and before.noun(desk.definitions)):
        return reading
    return replace(reading, refers_to="entity" if before.one(desk.definitions) else "set", refers_back=True)


def as_asked(request: MetricRequest) -> MetricRequest:
    """The request as it was asked: that only whole weeks were ranked is said of no other figure."""
    kept = [f for f in request.filters if f.dimension != "full_week"]
    return request.model_copy(update={"filters": kept}) if kept != request.filters else request


def of_subject(reading: Reading, request: MetricRequest) -> Part:
    """'Their average basket' after the categories that families buy is that of the families, 'who buys it'
    after the months of coffee is of coffee."""
    bare: dict[str, Any] = {
        "by": [],
        "order_by": None,
        "limit": None,
        "having": [],
        "share": False,
        "within": None,
        "add": [],
    }
    leant = replace(reading, refers_back=True, refers_to="", unknown=explained(reading))
    return Part(leant, request.model_copy(update=bare))


def freed(part: Part, reading: Reading, desk: Desk) -> Part:
    """The part without a condition that its figure holds already; of other goods where it asks what else."""
    base = part.previous
    if base is None or stands_alone(part.reading):
        return part
    kept = [f for f in base.filters if not any(built_in(m, f, desk.definitions) for m in reading.metrics)]
    if LIFTS.search(reading.question):
        kept = [f for f in kept if desk.definitions.dimensions[f.dimension].group != "store"]
    base = base.model_copy(update={"filters": kept})
    if base.compare and part.reading.share and not reading.filters:
        base = base.model_copy(update={"compare": None, "having": []})
    elif base.compare and part.reading.share:
        # "How much of it was in store 367", of a change, is the change there.
        part = replace(part, reading=replace(part.reading, share=False, shape="compare"))
    if not ELSE.search(reading.question):
        return replace(part, previous=base)
    goods = [f for f in base.filters if f.dimension in LEVELS and f.op == "in"]
    goods += [f for s in base.customers for f in s.bought or [] if f.dimension in LEVELS and f.op == "in"]
    if goods and base.filters and not base.customers and not part.reading.filters:
        base = counted(base.model_copy(update={"metrics": ["customers"]}), desk.definitions)
    base = base.model_copy(update={"filters": [f for f in base.filters if f not in goods]})
    others = [f.model_copy(update={"op": "not_in"}) for f in goods]
    return replace(
        part, previous=base, reading=replace(part.reading, filters=[*part.reading.filters, *others])
    )
