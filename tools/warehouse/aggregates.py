"""Facts aggregated apart, each in one pass, and joined on the dimensions they share."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import ibis
from ibis.expr.types import BooleanValue, Table

from knowledge.metrics import Definitions, Group
from tools.warehouse import expressions, frames
from tools.warehouse.request import Filter, Period

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


@dataclass(frozen=True)
class Scope:
    """What is aggregated: `by` are grouped, `known` must have a value, periods bound the rows."""

    by: tuple[str, ...]
    known: tuple[str, ...]
    filters: tuple[Filter, ...]
    period: Period | None
    before: Period | None


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
    passes: dict[tuple[str, frozenset[Group]], list[Measure]] = {}
    for metric in metrics:
        for measure in measures(metric, d):
            bucket = passes.setdefault(
                (str(d.metrics[measure.metric].fact), _effective(measure, scope, d)), []
            )
            if measure not in bucket:
                bucket.append(measure)
    parts = [_one_pass(fact, lifted, bucket, scope, d) for (fact, lifted), bucket in passes.items()]
    parts.sort(key=lambda part: -len(part[0]))
    return reduce(_join, parts[1:], parts[0])[1]


def in_scope(frame: frames.Frame, filters: Iterable[Filter], d: Definitions, periods: list[Period]) -> Table:
    """The rows of a frame that meet every filter and lie in one of the periods (all, if there is none)."""
    conditions = [frames.keeps(f, d, frame) for f in filters]
    inside = [found for p in periods if (found := frame.overlaps(p)) is not None]
    if inside:
        conditions.append(ibis.or_(*inside))
    return frame.rows.filter(*conditions) if conditions else frame.rows


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


def _effective(measure: Measure, scope: Scope, d: Definitions) -> frozenset[Group]:
    """The lifted groups that matter here: with nothing to lift, the measure shares the main pass."""
    named = [*scope.by, *scope.known, *(f.dimension for f in scope.filters)]
    return measure.without & {d.dimensions[name].group for name in named}


def _one_pass(
    fact: str, lifted: frozenset[Group], bucket: list[Measure], scope: Scope, d: Definitions
) -> tuple[tuple[str, ...], Table]:
    def stays(name: str) -> bool:
        return d.dimensions[name].group not in lifted

    by = tuple(name for name in scope.by if stays(name))
    known = tuple(name for name in scope.known if stays(name))
    filters = [f for f in scope.filters if stays(f.dimension)]
    named = [*by, *known, *(f.dimension for f in filters)]
    frame = frames.frame(d.facts[fact], columns_read([m.metric for m in bucket], named, d))
    rows = in_scope(frame, filters, d, [p for p in (scope.period, scope.before) if p])
    frame = frames.Frame(frame.fact, rows)
    if known:
        frame = frames.Frame(frame.fact, rows.filter(*(frame.key(d.dimensions[n]).notnull() for n in known)))
    found = {}
    for measure in bucket:
        now = frame.overlaps(scope.period) if scope.period and scope.before else None
        found[measure.column] = _reduced(measure, frame, now, d)
        if scope.before:
            found[measure.column + BEFORE] = _reduced(measure, frame, frame.overlaps(scope.before), d)
    keys = {name: frame.key(d.dimensions[name]) for name in by}
    table = frame.rows.group_by(**keys).aggregate(**found) if by else frame.rows.aggregate(**found)
    return by, table


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
