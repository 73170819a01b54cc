"""The canonical retail schema, as plain data: every table and column in the words of the business.

A shop fills what it has; what it lacks stays empty and is named in `shop_facts`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column. `personal` columns name a person; free SQL cannot read them."""

    name: str
    type: str
    comment: str
    personal: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `key` is unique. `points_to` says which table each of its columns must be found in.

    `money` columns reconcile to the cent with the source. `readable` tables are open to free SQL.
    """

    name: str
    comment: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    points_to: tuple[tuple[tuple[str, ...], str], ...] = ()
    money: tuple[str, ...] = ()
    readable: bool = True


MONEY = "DECIMAL(12,2)"

CUSTOMERS = Table(
    "customers",
    "One row per customer (a household with a loyalty card). Demographics are known for some only.",
    (
        Column("customer_id", "INTEGER", "Pseudonymous number of the household"),
        Column("age", "VARCHAR", "Age band of the head of household, e.g. 45-54"),
        Column("income", "VARCHAR", "Yearly household income band, e.g. 50-74K (thousand US dollars)"),
        Column("home_ownership", "VARCHAR", "Homeowner, Renter, Probable Homeowner or Probable Renter"),
        Column("marital_status", "VARCHAR", "Married or Unmarried"),
        Column("household_size", "VARCHAR", "People in the household: 1, 2, 3, 4 or 5+"),
        Column("household_type", "VARCHAR", "Adults and children, e.g. 2 Adults Kids"),
        Column("kids", "VARCHAR", "Number of children: 0, 1, 2 or 3+"),
        Column("has_demographics", "BOOLEAN", "Whether the shop knows this household's demographics"),
        Column("email", "VARCHAR", "E-mail address, where a shop holds one", personal=True),
    ),
    key=("customer_id",),
)

PRODUCTS = Table(
    "products",
    "One row for every product that was sold, promoted, on offer or listed in the catalogue.",
    (
        Column("product_id", "INTEGER", "Number of the product"),
        Column("manufacturer_id", "INTEGER", "Number of the maker; the maker's name is not known"),
        Column("department", "VARCHAR", "Broadest group, e.g. GROCERY, PRODUCE, DRUG GM"),
        Column("category", "VARCHAR", "Group within the department, e.g. SOFT DRINKS"),
        Column("product_type", "VARCHAR", "Finest group, e.g. YOGURT NOT MULTI-PACKS"),
        Column("package_size", "VARCHAR", "Size printed on the package, e.g. 22 LB; free text"),
        Column("brand", "VARCHAR", "National (a maker's brand) or Private (the retailer's own label)"),
        Column("is_fuel", "BOOLEAN", "Gasoline, in whichever department it was booked"),
        Column(
            "in_catalogue", "BOOLEAN", "False: sold or on offer, but absent from the catalogue, so unnamed"
        ),
    ),
    key=("product_id",),
)

STORES = Table(
    "stores",
    "One row per store. Only its number is known.",
    (Column("store_id", "INTEGER", "Number of the store"),),
    key=("store_id",),
)

ORDER_LINES = Table(
    "order_lines",
    "What was sold: one row per product in an order (basket).",
    (
        Column("order_id", "BIGINT", "Number of the order, i.e. one basket at one till"),
        Column("customer_id", "INTEGER", "Who bought"),
        Column("store_id", "INTEGER", "Where"),
        Column("product_id", "INTEGER", "What"),
        Column("ordered_at", "TIMESTAMP", "When, in the stores' local time"),
        Column("order_date", "DATE", "The local day of ordered_at"),
        Column("week", "INTEGER", "Week of the data, Monday to Sunday; see calendar.full_week"),
        Column("quantity", "INTEGER", "Units sold. Fuel counts in small measures, so leave it out of units"),
        Column("net_sales", MONEY, "What the retailer received, in US dollars, after loyalty discount"),
        Column("loyalty_discount", MONEY, "Discount given for the loyalty card, a positive amount"),
        Column("coupon_discount", MONEY, "Discount from a maker's coupon, a positive amount"),
        Column("coupon_match", MONEY, "What the retailer added to match a coupon, a positive amount"),
    ),
    key=("order_id", "product_id"),
    points_to=((("customer_id",), "customers"), (("store_id",), "stores"), (("product_id",), "products")),
    money=("net_sales", "loyalty_discount", "coupon_discount", "coupon_match"),
)

CAMPAIGNS = Table(
    "campaigns",
    "One row per direct-mail campaign.",
    (
        Column("campaign_id", "INTEGER", "Number of the campaign"),
        Column("campaign_type", "VARCHAR", "Type A (16 coupons picked per household), Type B or Type C"),
        Column("start_date", "DATE", "First day its coupons were valid; may lie before the data"),
        Column("end_date", "DATE", "Last day its coupons were valid; may lie after the data"),
    ),
    key=("campaign_id",),
)

CAMPAIGN_TARGETS = Table(
    "campaign_targets",
    "Who was mailed which campaign: one row per campaign and customer.",
    (
        Column("campaign_id", "INTEGER", "The campaign"),
        Column("customer_id", "INTEGER", "A customer it was mailed to"),
    ),
    key=("campaign_id", "customer_id"),
    points_to=((("campaign_id",), "campaigns"), (("customer_id",), "customers")),
)

OFFERS = Table(
    "offers",
    "One row per coupon of a campaign. The same coupon may be part of several campaigns.",
    (
        Column("offer_id", "BIGINT", "Number of the coupon"),
        Column("campaign_id", "INTEGER", "The campaign it was part of"),
    ),
    key=("offer_id", "campaign_id"),
    points_to=((("campaign_id",), "campaigns"),),
)

OFFER_PRODUCTS = Table(
    "offer_products",
    "The products each coupon is good for. Never join it to redemptions row to row: one coupon has many.",
    (
        Column("offer_id", "BIGINT", "The coupon"),
        Column("campaign_id", "INTEGER", "The campaign"),
        Column("product_id", "INTEGER", "A product the coupon is good for"),
    ),
    key=("offer_id", "campaign_id", "product_id"),
    points_to=((("offer_id", "campaign_id"), "offers"), (("product_id",), "products")),
)

REDEMPTIONS = Table(
    "redemptions",
    "Coupons handed in: one row per redemption.",
    (
        Column("redemption_id", "INTEGER", "Number of the redemption, given at load"),
        Column("customer_id", "INTEGER", "Who redeemed"),
        Column("offer_id", "BIGINT", "The coupon"),
        Column("campaign_id", "INTEGER", "The campaign it came from"),
        Column("redeemed_on", "DATE", "The day"),
    ),
    key=("redemption_id",),
    points_to=((("customer_id",), "customers"), (("offer_id", "campaign_id"), "offers")),
)

PROMOTIONS = Table(
    "promotions",
    "In-store promotion: one row per product, store and week in which it was on display or in the mailer.",
    (
        Column("product_id", "INTEGER", "The product"),
        Column("store_id", "INTEGER", "The store"),
        Column("week", "INTEGER", "The week, as in order_lines.week"),
        Column("display", "VARCHAR", "Where in the store it stood, e.g. Front End Cap; or Not on Display"),
        Column("mailer", "VARCHAR", "Where in the weekly ad, e.g. Front Page Feature; or Not in Mailer"),
        Column("on_display", "BOOLEAN", "Whether it stood on any display"),
        Column("in_mailer", "BOOLEAN", "Whether it was anywhere in the weekly ad"),
    ),
    key=("product_id", "store_id", "week"),
    points_to=((("product_id",), "products"), (("store_id",), "stores")),
)

CALENDAR = Table(
    "calendar",
    "One row per day from the first to the last day of the data.",
    (
        Column("date", "DATE", "The day"),
        Column("week", "INTEGER", "Week of the data, Monday to Sunday, from 1"),
        Column("month_start", "DATE", "First day of its month"),
        Column("month_name", "VARCHAR", "January to December"),
        Column("quarter", "INTEGER", "1 to 4"),
        Column("weekday", "VARCHAR", "Monday to Sunday"),
        Column("weekday_number", "INTEGER", "Monday is 1, Sunday is 7"),
        Column("is_weekend", "BOOLEAN", "Saturday or Sunday"),
        Column("holiday", "VARCHAR", "Name of the public holiday, else empty"),
        Column("is_trading_day", "BOOLEAN", "Whether anything was sold"),
        Column(
            "full_week", "BOOLEAN", "Its week has as many trading days as usual; leave others out of trends"
        ),
    ),
    key=("date",),
)

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
