"""The tables of trade: who bought what, where and when."""

from tools.warehouse.table import MONEY, Column, Table

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
