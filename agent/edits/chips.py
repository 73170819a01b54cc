"""The chips under an answer: each slot of the request behind it, in words, and the slots that are free."""

from typing import Any, TypedDict

from agent.answer import Answer
from knowledge.metrics import Definitions
from tools import titles
from tools.choice_words import alternatives, basket, condition, filtered
from tools.evidence import Evidence
from tools.set_words import households
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest

GOVERNED = "query_metric"
SIMPLE = ("period", "filters")
"""Fields that every tool with a selection takes."""


class Chip(TypedDict):
    """`slot` is a field of the request, with its place where the field is a list ("filters:0"). A free slot
    has no words. `open`: whether something else may stand there; else it can only be taken away. `pins`:
    whether it may be kept for the conversation."""

    slot: str
    name: str
    words: str
    open: bool
    pins: bool


def edited_evidence(answer: Answer) -> Evidence | None:
    """The evidence that an answer's chips speak of: the last governed look-up that it shows."""
    governed = [e for e in answer["evidence"] if e["scope"].get("metrics") and e.get("call")]
    cited = [e for e in governed if f"[{e['id']}]" in answer["text"]]
    return next(iter(reversed(cited or governed)), None)


def chips(evidence: Evidence, d: Definitions) -> list[Chip]:
    """The chips of the call that made the evidence, what is set first and the free slots last."""
    call: dict[str, Any] = evidence.get("call") or {}
    request = MetricRequest.model_validate(evidence["scope"])
    governed = call.get("name") == GOVERNED
    found = [
        _chip(f"metrics:{n}", "Metric", d.metrics[m].label, changes=governed)
        for n, m in enumerate(request.metrics)
    ]
    if governed:
        found += [
            _chip(f"by:{n}", "Grouping", f"by {d.dimensions[b].label.lower()}")
            for n, b in enumerate(request.by)
        ]
    period = request.period
    found.append(
        _chip("period", "Period", period_words(period) if period else "All days", pins=period is not None)
    )
    found += [
        _chip(f"filters:{n}", "Filter", filtered(f, d), pins=True) for n, f in enumerate(request.filters)
    ]
    if not governed:
        return [*found, _chip("filters:new", "Filter", "")]
    found += _fixed(request, d)
    if request.compare is not None:
        found.append(_chip("compare", "Comparison", titles.days(request)[-1]))
    free = [_chip("filters:new", "Filter", "")]
    free += [_chip("by:new", "Grouping", "")] if len(request.by) < 2 else []
    free += [_chip("compare", "Comparison", "")] if request.compare is None and period is not None else []
    return [*found, *free]


def _fixed(request: MetricRequest, d: Definitions) -> list[Chip]:
    """What can be taken away and not exchanged."""
    found = [
        _chip(f"customers:{n}", "Segment", households([one], d), changes=False)
        for n, one in enumerate(request.customers)
    ]
    found += (
        [_chip("any_of", "Filter", alternatives(request.any_of, d), changes=False)] if request.any_of else []
    )
    found += [
        _chip(f"baskets:{n}", "Orders", basket(b, d), changes=False) for n, b in enumerate(request.baskets)
    ]
    found += [
        _chip(f"having:{n}", "Condition", condition(h, d), changes=False)
        for n, h in enumerate(request.having)
    ]
    found += [_chip("share", "Share", "share of the total", changes=False)] if request.share else []
    first = titles.first_of(request, d)
    return found + ([_chip("limit", "Ranking", first, changes=False)] if first else [])


def _chip(slot: str, name: str, words: str, changes: bool = True, pins: bool = False) -> Chip:
    return {"slot": slot, "name": name, "words": words, "open": changes, "pins": pins}
