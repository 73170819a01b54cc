"""Small looks at the data that decide which caveats apply."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from knowledge.metrics import Definitions
from tools.evidence import Value
from tools.warehouse.compile import compile_request
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest, Selection, chosen

Fuel = Literal["none", "some", "all"]


def fuel_in_scope(request: Selection, warehouse: Warehouse, d: Definitions) -> Fuel:
    """How much of what was sold within the request's filters, households and period is fuel."""
    fuel, rest = _figures(["fuel_sales", "sales_without_fuel"], request, warehouse, d)
    if not fuel:
        return "none"
    return "some" if rest else "all"


def customers_in_scope(request: Selection, warehouse: Warehouse, d: Definitions) -> int:
    """How many households bought anything within the request's filters, sets and period."""
    return int(str(_figures(["customers"], request, warehouse, d)[0]))


def trading_days(warehouse: Warehouse, start: dt.date, end: dt.date) -> int:
    """How many days of the given ones anything was sold on."""
    days = f"date BETWEEN DATE '{start}' AND DATE '{end}'"
    sql = f"SELECT count(*) FROM calendar WHERE is_trading_day AND {days}"
    return int(str(_row(warehouse, warehouse.data_version, sql)[0]))


def partial_weeks(warehouse: Warehouse, start: dt.date, end: dt.date) -> list[int]:
    """Weeks that the data hold in part, or of whose days some lie outside the given ones."""
    sql = f"""
        SELECT week FROM calendar GROUP BY week
        HAVING max(date) >= DATE '{start}' AND min(date) <= DATE '{end}'
           AND (NOT bool_and(full_week) OR min(date) < DATE '{start}' OR max(date) > DATE '{end}')
        ORDER BY week"""
    return [int(str(row[0])) for row in warehouse.run(sql).rows]


def products(ids: Sequence[Value], columns: Sequence[str], warehouse: Warehouse) -> dict[Value, list[Value]]:
    """These columns of the catalogue for each product there is of the given numbers."""
    numbers = ", ".join(str(int(str(one))) for one in ids)
    sql = f"SELECT {', '.join(['product_id', *columns])} FROM products WHERE product_id IN ({numbers})"
    return {row[0]: list(row[1:]) for row in warehouse.run(sql, max_rows=len(ids)).rows}


def small_groups(request: MetricRequest, below: int, warehouse: Warehouse, d: Definitions) -> list[str]:
    """The groups of the request with fewer customers than `below`, named by their dimension values."""
    counted = MetricRequest(
        **chosen(request),
        metrics=["customers"], by=request.by, order_by="customers", descending=False, limit=1000,
    )  # fmt: skip
    groups = warehouse.run(compile_request(counted, d)).rows
    by = len(request.by)
    return [", ".join(str(v) for v in row[:by]) for row in groups if int(str(row[by])) < below]


def _figures(
    metrics: list[str], selection: Selection, warehouse: Warehouse, d: Definitions
) -> tuple[Value, ...]:
    """Metrics over the part of a selection that they reach."""
    reached = selection.only(lambda name: name in d.dimensions_of(metrics[0]))
    asked = MetricRequest(metrics=metrics, **chosen(reached))
    return _row(warehouse, warehouse.data_version, compile_request(asked, d))


@lru_cache(maxsize=256)
def _row(warehouse: Warehouse, data_version: str, sql: str) -> tuple[Value, ...]:
    return warehouse.run(sql).rows[0]
