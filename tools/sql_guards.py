"""What must be said of a free query beside its rows: repeated rows, days without data, groups of a few."""

from tools.errors import ToolError
from tools.members import SMALL, small_groups
from tools.warehouse.connection import Warehouse
from tools.warehouse.fan_out import days_named, few_sql, repeated
from tools.warehouse.sandbox.pool import run_select
from tools.warehouse.sandbox.traps import joins, quantities
from tools.wording import date


def guards(sql: str, warehouse: Warehouse) -> list[str]:
    """Sentences on what may mislead in the result of a statement that has run."""
    return [*_fan_out(sql, warehouse), *quantities(sql), *_outside(sql, warehouse), *_few(sql, warehouse)]


def _fan_out(sql: str, warehouse: Warehouse) -> list[str]:
    """How often a join repeats the rows it sums, counted; where it cannot be counted, that it may."""
    said = []
    for one in repeated(sql):
        try:
            rows, once = run_select(warehouse.path, one.count_sql).rows[0]
        except ToolError:
            said.append(f"A join of this query may repeat rows of {one.table}: sums of them may be too high.")
            continue
        if isinstance(rows, int) and isinstance(once, int) and rows > once > 0:
            said.append(
                f"A join of this query repeats rows of {one.table}: {rows:,} rows stand for {once:,}, "
                f"so sums and averages over them are not those of {one.table}."
            )
    return list(dict.fromkeys(said)) or joins(sql)


def _outside(sql: str, warehouse: Warehouse) -> list[str]:
    first, last = str(warehouse.first_day), str(warehouse.last_day)
    if all(first <= day <= last for day in days_named(sql)):
        return []
    return [f"The data run from {date(first)} to {date(last)}; the query names days outside."]


def _few(sql: str, warehouse: Warehouse) -> list[str]:
    asked = few_sql(sql, SMALL)
    if asked is None:
        return []
    try:
        groups = run_select(warehouse.path, asked).rows
    except ToolError:
        return []
    return small_groups([", ".join(str(value) for value in group) for group in groups])
