"""A call with one of its slots changed, and the change in words."""

from typing import Any

from pydantic import ValidationError

from agent.edits.chips import GOVERNED, chips
from knowledge.metrics import Definitions
from tools.choice_words import filtered
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.reach import check
from tools.warehouse.request import Filter, MetricRequest, Period

LISTS = ("metrics", "by", "filters", "customers", "baskets", "having")
FIELDS = {*LISTS, "any_of", "period", "compare", "share", "limit"}
NEEDS_GROUPS: dict[str, Any] = {
    "share": False,
    "within": None,
    "limit": None,
    "order_by": None,
    "others": False,
    "having": [],
    "add": [],
}
"""What has no meaning without groups, and what it is then."""
EARLIER = {
    "previous_period": "the period before",
    "week_before": "the week before",
    "month_before": "the month before",
    "quarter_before": "the quarter before",
    "year_before": "the year before",
}


class CannotChange(ValueError):
    """The change has no meaning; the text says why."""


def changed(evidence: Evidence, slot: str, to: Any, d: Definitions) -> dict[str, Any]:
    """The call {"name", "args"} that made the evidence with `to` in the slot; None takes what is there away.

    Raises CannotChange for a slot that is not there or a request that has no meaning.
    """
    call: dict[str, Any] = evidence.get("call") or {}
    field, _, place = slot.partition(":")
    if field not in FIELDS or not call:
        raise CannotChange("This part of the answer cannot be changed.")
    if call["name"] != GOVERNED:
        return {"name": call["name"], "args": _selection({**call["args"]}, evidence, field, place, to)}
    args = MetricRequest.model_validate(evidence["scope"]).model_dump(mode="json", exclude_defaults=True)
    _put(args, field, place, to)
    _tidy(args, field, MetricRequest.model_validate(evidence["scope"]))
    return {"name": GOVERNED, "args": _valid(args, d).model_dump(mode="json", exclude_defaults=True)}


def said(evidence: Evidence, slot: str, to: Any, d: Definitions) -> str:
    """The change as the thread shows it: 'Edited: period → Q3 2017', 'Edited: filter Grocery → removed'."""
    chip = next((c for c in chips(evidence, d) if c["slot"] == slot), None)
    name = (chip["name"] if chip else slot.partition(":")[0]).lower()
    if to is None:
        if slot == "period":
            return "Edited: period → all days"
        return f"Edited: {name} {chip['words'] if chip else ''} → removed"
    return f"Edited: {name} → {words_of(slot, to, d)}"


def words_of(slot: str, to: Any, d: Definitions) -> str:
    """What is put into a slot, in words."""
    field = slot.partition(":")[0]
    if field == "metrics":
        return d.metrics[str(to)].label
    if field == "by":
        return f"by {d.dimensions[str(to)].label.lower()}"
    if field == "filters":
        return filtered(Filter.model_validate(to), d)
    if field == "compare" and isinstance(to, str):
        return f"against {EARLIER.get(to, to)}"
    named = period_words(Period.model_validate(to))
    return f"against {named}" if field == "compare" else named


def _put(args: dict[str, Any], field: str, place: str, to: Any) -> None:
    if field not in LISTS:
        args[field] = to
        return
    values = list(args.get(field) or [])
    if place == "new":
        values.append(to)
    elif place.isdecimal() and int(place) < len(values):
        values[int(place) : int(place) + 1] = [] if to is None else [to]
    else:
        raise CannotChange("This part of the answer is no longer there.")
    args[field] = values


def _tidy(args: dict[str, Any], field: str, was: MetricRequest) -> None:
    """What goes with the change: no ranking without groups, an order by the metric that is there now."""
    if not args.get("metrics"):
        raise CannotChange("An answer needs a metric.")
    if field in ("limit", "share"):
        args.pop(field, None)
        if field == "limit":
            args |= {"order_by": None, "others": False}
    if field == "by":
        args |= {"within": None, "add": []}
        args |= {"order_by": None, "limit": None} if not _ordered_by(args) else {}
    if field == "metrics":
        first, old = args["metrics"][0], was.metrics[0]
        order = str(args.get("order_by") or "")
        args["order_by"] = order.replace(old, first, 1) if order.startswith(old) else args.get("order_by")
        args["share"], args["add"], args["having"] = False, [], []
    if field == "period" and args.get("period") is None:
        args["compare"] = None
    if not args.get("by"):
        args |= NEEDS_GROUPS
    for name in [name for name, value in args.items() if value is None]:
        del args[name]


def _ordered_by(args: dict[str, Any]) -> bool:
    """Whether the order is by something that is still there."""
    order = str(args.get("order_by") or "")
    return any(order.startswith(name) for name in [*args["metrics"], *(args.get("by") or [])])


def _valid(args: dict[str, Any], d: Definitions) -> MetricRequest:
    try:
        request = MetricRequest.model_validate(args)
        check(request, d)
        before(request)
    except ToolError as error:
        raise CannotChange(str(error)) from None
    except ValidationError as error:
        raise CannotChange(error.errors(include_url=False)[0]["msg"]) from None
    return request


def _selection(args: dict[str, Any], evidence: Evidence, field: str, place: str, to: Any) -> dict[str, Any]:
    """The arguments of another tool with its period or one of its filters changed."""
    if field not in ("period", "filters"):
        raise CannotChange("This part of the answer cannot be changed.")
    args[field] = evidence["scope"].get(field)
    _put(args, field, place, to)
    return {name: value for name, value in args.items() if value not in (None, [])}
