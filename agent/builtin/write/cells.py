"""Rows of evidence, and their cells as numbers."""

from tools.evidence import Column, Value

Row = dict[str, Value]


def number(row: Row, column: Column) -> float:
    """The cell as a number.

    Raises:
        TypeError: the cell holds none.
    """
    value = row[column["name"]]
    if isinstance(value, str) or value is None:
        raise TypeError(f"{column['name']} holds {value!r}")
    return float(value)


def number_or_zero(row: Row, column: Column) -> float:
    """The cell as a number, 0 where it holds none."""
    return number(row, column) if isinstance(row.get(column["name"]), int | float) else 0.0
