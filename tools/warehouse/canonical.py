"""How what a source reads (views named staged_TABLE) becomes the canonical tables, in order."""

from tools.warehouse.fill import Fill, copied
from tools.warehouse.fill_marketing import OFFER_PRODUCTS, OFFERS, PROMOTIONS, REDEMPTIONS

ORDER_LINES = Fill(
    "order_lines",
    (
        """
        INSERT INTO order_lines BY NAME
        SELECT order_id, customer_id, store_id, product_id, ordered_at, ordered_at::DATE AS order_date,
               coalesce(week, 1 + datediff('day', (SELECT date_trunc('week', min(ordered_at))
                                                   FROM staged_order_lines), ordered_at) // 7) AS week,
               quantity, net_sales, loyalty_discount, coupon_discount, coupon_match
        FROM staged_order_lines""",
    ),
    "SELECT count(*) FROM staged_order_lines",
)

_ALL_PRODUCTS = " UNION ".join(
    f"SELECT product_id FROM {table}"
    for table in (
        "order_lines",
        "promotions",
        "offer_products",
        "staged_product_costs",
        "staged_stock_levels",
    )
)

PRODUCTS = Fill(
    "products",
    (
        """
        INSERT INTO products BY NAME
        SELECT product_id, manufacturer_id, department, category, product_type, package_size, brand,
               coalesce(is_fuel, false) AS is_fuel, true AS in_catalogue
        FROM staged_products""",
        f"""
        INSERT INTO products BY NAME
        SELECT product_id, false AS is_fuel, false AS in_catalogue
        FROM ({_ALL_PRODUCTS}) ANTI JOIN staged_products USING (product_id) ORDER BY product_id""",
    ),
    f"SELECT count(*) FROM ({_ALL_PRODUCTS} UNION SELECT product_id FROM staged_products)",
    "Products that occur elsewhere but not in the catalogue were added without names (in_catalogue false).",
)

_ALL_CUSTOMERS = " UNION ".join(
    f"SELECT customer_id FROM {table}"
    for table in ("order_lines", "campaign_targets", "redemptions", "staged_events", "staged_customers")
)

CUSTOMERS = Fill(
    "customers",
    (
        f"""
        INSERT INTO customers BY NAME
        SELECT customer_id, age, income, home_ownership, marital_status, household_size, household_type,
               kids, known.customer_id IS NOT NULL AS has_demographics, email
        FROM ({_ALL_CUSTOMERS}) LEFT JOIN staged_customers AS known USING (customer_id)
        WHERE customer_id IS NOT NULL ORDER BY customer_id""",
    ),
    f"SELECT count(*) FROM ({_ALL_CUSTOMERS}) WHERE customer_id IS NOT NULL",
    "Every customer who bought, was mailed or redeemed; demographics only where the source has them.",
)

_ALL_STORES = " UNION ".join(
    f"SELECT store_id FROM {table}"
    for table in ("order_lines", "promotions", "staged_stock_levels", "staged_stores")
)

STORES = Fill(
    "stores",
    (f"INSERT INTO stores SELECT store_id FROM ({_ALL_STORES}) ORDER BY store_id",),
    f"SELECT count(*) FROM ({_ALL_STORES})",
    "Every store that sold or promoted something.",
)

CALENDAR = Fill(
    "calendar",
    (
        """
        INSERT INTO calendar BY NAME
        WITH span AS (SELECT min(order_date) AS first_day, max(order_date) AS last_day FROM order_lines),
        days AS (
            SELECT unnest(generate_series(first_day, last_day, INTERVAL 1 DAY))::DATE AS date, first_day
            FROM span),
        weeks AS (
            SELECT date, 1 + datediff('day', date_trunc('week', first_day), date) // 7 AS week,
                   date IN (SELECT order_date FROM order_lines) AS is_trading_day
            FROM days),
        counted AS (SELECT week, count(*) FILTER (is_trading_day) AS trading_days FROM weeks GROUP BY week),
        usual AS (
            SELECT trading_days AS days FROM counted
            GROUP BY trading_days ORDER BY count(*) DESC, trading_days DESC LIMIT 1)
        SELECT date, week, date_trunc('month', date)::DATE AS month_start, monthname(date) AS month_name,
               quarter(date) AS quarter, dayname(date) AS weekday, isodow(date) AS weekday_number,
               isodow(date) >= 6 AS is_weekend, holidays.name AS holiday, is_trading_day,
               trading_days >= (SELECT days FROM usual) AS full_week
        FROM weeks JOIN counted USING (week) LEFT JOIN holidays USING (date) ORDER BY date""",
    ),
    "SELECT datediff('day', min(ordered_at)::DATE, max(ordered_at)::DATE) + 1 FROM staged_order_lines",
    "Every day of the data; a week is full when it has as many trading days as most weeks.",
)

FILLS: tuple[Fill, ...] = (
    ORDER_LINES,
    PROMOTIONS,
    OFFER_PRODUCTS,
    OFFERS,
    REDEMPTIONS,
    copied("campaigns"),
    copied("campaign_targets"),
    copied("product_costs"),
    copied("stock_levels"),
    copied("channels"),
    copied("events"),
    PRODUCTS,
    CUSTOMERS,
    STORES,
    CALENDAR,
)
