"""Small looks at the data that decide which caveats apply."""

import datetime as dt
from functools import lru_cache

from knowledge.metrics import Definitions
from tools.warehouse.compile import compile_request
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest


def fuel_in_scope(request: MetricRequest, warehouse: Warehouse, d: Definitions) -> bool:
    """Whether any fuel was sold within the request's filters and period."""
    reaching = [f for f in request.filters if f.dimension in d.dimensions_of("fuel_sales")]
    if not any(d.dimensions[f.dimension].group == "product" for f in reaching):
        return True
    asked = MetricRequest(metrics=["fuel_sales"], filters=reaching, period=request.period)
    return bool(_one(warehouse, warehouse.data_version, compile_request(asked, d)))


def partial_weeks(warehouse: Warehouse, start: dt.date, end: dt.date) -> list[int]:
    """Weeks that the data hold in part, or of whose days some lie outside the given ones."""
    sql = f"""
        SELECT week FROM calendar GROUP BY week
        HAVING max(date) >= DATE '{start}' AND min(date) <= DATE '{end}'
           AND (NOT bool_and(full_week) OR min(date) < DATE '{start}' OR max(date) > DATE '{end}')
        ORDER BY week"""
    return [int(str(row[0])) for row in warehouse.run(sql).rows]


def small_groups(request: MetricRequest, below: int, warehouse: Warehouse, d: Definitions) -> list[str]:
    """The groups of the request with fewer customers than `below`, named by their dimension values."""
    counted = request.model_copy(
        update={
            "metrics": ["customers"], "having": [], "order_by": "customers", "descending": False,
            "limit": 1000, "share": False, "compare": None,
        }
    )  # fmt: skip
    groups = warehouse.run(compile_request(counted, d)).rows
    by = len(request.by)
    return [", ".join(str(v) for v in row[:by]) for row in groups if int(str(row[by])) < below]


@lru_cache(maxsize=256)
def _one(warehouse: Warehouse, data_version: str, sql: str) -> object:
    return warehouse.run(sql).rows[0][0]
