"""What the parts of a question have in common: 'in Q4', 'for families', said once, is of each part that says
nothing else on it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.chosen import LEVELS
from agent.builtin.steps import LENGTH
from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Basket, CustomerSet, Filter, MetricRequest, Period

WHICH = re.compile(r"^\W*(?:and )?which (?:the |one |has |had |is |was |sold |sells )", re.IGNORECASE)
"""'Which the more customers' is of sides that were named."""
LIFTS = re.compile(
    r"\b(?:overall|(?:whole|entire|total) (?:chain|shop|company|business)|chain[- ]?wide|shop[- ]?wide|"
    r"company[- ]?wide|across (?:the|all) (?:chain|shop|stores|customers|households)|"
    r"all (?:stores|customers|households|shoppers|departments|categories|products))\b",
    re.IGNORECASE,
)
"""Words by which a part is of everything again."""


TAKEN = "No period was named"
"""How a note begins on days that were taken for want of any."""


@dataclass(frozen=True)
class Shared:
    """What parts have said on what their figures are of. `sides` are the groups set side by side by name."""

    period: Period | None = None
    compare: Any = None
    filters: tuple[Filter, ...] = ()
    customers: tuple[CustomerSet, ...] = ()
    baskets: tuple[Basket, ...] = ()
    any_of: tuple[tuple[Filter, ...], ...] = ()
    sides: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()
    """A sum that was asked for: 'best store for it' after the units of pizza is by units."""

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of which something was said."""
        return tuple(n for n in ("period", "compare", "filters", "customers", "baskets", "any_of")
                     if getattr(self, n))  # fmt: skip


def said_in(told: Reading | MetricRequest, definitions: Definitions) -> Shared:
    """What a part says, or what the request of one that leans on the turn before is of."""
    compare = (
        told.compare if isinstance(told.compare, Period) or str(told.compare).endswith("_before") else None
    )
    # The part of a share is said of this clause alone: 'what percent was on deal' filters nothing else. What
    # the share is of stays, as the soft drinks in 'how much of soft drink sales was on display'.
    of_part = isinstance(told, Reading) and told.share and not told.by
    filters = tuple(told.filters[1:] if of_part else told.filters)
    several = {f.dimension for f in told.filters if f.op == "in" and len(f.values) > 1}
    ranked = isinstance(told, Reading) and told.rank is not None
    few = isinstance(told, Reading) and told.rank is not None and told.rank.n is not None
    summed = [m for m in told.metrics if (definitions.metrics[m].expression or "").startswith("sum(")]
    return Shared(
        told.period, compare, filters, tuple(told.customers), tuple(told.baskets),
        tuple(tuple(group) for group in told.any_of),
        () if few else tuple(b for b in told.by if b in several),
        tuple(told.metrics) if ranked else tuple(summed[:1]),
    )  # fmt: skip


def later_wins(first: Shared, then: Shared, definitions: Definitions) -> Shared:
    """What has been said after a further part: of each slot what was said last."""
    kept = tuple(f for f in first.filters if not any(_rivals(f, g, definitions) for g in then.filters))
    return Shared(
        then.period or first.period, then.compare or (None if then.period else first.compare),
        (*kept, *then.filters), then.customers or first.customers, then.baskets or first.baskets,
        then.any_of or first.any_of, then.sides or first.sides, then.metrics or first.metrics,
    )  # fmt: skip


def sharing(reading: Reading, shared: Shared, definitions: Definitions) -> tuple[Reading, tuple[str, ...]]:
    """A part with what the others say of its open slots, and the names of these slots. What it says itself
    stays; what it groups by is not narrowed to one; what its figure does not know is left away."""
    if shared.period and any(n.startswith(TAKEN) for n in reading.notes):
        own = [n for n in reading.notes if not n.startswith(TAKEN)]
        reading = replace(reading, period=None, compare=None, notes=own)
    changed: dict[str, Any] = {}
    if (
        reading.period is None
        and reading.outside is None
        and shared.period
        and _room(reading.by, shared.period)
    ):
        changed["period"] = shared.period
        figure = reading.rank is None or reading.rank.on.startswith("change")
        if reading.compare in (None, "previous_period") and shared.compare and figure:
            changed["compare"] = shared.compare
    if not LIFTS.search(reading.question):
        changed |= _of_what(reading, shared, definitions)
    if not reading.metrics and shared.metrics and reading.rank is not None and reading.by:
        changed["metrics"] = list(shared.metrics)
    return (replace(reading, **changed) if changed else reading), tuple(changed)


def _of_what(reading: Reading, shared: Shared, definitions: Definitions) -> dict[str, Any]:
    """The goods, places, people and orders that the others name, where the part names none of the kind."""
    changed: dict[str, Any] = {}
    kept = [f for f in shared.filters if _fits(f, reading, definitions)]
    if kept:
        changed["filters"] = [*reading.filters, *kept]
        sides = [b for b in shared.sides if any(f.dimension == b for f in kept)]
        if WHICH.match(reading.question) and not sides:
            sides = [f.dimension for f in kept if f.op == "in" and len(f.values) > 1][:1]
        if sides and not (reading.by or reading.share or (reading.rank and reading.rank.n)):
            changed["by"], changed["shape"] = sides, "compare"
        elif sides and reading.rank and len(reading.by) == 1:
            # Each of the sides has its own best month.
            changed |= {"by": [*sides[:1], *reading.by], "within": sides[0]}
            changed["rank"] = replace(reading.rank, n=reading.rank.n or 1)
    chosen = reading.customers or reading.baskets or reading.any_of
    if not chosen:
        goods = any(f.dimension in LEVELS for f in reading.filters)
        changed |= {"customers": list(shared.customers)} if shared.customers else {}
        changed |= {"baskets": list(shared.baskets)} if shared.baskets and not goods else {}
        changed |= {"any_of": [list(g) for g in shared.any_of]} if shared.any_of and not goods else {}
    return changed


def _fits(shared: Filter, reading: Reading, definitions: Definitions) -> bool:
    """Whether a part may be narrowed by what another one names."""
    own = [*reading.filters, *(f for s in reading.customers for f in s.filters)]
    own += [f for group in (*(b.holding for b in reading.baskets), *reading.any_of) for f in group]
    if any(_rivals(shared, f, definitions) for f in own):
        return False
    if any(_takes_the_place(b, shared) for b in reading.by):
        return False
    metrics = reading.metrics or ["sales"]
    known = all(shared.dimension in definitions.dimensions_of(m) for m in metrics)
    return known and not any(built_in(m, shared, definitions) for m in metrics)


def _rivals(one: Filter, other: Filter, definitions: Definitions) -> bool:
    """Whether both say the same kind of thing: goods, a place, a kind of household, a kind of day."""
    if one.dimension == other.dimension:
        return True
    first, second = (definitions.dimensions[f.dimension].group for f in (one, other))
    return first == second and first in ("product", "customer", "store", "campaign")


def _takes_the_place(by: str, f: Filter) -> bool:
    """Whether rows by this would be one of a kind: stores of one store, departments of one category."""
    if by == f.dimension:
        return f.op == "in" and len(f.values) == 1
    order = LEVELS
    return by in order and f.dimension in order and order.index(by) < order.index(f.dimension)


def _room(by: Iterable[str], period: Period) -> bool:
    """Whether the days are more than one step of what is grouped by: a March has no best month."""
    days = (period.end - period.start).days + 1
    return all(days > LENGTH.get(b, 0) for b in by)


def built_in(metric: str, f: Filter, definitions: Definitions) -> bool:
    """Whether a rate already picks what the filter picks: the share of display sales, of what is on display,
    is all of it."""
    ratio = definitions.metrics[metric].ratio
    if ratio is None or f.op != "in":
        return False
    above = definitions.metrics[ratio.numerator].expression or ""
    picked = set(re.findall(r"\w+", above.partition("where=")[2].replace("not products.is_fuel", "")))
    return bool(
        picked & (set(re.findall(r"[a-z_]{5,}", definitions.dimensions[f.dimension].column)) - {"False"})
    )
