"""When a chart helps, which one, and the finding that its title says: read from the rows, never typed."""

from collections.abc import Sequence
from typing import Any, Literal

from knowledge.metrics import Definitions, Dimension
from tools import chart_shapes
from tools.choice_words import value_words
from tools.evidence import Chart, Value
from tools.warehouse import derived
from tools.warehouse.columns import ordering
from tools.warehouse.ranked import OTHERS
from tools.warehouse.request import MetricRequest
from tools.warehouse.steps import step_of
from tools.wording import clock, lower_first

MOST_BARS = 30
"""More bars than this are drawn only where the rows rank, so that the first of them are a finding."""
MOST_SERIES = 8
Rows = list[dict[str, Value]]


def chart(
    request: MetricRequest, rows: Rows, d: Definitions, named: str = "", partial: Sequence[Value] = ()
) -> Chart | None:
    """A line over time, bars over groups, beside another period or in parts, and the shapes of
    `chart_shapes` where they show more; None where a chart adds nothing.

    `y` are columns of the rows; with `series` there is one y, drawn once for each of its values. `named` is
    the title of the table; `partial` are steps of time that are cut, of which no title speaks.
    """
    metric = request.metrics[0]
    measured = [row for row in rows if isinstance(row.get(metric), int | float)]
    measured = [row for row in measured if not any(row[b] in partial for b in request.by)] or measured
    if special := _special(request, rows, measured, d):
        return special
    if not request.by or len(request.by) > 2 or len(measured) < 2:
        return None
    x = step_of(request) or _time_first(request.by, d)
    axis = d.dimensions[x]
    # The first of each month are not the same from month to month: no line joins them.
    ranked = request.within is not None and request.limit is not None
    series = (request.compare == "previous_row" or not request.compare) and not ranked
    over_time = axis.kind == "time" and request.order_by in (None, x) and series
    categories = len({row[x] for row in rows})
    if not axis.spoken or (not over_time and categories > MOST_BARS and not _ranks(request, d)):
        return None
    shown = _shown(request, over_time)
    if request.by == ["customer"]:
        # Which household leads is no finding: the title says whose figures these are.
        return {"kind": "bar", "title": named, "x": x, "y": shown}
    if len(request.by) == 2:
        series_by = next(name for name in request.by if name != x)
        if len({row[series_by] for row in rows}) > MOST_SERIES or categories < 2:
            return None
        said = chart_shapes.leader(request, measured, x, series_by, d, _named)
        said = (
            said or f"{_label(metric, d)} by {axis.label.lower()} and {d.dimensions[series_by].label.lower()}"
        )
        in_parts = chart_shapes.stacked(request, rows, x, series_by, d) and (request.share or not over_time)
        beside: Literal["line", "grouped_bar"] = "line" if over_time else "grouped_bar"
        kind: Literal["line", "grouped_bar", "stacked_bar"] = "stacked_bar" if in_parts else beside
        return {"kind": kind, "title": said, "x": x, "y": shown[:1], "series": series_by}
    if request.compare:
        said = _change(request, measured, axis, d)
        return {"kind": "line" if over_time else "grouped_bar", "title": said, "x": x, "y": shown}
    if "running_total" in request.add and over_time:
        said = f"{_label(metric, d)}, running total"
    else:
        said = (
            _course(metric, measured, axis, d) if over_time else _leader(metric, measured, axis, d, request)
        )
    return {"kind": "line" if over_time else "bar", "title": said, "x": x, "y": shown}


def _special(request: MetricRequest, rows: Rows, measured: Rows, d: Definitions) -> Chart | None:
    """A chart for what bars and lines do not show, where the request is of such a kind."""
    return (
        chart_shapes.funnel(request, rows, d)
        or (chart_shapes.heat(request, measured, d, _named) if measured else None)
        or chart_shapes.calendar(request, measured, d, _named)
        or chart_shapes.scatter(request, measured, d)
    )


def _shown(request: MetricRequest, over_time: bool) -> list[str]:
    """The columns to draw: a running total in place of its figures, an average or another period beside."""
    metric = request.metrics[0]
    if over_time and "running_total" in request.add:
        return [derived.name_of(metric, "running")]
    if over_time and "moving_average" in request.add:
        return [metric, derived.name_of(metric, "moving")]
    other = request.compare and not over_time
    return [metric, derived.name_of(metric, "before")] if other else [metric]


def _time_first(by: list[str], d: Definitions) -> str:
    return next((name for name in by if d.dimensions[name].kind == "time"), by[0])


def _ranks(request: MetricRequest, d: Definitions) -> bool:
    return ordering(request, d)[0][0] not in d.dimensions


def _course(metric: str, rows: Rows, axis: Dimension, d: Definitions) -> str:
    top = max(rows, key=lambda row: _figure(row, metric))
    at = "on" if axis.name in ("date", "weekday") else "in"
    return f"{_label(metric, d)} peaked {at} {_named(top[axis.name], axis)}"


def _leader(metric: str, rows: Rows, axis: Dimension, d: Definitions, request: MetricRequest) -> str:
    label = _label(metric, d)
    known = [row for row in rows if row[axis.name] not in (None, OTHERS)]
    ordered_by = request.order_by or (metric if request.limit else None)
    ranked_low = not request.descending and ordered_by == metric
    if not known:
        return f"{label} by {axis.label.lower()}"
    if ranked_low:
        low = min(known, key=lambda row: _figure(row, metric))
        return f"{_named(low[axis.name], axis)} has the {_end(metric, d, low=True)} {lower_first(label)}"
    ordered = sorted(known, key=lambda row: -_figure(row, metric))
    if len(ordered) > 1 and _figure(ordered[0], metric) == _figure(ordered[1], metric):
        return f"{label} by {axis.label.lower()}"
    return f"{_named(ordered[0][axis.name], axis)} has the {_end(metric, d)} {lower_first(label)}"


def _end(metric: str, d: Definitions, low: bool = False) -> str:
    """'highest', or 'most' of what is counted."""
    m = d.metrics[metric]
    if m.unit == "count" and m.label.endswith("s") and " per " not in m.label:
        return "fewest" if low else "most"
    return "lowest" if low else "highest"


def _change(request: MetricRequest, rows: Rows, axis: Dimension, d: Definitions) -> str:
    metric = request.metrics[0]
    column = f"{metric}_change"
    changed = [
        row
        for row in rows
        if isinstance(row.get(column), int | float) and row[axis.name] not in (None, OTHERS)
    ]
    label = _label(metric, d)
    if not changed:
        return f"{label} by {axis.label.lower()}, two periods"
    if str(request.order_by).startswith(column):
        most = max(changed, key=lambda row: _figure(row, column) * (1 if request.descending else -1))
    else:
        most = max(changed, key=lambda row: abs(_figure(row, column)))
    if _figure(most, column) == 0:
        return f"{label} did not change"
    way = "rose" if _figure(most, column) > 0 else "fell"
    return f"{label} {way} most in {_named(most[axis.name], axis)}"


def _label(metric: str, d: Definitions) -> str:
    return d.metrics[metric].label


def _named(value: Value, axis: Dimension) -> str:
    if axis.name == "hour":
        return clock(value)
    said = value_words(str(value), axis)
    people = axis.group == "customer" and said[:1].isdigit()
    return f"{axis.label} {said}" if axis.kind == "id" or axis.name == "week" or people else said


def _figure(row: dict[str, Any], column: str) -> float:
    return float(row[column])
