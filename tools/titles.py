"""A governed request in words, for titles: "Sales by department, March 2017, without fuel"."""

from knowledge.metrics import Definitions
from tools.warehouse import periods
from tools.warehouse.request import Filter, Having, MetricRequest, Period

_CONDITIONS = {
    ">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "=": "exactly", "!=": "other than",
}  # fmt: skip


def title(request: MetricRequest, d: Definitions) -> str:
    """What is shown, of what, over which days."""
    labels = [d.metrics[m].label for m in request.metrics]
    what = listed([labels[0], *(label[0].lower() + label[1:] for label in labels[1:])])
    if request.share:
        what += " with shares"
    if request.by:
        what += " by " + listed([d.dimensions[name].label.lower() for name in request.by])
    if request.limit and request.by:
        what = f"{'Top' if request.descending else 'Bottom'} {request.limit}: {what}"
    parts = [what, *(filtered(f, d) for f in request.filters), *(condition(h, d) for h in request.having)]
    if request.period:
        parts.append(period_words(request.period))
    if isinstance(request.compare, Period):
        parts.append(f"against {period_words(request.compare)}")
    elif request.compare:
        parts.append("against the period before")
    return ", ".join(parts)


def filtered(f: Filter, d: Definitions) -> str:
    """A filter in words: "without fuel", "age 65+", "campaign 13", "GROCERY"."""
    dimension = d.dimensions[f.dimension]
    noun = dimension.label.lower()
    values = listed([str(v) for v in f.values], "or")
    if f.op == "between":
        return f"{noun} {f.values[0]} to {f.values[1]}"
    if f.op in ("contains", "not_contains"):
        return f"{noun} {'with' if f.op == 'contains' else 'without'} '{values}' in its name"
    if dimension.labels:
        labels = list(dimension.labels.values())
        if dimension.name == "fuel" and len(f.values) == 1:
            return "without fuel" if (f.values[0] == labels[0]) == (f.op == "not_in") else "fuel only"
        return f"not {values.lower()}" if f.op == "not_in" else values.lower()
    bare = dimension.kind in ("id", "number", "time") or dimension.group == "customer"
    said = f"{noun} {values}" if bare else values
    return f"without {said}" if f.op == "not_in" else said


def condition(h: Having, d: Definitions) -> str:
    """A condition on groups in words: "at least 3 orders"."""
    metric = d.metrics[h.metric]
    figure = f"{h.value:.1%}" if metric.unit == "percent" else f"{h.value:,g}"
    figure = f"${figure}" if metric.unit == "usd" else figure
    return f"{_CONDITIONS[h.op]} {figure} {metric.label.lower()}"


def period_words(period: Period) -> str:
    """A period as it was said, or as a person would say it."""
    return period.label or periods.words(period.start, period.end)


def listed(words: list[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
