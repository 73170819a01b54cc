"""Facts aggregated apart, each in one pass, and joined on the dimensions they share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, Table

from knowledge.metrics import Definitions, Group
from tools.warehouse import expressions, frames, lifecycle
from tools.warehouse.filters import keeps
from tools.warehouse.request import Filter, Period, remaining

BEFORE = "_before"
CUSTOMER = "customer_id"
ORDER = "order_id"


@dataclass(frozen=True)
class Measure:
    """One aggregate: a metric with an expression, some groups of dimensions lifted from its scope."""

    metric: str
    without: frozenset[Group] = frozenset()

    @property
    def column(self) -> str:
        """Its name among the aggregated columns."""
        return "__without_".join([self.metric, *sorted(self.without)])


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


def measures(metric: str, d: Definitions, without: frozenset[Group] = frozenset()) -> list[Measure]:
    """The aggregates that a metric is made of."""
    ratio = d.metrics[metric].ratio
    if ratio is None:
        return [Measure(metric, without)]
    lifted = without | frozenset(ratio.denominator_without)
    return [*measures(ratio.numerator, d, without), *measures(ratio.denominator, d, lifted)]


def aggregated(metrics: Iterable[str], scope: Scope, d: Definitions) -> Table:
    """One row per group with a column for each measure (and its `_before`), all facts joined.

    Measures of one fact and scope share one pass. Facts meet in a full outer join on the group's
    dimensions, null-safe; a measure with lifted dimensions is looked up by those that remain.
    """
    passes: dict[tuple[str, frozenset[Group], bool], list[Measure]] = {}
    for metric in metrics:
        for measure in measures(metric, d):
            lifted, definition = _effective(measure, scope, d), d.metrics[measure.metric]
            follows = definition.status is not None
            bucket = passes.setdefault((str(definition.fact), lifted, follows), [])
            if measure not in bucket:
                bucket.append(measure)
    parts = [
        (_standing if follows else _one_pass)(fact, bucket, _without(lifted, scope, d), d)
        for (fact, lifted, follows), bucket in passes.items()
    ]
    parts.sort(key=lambda part: -len(part[0]))
    return reduce(_join, parts[1:], parts[0])[1]


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


def _effective(measure: Measure, scope: Scope, d: Definitions) -> frozenset[Group]:
    """The lifted groups that matter here: with nothing to lift, the measure shares the main pass."""
    groups: set[Group] = {d.dimensions[name].group for name in scope.named}
    return measure.without & (groups | {"customer"} if scope.among else groups)


def _without(lifted: frozenset[Group], scope: Scope, d: Definitions) -> Scope:
    def stays(name: str) -> bool:
        return d.dimensions[name].group not in lifted

    return replace(
        scope,
        by=tuple(name for name in scope.by if stays(name)),
        known=tuple(name for name in scope.known if stays(name)),
        filters=tuple(f for f in scope.filters if stays(f.dimension)),
        any_of=tuple(tuple(group) for group in remaining(scope.any_of, stays)),
        among=() if "customer" in lifted else scope.among,
        of=scope.of if scope.of and all(stays(name) for name in scope.of[1]) else None,
    )


def _frame(fact: str, bucket: list[Measure], scope: Scope, d: Definitions, *own: str) -> frames.Frame:
    columns = columns_read([m.metric for m in bucket], scope.named, d) | keys_read(scope)
    return frames.frame(d.facts[fact], columns | {("", name) for name in own})


def _one_pass(
    fact: str, bucket: list[Measure], scope: Scope, d: Definitions
) -> tuple[tuple[str, ...], Table]:
    frame = in_scope(_frame(fact, bucket, scope, d), scope, d)
    found = {}
    for measure in bucket:
        now = frame.overlaps(scope.period) if scope.period and scope.before else None
        found[measure.column] = _reduced(measure, frame, now, d)
        if scope.before:
            found[measure.column + BEFORE] = _reduced(measure, frame, frame.overlaps(scope.before), d)
    keys = {name: frame.key(d.dimensions[name]) for name in scope.by}
    table = frame.rows.group_by(**keys).aggregate(**found) if scope.by else frame.rows.aggregate(**found)
    return scope.by, table


def _standing(
    fact: str, bucket: list[Measure], scope: Scope, d: Definitions
) -> tuple[tuple[str, ...], Table]:
    """A pass over customers by status, which takes the days before the period to tell."""
    frame = _frame(fact, bucket, scope, d, CUSTOMER, "order_id")
    frame = in_scope(frame, replace(scope, period=None, before=None), d)
    by = [d.dimensions[name] for name in scope.by]
    parts = []
    for period, suffix in ((scope.period, ""), (scope.before, BEFORE)):
        wanted = {m.column + suffix: lifecycle.part_of(d.metrics[m.metric]) for m in bucket}
        if period or not suffix:
            parts.append((scope.by, lifecycle.standing(frame, by, period, wanted)))
    return reduce(_join, parts)


def _reduced(measure: Measure, frame: frames.Frame, only: BooleanValue | None, d: Definitions) -> ibis.Value:
    rows = frame.rows[frame.fact.keys[0]]
    return expressions.reduction(str(d.metrics[measure.metric].expression), frame.column, rows, only)


def _join(
    left: tuple[tuple[str, ...], Table], right: tuple[tuple[str, ...], Table]
) -> tuple[tuple[str, ...], Table]:
    """Right has the same keys (full outer join), fewer (looked up) or none (a single row)."""
    by, table = left
    keys, other = right
    if not keys:
        return by, table.cross_join(other)
    other = other.rename({f"{key}__other": key for key in keys})
    on = [table[key].identical_to(other[f"{key}__other"]) for key in keys]
    if len(keys) < len(by):
        return by, table.left_join(other, on).drop(*(f"{key}__other" for key in keys))
    met = table.outer_join(other, on)
    merged = {key: ibis.coalesce(met[key], met[f"{key}__other"]) for key in keys}
    return by, met.mutate(**merged).drop(*(f"{key}__other" for key in keys))
