"""The columns of a governed request: what they are called, their unit, and whether they may be summed."""

from knowledge.metrics import Definitions, Metric
from tools.evidence import Column, Kind, Unit
from tools.titles import row_before, share_over
from tools.warehouse import derived
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest
from tools.warehouse.steps import step_of
from tools.wording import lower_first

SUMMED: tuple[Kind, ...] = ("value", "before", "change", "share")
"""Kinds whose rows add up where those of their metric do."""


def columns_of(request: MetricRequest, names: list[str], d: Definitions) -> list[Column]:
    """Those of the names that are columns of the request, dimensions first.

    Beside another period a figure's column names its own period too; the change needs no name where
    there is one metric.
    """
    columns: list[Column] = []
    for name in request.by:
        if name in names:
            dimension = d.dimensions[name]
            dated = dimension.kind == "time" or dimension.show != "as_is"
            unit: Unit = "date" if dated and name != "week" else "text"
            columns.append({"name": name, "label": dimension.label, "unit": unit, "role": "dimension"})
    for metric in request.metrics:
        m = d.metrics[metric]
        summed = SUMMED if request.compare != "previous_row" else ("value", "share")
        if request.share_over:  # each is a part of another whole
            summed = tuple(kind for kind in summed if kind != "share")
        summable = summed if d.additive(metric, request.by) else ()
        labels = _labels(request, metric, d)
        # Only kinds that were asked for: weekend_sales_share is a metric, and no share of weekend_sales.
        for kind in derived.kinds_of(request):
            name, label = derived.name_of(metric, kind), labels[kind]
            if name not in names:
                continue
            column: Column = {"name": name, "label": label, "unit": _unit(kind, m), "role": "metric"}
            column |= {"metric": metric, "kind": kind, "additive": kind in summable}
            columns.append(column)
    return columns


def _labels(request: MetricRequest, metric: str, d: Definitions) -> dict[Kind, str]:
    """The kinds of columns of a metric, in their order, and what each is called."""
    label, then, now = d.metrics[metric].label, before(request), request.period
    noun, of = lower_first(label), "" if len(request.metrics) == 1 else f" in {lower_first(label)}"
    earlier = period_words(then) if then else row_before(request)
    parent = d.dimensions[request.within].label.lower() if request.within else ""
    return {
        "value": f"{label}, {period_words(now)}" if then and now else label,
        "before": f"{label}, {earlier}",
        "change": f"Change{of}",
        "change_pct": f"Change{of}, %",
        "share": f"Share of {noun}{_over(request, d)}",
        "share_within": f"Share of {noun} within {parent}",
        "running": f"{label}, running total",
        "moving": f"{label}, average of {request.points} {_steps(request, d)}",
        "index": f"{label}, index ({'overall' if d.metrics[metric].ratio else 'average'} = 100)",
    }


def _over(request: MetricRequest, d: Definitions) -> str:
    """Of what wider part each row has a share: ' of all departments'; '' where it is of the total."""
    return f" {over}" if (over := share_over(request, d)) else ""


def _unit(kind: Kind, metric: Metric) -> Unit:
    if kind in ("change_pct", "share", "share_within"):
        return "percent"
    if kind == "index":
        return "ratio"
    return "points" if kind == "change" and metric.unit == "percent" else metric.unit


def _steps(request: MetricRequest, d: Definitions) -> str:
    step = step_of(request)
    return d.dimensions[step].plural.lower() if step else "rows"
