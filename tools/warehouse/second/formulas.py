"""Every governed metric once more, as a formula written by hand in plain SQL; one that is not here has one
route only."""

from tools.warehouse.second.dimensions import PROMOTED as PROMOTED_LINE
from tools.warehouse.second.formula import Formula, Rate, Standing, Things, Total


def _money(*columns: str, where: str = "") -> Total:
    """Amounts added in whole cents, sign by sign; '-' before a column takes it off."""
    added = []
    for column in columns:
        cents = f"coalesce(sum(CAST(100 * l.{column.lstrip('-')} AS BIGINT)){{kept}}, 0)"
        added.append(f"- {cents}" if column.startswith("-") else f"+ {cents}")
    return Total("l", f"({' '.join(added)}) / 100.0", where)


FUEL = "l.product_id IN (SELECT product_id FROM products WHERE is_fuel)"
GOODS = "l.product_id NOT IN (SELECT product_id FROM products WHERE is_fuel)"
PRIVATE = "l.product_id IN (SELECT product_id FROM products WHERE brand = 'Private')"
COUPON = "l.coupon_discount > 0"

SALES = _money("net_sales")
ORDERS = Things("l", "order_id")
LINES = Total("l", "count(l.order_id){kept}")
UNITS = Total("l", "coalesce(sum(l.quantity){kept}, 0)", GOODS)
BUYERS = Things("l", "customer_id", "customers")
STORES = Things("l", "store_id", "stores")
DAYS = Things("l", "order_date", "calendar.date")
GOODS_SALES = _money("net_sales", where=GOODS)
GOODS_ORDERS = Things("l", "order_id", where=GOODS)
PRIVATE_GOODS = _money("net_sales", where=f"{PRIVATE} AND {GOODS}")
PRIVATE_ALL = _money("net_sales", where=PRIVATE)
GIVEN = _money("loyalty_discount", "coupon_discount", "coupon_match")
SHELF = _money("net_sales", "loyalty_discount", "coupon_match")
DEAL = "greatest(l.loyalty_discount, l.coupon_discount, l.coupon_match) > 0"
DEALS = _money("net_sales", where=DEAL)
CARD_DEALS = _money("net_sales", where="l.loyalty_discount > 0")
DEAL_ORDERS, DEAL_BUYERS = Things("l", "order_id", where=DEAL), Things("l", "customer_id", "customers", DEAL)
COUPON_BUYERS = Things("l", "customer_id", "customers", COUPON)
DEAL_UNITS = Total("l", UNITS.figure, f"{DEAL} AND {GOODS}")
OWN_UNITS = Total("l", UNITS.figure, f"{PRIVATE} AND {GOODS}")
OWN_BUYERS = Things("l", "customer_id", "customers", f"{PRIVATE} AND {GOODS}")
AT_SHELF = _money("net_sales", "loyalty_discount", "coupon_match", where=GOODS)
AT_LOYALTY = _money("net_sales", "coupon_match", where=GOODS)
AT_TILL = _money("net_sales", "-coupon_discount", where=GOODS)
DEALS_AT_SHELF = _money("net_sales", "loyalty_discount", "coupon_match", where=DEAL)
WEEKEND = _money("net_sales", where="dayname(l.ordered_at) IN ('Saturday', 'Sunday')")
DAYS_BOUGHT = Total("l", "count(DISTINCT (l.customer_id, CAST(l.ordered_at AS DATE))){kept}")
PRODUCTS = Things("l", "product_id", "products")
COUPON_ORDERS = Things("l", "order_id", where=COUPON)
PROMOTED = _money("net_sales", where=PROMOTED_LINE.format("q.on_display OR q.in_mailer"))
ON_DISPLAY = _money("net_sales", where=PROMOTED_LINE.format("q.on_display"))
IN_MAILER = _money("net_sales", where=PROMOTED_LINE.format("q.in_mailer"))
REDEEMED = Total("r", "count(r.redemption_id){kept}")
REDEEMERS = Things("r", "customer_id", "customers")
MAILED = Things("m", "customer_id", "customers")
ON_FILE = Total("k", "count(k.customer_id){kept}")
KNOWN = Total("k", "count(k.customer_id){kept}", "k.has_demographics")

NEW, RETAINED, LAPSED = Standing("new"), Standing("retained"), Standing("lapsed")
BEFORE, REPEAT = Standing("previous"), Standing("repeat")
NEW_SALES, RETURNING_SALES = Standing("new", SALES.figure), Standing("returning", SALES.figure)

FORMULAS: dict[str, Formula] = {
    "sales": SALES,
    "orders": ORDERS,
    "units": UNITS,
    "average_basket": Rate(SALES, ORDERS),
    "items_per_order": Rate(UNITS, GOODS_ORDERS),
    "orders_with_goods": GOODS_ORDERS,
    "price_per_unit": Rate(GOODS_SALES, UNITS),
    "sales_without_fuel": GOODS_SALES,
    "fuel_sales": _money("net_sales", where=FUEL),
    "lines": LINES,
    "lines_per_order": Rate(LINES, ORDERS),
    "products_sold": PRODUCTS,
    "sales_per_product": Rate(SALES, PRODUCTS),
    "categories_bought": Things("l", "product_id", "products", counted="count(DISTINCT category)"),
    "units_per_day": Rate(UNITS, DAYS),
    "orders_per_store": Rate(ORDERS, STORES),
    "customer_days": DAYS_BOUGHT,
    "customers_per_day": Rate(DAYS_BOUGHT, DAYS),
    "weeks_active": Total("l", "count(DISTINCT date_trunc('week', l.ordered_at)){kept}"),
    "months_active": Total("l", "count(DISTINCT date_trunc('month', l.ordered_at)){kept}"),
    "weekend_sales": WEEKEND,
    "weekend_sales_share": Rate(WEEKEND, SALES),
    "private_label_units": OWN_UNITS,
    "private_label_unit_share": Rate(OWN_UNITS, UNITS),
    "private_label_customers": OWN_BUYERS,
    "private_label_customer_share": Rate(OWN_BUYERS, BUYERS),
    "goods_at_shelf_price": AT_SHELF,
    "goods_at_loyalty_price": AT_LOYALTY,
    "goods_paid": AT_TILL,
    "shelf_price_per_unit": Rate(AT_SHELF, UNITS),
    "loyalty_price_per_unit": Rate(AT_LOYALTY, UNITS),
    "paid_price_per_unit": Rate(AT_TILL, UNITS),
    "shelf_sales_on_deal": DEALS_AT_SHELF,
    "deal_depth": Rate(GIVEN, DEALS_AT_SHELF),
    "deal_orders": DEAL_ORDERS,
    "deal_order_share": Rate(DEAL_ORDERS, ORDERS),
    "deal_customers": DEAL_BUYERS,
    "deal_customer_share": Rate(DEAL_BUYERS, BUYERS),
    "coupon_customer_share": Rate(COUPON_BUYERS, BUYERS),
    "units_on_deal": DEAL_UNITS,
    "deal_unit_share": Rate(DEAL_UNITS, UNITS),
    "discount_per_customer": Rate(GIVEN, BUYERS),
    "discount_per_order": Rate(GIVEN, ORDERS),
    "coupon_customers": COUPON_BUYERS,
    "coupon_discount_rate": Rate(_money("coupon_discount"), SHELF),
    "promoted_sales": PROMOTED,
    "promoted_share": Rate(PROMOTED, SALES),
    "mailing_reach": Rate(MAILED, ON_FILE, frozenset({"campaign", "time"})),
    "stores_trading": STORES,
    "trading_days": DAYS,
    "sales_per_store": Rate(SALES, STORES),
    "sales_per_day": Rate(SALES, DAYS),
    "orders_per_day": Rate(ORDERS, DAYS),
    "private_label_sales": PRIVATE_GOODS,
    "private_label_share": Rate(PRIVATE_GOODS, GOODS_SALES),
    "private_brand_sales_with_fuel": PRIVATE_ALL,
    "private_label_share_with_fuel": Rate(PRIVATE_ALL, SALES),
    "loyalty_discount": _money("loyalty_discount"),
    "coupon_discount": _money("coupon_discount"),
    "coupon_match": _money("coupon_match"),
    "total_discount": GIVEN,
    "shelf_sales": SHELF,
    "paid_sales": _money("net_sales", "-coupon_discount"),
    "discount_rate": Rate(GIVEN, SHELF),
    "loyalty_discount_rate": Rate(_money("loyalty_discount"), SHELF),
    "sales_on_deal": DEALS,
    "deal_share": Rate(DEALS, SALES),
    "loyalty_deal_sales": CARD_DEALS,
    "loyalty_deal_share": Rate(CARD_DEALS, SALES),
    "coupon_sales": _money("net_sales", where=COUPON),
    "coupon_orders": COUPON_ORDERS,
    "coupon_order_share": Rate(COUPON_ORDERS, ORDERS),
    "display_sales": ON_DISPLAY,
    "display_share": Rate(ON_DISPLAY, SALES),
    "mailer_sales": IN_MAILER,
    "mailer_share": Rate(IN_MAILER, SALES),
    "products_promoted": Things("p", "product_id", "products"),
    "products_on_display": Things("p", "product_id", "products", "p.on_display"),
    "products_in_mailer": Things("p", "product_id", "products", "p.in_mailer"),
    "customers": BUYERS,
    "sales_per_customer": Rate(SALES, BUYERS),
    "orders_per_customer": Rate(ORDERS, BUYERS),
    "units_per_customer": Rate(UNITS, BUYERS),
    "penetration": Rate(BUYERS, BUYERS, frozenset({"product", "promotion"})),
    "new_customers": NEW,
    "returning_customers": Standing("returning"),
    "retained_customers": RETAINED,
    "reactivated_customers": Standing("reactivated"),
    "lapsed_customers": LAPSED,
    "previous_customers": BEFORE,
    "repeat_customers": REPEAT,
    "retention_rate": Rate(RETAINED, BEFORE),
    "churn_rate": Rate(LAPSED, BEFORE),
    "repeat_rate": Rate(REPEAT, BUYERS),
    "new_customer_share": Rate(NEW, BUYERS),
    "returning_customer_share": Rate(Standing("returning"), BUYERS),
    "sales_to_new_customers": NEW_SALES,
    "sales_to_returning_customers": RETURNING_SALES,
    "new_customer_sales_share": Rate(NEW_SALES, SALES),
    "customers_on_file": ON_FILE,
    "customers_with_demographics": KNOWN,
    "demographics_coverage": Rate(KNOWN, ON_FILE),
    "catalogue_products": Total("g", "count(g.product_id){kept}", "g.in_catalogue"),
    "redemptions": REDEEMED,
    "redeeming_customers": REDEEMERS,
    "offers_redeemed": Things("r", "offer_id"),
    "redemptions_per_redeemer": Rate(REDEEMED, REDEEMERS),
    "targeted_customers": MAILED,
    "mailings": Total("m", "count(m.customer_id){kept}"),
    "response_rate": Rate(REDEEMERS, MAILED),
    "campaigns_run": Total("c", "count(c.campaign_id){kept}"),
    "campaigns_started": Total("s", "count(s.campaign_id){kept}"),
    "campaign_days": Total("c", "avg(c.end_date - c.start_date + 1){kept}"),
    "offers": Things("o", "offer_id"),
    "products_on_offer": Things("o", "product_id", "products"),
}
