"""Which rows of a fact are aggregated: the conditions that a request puts on them."""

from collections.abc import Iterable
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from knowledge.metrics import Definitions
from tools.warehouse import expressions, frames
from tools.warehouse.filters import keeps
from tools.warehouse.request import Filter, Period

CUSTOMER = "customer_id"
ORDER = "order_id"


@dataclass(frozen=True)
class Scope:
    """What is aggregated: `by` are grouped, `known` must have a value, periods bound the rows.

    All `filters` hold, and all of one group of `any_of`, if there are any. `among` are sets of customers:
    tables with a customer_id, and whether to be in them or not; `baskets` such sets of orders. `of` are
    groups, by the dimensions that name them, to which rows must belong.
    """

    by: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    any_of: tuple[tuple[Filter, ...], ...] = ()
    period: Period | None = None
    before: Period | None = None
    among: tuple[tuple[Table, bool], ...] = ()
    baskets: tuple[tuple[Table, bool], ...] = ()
    of: tuple[Table, tuple[str, ...]] | None = None

    @property
    def named(self) -> list[str]:
        """Every dimension that is grouped, known or chosen by."""
        chosen = [*self.filters, *(f for group in self.any_of for f in group)]
        of = self.of[1] if self.of else ()
        return list(dict.fromkeys([*self.by, *self.known, *of, *(f.dimension for f in chosen)]))


def in_scope(frame: frames.Frame, scope: Scope, d: Definitions) -> frames.Frame:
    """The rows that meet every filter, lie in one of the periods and are of customers in every set."""
    conditions = [keeps(f, d, frame) for f in scope.filters]
    if scope.any_of:
        conditions.append(ibis.or_(*(ibis.and_(*(keeps(f, d, frame) for f in g)) for g in scope.any_of)))
    periods = [p for p in (scope.period, scope.before) if p]
    inside = [found for p in periods if (found := frame.overlaps(p)) is not None]
    if inside:
        conditions.append(ibis.or_(*inside))
    conditions += [frame.key(d.dimensions[name]).notnull() for name in scope.known]
    rows = frame.rows.filter(*conditions) if conditions else frame.rows
    for key, sets in ((CUSTOMER, scope.among), (ORDER, scope.baskets)):
        for members, belong in sets:
            # Semi and anti joins: a customer who is in a set twice still counts once.
            rows = rows.semi_join(members, key) if belong else rows.anti_join(members, key)
    if scope.of:
        groups, names = scope.of
        keyed = frames.Frame(frame.fact, rows)
        on = [keyed.key(d.dimensions[name]).identical_to(groups[name]) for name in names]
        rows = rows.semi_join(groups, on)
    return frames.Frame(frame.fact, rows)


def columns_read(
    metrics: Iterable[str], dimensions: Iterable[str], d: Definitions
) -> frozenset[tuple[str, str]]:
    """(table, column) pairs that expressions and dimensions need."""
    found: set[tuple[str, str]] = set()
    for metric in metrics:
        found |= expressions.columns_named(str(d.metrics[metric].expression))
    for name in dimensions:
        found |= frames.columns_of(d.dimensions[name])
    return frozenset(found)


def keys_read(scope: Scope) -> frozenset[tuple[str, str]]:
    """The fact's own columns that its sets of customers and orders are found by."""
    keys = [(CUSTOMER, scope.among), (ORDER, scope.baskets)]
    return frozenset(("", key) for key, sets in keys if sets)
