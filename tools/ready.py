"""A tool's selection made into a governed request that is checked, spelled as the data and inside them."""

from knowledge.metrics import Definitions
from tools.warehouse.connection import Warehouse
from tools.warehouse.reach import check
from tools.warehouse.request import MetricRequest, Period, Selection, chosen
from tools.warehouse.selected import within_data
from tools.warehouse.values import with_known_values


def ready(
    selection: Selection,
    metrics: list[str],
    by: list[str],
    warehouse: Warehouse,
    d: Definitions,
    beside: Period | None = None,
) -> tuple[MetricRequest, list[str]]:
    """The request for these metrics by these dimensions over the selection, and what changed on the way.

    `beside` is another period that the data must hold something of. Raises ToolError, saying what to do, for
    unknown names and values, combinations without meaning, and periods outside the data.
    """
    request = MetricRequest(metrics=metrics, by=by, **chosen(selection))
    check(request, d)
    return within_data(with_known_values(request, warehouse, d), warehouse, beside=beside)
