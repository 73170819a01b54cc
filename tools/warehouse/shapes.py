"""Whether the shape of a request has a meaning: its comparisons, shares, series and rankings."""

from knowledge.metrics import Definitions
from tools.errors import ToolError
from tools.warehouse import derived, steps
from tools.warehouse.aggregates import measures
from tools.warehouse.request import MetricRequest
from tools.wording import listed


def check_shape(request: MetricRequest, d: Definitions) -> None:
    """Raises ToolError that says what would work."""
    if len(set(request.by)) < len(request.by):
        raise ToolError("A dimension is named twice in 'by'.")
    _check_series(request, d)
    _check_shares(request, d)
    _check_ranking(request, d)
    for having in request.having:
        if having.metric not in d.metrics and having.metric not in derived.names_of(request, d):
            raise ToolError(f"There is no '{having.metric}' to meet a condition; {_columns(request, d)}.")
    ordered = request.order_by
    if ordered and ordered not in (*request.by, *derived.names_of(request, d), *d.metrics):
        raise ToolError(f"Cannot order by '{ordered}'; {_columns(request, d)}.")


def _columns(request: MetricRequest, d: Definitions) -> str:
    return f"the columns are {', '.join([*request.by, *derived.names_of(request, d)])}"


def _check_series(request: MetricRequest, d: Definitions) -> None:
    moving = [name for name in request.by if name in steps.MOVING]
    if request.compare and request.compare != "previous_row" and moving:
        raise ToolError(
            f"Two periods cannot be compared {moving[0]} by {moving[0]}, because their {moving[0]}s "
            f"differ. Group by {moving[0]} over both periods, with compare 'previous_row' for the change "
            f"from {moving[0]} to {moving[0]}, or leave {moving[0]} out of 'by'."
        )
    along: list[str] = [name for name in ("running_total", "moving_average") if name in request.add]
    along += ["previous_row"] if request.compare == "previous_row" else []
    if along and not moving:
        raise ToolError(
            f"{listed(along)} needs a series: name one of {listed(list(steps.MOVING), 'or')} in 'by'."
        )
    if "running_total" in request.add:
        step = str(steps.step_of(request))
        for metric in request.metrics:
            if not all(d.additive(m.metric, [step]) for m in measures(metric, d)):
                raise ToolError(
                    f"{d.metrics[metric].label} cannot be added up from {step} to {step}, because the same "
                    "one may come again. Ask for metrics that add up, such as sales or orders, "
                    "or for the figure of the whole period."
                )
    if request.add and not request.by:
        raise ToolError("The columns of 'add' need groups: name a dimension in 'by'.")


def _check_shares(request: MetricRequest, d: Definitions) -> None:
    if request.share and all(d.metrics[m].ratio for m in request.metrics):
        raise ToolError(
            f"{d.metrics[request.metrics[0]].label} is itself a ratio, so a group has no "
            "share of it. Ask for the share of a total such as sales, orders or customers."
        )
    if request.share and not (request.by or request.share_over):
        raise ToolError("A share needs groups: name a dimension in 'by'.")
    sets = [name for name in ("customers", "baskets", "any_of", "period") if getattr(request, name)]
    for name in request.share_over:
        if name not in (*request.dimensions, *sets) or name in request.by:
            known = listed([n for n in (*request.dimensions, *sets) if n not in request.by]) or "none"
            raise ToolError(
                "'share_over' names what bounds the part alone: something that is filtered and not grouped "
                f"by; there is {known}."
            )
    if request.share_over and (not request.share or request.within or request.others or request.compare):
        raise ToolError("'share_over' goes with 'share', and without 'within', 'others' and 'compare'.")


def _check_ranking(request: MetricRequest, d: Definitions) -> None:
    if request.within and (request.within not in request.by or len(request.by) < 2):
        known = listed(request.by) or "none"
        raise ToolError(f"'within' names one dimension of 'by', beside another; 'by' has {known}.")
    if not request.others:
        return
    if not request.limit:
        raise ToolError("'others' are the groups beyond a limit: give 'limit'.")
    inner = [name for name in request.by if name != request.within]
    if len(inner) != 1:
        raise ToolError(
            "'others' needs one dimension that is ranked: one in 'by', or two with the outer one as 'within'."
        )
    if request.add or request.compare == "previous_row":
        raise ToolError("'others' goes with neither 'add' nor compare 'previous_row'; leave one out.")
