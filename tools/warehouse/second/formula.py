"""The forms of formula that a metric's second route has.

`Total` is an aggregate over rows, `Things` counts what occurs in rows, `Rate` is one over another, `Standing`
follows customers from one period to the next.
"""

from dataclasses import dataclass
from typing import TypeAlias

from knowledge.metrics import Group, Status


@dataclass(frozen=True)
class Total:
    """An aggregate over the rows of a source that meet `where`; {kept} stands behind each call of one."""

    source: str
    figure: str
    where: str = ""


@dataclass(frozen=True)
class Things:
    """How many different values of a column occur in rows that meet `where`. `listed` is a table that holds
    each of them once, where there is one: its rows are counted, not the occurrences; or `counted` of them."""

    source: str
    column: str
    listed: str = ""
    where: str = ""
    counted: str = "count(*)"


@dataclass(frozen=True)
class Rate:
    """One formula over another; conditions on the `lifted` groups of dimensions do not bind the second."""

    over: "Formula"
    under: "Formula"
    lifted: frozenset[Group] = frozenset()


@dataclass(frozen=True)
class Standing:
    """Customers (or the amount in `figure` of what they bought) by where they stand in a period: `new`,
    `returning`, `retained`, `reactivated`, `lapsed`, `previous` or `repeat`; see lifecycle.yaml."""

    status: Status
    figure: str = ""
    source: str = "l"


Formula: TypeAlias = Total | Things | Rate | Standing


def reaches_beyond(formula: Formula) -> bool:
    """Whether the formula sets a part of the shop against a wider one."""
    return isinstance(formula, Rate) and (
        bool(formula.lifted) or reaches_beyond(formula.over) or reaches_beyond(formula.under)
    )


def follows(formula: Formula) -> bool:
    """Whether the formula follows customers from one period to the next."""
    if isinstance(formula, Rate):
        return follows(formula.over) or follows(formula.under)
    return isinstance(formula, Standing)


def sources(formula: Formula) -> set[str]:
    """The aliases of the sources that a formula counts from."""
    if isinstance(formula, Rate):
        return sources(formula.over) | sources(formula.under)
    return {formula.source}
