"""A larger shop made of a loaded one, to measure how Aisle behaves on a shop of another size."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from tools.warehouse import schema

OFFSETS = {"customer_id": 10_000_000, "order_id": 10_000_000_000_000}
"""What each further copy adds to a number, so that its customers and orders are new ones."""
NOISE = 0.2
"""A copied amount is drawn from 80 % to 120 % of the first one's, so that no two customers are alike."""
COPIED = ("customers", "campaign_targets", "redemptions", "order_lines")
"""The tables that grow with the number of customers; all others stay as they are."""


def enlarge(
    shop: Path, target: Path, times: int, progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Writes a warehouse with `times` as many customers, each with purchases like those of one in `shop`.

    The first copy is the shop itself; equal arguments give an equal file. Returns the number of order lines.
    `progress` is told (months written, months in all). Raises FileExistsError where `target` stands already.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists; remove it or name another file")
    with duckdb.connect(str(target)) as connection:
        connection.execute("SET preserve_insertion_order=false")
        connection.execute("SET memory_limit='4GB'")
        connection.execute("SET enable_progress_bar=false")
        connection.execute(f"ATTACH {schema.quoted(str(shop))} AS small (READ_ONLY)")
        for statement in schema.ddl():
            connection.execute(statement)
        for table in schema.TABLES:
            if table.name not in COPIED:
                connection.execute(f"INSERT INTO {table.name} SELECT * FROM small.{table.name}")
            elif table.name != "order_lines":
                connection.execute(f"INSERT INTO {table.name} {_copies(table, times)}")
        months = connection.execute(
            "SELECT DISTINCT date_trunc('month', order_date)::DATE FROM small.order_lines"
        )
        lines = next(table for table in schema.TABLES if table.name == "order_lines")
        starts = sorted(row[0] for row in months.fetchall())
        for done, start in enumerate(starts):  # in the order of time, as a shop's own lines arrive
            progress(done, len(starts))
            connection.execute(
                f"INSERT INTO order_lines {_copies(lines, times)}"
                f" WHERE date_trunc('month', order_date) = DATE '{start}' ORDER BY order_date"
            )
        connection.execute("UPDATE meta SET data_version = data_version || ?", [f"x{times}"])
        row = connection.execute("SELECT count(*) FROM order_lines").fetchone()
    return int(row[0]) if row else 0


def _copies(table: schema.Table, times: int) -> str:
    """A query of all copies of a table's rows."""
    columns = []
    for column in table.columns:
        if column.name in OFFSETS:
            columns.append(f"{column.name} + copy * {OFFSETS[column.name]} AS {column.name}")
        elif column.type == schema.MONEY and table.name == "order_lines":
            drawn = f"{1 - NOISE} + {2 * NOISE} * (hash(customer_id, copy) % 1000) / 999"
            columns.append(f"CASE copy WHEN 0 THEN {column.name} ELSE {column.name} * ({drawn}) END")
        else:
            columns.append(column.name)
    return f"SELECT {', '.join(columns)} FROM small.{table.name}, range({times}) AS copies(copy)"
