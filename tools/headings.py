"""The columns of a governed request: what they are called, their unit, and whether they may be summed."""

from typing import Literal

from knowledge.metrics import Definitions
from tools.evidence import Column, Unit
from tools.warehouse.compile import before
from tools.warehouse.periods import period_words
from tools.warehouse.request import MetricRequest
from tools.wording import lower_first

Kind = Literal["value", "before", "change", "change_pct", "share"]


def columns_of(request: MetricRequest, names: list[str], d: Definitions) -> list[Column]:
    """Those of the names that are columns of the request, dimensions first.

    Beside another period a figure's column names its own period too; the change needs no name where
    there is one metric.
    """
    columns: list[Column] = []
    for name in request.by:
        if name in names:
            kind = d.dimensions[name]
            unit: Unit = "date" if kind.kind == "time" and kind.name != "week" else "text"
            columns.append({"name": name, "label": kind.label, "unit": unit, "role": "dimension"})
    then, now = before(request), request.period
    for metric in request.metrics:
        m = d.metrics[metric]
        of = "" if len(request.metrics) == 1 else f" in {lower_first(m.label)}"
        change: Unit = "points" if m.unit == "percent" else m.unit
        derived: list[tuple[Kind, str, str, Unit]] = [
            ("value", metric, f"{m.label}, {period_words(now)}" if then and now else m.label, m.unit),
            ("before", f"{metric}_before", f"{m.label}, {period_words(then) if then else ''}", m.unit),
            ("change", f"{metric}_change", f"Change{of}", change),
            ("change_pct", f"{metric}_change_pct", f"Change{of}, %", "percent"),
            ("share", f"{metric}_share", f"Share of {lower_first(m.label)}", "percent"),
        ]
        summable = d.additive(metric, request.by)
        for kind_, name, label_, unit_ in derived:
            if name not in names:
                continue
            column: Column = {"name": name, "label": label_, "unit": unit_, "role": "metric"}
            column |= {"metric": metric, "kind": kind_, "additive": summable and kind_ != "change_pct"}
            columns.append(column)
    return columns
