"""What part of the whole shop a set of customers, stores or goods has: two figures, not a list."""

import re
from dataclasses import replace

from agent.builtin.chosen import LEVELS
from agent.builtin.desk import Desk, Step, arguments
from agent.builtin.history import Call
from agent.builtin.requests import requested
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

LISTED = 6
"""Up to this many, each gets its own share."""


def _overlap(request: MetricRequest, step: Step, definitions: Definitions) -> bool:
    """Whether the groups share members, so that only the one that was asked about has a share of them: an
    order with milk may hold bread, too."""
    return bool(step.focus) and not definitions.additive(request.metrics[0], request.by)


def everyone_else(step: Step) -> list[Step]:
    """The same figure of all households, or all orders, that are not in the sets of a step; none where it has
    no sets."""
    request = step.request
    if request is not None and len(request.baskets) == 1 and not request.customers:
        (held,) = request.baskets
        rest = request.model_copy(update={"baskets": [held.model_copy(update={"negate": not held.negate})]})
        return [replace(step, call=Call("query_metric", arguments(rest)), request=rest, notes=(), lead="")]
    if request is None or not request.customers or any(c.alternative for c in request.customers):
        return []
    # Who is not in all of the sets is outside of one of them or another.
    others = [
        c.model_copy(update={"negate": not c.negate, "alternative": place > 0})
        for place, c in enumerate(request.customers)
    ]
    rest = request.model_copy(update={"customers": others})
    return [
        replace(
            step, call=Call("query_metric", arguments(rest)), request=rest, notes=(), lead="", paired=True
        )
    ]


def other_end(step: Step) -> list[Step]:
    """The same ranking from its other end, where both are asked for: 'best and worst day'."""
    request, rank = step.request, step.reading.rank
    if request is None or rank is None or not rank.ends or not request.limit or step.focus or step.whole:
        return []
    turned = request.model_copy(update={"descending": not request.descending})
    return [replace(step, call=Call("query_metric", arguments(turned)), request=turned, notes=(), lead="")]


def other_side(step: Step, desk: Desk) -> list[Step]:
    """The same figure of what the first is set against: 'do families spend more per trip than singles'."""
    other = step.reading.versus
    if other is None or step.whole or step.focus:
        return []
    request = requested(other, None, desk.definitions).request
    call = Call("query_metric", arguments(request))
    return [Step(call, other, request, notes=tuple(other.notes), paired=True)]


def of_everyone(step: Step) -> list[Step]:
    """The same share of all customers, where it is asked whether buyers of one thing also buy another: only
    beside it does the share say whether the two go together."""
    request = step.request
    if request is None or request.metrics != ["penetration"] or not request.customers or request.by:
        return []
    if not re.search(r"\b(?:also|too|as well)\b", step.reading.question, re.IGNORECASE):
        return []
    everyone = request.model_copy(update={"customers": []})
    call = Call("query_metric", arguments(everyone))
    return [replace(step, call=call, request=everyone, notes=(), lead="For comparison, ")]


def each_side(step: Step) -> list[Step]:
    """A step for each of the goods that are set side by side, told as a whole: fruit, then vegetables."""
    request, sides = step.request, step.reading.sides
    if request is None or not sides or step.focus or step.whole:
        return [step]
    if len({side.dimension for side in sides}) > 1:
        rest = [f for f in request.filters if f.dimension not in LEVELS]
        requests = [request.model_copy(update={"filters": [side, *rest]}) for side in sides]
        steps = [replace(step, call=Call("query_metric", arguments(m)), request=m, lead="") for m in requests]
        return [*(replace(one, notes=(), assumed=()) for one in steps[:-1]), steps[-1]]
    parted = sides[0].dimension
    said = {s.target for s in step.reading.spans if s.kind == "dimension"}
    if parted in said or parted not in request.by or request.limit or request.within:
        return [step]
    by = [b for b in request.by if b != parted]
    rest = [f for f in request.filters if f.dimension != parted]
    order = {} if by else {"order_by": None, "share": False}
    made = []
    for side in sides:
        alone = request.model_copy(update={"by": by, "filters": [side, *rest], **order})
        made.append(replace(step, call=Call("query_metric", arguments(alone)), request=alone, lead=""))
    return [*(replace(m, notes=(), assumed=()) for m in made[:-1]), made[-1]]


def set_against_all(step: Step, definitions: Definitions) -> Step:
    """The step with one figure for the set and one for all, where a share of a large set is asked for."""
    request = step.request
    if request is None or definitions.metrics[request.metrics[0]].ratio is not None:
        return step
    plain = request.model_copy(
        update={"by": [], "share": False, "order_by": None, "limit": None, "metrics": request.metrics[:1]}
    )
    told = "baskets" if request.baskets else "customers"
    if (request.customers or request.baskets) and step.reading.share and not request.by:
        held = request.customers[: step.reading.among] if told == "customers" else []
        part, whole = plain, plain.model_copy(update={told: held})
    elif request.any_of and step.reading.share and not request.by:
        part, whole = plain, plain.model_copy(update={"any_of": []})
    elif step.reading.share and request.period and not (request.by or request.filters or request.compare):
        part, whole = plain, plain.model_copy(update={"period": step.reading.whole})
    elif len(request.by) == 1 and (len(step.focus) > LISTED or _overlap(request, step, definitions)):
        members = Filter(dimension=request.by[0], values=[v for v in step.focus if v is not None])
        part, whole = plain.model_copy(update={"filters": [*plain.filters, members]}), plain
    else:
        return step
    return replace(
        step,
        call=Call("query_metric", arguments(part)),
        request=part,
        focus=(),
        whole=Call("query_metric", arguments(whole)),
    )
