"""Engine errors in words of our own: what can be mended is said, no path, hidden name or value is."""

import difflib
import re
from collections.abc import Mapping

import duckdb

from tools.errors import ToolError
from tools.warehouse.sandbox.gate import Refused

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}")
TOO_BIG = "The query needs more memory than it may have. Filter or group before joining or sorting."
TOO_SLOW = "The query took too long and was stopped. Filter or group first; join on keys."


def reworded(error: BaseException, sql: str, readable: Mapping[str, tuple[str, ...]]) -> str:
    """A sentence for the one who wrote `sql`; identifiers in it come from `sql` or from `readable`."""
    if isinstance(error, Refused | ToolError):
        return str(error)
    if isinstance(error, duckdb.OutOfMemoryException | MemoryError):
        return TOO_BIG
    if isinstance(error, duckdb.InterruptException):
        return TOO_SLOW
    if isinstance(error, duckdb.ConversionException):
        return "A value does not convert to that type. Use try_cast, which gives NULL instead."
    if isinstance(error, duckdb.OutOfRangeException):
        return "A number is out of the range of its type. Cast to DOUBLE first."
    return _binding(str(error), sql, readable)


def _binding(text: str, sql: str, readable: Mapping[str, tuple[str, ...]]) -> str:
    used = [table for table in readable if re.search(rf"\b{table}\b", sql, re.IGNORECASE)]
    if found := re.search(r'Referenced column "([^"]*)"|does not have a column named "([^"]*)"', text):
        return _unknown_column(found[1] or found[2], sql, used, readable)
    if found := re.search(r'Referenced table "([^"]*)" not found', text):
        name = _said(found[1], sql)
        return f"No table or alias {name} in FROM here." if name else "A table or alias is missing in FROM."
    if found := re.search(r'Ambiguous reference to column name "([^"]*)"', text):
        name = _said(found[1], sql)
        return f"Column {name or ''} is in more than one of the tables: write table.column.".replace(
            "  ", " "
        )
    if found := re.search(r'column "([^"]*)" must appear in the GROUP BY', text):
        name = _said(found[1], sql) or "A column"
        return f"{name} must be in GROUP BY or inside an aggregate such as sum() or any_value()."
    if found := re.search(
        r"No function matches the given name and argument types '(\w+)\(([A-Z0-9_(), ]*)\)'", text
    ):
        name = _said(found[1], sql)
        return f"{name or 'A function'} does not take ({found[2]}). Cast the argument first."
    if "Cannot compare values" in text or "Cannot mix values" in text:
        return "Two sides of a comparison have different types. Cast one of them."
    if "aggregate" in text and "WHERE clause" in text:
        return "WHERE cannot hold aggregates; use HAVING."
    if "max_expression_depth" in text or "Max expression depth" in text:
        return "The statement is nested too deeply. Use WITH to name its steps."
    return "The query does not run as written. Check its columns and types, or take it in smaller steps."


def _unknown_column(name: str, sql: str, used: list[str], readable: Mapping[str, tuple[str, ...]]) -> str:
    places = {f"{table}.{column}": column for table in used or readable for column in readable[table]}
    near = difflib.get_close_matches(name.lower(), places.values(), 3, 0.6)
    elsewhere = [f"{table}.{name.lower()}" for table in readable if name.lower() in readable[table]]
    said = _said(name, sql)
    parts = [f"There is no column {said} here." if said else "There is no such column here."]
    if near:
        parts.append(
            f"Did you mean {' or '.join(place for place, column in places.items() if column in near)}?"
        )
    elif elsewhere:
        parts.append(f"It is in {', '.join(elsewhere)}: join that table.")
    parts += [f"{table} has: {', '.join(readable[table])}." for table in used[:3]]
    return " ".join(parts)


def _said(name: str, sql: str) -> str | None:
    """The name, when it is a plain one that the statement itself uses."""
    return name if NAME.fullmatch(name) and name.lower() in sql.lower() else None
