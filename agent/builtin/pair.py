"""The two that were spoken of last: two periods, two values, two measures, or the first two rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from agent.builtin.history import Answered
from tools.evidence import Value
from tools.warehouse.request import Filter, MetricRequest


@dataclass(frozen=True)
class Pair:
    """A request that puts two things side by side. `dimension` is what they are values of, if they are."""

    request: MetricRequest
    dimension: str = ""
    values: tuple[Value, ...] = ()


def the_two(past: Sequence[Answered]) -> Pair | None:
    """What 'the two' are after these answers, newest first; None where that cannot be told."""
    if not past:
        return None
    last, found = past[0]
    if len(last.by) == 1 and last.compare is None and found and len(found["rows"]) >= 2:
        name = last.by[0]
        first = [r.get(name) for r in found["rows"][:2]]
        if len(found["rows"]) == 2 or (last.limit == 2):
            return _values(last, name, first)
    for earlier, _ in past[1:3]:
        if pair := _beside(earlier, last):
            return pair
    return None


def _beside(earlier: MetricRequest, last: MetricRequest) -> Pair | None:
    """One request over both, where they differ in one thing only."""
    if earlier.by != last.by or len(last.by) > 1 or last.compare or earlier.compare:
        return None
    same_filters = earlier.filters == last.filters
    if same_filters and earlier.metrics == last.metrics and earlier.period and last.period:
        if earlier.period == last.period or last.by:
            return None
        first, second = sorted((earlier.period, last.period), key=lambda p: p.start)
        return Pair(last.model_copy(update={"period": second, "compare": first}))
    if earlier.period != last.period:
        return None
    if same_filters:
        metrics = list(dict.fromkeys([*earlier.metrics, *last.metrics]))[:6]
        return Pair(last.model_copy(update={"metrics": metrics})) if metrics != last.metrics else None
    mine = [f for f in last.filters if f not in earlier.filters]
    theirs = [f for f in earlier.filters if f not in last.filters]
    if earlier.metrics != last.metrics or len(mine) != 1 or len(theirs) != 1:
        return None
    if mine[0].dimension != theirs[0].dimension or {mine[0].op, theirs[0].op} != {"in"}:
        return None
    kept = last.model_copy(update={"filters": [f for f in last.filters if f not in mine]})
    return _values(kept, mine[0].dimension, [*theirs[0].values, *mine[0].values])


def at_once(past: Sequence[Answered]) -> MetricRequest | None:
    """What the last two questions were of, at once: the orders with diapers and beer, or those who bought
    coffee and tea; None after other answers."""
    if len(past) < 2:
        return None
    last, earlier = past[0][0], past[1][0]
    if last.baskets and earlier.baskets:
        both = {"baskets": [*earlier.baskets, *last.baskets]}
        return last.model_copy(update=both) if _alike(last, earlier, "baskets") else None
    if last.customers and earlier.customers and last.customers != earlier.customers:
        sets = [*earlier.customers, *(s for s in last.customers if s not in earlier.customers)]
        bare = {"metrics": ["customers"], "by": [], "order_by": None, "limit": None, "share": False}
        return last.model_copy(update={"customers": sets, **bare})
    return None


def _alike(last: MetricRequest, earlier: MetricRequest, but: str) -> bool:
    return last.model_copy(update={but: getattr(earlier, but)}) == earlier


def _values(request: MetricRequest, dimension: str, values: Sequence[Value]) -> Pair | None:
    known = [v for v in dict.fromkeys(values) if v is not None]
    if len(known) < 2:
        return None
    rest = [f for f in request.filters if f.dimension != dimension]
    both = Filter(dimension=dimension, values=known)
    made = request.model_copy(
        update={"by": [*(b for b in request.by if b != dimension), dimension], "filters": [*rest, both],
                "order_by": None if set(request.by) - {dimension} else request.metrics[0], "limit": None,
                "having": [], "descending": True, "share": False}
    )  # fmt: skip
    return Pair(made, dimension, tuple(known))
