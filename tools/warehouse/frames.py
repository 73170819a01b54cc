"""A fact table with the lookups it needs joined on, and the dimensions and filters over its rows."""

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from knowledge.metrics import Definitions, Dimension, Fact
from tools.errors import ToolError
from tools.warehouse import expressions, schema
from tools.warehouse.request import Filter, Period

_TYPES = {
    "INTEGER": "int32",
    "BIGINT": "int64",
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    schema.MONEY: "decimal(12, 2)",
    "DECIMAL(12,4)": "decimal(12, 4)",
}


@cache
def unbound(table: str) -> Table:
    """The Ibis table of the canonical schema, with no connection behind it."""
    found = next(t for t in schema.TABLES if t.name == table)
    return ibis.table({c.name: _TYPES[c.type] for c in found.columns}, name=table)


@dataclass(frozen=True)
class Frame:
    """Rows of a fact; the columns of a joined lookup carry its name as a prefix."""

    fact: Fact
    rows: Table

    def column(self, table: str, name: str) -> Value:
        """A column by table ("" for the fact's own, "date" for its date) and name."""
        if table == "date":
            return self.rows[self.fact.date]
        return self.rows[f"{table}__{name}" if table not in ("", "own", self.fact.table) else name]

    def key(self, dimension: Dimension) -> Value:
        """The stored value of a dimension on every row."""
        home = dimension.table

        def resolve(table: str, name: str) -> Value:
            return self.column(table or home, name)

        return expressions.row_value(dimension.column, resolve)

    def overlaps(self, period: Period) -> BooleanValue | None:
        """Whether a row falls in the period; None where the fact has no time."""
        start, end = ibis.literal(period.start), ibis.literal(period.end)
        if self.fact.date:
            date = self.rows[self.fact.date]
            return (date >= start) & (date <= end)
        if self.fact.span:
            first, last = (self.column(*_split(column)) for column in self.fact.span)
            return (first <= end) & (last >= start)
        return None


def columns_of(dimension: Dimension) -> set[tuple[str, str]]:
    """(table, column) pairs that a dimension reads, its own table filled in."""
    named = expressions.columns_named(dimension.column)
    return {(table or dimension.table, name) for table, name in named}


@lru_cache(maxsize=256)
def frame(fact: Fact, columns: frozenset[tuple[str, str]]) -> Frame:
    """The fact with just these columns of its own and of its lookups, left-joined on unique keys."""
    wanted = set(columns) | {_split(column) for column in fact.span or ()}
    joins = {table: on for table, on in fact.joins.items() if any(t == table for t, _ in wanted)}
    if any(table == "calendar" for table, _ in wanted):
        joins["calendar"] = {str(fact.date): "date"}
    own = {name for table, name in wanted if table in ("", "own", fact.table)}
    own |= {here for on in joins.values() for here in on}
    if fact.date:
        own.add(fact.date)
    own.add(fact.keys[0])
    rows = unbound(fact.table).select(*sorted(own))
    for table, on in joins.items():
        names = {name for t, name in wanted if t == table} | set(on.values())
        lookup = unbound(table).select(**{f"{table}__{name}": name for name in sorted(names)})
        rows = rows.left_join(
            lookup, [rows[here] == lookup[f"{table}__{there}"] for here, there in on.items()]
        )
    return Frame(fact, rows)


def keeps(filter_: Filter, definitions: Definitions, frame_: Frame) -> BooleanValue:
    """The condition of one filter. A negation also keeps rows without a value.

    Raises ToolError for a value or operator that does not suit the dimension.
    """
    dimension = definitions.dimensions[filter_.dimension]
    key = frame_.key(dimension)
    if filter_.op in ("contains", "not_contains"):
        if dimension.kind != "category" or dimension.labels:
            raise ToolError(f"{dimension.label} has no text to search; use 'in' with its values.")
        words = [key.lower().contains(str(value).lower()) for value in filter_.values]  # type: ignore[attr-defined]
        found = ibis.or_(*words)
        return found if filter_.op == "contains" else ~found | key.isnull()
    if filter_.op == "between":
        if dimension.order:
            first, last = sorted(_place(dimension, value) for value in filter_.values)
            return key.isin([stored(dimension, value) for value in dimension.order[first : last + 1]])
        if dimension.kind == "category":
            raise ToolError(f"{dimension.label} has no order, so 'between' cannot be used; use 'in'.")
        low, high = (ibis.literal(stored(dimension, value)) for value in filter_.values)
        return key.between(low, high)  # type: ignore[attr-defined, no-any-return]
    values = [stored(dimension, value) for value in filter_.values]
    return key.isin(values) if filter_.op == "in" else ~key.isin(values) | key.isnull()


def stored(dimension: Dimension, value: str | int | float) -> str | int | bool | dt.date:
    """The value as it stands in the table, from the value as people see it. Raises ToolError if none fits."""
    text = str(value)
    for raw, label in dimension.labels.items():
        if label == text:
            return {"true": True, "false": False}.get(raw, int(raw) if raw.isdigit() else raw)
    if dimension.labels:
        raise ToolError(f"{dimension.label} is one of {', '.join(dimension.labels.values())}, not '{text}'.")
    try:
        if dimension.show == "month":
            return dt.date.fromisoformat(f"{text}-01")
        if dimension.show == "quarter":
            year, quarter = text.upper().split("-Q")
            return dt.date(int(year), int(quarter) * 3 - 2, 1)
        if dimension.table == "date" and dimension.column == "date":
            return dt.date.fromisoformat(text)
        if dimension.kind in ("id", "number", "time"):
            return int(float(text)) if float(text) == int(float(text)) else _refuse(dimension, text)
    except (ValueError, OverflowError):
        return _refuse(dimension, text)
    return text


def _refuse(dimension: Dimension, text: str) -> int:
    looks = {"month": "2017-03", "quarter": "2017-Q1"}.get(dimension.show)
    looks = looks or ("2017-03-15" if dimension.column == "date" else "a whole number, e.g. 13")
    raise ToolError(f"'{text}' is not a {dimension.label.lower()}; write it as {looks}.")


def _place(dimension: Dimension, value: str | int | float) -> int:
    names = [str(v).lower() for v in dimension.order]
    if str(value).lower() not in names:
        raise ToolError(f"{dimension.label} has no '{value}'; it has {', '.join(map(str, dimension.order))}.")
    return names.index(str(value).lower())


def _split(column: str) -> tuple[str, str]:
    table, _, name = column.rpartition(".")
    return table, name
