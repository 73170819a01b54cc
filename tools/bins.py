"""Where the bins of a histogram begin: round numbers, few enough to read, a long tail in one last bin."""

import math

MOST = 12
"""Bins beside the last, open one."""
ROUND = (1, 2, 2.5, 5, 10)


def bins(low: float, high: float, tail: float, spread: float, count: int, whole: bool) -> list[float]:
    """The lower edges of the bins of `count` values from `low` to `high`; the last bin has no upper edge.

    `tail` is the value above which few lie (their 99th percentile), `spread` the distance between the
    quartiles, `whole` whether all values are whole numbers. The width is that of Freedman and Diaconis
    (1981), 2 IQR / n^(1/3), rounded up to 1, 2, 2.5 or 5 times a power of ten, and wider where that would
    make more than MOST bins.
    """
    if count == 0 or high <= low:
        return [low]
    wanted = 2 * spread / count ** (1 / 3)
    if whole and tail - low <= MOST:
        wanted = 1
    width = _rounded(max(wanted, (tail - low) / MOST, (high - low) / 1e6), whole)
    first = round(math.floor(low / width) * width, 10)
    edges = [first]
    while edges[-1] + width <= min(tail, high) and len(edges) <= MOST + 1:
        edges.append(round(first + len(edges) * width, 10))
    return edges


def parted(low: float, given: list[float]) -> list[float]:
    """The lower edges of bins that part at given values: one bin more than values. The first begins at 0, or
    below where the lowest value `low` does."""
    edges = sorted(set(given))
    first = min(0.0, low)
    return [first, *(edge for edge in edges if edge > first)]


def _rounded(width: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(width))
    found = next(step * power for step in ROUND if step * power >= width * (1 - 1e-9))
    return float(max(1, math.ceil(found))) if whole else found
