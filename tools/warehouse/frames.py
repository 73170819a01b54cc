"""A fact table with the lookups it needs joined on, and the dimensions over its rows."""

from dataclasses import dataclass
from functools import cache, lru_cache

import ibis
from ibis.expr.types import BooleanValue, Table, Value

from knowledge.metrics import Dimension, Fact
from tools.warehouse import expressions, schema
from tools.warehouse.request import Period

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
FIRST_ORDERS = "first_orders"
"""A lookup that is computed: every customer's first day with an order in the data."""
VISITS = "visits"
"""A table that is computed: every order with its place among those of its customer, and the days since the
one before and until the one after, unknown where the data hold none."""
WEEK = ("calendar", "week")
"""The one column of the calendar that a fact may hold itself."""


@cache
def unbound(table: str) -> Table:
    """The Ibis table of the canonical schema, or computed from one, with no connection behind it."""
    if table == FIRST_ORDERS:
        lines = unbound("order_lines")
        return lines.group_by("customer_id").aggregate(first_order_date=lines["order_date"].min())
    if table == VISITS:
        return _visits(unbound("order_lines"))
    found = next(t for t in schema.TABLES if t.name == table)
    return ibis.table({c.name: _TYPES[c.type] for c in found.columns}, name=table)


def _visits(lines: Table) -> Table:
    orders = lines.group_by("order_id").aggregate(
        **{
            name: lines[name].min()
            for name in ("customer_id", "store_id", "ordered_at", "order_date", "week")
        }
    )
    day = orders["order_date"]
    turn = ibis.window(group_by="customer_id", order_by=["ordered_at", "order_id"])
    return orders.mutate(
        order_number=ibis.row_number().over(turn) + 1,
        days_since_previous=day.delta(day.lag().over(turn), unit="day"),
        days_until_next=day.lead().over(turn).delta(day, unit="day"),
    )


@dataclass(frozen=True)
class Frame:
    """Rows of a fact; the columns of a joined lookup carry its name as a prefix."""

    fact: Fact
    rows: Table

    def column(self, table: str, name: str) -> Value:
        """A column by table ("" for the fact's own, "date" for its date) and name."""
        if table == "date":
            return self.rows[self.fact.date]
        if (table, name) == WEEK and self.fact.week:
            return self.rows[self.fact.week]
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
        if self.fact.week:
            days = unbound("calendar")
            inside = days.filter((days["date"] >= start) & (days["date"] <= end))
            return self.rows[self.fact.week].isin(inside["week"])
        return None


def columns_of(dimension: Dimension) -> set[tuple[str, str]]:
    """(table, column) pairs that a dimension reads, its own table filled in."""
    named = expressions.columns_named(dimension.column)
    return {(table or dimension.table, name) for table, name in named}


@lru_cache(maxsize=256)
def frame(fact: Fact, columns: frozenset[tuple[str, str]]) -> Frame:
    """The fact with just these columns of its own and of its lookups, left-joined on unique keys."""
    wanted = set(columns) | {_split(column) for column in fact.span or ()}
    if fact.week and (WEEK in wanted or not fact.date):
        wanted = wanted - {WEEK} | {("", fact.week)}
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


def _split(column: str) -> tuple[str, str]:
    table, _, name = column.rpartition(".")
    return table, name
