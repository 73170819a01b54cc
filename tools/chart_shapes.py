"""Charts for what bars and lines do not show: two orders, many days, two measures, stages, parts of bars."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from knowledge.metrics import Definitions, Dimension
from tools.evidence import Chart, Value
from tools.warehouse.ranked import OTHERS
from tools.warehouse.request import MetricRequest
from tools.wording import lower_first

MOST_CELLS = 1_000
FEWEST_POINTS = 8
FEWEST_DAYS = 62
"""A calendar shows days over months; fewer days are a line."""
MOST_SERIES = 8
Rows = Sequence[dict[str, Value]]
Named = Callable[[Value, Dimension], str]


def heat(request: MetricRequest, rows: Rows, d: Definitions, named: Named) -> Chart | None:
    """Two groupings with an order of their own, as hours by weekdays: where it is most."""
    if not patterned(request, d) or request.compare or len(rows) > MOST_CELLS:
        return None
    across, down = sorted(request.by, key=lambda name: -len({row[name] for row in rows}))
    if len({row[down] for row in rows}) < 2:
        return None
    metric = d.metrics[request.metrics[0]]
    top = max(rows, key=lambda row: _figure(row, metric.name))
    at = f"{named(top[down], d.dimensions[down])}, {named(top[across], d.dimensions[across])}"
    said = f"{metric.label} {'are' if _plural(metric.label) else 'is'} highest on {at}"
    if d.dimensions[down].name != "weekday":
        said = (
            f"{metric.label} by {d.dimensions[down].label.lower()} and {d.dimensions[across].label.lower()}"
        )
    return {"kind": "heat", "title": said, "x": across, "y": [metric.name], "series": down}


def calendar(request: MetricRequest, rows: Rows, d: Definitions, named: Named) -> Chart | None:
    """Days over two months or more, one square each."""
    plain = not (request.compare or request.add or request.within or request.limit)
    if (
        request.by != ["date"]
        or not plain
        or len(rows) < FEWEST_DAYS
        or request.order_by not in (None, "date")
    ):
        return None
    metric = d.metrics[request.metrics[0]]
    top = max(rows, key=lambda row: _figure(row, metric.name))
    said = f"{metric.label} peaked on {named(top['date'], d.dimensions['date'])}"
    return {"kind": "calendar", "title": said, "x": "date", "y": [metric.name]}


def scatter(request: MetricRequest, rows: Rows, d: Definitions) -> Chart | None:
    """Two measures of the same groups, one against the other."""
    if len(request.by) != 1 or len(request.metrics) < 2 or request.compare or request.limit or request.add:
        return None
    axis, (one, other) = d.dimensions[request.by[0]], request.metrics[:2]
    both = [row for row in rows if all(isinstance(row.get(m), int | float) for m in (one, other))]
    if axis.order or axis.kind in ("time", "number") or not axis.spoken or len(both) < FEWEST_POINTS:
        return None
    if stages(request.metrics, d):
        return None
    said = f"{d.metrics[one].label} against {lower_first(d.metrics[other].label)} by {axis.label.lower()}"
    return {"kind": "scatter", "title": said, "x": other, "y": [one], "series": axis.name}


def funnel(request: MetricRequest, rows: Rows, d: Definitions) -> Chart | None:
    """What is left from stage to stage, for one campaign or all: received, then redeemed."""
    found = stages(request.metrics, d)
    if request.by or request.compare or len(rows) != 1 or not found:
        return None
    if any(not isinstance(rows[0].get(stage), int | float) for stage in found):
        return None
    said = " to ".join([d.metrics[found[0]].label, *(lower_first(d.metrics[m].label) for m in found[1:])])
    return {"kind": "funnel", "title": said, "x": found[0], "y": found}


def stages(metrics: Sequence[str], d: Definitions) -> list[str]:
    """The metrics as stages, widest first, where governed rates lead from each to the next; else empty."""
    rates = {
        (m.ratio.denominator, m.ratio.numerator)
        for m in d.metrics.values()
        if m.ratio is not None and m.unit == "percent"
    }
    counted = [m for m in metrics if d.metrics[m].unit == "count"]
    first = [m for m in counted if not any((other, m) in rates for other in counted)]
    found = first[:1]
    while found and (following := [m for m in counted if (found[-1], m) in rates and m not in found]):
        found.append(following[0])
    return found if len(found) > 1 and all(pair in rates for pair in pairwise(found)) else []


def stacked(request: MetricRequest, rows: Rows, x: str, series: str, d: Definitions) -> bool:
    """Whether the bars of a group are its parts: figures that add up, none below zero, few kinds of parts."""
    metric = request.metrics[0]
    values = [row.get(metric) for row in rows]
    return (
        d.additive(metric, [series])
        and request.limit is None
        and 2 < len({row[series] for row in rows}) <= MOST_SERIES
        and len({row[x] for row in rows}) > 1
        and all(value is None or (isinstance(value, int | float) and value >= 0) for value in values)
    )


def patterned(request: MetricRequest, d: Definitions) -> bool:
    """Whether two groupings each have an order that is no stretch of time, and nothing is ranked."""
    found = [d.dimensions[name] for name in request.by]
    return (
        len(found) == 2
        and request.limit is None
        and request.within is None
        and all(one.kind == "number" or (one.order and one.kind != "time") for one in found)
        and any(one.group in ("time", "order") for one in found)
    )


def leader(request: MetricRequest, rows: Rows, x: str, series: str, d: Definitions, named: Named) -> str:
    """'Grocery has the highest sales in every month', or nothing where no one leads in most."""
    metric, axis = d.metrics[request.metrics[0]], d.dimensions[x]
    groups: dict[Value, list[dict[str, Value]]] = {}
    for row in rows:
        if row[series] not in (None, OTHERS) and row[x] is not None:
            groups.setdefault(row[x], []).append(row)
    first = [max(found, key=lambda row: _figure(row, metric.name))[series] for found in groups.values()]
    if not first or len({row[series] for row in rows}) < 2:
        return ""
    who, times = Counter(first).most_common(1)[0]
    if times <= len(first) / 2:
        return ""
    where = f"every {axis.label.lower()}" if times == len(first) else f"most {axis.plural.lower()}"
    return f"{named(who, d.dimensions[series])} has the highest {lower_first(metric.label)} in {where}"


def _plural(label: str) -> bool:
    return label.split(" per ")[0].endswith("s")


def _figure(row: dict[str, Value], column: str) -> float:
    value = row.get(column)
    return float(value) if isinstance(value, int | float) else float("-inf")
