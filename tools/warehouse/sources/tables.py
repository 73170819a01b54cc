"""A shop given as a folder of CSV files, one per canonical table, with the canonical column names."""

import csv
from pathlib import Path

from tools.errors import ToolError
from tools.warehouse.schema import TABLES
from tools.warehouse.sources.source import Source


def source(folder: Path, name: str = "tables") -> Source:
    """The CSV files in `folder` (customers.csv, order_lines.csv, ...) as a source.

    Times are local, an empty field is unknown, tables and columns may be left out. Raises ToolError
    when there is no order_lines.csv.
    """
    files = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    if "order_lines" not in files:
        raise ToolError("A shop needs at least order_lines.csv.")
    return Source(name, files, {table: _read(table, path) for table, path in files.items()})


def _read(table: str, path: Path) -> str:
    """A SELECT with each column in its canonical type, so that nothing hangs on guessed types.

    Money is read as it stands, not yet rounded to cents: the load's reconciliation would see it.
    """
    types = {column.name: column.type for known in TABLES if known.name == table for column in known.columns}
    with path.open(newline="", encoding="utf-8") as file:
        header = next(csv.reader(file), [])
    columns = ", ".join(f'"{name}"::{_unrounded(types.get(name, "VARCHAR"))} AS "{name}"' for name in header)
    return f"SELECT {columns} FROM read_csv('{{{table}}}', header = true, all_varchar = true)"


def _unrounded(kind: str) -> str:
    return "DOUBLE" if kind.startswith("DECIMAL") else kind
