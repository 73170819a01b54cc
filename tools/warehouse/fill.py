"""How one table of the warehouse is filled from what a source reads (views named staged_TABLE)."""

from dataclasses import dataclass

from tools.warehouse.schema import TABLES


@dataclass(frozen=True)
class Fill:
    """Fills one table. `expected` counts, from the source alone, the rows the table must end with."""

    table: str
    statements: tuple[str, ...]
    expected: str
    note: str = ""


STAGED = tuple(
    table.name for table in TABLES if table.name not in ("calendar", "shop_facts", "load_report", "meta")
)


def copied(table: str) -> Fill:
    """A table that is taken over as it stands."""
    columns = next(candidate.columns for candidate in TABLES if candidate.name == table)
    names = ", ".join(column.name for column in columns)
    return Fill(
        table,
        (f"INSERT INTO {table} BY NAME SELECT {names} FROM staged_{table}",),
        f"SELECT count(*) FROM staged_{table}",
    )
