"""Quantities of the evidence and what is computed from them, with the cells and the arithmetic kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.answer import Cell
from agent.gate.frames import Frame, Measure

Formula = Literal["difference", "ratio", "percent_change", "share", "sum", "mean", "count", "product"]


@dataclass(frozen=True)
class Term:
    """A cell, a fact, or an expression over several; `rows` are the rows of `frame` that it speaks of.

    `arithmetic` holds one {} for each cell in order: "({} + {}) / {}".
    """

    value: float
    unit: str
    cells: tuple[Cell, ...]
    arithmetic: str = "{}"
    formula: Formula | None = None
    frame: Frame | None = None
    rows: frozenset[int] = frozenset()
    measure: Measure | None = None
    signed: bool = False
    pair: tuple[frozenset[int], frozenset[int]] | None = None
    """The rows of the two sides, where it compares two."""

    @property
    def row(self) -> int | None:
        """The row of a single cell; None for facts and for what is computed."""
        return next(iter(self.rows)) if self.formula is None and len(self.rows) == 1 else None

    @property
    def expression(self) -> str:
        """The arithmetic with its cells numbered: "(c0 + c1) / c2"."""
        return self.arithmetic.format(*(f"c{n}" for n in range(len(self.cells))))


def joined(formula: Formula, terms: Sequence[Term], value: float, unit: str, arithmetic: str) -> Term:
    """A term over several: `arithmetic` holds one {} for each of them."""
    frames = {id(t.frame): t.frame for t in terms}
    frame = terms[0].frame if len(frames) == 1 else None
    rows = frozenset().union(*(t.rows for t in terms)) if frame is not None else frozenset()
    measures = {t.measure for t in terms}
    return Term(
        value,
        unit,
        tuple(cell for t in terms for cell in t.cells),
        arithmetic.format(*(t.arithmetic for t in terms)),
        formula,
        frame,
        rows,
        measures.pop() if len(measures) == 1 else None,
    )


def added(terms: Sequence[Term]) -> Term:
    """All of them together."""
    total = sum(t.value for t in terms)
    return joined("sum", terms, total, terms[0].unit, f"({' + '.join(['{}'] * len(terms))})")


def averaged(terms: Sequence[Term]) -> Term:
    """Their plain average."""
    mean = sum(t.value for t in terms) / len(terms)
    return joined("mean", terms, mean, terms[0].unit, f"(({' + '.join(['{}'] * len(terms))}) / {len(terms)})")


def less(one: Term, other: Term) -> Term:
    """The first without the second; of two percents the points between them."""
    unit = "points" if one.unit == "percent" else one.unit
    found = joined("difference", [one, other], one.value - other.value, unit, "({} - {})")
    return replace(found, signed=True, pair=(one.rows, other.rows))


def grown(one: Term, other: Term) -> Term | None:
    """From the second to the first, as a fraction of the second."""
    if other.value <= 0:
        return None
    found = joined("percent_change", [one, other], one.value / other.value - 1, "percent", "({} / {} - 1)")
    return replace(found, signed=True, pair=(one.rows, other.rows))


def over(one: Term, other: Term, unit: str) -> Term | None:
    """The first divided by the second: a share, a multiple, or so much for each."""
    if not other.value:
        return None
    formula: Formula = "share" if unit == "percent" else "ratio"
    return joined(formula, [one, other], one.value / other.value, unit, "({} / {})")


def without(one: Term) -> Term:
    """What a share leaves of the whole."""
    return joined("difference", [one], 1 - one.value, "percent", "(1 - {})")


def times(one: Term, other: Term, unit: str) -> Term:
    """So many, each worth so much."""
    return joined("product", [one, other], one.value * other.value, unit, "({} * {})")


def found_of(*terms: Term | None) -> Iterator[Term]:
    """Those that there are."""
    yield from (t for t in terms if t is not None)
