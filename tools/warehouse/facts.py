"""What a shop has and lacks. Each topic is decided by looking at the loaded tables, never by hand."""

from dataclasses import dataclass

import duckdb


@dataclass(frozen=True)
class Topic:
    """Something one might ask about. `present` is SQL: a note when the data has it, else NULL or no row."""

    name: str
    absent: str
    needs: str
    present: str = "NULL"


TOPICS: tuple[Topic, ...] = (
    Topic(
        "sales",
        "There are no sales.",
        "order_lines: order, customer, store, product, local time, quantity, net sales",
        "SELECT printf('%d order lines from %s to %s', count(*), min(order_date), max(order_date)) "
        "FROM order_lines HAVING count(*) > 0",
    ),
    Topic(
        "demographics",
        "Nothing is known of who the customers are.",
        "customers: customer_id with age, income and household columns",
        "SELECT printf('Known for %d of %d customers', count(*) FILTER (has_demographics), count(*)) "
        "FROM customers HAVING count(*) FILTER (has_demographics) > 0",
    ),
    Topic(
        "discounts",
        "Discounts were not recorded.",
        "order_lines with loyalty_discount, coupon_discount, coupon_match",
        "SELECT 'Loyalty, coupon and coupon-match discounts on every order line' FROM order_lines "
        "HAVING count(loyalty_discount) > 0",
    ),
    Topic(
        "campaigns",
        "There are no campaigns.",
        "campaigns and campaign_targets",
        "SELECT printf('%d direct-mail campaigns and who was mailed them', count(*)) FROM campaigns "
        "HAVING count(*) > 0",
    ),
    Topic(
        "coupons sent",
        "For Type A campaigns the coupons each household was sent are not recorded (16 out of the pool).",
        "offers sent per customer: offer_id, campaign_id, customer_id",
    ),
    Topic(
        "redemptions",
        "Coupon redemptions were not recorded.",
        "redemptions: customer_id, offer_id, campaign_id, redeemed_on",
        "SELECT printf('%d coupons handed in', count(*)) FROM redemptions HAVING count(*) > 0",
    ),
    Topic(
        "promotions",
        "In-store promotions were not recorded.",
        "promotions: product_id, store_id, week, display, mailer",
        "SELECT printf('Displays and mailer places of %d products by store and week', "
        "count(DISTINCT product_id)) FROM promotions HAVING count(*) > 0",
    ),
    Topic(
        "fuel",
        "No fuel is sold.",
        "products with is_fuel",
        "SELECT printf('%d fuel products; their quantity is in small measures', count(*)) "
        "FROM products WHERE is_fuel HAVING count(*) > 0",
    ),
    Topic(
        "margin",
        "There are no costs, so no margin, profit or markup.",
        "product_costs: product_id, valid_from, unit_cost",
        "SELECT printf('Unit costs of %d products', count(DISTINCT product_id)) FROM product_costs "
        "HAVING count(*) > 0",
    ),
    Topic(
        "channel",
        "Online and in-store purchases are not told apart.",
        "channels, and a channel_id on each order",
        "SELECT string_agg(channel_name, ', ') FROM channels",
    ),
    Topic(
        "inventory",
        "There are no stock levels.",
        "stock_levels: product_id, store_id, date, units_on_hand",
        "SELECT printf('Stock of %d products', count(DISTINCT product_id)) FROM stock_levels "
        "HAVING count(*) > 0",
    ),
    Topic(
        "e-mail events",
        "There are no opens, clicks, visits or other events.",
        "events: event_id, customer_id, happened_at, event_type, channel_id, campaign_id",
        "SELECT printf('%d events', count(*)) FROM events HAVING count(*) > 0",
    ),
    Topic(
        "other years",
        "There is only one year, so nothing can be compared with the year before or after.",
        "order_lines of other years",
        "SELECT printf('%d to %d', min(year(order_date)), max(year(order_date))) FROM order_lines "
        "HAVING min(year(order_date)) < max(year(order_date))",
    ),
    Topic("geography", "Stores and customers have no place.", "stores and customers with city and region"),
    Topic(
        "brand names",
        "Brands are only National or Private; makers are numbers.",
        "products with brand_name and manufacturer_name",
    ),
    Topic("product names", "Products have a type and a size but no name.", "products with product_name"),
    Topic("competitor prices", "Nothing is known of competitors.", "competitor_prices: product, day, price"),
    Topic(
        "campaign costs",
        "What campaigns and mailings cost is not known, so there is no return on spend.",
        "campaigns with cost",
    ),
    Topic("returns", "Returned goods are not recorded.", "returns: order_id, product_id, quantity, day"),
    Topic("staff", "Nothing is known of employees, hours or tills.", "shifts: store_id, day, hours"),
    Topic("weather", "There is no weather.", "weather: store_id, day, temperature, rain"),
    Topic(
        "customer reviews",
        "There are no reviews, ratings or survey answers.",
        "reviews: customer_id, product_id, day, rating",
    ),
    Topic(
        "customer contacts",
        "Customers are numbers: no names, addresses, e-mail or phone.",
        "none: personal data stays outside",
    ),
    Topic("budgets", "There are no targets, budgets or plans.", "budgets: department, month, amount"),
)


def record(connection: duckdb.DuckDBPyConnection) -> None:
    """Fills shop_facts from the tables that were loaded."""
    rows = []
    for topic in TOPICS:
        found = connection.execute(f"SELECT ({topic.present})").fetchone()
        note = found[0] if found else None
        rows.append((topic.name, note is not None, note or topic.absent, None if note else topic.needs))
    connection.executemany("INSERT INTO shop_facts VALUES (?, ?, ?, ?)", rows)
