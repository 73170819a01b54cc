"""What was to be expected of each point of a series, from its neighbours, and how far it lies off.

Robust throughout: medians, so that what stands out does not hide itself or its neighbours.
"""

import math
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

NEAR = 4
"""Rounds of the season to each side of a point that say what to expect of it."""
FEWEST = 3
"""With fewer neighbours than this nothing can be expected."""
THRESHOLD = 3.5
"""The modified z-score from which a point stands out (Iglewicz and Hoaglin 1993)."""


class Judged(NamedTuple):
    """A point: its value, what was to be expected, the range of the usual, and its modified z-score."""

    value: float
    expected: float
    low: float
    high: float
    score: float


def judged(values: Sequence[float | None], season: int, threshold: float = THRESHOLD) -> list[Judged | None]:
    """Each point against the median of up to NEAR points before and after it, at steps of `season`.

    `values` stand at equal distances; None where there is none, which is judged neither itself nor used. On
    the square-root scale, which evens out the spread of counts and amounts (Bartlett 1936), the residual r
    is scored as 0.6745 (r - median) / MAD; where more than half the residuals are equal, with the mean
    absolute deviation instead: (r - median) / (1.2533 MeanAD) (Iglewicz and Hoaglin 1993, p. 11). The range
    of the usual is what scores no more than `threshold`. Series with values below zero stay as they are.
    """
    known = [value for value in values if value is not None]
    rooted = not any(value < 0 for value in known)
    scaled = [None if v is None else math.sqrt(v) if rooted else v for v in values]
    expected = [_expected(scaled, place, season) for place in range(len(scaled))]
    off = [v - e for v, e in zip(scaled, expected, strict=True) if v is not None and e is not None]
    if not off:
        return [None] * len(values)
    middle = median(off)
    unit = _unit([abs(r - middle) for r in off])
    found: list[Judged | None] = []
    for value, v, e in zip(values, scaled, expected, strict=True):
        if value is None or v is None or e is None:
            found.append(None)
            continue
        low, high = e + middle - threshold * unit, e + middle + threshold * unit
        score = (v - e - middle) / unit if unit else 0.0
        if rooted:
            found.append(Judged(value, e * e, max(low, 0.0) ** 2, max(high, 0.0) ** 2, score))
        else:
            found.append(Judged(value, e, low, high, score))
    return found


def _expected(scaled: Sequence[float | None], place: int, season: int) -> float | None:
    around = [place + season * step for step in range(-NEAR, NEAR + 1) if step]
    near = [v for at in around if 0 <= at < len(scaled) and (v := scaled[at]) is not None]
    return median(near) if len(near) >= FEWEST else None


def _unit(distances: list[float]) -> float:
    """One standard deviation, were the residuals normal."""
    if spread := median(distances):
        return spread / 0.6745
    return 1.2533 * sum(distances) / len(distances)
