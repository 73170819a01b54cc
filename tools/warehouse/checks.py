"""What must hold before a new warehouse replaces the old one. Checks return sentences on what does not."""

from collections.abc import Iterator

import duckdb

from tools.warehouse.fill import Fill
from tools.warehouse.schema import TABLES, Table


def failures(connection: duckdb.DuckDBPyConnection, fills: tuple[Fill, ...]) -> list[str]:
    """Every broken promise of the loaded tables, as sentences; empty when all hold."""
    found = [*_row_counts(connection, fills), *_weeks(connection)]
    for table in TABLES:
        found += [*_keys(connection, table), *_orphans(connection, table), *_money(connection, table)]
    return found


def _row_counts(connection: duckdb.DuckDBPyConnection, fills: tuple[Fill, ...]) -> Iterator[str]:
    for fill in fills:
        expected, actual = (
            _number(connection, fill.expected),
            _number(connection, f"SELECT count(*) FROM {fill.table}"),
        )
        if expected != actual:
            yield f"{fill.table} has {actual:,} rows where the source calls for {expected:,}"


def _keys(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    if not table.key:
        return
    key = ", ".join(table.key)
    empty = _number(
        connection,
        f"SELECT count(*) FROM {table.name} WHERE {' OR '.join(f'{column} IS NULL' for column in table.key)}",
    )
    if empty:
        yield f"{table.name} has {empty:,} rows without {key}"
    repeated = _number(
        connection,
        f"SELECT count(*) FROM (SELECT 1 FROM {table.name} GROUP BY {key} HAVING count(*) > 1)",
    )
    if repeated:
        yield f"{table.name} has {repeated:,} values of ({key}) that occur more than once"


def _orphans(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    for columns, target in table.points_to:
        key = ", ".join(columns)
        given = " AND ".join(f"{column} IS NOT NULL" for column in columns)
        orphans = _number(
            connection,
            f"SELECT count(*) FROM (SELECT {key} FROM {table.name} WHERE {given}) "
            f"ANTI JOIN {target} USING ({key})",
        )
        if orphans:
            yield f"{table.name} has {orphans:,} rows whose ({key}) is not in {target}"


def _money(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[str]:
    for column in table.money:
        source, loaded = (
            _number(connection, f"SELECT round(coalesce(sum({column}), 0), 2)::DECIMAL(38,2) FROM {relation}")
            for relation in (f"staged_{table.name}", table.name)
        )
        if source != loaded:
            yield f"{table.name}.{column} adds up to {loaded} where the source has {source}"


def _weeks(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    astray = _number(
        connection,
        "SELECT count(*) FROM order_lines JOIN calendar ON order_date = date "
        "WHERE order_lines.week <> calendar.week",
    )
    if astray:
        yield f"{astray:,} order lines carry a week that is not the week of their local day"
    split = _number(
        connection,
        "SELECT count(*) FROM (SELECT order_id FROM order_lines GROUP BY order_id "
        "HAVING min(customer_id) <> max(customer_id) OR min(store_id) <> max(store_id) "
        "OR min(order_date) <> max(order_date))",
    )
    if split:
        yield f"{split:,} orders belong to more than one customer, store or day"


def _number(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return row[0] if row else 0
