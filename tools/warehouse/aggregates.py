"""Facts aggregated apart, each in one pass, and joined on the dimensions they share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, Table

from knowledge.metrics import Definitions, Group
from tools.warehouse import expressions, frames, lifecycle
from tools.warehouse.request import remaining
from tools.warehouse.scope import CUSTOMER, Scope, columns_read, in_scope, keys_read

BEFORE = "_before"


@dataclass(frozen=True)
class Measure:
    """One aggregate: a metric with an expression, some groups of dimensions lifted from its scope."""

    metric: str
    without: frozenset[Group] = frozenset()

    @property
    def column(self) -> str:
        """Its name among the aggregated columns."""
        return "__without_".join([self.metric, *sorted(self.without)])


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
