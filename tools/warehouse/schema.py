"""The canonical retail schema, as plain data: every table and column in the words of the business.

A shop fills what it has; what it lacks stays empty and is named in `shop_facts`.
"""

from tools.warehouse.marketing import (
    CAMPAIGN_TARGETS,
    CAMPAIGNS,
    OFFER_PRODUCTS,
    OFFERS,
    PROMOTIONS,
    REDEMPTIONS,
)
from tools.warehouse.table import MONEY, Column, Table
from tools.warehouse.trade import CALENDAR, CUSTOMERS, ORDER_LINES, PRODUCTS, STORES

__all__ = ["MONEY", "TABLES", "Column", "Table", "comments", "ddl", "quoted", "readable"]

PRODUCT_COSTS = Table(
    "product_costs",
    "What a product costs the retailer, where a shop gives it.",
    (
        Column("product_id", "INTEGER", "The product"),
        Column("valid_from", "DATE", "First day of this cost"),
        Column("unit_cost", "DECIMAL(12,4)", "US dollars per unit"),
    ),
    key=("product_id", "valid_from"),
    points_to=((("product_id",), "products"),),
)

STOCK_LEVELS = Table(
    "stock_levels",
    "Units on hand by product, store and day, where a shop gives them.",
    (
        Column("product_id", "INTEGER", "The product"),
        Column("store_id", "INTEGER", "The store"),
        Column("date", "DATE", "The day, at closing"),
        Column("units_on_hand", "INTEGER", "Units on hand"),
    ),
    key=("product_id", "store_id", "date"),
    points_to=((("product_id",), "products"), (("store_id",), "stores")),
)

CHANNELS = Table(
    "channels",
    "Ways to buy or to be reached, such as store, web shop or e-mail, where a shop tells them apart.",
    (
        Column("channel_id", "INTEGER", "Number of the channel"),
        Column("channel_name", "VARCHAR", "Name of the channel"),
    ),
    key=("channel_id",),
)

EVENTS = Table(
    "events",
    "What customers did outside the till, such as opening an e-mail, where a shop records it.",
    (
        Column("event_id", "BIGINT", "Number of the event"),
        Column("customer_id", "INTEGER", "Who"),
        Column("happened_at", "TIMESTAMP", "When, in local time"),
        Column("event_type", "VARCHAR", "What, e.g. email_opened"),
        Column("channel_id", "INTEGER", "Through which channel"),
        Column("campaign_id", "INTEGER", "For which campaign, if any"),
    ),
    key=("event_id",),
    points_to=((("customer_id",), "customers"), (("channel_id",), "channels")),
)

SHOP_FACTS = Table(
    "shop_facts",
    "What this shop's data has and what it lacks, so that an absence is known and not guessed.",
    (
        Column("topic", "VARCHAR", "What one might ask about, e.g. margin"),
        Column("available", "BOOLEAN", "Whether the data can answer it"),
        Column("note", "VARCHAR", "What there is, or what is missing"),
        Column("needs", "VARCHAR", "What file would make it available; empty where it is"),
    ),
    key=("topic",),
)

LOAD_REPORT = Table(
    "load_report",
    "What happened to each table when it was loaded.",
    (
        Column("table_name", "VARCHAR", "The table"),
        Column("rows_in", "BIGINT", "Rows in the source"),
        Column("rows_out", "BIGINT", "Rows in the table"),
        Column("note", "VARCHAR", "Everything that was changed on the way"),
    ),
    key=("table_name",),
)

META = Table(
    "meta",
    "One row about this warehouse.",
    (
        Column("data_version", "VARCHAR", "Short hash of the source files and of what was done to them"),
        Column("source", "VARCHAR", "Name of the source"),
        Column("loaded_at", "TIMESTAMP", "When it was loaded, UTC"),
        Column("first_day", "DATE", "First day with sales, local time"),
        Column("last_day", "DATE", "Last day with sales, local time: 'today' for questions about the data"),
    ),
)

TABLES: tuple[Table, ...] = (
    CUSTOMERS,
    PRODUCTS,
    STORES,
    ORDER_LINES,
    CAMPAIGNS,
    CAMPAIGN_TARGETS,
    OFFERS,
    OFFER_PRODUCTS,
    REDEMPTIONS,
    PROMOTIONS,
    CALENDAR,
    PRODUCT_COSTS,
    STOCK_LEVELS,
    CHANNELS,
    EVENTS,
    SHOP_FACTS,
    LOAD_REPORT,
    META,
)


def readable() -> dict[str, tuple[str, ...]]:
    """Table -> columns that free SQL may read."""
    return {
        table.name: tuple(column.name for column in table.columns if not column.personal)
        for table in TABLES
        if table.readable
    }


def comments() -> dict[str, tuple[str, dict[str, str]]]:
    """Table -> (its comment, column -> its comment), for what free SQL may read."""
    return {
        table.name: (table.comment, {c.name: c.comment for c in table.columns if not c.personal})
        for table in TABLES
        if table.readable
    }


def ddl() -> list[str]:
    """The statements that create every table with its comments."""
    statements = []
    for table in TABLES:
        columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
        statements.append(f"CREATE TABLE {table.name} ({columns})")
        statements.append(f"COMMENT ON TABLE {table.name} IS {quoted(table.comment)}")
        statements += [
            f"COMMENT ON COLUMN {table.name}.{column.name} IS {quoted(column.comment)}"
            for column in table.columns
        ]
    return statements


def quoted(text: str) -> str:
    """A SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
