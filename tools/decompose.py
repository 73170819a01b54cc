"""A change taken apart into parts that add up to it exactly: drivers, price and mix, rates of groups.

Every function is plain arithmetic over numbers; `tools.explain_change` gives them figures and names.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Goods(NamedTuple):
    """One product in the two periods: units and sales now, units and sales before."""

    units: float
    sales: float
    units_before: float
    sales_before: float


class Priced(NamedTuple):
    """The parts of one product's change in sales; all but three or one of them are zero."""

    volume: float = 0.0
    mix: float = 0.0
    price: float = 0.0
    new: float = 0.0
    gone: float = 0.0
    unpriced: float = 0.0


def log_mean(a: float, b: float) -> float:
    """The logarithmic mean (a - b) / (ln a - ln b) of two positive numbers; a where they are equal."""
    low, high = sorted((a, b))
    return a if a == b else (high - low) / math.log1p((high - low) / low)


def by_factors(now: Sequence[float], before: Sequence[float]) -> list[float]:
    """The part of each factor in the change of their product, in the unit of the product.

    Additive LMDI-I (Ang 2005, Energy Policy 33, 867-871, table 1): L(V1, V0) ln(x1 / x0) with L the
    logarithmic mean, so that the parts add up to V1 - V0 whatever the order of the factors. Raises
    ValueError for factors that are not positive, whose logarithm does not exist.
    """
    if any(x <= 0 for x in (*now, *before)):
        raise ValueError("a factor of zero cannot be taken apart")
    weight = log_mean(math.prod(now), math.prod(before))
    return [weight * math.log(x1 / x0) for x1, x0 in zip(now, before, strict=True)]


def by_price(goods: Mapping[str, Goods]) -> dict[str, Priced]:
    """The change in sales of each product by volume, mix and price, or by coming and going.

    Sales of a product sold in both periods are all units x its share of the units x its price. The parts of
    these three are additive LMDI-I (Ang 2005) and consistent in aggregation: sums over any group of products
    are the group's parts. A product sold in one period only is `new` or `gone`; one with sales but no units,
    or units but no sales, has no price and is `unpriced`.
    """
    both = {name: g for name, g in goods.items() if min(g) > 0}
    units, units_before = sum(g.units for g in both.values()), sum(g.units_before for g in both.values())
    return {
        name: _priced(g, units, units_before) if name in both else _coming_or_going(g)
        for name, g in goods.items()
    }


def _priced(g: Goods, units: float, units_before: float) -> Priced:
    now = [units, g.units / units, g.sales / g.units]
    before = [units_before, g.units_before / units_before, g.sales_before / g.units_before]
    return Priced(*by_factors(now, before))


def _coming_or_going(g: Goods) -> Priced:
    change = g.sales - g.sales_before
    if not g.units_before and not g.sales_before:
        return Priced(new=change)
    if not g.units and not g.sales:
        return Priced(gone=change)
    return Priced(unpriced=change)


class Part(NamedTuple):
    """A group of a rate: what is counted and what it is divided by, now and before."""

    over: float
    under: float
    over_before: float
    under_before: float


class Shifted(NamedTuple):
    """What a group adds to the change of the whole rate: by its own rate, and by its weight."""

    rate: float
    mix: float


def by_rate_and_mix(groups: Mapping[str, Part]) -> dict[str, Shifted]:
    """The part of each group in the change of sum(over) / sum(under), by its rate and by its weight.

    rate = (w1 + w0)/2 (r1 - r0), mix = (w1 - w0) ((r1 + r0)/2 - (R1 + R0)/2), with w the group's share of
    `under`, r its rate and R the whole's: the Shapley value of the two (Shorrocks 2013, J. Econ. Inequality
    11, 99-126, sec. 3), weights taken against the mean rate. A group that is there once has no change of
    rate, only of weight. Raises ValueError where a side has nothing to divide by.
    """
    under, under_before = sum(g.under for g in groups.values()), sum(g.under_before for g in groups.values())
    if not under or not under_before:
        raise ValueError("one side has nothing to divide by")
    whole = sum(g.over for g in groups.values()) / under
    whole_before = sum(g.over_before for g in groups.values()) / under_before
    middle, found = (whole + whole_before) / 2, {}
    for name, g in groups.items():
        w1, w0 = g.under / under, g.under_before / under_before
        r1 = g.over / g.under if g.under else None
        r0 = g.over_before / g.under_before if g.under_before else None
        rate_now = r1 if r1 is not None else r0 if r0 is not None else middle
        rate_then = r0 if r0 is not None else rate_now
        found[name] = Shifted(
            (w1 + w0) / 2 * (rate_now - rate_then), (w1 - w0) * ((rate_now + rate_then) / 2 - middle)
        )
    return found
