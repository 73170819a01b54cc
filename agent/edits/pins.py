"""What a person has pinned for a conversation: days and filters that later questions get unless they say
otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from agent.builtin.edit import WHOLE
from knowledge.metrics import Definitions
from tools.choice_words import filtered
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.warehouse.periods import period_words
from tools.warehouse.reach import check
from tools.warehouse.request import Filter, MetricRequest, Period, Selection

MOST = 6
"""Filters that can be pinned at once."""
Pins = Mapping[str, Any]
"""{"period": ... or None, "filters": [...]}, as in a request."""


def valid(pins: object, d: Definitions) -> dict[str, Any]:
    """The pins that are ones; what is malformed or of an unknown dimension is left out."""
    given: Mapping[str, Any] = pins if isinstance(pins, Mapping) else {}
    kept: dict[str, Any] = {"period": None, "filters": []}
    try:
        if given.get("period"):
            kept["period"] = Period.model_validate(given["period"]).model_dump(mode="json")
        found = [Filter.model_validate(f) for f in list(given.get("filters") or [])[:MOST]]
    except (ValidationError, TypeError):
        return kept
    kept["filters"] = [f.model_dump(mode="json") for f in found if f.dimension in d.dimensions]
    return kept


def with_pins(request: MetricRequest, pins: Pins, question: str, d: Definitions) -> MetricRequest:
    """The request with what is pinned, as far as the question does not say otherwise: by days of its own or
    'the whole year', by a filter or a grouping of the same kind. A pin that the metric cannot have is left
    out."""
    pinned = Selection.model_validate({k: v for k, v in pins.items() if v})
    if pinned.period and request.period is None and not WHOLE.search(question):
        request = _if_valid(request, {"period": pinned.period}, d)
    said = {*request.dimensions, *request.by}
    for one in pinned.filters:
        if one.dimension not in said:
            request = _if_valid(request, {"filters": [*request.filters, one]}, d)
    return request


def told(pins: Pins, evidence: Sequence[Evidence], d: Definitions) -> str:
    """'Pinned in this conversation: March 2017, Grocery.': what of the pins the evidence was made with."""
    # What was asked for: a scope may be cut to the days that the data hold.
    asked = [(e.get("call") or {}).get("args") or {} for e in evidence if e["scope"].get("metrics")]
    found = []
    for scope in asked:
        if (period := pins.get("period")) and _same_days(period, scope.get("period")):
            found.append(period_words(Period.model_validate(period)))
        held = [(f["dimension"], f["values"]) for f in scope.get("filters") or []]
        found += [words(f, d) for f in pins.get("filters") or [] if (f["dimension"], f["values"]) in held]
    return f"Pinned in this conversation: {', '.join(dict.fromkeys(found))}." if found else ""


def noted(pins: Pins) -> list[str]:
    """The pins for a language model, which is to add them itself."""
    lines = []
    if period := pins.get("period"):
        days = {"start": period["start"], "end": period["end"]}
        lines.append(f"Pinned by the user: period {days}. Use it unless the question names other days.")
    for one in pins.get("filters") or []:
        lines.append(f"Pinned by the user: filter {one}. Add it unless the question says otherwise.")
    return lines


def words(pinned: Mapping[str, Any], d: Definitions) -> str:
    """A pinned filter in words."""
    return filtered(Filter.model_validate(pinned), d)


def _if_valid(request: MetricRequest, change: dict[str, Any], d: Definitions) -> MetricRequest:
    tried = request.model_copy(update=change)
    try:
        check(tried, d)
    except ToolError:
        return request
    return tried


def _same_days(one: Mapping[str, Any], other: Mapping[str, Any] | None) -> bool:
    return other is not None and (one["start"], one["end"]) == (other["start"], other["end"])
