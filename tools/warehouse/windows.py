"""Figures beside their neighbours in a series: the row before, running totals, moving averages."""

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions
from tools.warehouse import steps
from tools.warehouse.aggregates import BEFORE, Measure, measures
from tools.warehouse.columns import value_of
from tools.warehouse.request import MetricRequest

RUNNING = "_running"
MOVING = "_moving"
POINTS = "_points"
"""Hidden: how many steps a moving average rests on."""
_PLACE = "place__"


def with_windows(table: Table, metrics: list[str], request: MetricRequest, d: Definitions) -> Table:
    """The aggregated table with what `compare: previous_row` sets beside the measures of the metrics, and
    with the columns of `add` except the index.

    Steps before the period that were aggregated to look back on (`steps.lead_in`) are gone.
    """
    step = steps.step_of(request)
    back = request.compare == "previous_row"
    if step is None or not (back or request.add):
        return table
    table = table.mutate(**{_PLACE: steps.place(table[step], step)})
    if back:
        table = table.mutate(**_row_before(table, metrics, request, d))
    if "moving_average" in request.add:
        table = table.mutate(**_moving_averages(table, request, d))
    if request.period and steps.lead_in(request):
        table = steps.within(table, step, request.period)
    if "running_total" in request.add:
        table = table.mutate(**_running_totals(table, request, d))
    return table


def _row_before(table: Table, metrics: list[str], request: MetricRequest, d: Definitions) -> dict[str, Value]:
    """Each measure one step earlier: zero where that step has none of what is summed or counted, and
    unknown before the first step of all."""
    line = ibis.window(group_by=steps.series_of(request), order_by=table[_PLACE])
    follows = table[_PLACE].lag(1).over(line) == table[_PLACE] - 1
    first = table[_PLACE] == table[_PLACE].min().over(ibis.window())
    found = {}
    for measure in _parts(metrics, d):
        value = table[measure.column]
        found[measure.column + BEFORE] = ibis.cases(
            (follows, value.lag(1).over(line)),
            (~first & _summed(measure.metric, d), ibis.literal(0).cast(value.type())),
            else_=ibis.null(value.type()),
        )
    return found


def _moving_averages(table: Table, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    """The mean of the last steps, up to `points` of them. A step without any sale counts as none sold; of
    ratios those that exist are averaged."""
    line = ibis.range_window(
        preceding=request.points - 1, following=0, group_by=steps.series_of(request), order_by=table[_PLACE]
    )
    first = table[_PLACE].min().over(ibis.window())
    points = ibis.least(table[_PLACE] - first + 1, request.points)
    found: dict[str, Value] = {POINTS: points}
    for metric in request.metrics:
        value = value_of(metric, table, d).cast("float64")
        if _summed(metric, d):
            unknown = value.isnull().cast("int64").sum().over(line)
            found[metric + MOVING] = value.sum().over(line) / (points - unknown).nullif(0)
        else:
            found[metric + MOVING] = value.mean().over(line)
    return found


def _running_totals(table: Table, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    """Each figure from the first step of its series up to this one; ratios from the running sums of their
    parts."""
    line = ibis.cumulative_window(group_by=steps.series_of(request), order_by=table[_PLACE])
    sums = {m.column + RUNNING: table[m.column].sum().over(line) for m in _parts(request.metrics, d)}
    return {metric + RUNNING: value_of(metric, sums, d, RUNNING) for metric in request.metrics}


def _summed(metric: str, d: Definitions) -> bool:
    """Whether nothing there is zero rather than unknown."""
    expression = d.metrics[metric].expression
    return expression is not None and not expression.startswith("mean(")


def _parts(metrics: list[str], d: Definitions) -> list[Measure]:
    return list(dict.fromkeys(m for metric in metrics for m in measures(metric, d)))
