"""Figures that are computed from cells: the arithmetic, apart from the choice of cells."""

from collections.abc import Callable, Sequence
from typing import Literal

Formula = Literal["difference", "ratio", "percent_change", "share", "sum", "mean", "count"]


def difference(cells: Sequence[float]) -> float | None:
    """The first less the others."""
    return cells[0] - sum(cells[1:]) if len(cells) > 1 else None


def ratio(cells: Sequence[float]) -> float | None:
    """The first in units of the second; None against zero."""
    return cells[0] / cells[1] if len(cells) == 2 and cells[1] else None


def percent_change(cells: Sequence[float]) -> float | None:
    """From the second to the first, as a fraction of the second."""
    return (cells[0] - cells[1]) / abs(cells[1]) if len(cells) == 2 and cells[1] else None


def share(cells: Sequence[float]) -> float | None:
    """The cells but the last together, as a fraction of the last, the total."""
    return sum(cells[:-1]) / cells[-1] if len(cells) > 1 and cells[-1] else None


def mean(cells: Sequence[float]) -> float | None:
    """The plain average of the cells."""
    return sum(cells) / len(cells) if cells else None


def total(cells: Sequence[float]) -> float | None:
    """All cells together."""
    return sum(cells) if cells else None


def count(cells: Sequence[float]) -> float | None:
    """How many cells there are."""
    return float(len(cells))


FORMULAS: dict[Formula, Callable[[Sequence[float]], float | None]] = {
    "difference": difference,
    "ratio": ratio,
    "percent_change": percent_change,
    "share": share,
    "sum": total,
    "mean": mean,
    "count": count,
}
