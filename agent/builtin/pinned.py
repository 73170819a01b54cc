"""A plan with what is pinned in the conversation, where its calls do not say otherwise."""

from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from agent.builtin.desk import Desk, Plan, Step, arguments
from agent.builtin.history import Call, Turn
from agent.edits.pins import with_pins
from tools.warehouse.request import MetricRequest


def pinned(plan: Plan, turn: Turn, desk: Desk) -> Plan:
    """The plan whose governed calls have the turn's pins; a call that was handed over stays as it stands."""
    if turn.handed or not turn.pins:
        return plan
    return replace(plan, steps=[_with_pins(step, turn, desk) for step in plan.steps])


def _with_pins(step: Step, turn: Turn, desk: Desk) -> Step:
    whole = _call(step.whole, turn, desk) if step.whole else None
    if step.request is None:
        return replace(step, call=_call(step.call, turn, desk), whole=whole)
    request = with_pins(step.request, turn.pins, turn.question, desk.definitions)
    return replace(step, call=Call(step.call.name, arguments(request)), request=request, whole=whole)


def _call(call: Call, turn: Turn, desk: Desk) -> Call:
    """A call with the pins in its own arguments; one of a tool that takes no selection as it is."""
    named = call.args.get("metrics") or [call.args.get("metric", "sales")]
    by = call.args.get("by") or call.args.get("per") or []
    try:
        asked = MetricRequest(
            metrics=named,
            by=[by] if isinstance(by, str) else by,
            filters=call.args.get("filters") or [],
            period=call.args.get("period"),
        )
    except ValidationError:
        return call
    if not {"metric", "metrics"} & set(call.args):
        return call
    found = with_pins(asked, turn.pins, turn.question, desk.definitions).model_dump(mode="json")
    own: dict[str, Any] = {name: found[name] for name in ("filters", "period") if found[name]}
    return Call(call.name, {**call.args, **own})
