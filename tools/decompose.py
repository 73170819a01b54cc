"""A change taken apart into parts that add up to it exactly: factors of a product, groups of a rate.

Every function is plain arithmetic over numbers; `tools.explain_change` gives them figures and names.
"""

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Name = TypeVar("Name", bound=Hashable)


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


def by_rate_and_mix(groups: Mapping[Name, Part]) -> dict[Name, Shifted]:
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
    middle, found = (whole + whole_before) / 2, dict[Name, Shifted]()
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
