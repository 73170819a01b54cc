"""What a source reads, made ready as views under the names of the canonical tables."""

import duckdb
import holidays

from tools.errors import ToolError
from tools.warehouse import schema
from tools.warehouse.fill import STAGED
from tools.warehouse.sources.source import Source


class LoadError(ToolError):
    """The load did not go through; the warehouse that was there is untouched."""


def stage(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """One view per canonical table, with all of its columns: NULL for those the source does not give."""
    unknown = set(source.reads) - set(STAGED)
    if unknown:
        raise LoadError(f"{source.name} gives tables the schema does not know: {', '.join(sorted(unknown))}.")
    paths = {name: str(path).replace("'", "''") for name, path in source.files.items()}
    for table in schema.TABLES:
        if table.name not in STAGED:
            continue
        columns = ", ".join(f"NULL::{column.type} AS {column.name}" for column in table.columns)
        view = f"SELECT {columns} WHERE false"
        if table.name in source.reads:
            read = source.reads[table.name].format(**paths)
            given = {row[0] for row in connection.execute(f"DESCRIBE {read}").fetchall()}
            extra = given - {column.name for column in table.columns}
            if extra:
                raise LoadError(
                    f"{table.name} has columns the schema does not know: {', '.join(sorted(extra))}."
                )
            view = f"{view} UNION ALL BY NAME ({read})"
        connection.execute(f"CREATE TEMP VIEW staged_{table.name} AS {view}")
    first, last = (
        connection.execute("SELECT year(min(ordered_at)), year(max(ordered_at)) FROM staged_order_lines")
    ).fetchone() or (None, None)
    connection.execute("CREATE TEMP TABLE holidays (date DATE, name VARCHAR)")
    if first is not None:
        days = holidays.country_holidays(source.country, years=range(first, last + 1), observed=False)
        connection.executemany("INSERT INTO holidays VALUES (?, ?)", sorted(days.items()))
