"""How a row of a source meets a condition on a dimension, and which groups it falls into."""

from collections.abc import Callable, Sequence

from tools.warehouse.schema import quoted
from tools.warehouse.second.sources import SOURCES, Unreached

Test = Callable[[str], str]
"""From the SQL of a shown value to a condition on it."""

PRODUCT = {
    "department": "department",
    "category": "category",
    "product_type": "product_type",
    "brand": "brand",
    "manufacturer": "manufacturer_id",
    "package_size": "package_size",
    "fuel": "CASE WHEN is_fuel THEN 'Fuel' ELSE 'Not fuel' END",
}
CUSTOMER = {
    "age": "age",
    "income": "income",
    "home_ownership": "home_ownership",
    "marital_status": "marital_status",
    "household_size": "household_size",
    "household_type": "household_type",
    "kids": "kids",
    "demographics_known": "CASE WHEN has_demographics THEN 'Demographics known' "
    "ELSE 'Demographics unknown' END",
}
CAMPAIGN = {
    "campaign_type": "campaign_type",
    "campaign_start": "CAST(start_date AS VARCHAR)",
    "campaign_end": "CAST(end_date AS VARCHAR)",
}
CALENDAR = {
    "holiday_or_not": "CASE WHEN coalesce(holiday, '') = '' THEN 'Other day' ELSE 'Holiday' END",
    "week": "week",
    "holiday": "holiday",
    "full_week": "CASE WHEN full_week THEN 'Whole week' ELSE 'Partial week' END",
}
DAY = {
    "date": "{day}",
    "month": "(year({day}) || '-' || lpad(CAST(month({day}) AS VARCHAR), 2, '0'))",
    "quarter": "(year({day}) || '-Q' || quarter({day}))",
    "year": "year({day})",
    "day_of_month": "day({day})",
    "weekday": "dayname({day})",
    "weekend": "CASE WHEN dayname({day}) IN ('Saturday', 'Sunday') THEN 'Weekend' "
    "ELSE 'Monday to Friday' END",
}
KEYS = {
    "fuel": "is_fuel", "demographics_known": "has_demographics", "full_week": "full_week",
    "holiday_or_not": "holiday IS NULL", "campaign_start": "start_date", "campaign_end": "end_date",
}  # fmt: skip
DAY_KEYS = {
    "month": "100 * year({day}) + month({day})",
    "quarter": "10 * year({day}) + quarter({day})",
    "weekend": "dayofweek({day}) IN (0, 6)",
    "weekday": "dayofweek({day})",
}
PLACED = {"display": ("display", "Not on Display"), "mailer": ("mailer", "Not in Mailer")}
STOOD = {
    "on_display": ("on_display", "On display", "Not on display"),
    "in_mailer": ("in_mailer", "In the mailer", "Not in the mailer"),
}
PROMOTED = "EXISTS (FROM placed AS q WHERE q.order_id = l.order_id AND q.product_id = l.product_id AND ({}))"
PLACED_STEP = """placed AS MATERIALIZED (
    SELECT x.order_id, x.product_id, q.display, q.mailer, q.on_display, q.in_mailer
    FROM promotions AS q JOIN order_lines AS x USING (product_id, store_id, week) WHERE {})"""
"""The lines that were promoted when they were sold: promotions are many, so all figures share one look."""


def row_meets(alias: str, dimension: str, test: Test) -> str:
    """The condition that a row of the source has a value of the dimension that passes the test.

    Raises Unreached where the source has no way to the dimension.
    """
    source = SOURCES[alias]
    if dimension in source.own:
        return test(source.own[dimension])
    if dimension in PRODUCT and source.products:
        found = f"SELECT product_id FROM products WHERE {test(PRODUCT[dimension])}"
        return f"{alias}.product_id IN ({found})"
    if dimension in CUSTOMER and source.customers:
        found = f"SELECT customer_id FROM customers WHERE {test(CUSTOMER[dimension])}"
        return f"{alias}.customer_id IN ({found})"
    if dimension in CAMPAIGN and source.campaigns:
        return f"{alias}.campaign_id IN (SELECT campaign_id FROM campaigns WHERE {test(CAMPAIGN[dimension])})"
    if dimension == "holiday_or_not" and source.day:
        # A campaign may start on a day that the calendar does not hold: no holiday is known there.
        holidays = f"{source.day} IN (SELECT date FROM calendar WHERE holiday <> '')"
        return test(f"CASE WHEN {holidays} THEN 'Holiday' ELSE 'Other day' END")
    if dimension in CALENDAR and source.day:
        return f"{source.day} IN (SELECT date FROM calendar WHERE {test(CALENDAR[dimension])})"
    if dimension in DAY and source.day:
        return test(DAY[dimension].format(day=source.day))
    if dimension == "first_order_month" and source.customers:
        month = DAY["month"].format(day="min(ordered_at)")
        found = f"SELECT customer_id FROM order_lines GROUP BY customer_id HAVING {test(month)}"
        return f"{alias}.customer_id IN ({found})"
    if dimension == "months_since_first_order" and source.customers and source.day:
        return test(f"{_month_number(source.day)} - {_first_month(alias)}")
    if source.promotions and dimension in PLACED:
        column, none = PLACED[dimension]
        there, any_there = PROMOTED.format(test(f"q.{column}")), PROMOTED.format("TRUE")
        return f"({there} OR ({test(quoted(none))} AND NOT {any_there}))"
    if source.promotions and dimension in STOOD:
        column, yes, no = STOOD[dimension]
        stood = PROMOTED.format(f"q.{column}")
        return test(f"CASE WHEN {stood} THEN {quoted(yes)} ELSE {quoted(no)} END")
    raise Unreached(f"{source.table.replace('_', ' ')} by {dimension.replace('_', ' ')}")


def _month_number(day: str) -> str:
    return f"(12 * year({day}) + month({day}))"


def _first_month(alias: str) -> str:
    first = _month_number("min(one.ordered_at)")
    return f"(SELECT {first} FROM order_lines AS one WHERE one.customer_id = {alias}.customer_id)"


def grouping(alias: str, dimensions: Sequence[str]) -> tuple[str, list[str]]:
    """The joins and the keys that part the rows of a source into the groups of the dimensions; a key need not
    be what is shown. Raises Unreached, as `row_meets`."""
    source, joins, keys = SOURCES[alias], {}, []
    for name in dimensions:
        if name in source.own:
            keys.append(source.own[name])
        elif name in PRODUCT and source.products:
            joins["in_products"] = "LEFT JOIN products AS in_products USING (product_id)"
            keys.append(f"in_products.{KEYS.get(name, PRODUCT[name])}")
        elif name in CUSTOMER and source.customers:
            joins["in_customers"] = "LEFT JOIN customers AS in_customers USING (customer_id)"
            keys.append(f"in_customers.{KEYS.get(name, CUSTOMER[name])}")
        elif name in CAMPAIGN and source.campaigns:
            joins["in_campaigns"] = "LEFT JOIN campaigns AS in_campaigns USING (campaign_id)"
            keys.append(f"in_campaigns.{KEYS.get(name, CAMPAIGN[name])}")
        elif name in CALENDAR and source.day:
            joins["in_calendar"] = f"LEFT JOIN calendar AS in_calendar ON in_calendar.date = {source.day}"
            keys.append(f"in_calendar.{KEYS.get(name, CALENDAR[name])}")
        elif name == "first_order_month" and source.customers:
            keys.append(_first_month(alias))
        elif name in DAY and source.day:
            keys.append(DAY_KEYS.get(name, DAY[name]).format(day=source.day))
        else:
            raise Unreached(f"groups of {name.replace('_', ' ')}")
    return " ".join(joins.values()), keys
