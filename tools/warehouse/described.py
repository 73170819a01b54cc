"""The tables as free SQL sees them, in words short enough for every prompt."""

from tools.warehouse import schema
from tools.warehouse.connection import Warehouse

UNSAID = 3
"""Words up to which a comment says no more than the column's name."""


def described(warehouse: Warehouse) -> str:
    """A line for each table that holds rows: what a row is, and its columns with what their names do not
    say."""
    filled = {row[0] for row in warehouse.run("SELECT table_name FROM load_report WHERE rows_out > 0").rows}
    kept = filled | {"meta"}
    return "\n".join(
        f"{table} -- {about}\n  {'; '.join(_column(name, meaning) for name, meaning in columns.items())}"
        for table, (about, columns) in schema.comments().items()
        if table in kept
    )


def _column(name: str, meaning: str) -> str:
    said = name.endswith("_id") or len(meaning.split()) <= UNSAID
    return name if said else f"{name} ({meaning.rstrip('.')})"
