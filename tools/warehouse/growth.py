"""What was measured on one side of a change: governed figures by group, as plain numbers."""

from dataclasses import replace
from typing import NamedTuple

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.aggregates import aggregated
from tools.warehouse.columns import as_shown, value_of
from tools.warehouse.connection import Warehouse
from tools.warehouse.render import sql_text
from tools.warehouse.request import MetricRequest
from tools.warehouse.selected import scope_of

MOST_GROUPS = 1_000_000
Key = tuple[Value, ...]


class Measured(NamedTuple):
    """Group -> its figures in the order of the metrics, with zero where there are none; and the SQL."""

    groups: dict[Key, list[float]]
    sql: str


def measured(request: MetricRequest, warehouse: Warehouse, d: Definitions) -> Measured:
    """The metrics of a request by its dimensions over its selection; without dimensions, of one group ()."""
    by, sql = request.by, measured_sql(request, d)
    rows = warehouse.run(sql, max_rows=MOST_GROUPS).rows
    return Measured({row[: len(by)]: [float(str(v or 0)) for v in row[len(by) :]] for row in rows}, sql)


def measured_sql(request: MetricRequest, d: Definitions) -> str:
    """The SQL of that: a column for each dimension and each metric."""
    by = request.by
    known = tuple(name for name in by if d.dimensions[name].unknown == "leave_out")
    table = aggregated(request.metrics, replace(scope_of(request, d, by), known=known), d)
    keys = {name: as_shown(table[name], d.dimensions[name]) for name in by}
    return sql_text(table.select(**keys, **{m: value_of(m, table, d) for m in request.metrics}))
