"""The columns that a request derives from a metric, by what their names end in."""

from knowledge.metrics import Definitions
from tools.evidence import Kind
from tools.warehouse.request import MetricRequest

ENDINGS: dict[str, Kind] = {
    "": "value",
    "_before": "before",
    "_change": "change",
    "_change_pct": "change_pct",
    "_share": "share",
    "_share_within": "share_within",
    "_running": "running",
    "_moving": "moving",
    "_index": "index",
}
ADDED: dict[Kind, str] = {"running": "running_total", "moving": "moving_average", "index": "index"}


def kinds_of(request: MetricRequest) -> list[Kind]:
    """What each metric of the request is shown as, in the order of the columns."""
    beside: list[Kind] = ["before", "change", "change_pct"] if request.compare else []
    shares: list[Kind] = ["share"] if request.share else []
    shares += ["share_within"] if request.share and request.within else []
    return ["value", *beside, *shares, *(kind for kind, name in ADDED.items() if name in request.add)]


def names_of(request: MetricRequest, d: Definitions) -> list[str]:
    """The names of the columns of figures: of each metric what it is shown as; a ratio has no shares."""
    return [
        name_of(metric, kind)
        for metric in request.metrics
        for kind in kinds_of(request)
        if not (kind in ("share", "share_within") and d.metrics[metric].ratio)
    ]


def name_of(metric: str, kind: Kind) -> str:
    """The name of a metric's column."""
    return metric + next(ending for ending, known in ENDINGS.items() if known == kind)


def split(column: str, d: Definitions) -> tuple[str, Kind] | None:
    """The metric and the kind that a column of figures stands for; None for any other name."""
    found = [(column.removesuffix(end), kind) for end, kind in ENDINGS.items() if column.endswith(end)]
    return next(((metric, kind) for metric, kind in found if metric in d.metrics), None)


def metric_of(column: str, d: Definitions) -> str | None:
    """The metric behind a column of figures."""
    found = split(column, d)
    return found[0] if found else None
