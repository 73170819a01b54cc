"""Calls that are typed already: they came with the question (an edited chip, a saved answer on new data), or
another model had made them when it fell silent."""

from pydantic import ValidationError

from agent.builtin.desk import Desk, Plan, Step
from agent.builtin.history import Call, Turn
from agent.reading.result import Rank, Reading
from tools.warehouse.request import MetricRequest


def handed_over(turn: Turn, desk: Desk) -> Plan:
    """The plan that makes the turn's handed calls as they stand. Nothing is read from its words."""
    return Plan(steps=[_step(call, turn.question) for call in turn.handed])


def taken_over(turn: Turn) -> Plan | None:
    """The plan that tells what another model had found when it fell silent; None where that is nothing."""
    found = [o.call for o in turn.outcomes if (e := o.evidence()) is not None and e["rows"]]
    return Plan(steps=[_step(call, turn.question) for call in found]) if turn.of_another and found else None


def _step(call: Call, said: str) -> Step:
    request = _request(call) if call.name == "query_metric" else None
    return Step(call, _as_read(said, request), request)


def _request(call: Call) -> MetricRequest | None:
    """None where the arguments are not right: the tool then says what to mend."""
    try:
        return MetricRequest.model_validate(call.args)
    except ValidationError:
        return None


def _as_read(said: str, request: MetricRequest | None) -> Reading:
    """What a reader would have found in words for this request, as far as the answer's shape needs it."""
    if request is None:
        return Reading(said)
    rank = Rank(request.descending, request.limit) if request.by and request.order_by else None
    return Reading(
        said,
        metrics=list(request.metrics),
        by=list(request.by),
        filters=list(request.filters),
        period=request.period,
        share=request.share and rank is None,
        rank=rank,
        shape="ranking" if rank else "compare" if request.compare else "value",
    )
