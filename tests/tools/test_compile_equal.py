"""Compiled requests against slow, obvious SQL written by hand, on the miniature shop and on the real one."""
# ruff: noqa: E501

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.warehouse.compile import compile_request
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest
from tools.warehouse.values import with_known_values
from tools.warehouse.wholes import HIDDEN

JAN = {"start": "2017-01-01", "end": "2017-01-31"}
FEB = {"start": "2017-02-01", "end": "2017-02-28"}
HALF = {"start": "2017-01-10", "end": "2017-02-14"}
L = "order_lines l LEFT JOIN products p USING (product_id) LEFT JOIN customers c USING (customer_id)"
IN_JAN = "order_date BETWEEN '2017-01-01' AND '2017-01-31'"
IN_FEB = "order_date BETWEEN '2017-02-01' AND '2017-02-28'"


def keep(dimension: str, *values: str | int, op: str = "in") -> dict[str, Any]:
    return {"dimension": dimension, "op": op, "values": list(values)}


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "sales": ({"metrics": ["sales"]}, "SELECT sum(net_sales) FROM order_lines"),
    "sales in january": (
        {"metrics": ["sales"], "period": JAN},
        f"SELECT sum(net_sales) FROM order_lines WHERE {IN_JAN}",
    ),
    "orders, customers, lines": (
        {"metrics": ["orders", "customers", "lines"]},
        "SELECT count(DISTINCT order_id), count(DISTINCT customer_id), count(*) FROM order_lines",
    ),
    "units leave out fuel": (
        {"metrics": ["units"]},
        f"SELECT sum(CASE WHEN p.is_fuel THEN 0 ELSE quantity END) FROM {L}",
    ),
    "average basket": (
        {"metrics": ["average_basket"]},
        "SELECT avg(s) FROM (SELECT sum(net_sales) AS s FROM order_lines GROUP BY order_id)",
    ),
    "items per order": (
        {"metrics": ["items_per_order"]},
        f"SELECT avg(q) FROM (SELECT sum(quantity) q FROM {L} WHERE NOT p.is_fuel GROUP BY order_id)",
    ),
    "sales per customer by month": (
        {"metrics": ["sales_per_customer"], "by": ["month"]},
        """SELECT m, avg(s) FROM (
             SELECT strftime(order_date, '%Y-%m') AS m, customer_id, sum(net_sales) AS s
             FROM order_lines GROUP BY 1, 2) GROUP BY m ORDER BY m""",
    ),
    "orders per customer by store": (
        {"metrics": ["orders_per_customer"], "by": ["store"], "order_by": "store"},
        """SELECT store_id, count(DISTINCT order_id) / count(DISTINCT customer_id)
           FROM order_lines GROUP BY 1 ORDER BY 1""",
    ),
    "price per unit": (
        {"metrics": ["price_per_unit"]},
        f"SELECT sum(net_sales) / sum(quantity) FROM {L} WHERE NOT p.is_fuel",
    ),
    "prices and discounts": (
        {"metrics": ["loyalty_discount", "coupon_discount", "coupon_match", "total_discount", "shelf_sales", "paid_sales"]},
        """SELECT sum(loyalty_discount), sum(coupon_discount), sum(coupon_match),
                  sum(loyalty_discount) + sum(coupon_discount) + sum(coupon_match),
                  sum(net_sales) + sum(loyalty_discount) + sum(coupon_match),
                  sum(net_sales) - sum(coupon_discount) FROM order_lines""",
    ),
    "discount rate by department": (
        {"metrics": ["discount_rate"], "by": ["department"], "order_by": "department"},
        f"""SELECT department, sum(loyalty_discount + coupon_discount + coupon_match)
                   / nullif(sum(net_sales + loyalty_discount + coupon_match), 0)
            FROM {L} GROUP BY 1 ORDER BY 1 NULLS LAST""",
    ),
    "share on deal": (
        {"metrics": ["deal_share"]},
        """SELECT (SELECT sum(net_sales) FROM order_lines
                   WHERE loyalty_discount > 0 OR coupon_discount > 0 OR coupon_match > 0)
                  / (SELECT sum(net_sales) FROM order_lines)""",
    ),
    "private label share": (
        {"metrics": ["private_label_share"]},
        f"""SELECT sum(CASE WHEN brand = 'Private' THEN net_sales ELSE 0 END) / sum(net_sales)
            FROM {L} WHERE NOT p.is_fuel""",
    ),
    "private label share with fuel": (
        {"metrics": ["private_label_share_with_fuel"]},
        f"SELECT sum(CASE WHEN brand = 'Private' THEN net_sales ELSE 0 END) / sum(net_sales) FROM {L}",
    ),
    "fuel by department": (
        {"metrics": ["fuel_sales"], "by": ["department"], "filters": [keep("fuel", "gas")]},
        f"""SELECT department, sum(net_sales) FROM {L} WHERE p.is_fuel
            GROUP BY 1 ORDER BY 2 DESC, 1""",
    ),
    "departments ranked": (
        {"metrics": ["sales"], "by": ["department"]},
        f"SELECT department, sum(net_sales) AS s FROM {L} GROUP BY 1 ORDER BY s DESC, 1",
    ),
    "bottom two departments": (
        {"metrics": ["sales"], "by": ["department"], "descending": False, "limit": 2},
        f"SELECT department, sum(net_sales) AS s FROM {L} GROUP BY 1 ORDER BY s, 1 LIMIT 2",
    ),
    "customers by department": (
        {"metrics": ["customers"], "by": ["department"], "order_by": "department"},
        f"SELECT department, count(DISTINCT customer_id) FROM {L} GROUP BY 1 ORDER BY 1 NULLS LAST",
    ),
    "not a value keeps the unknown": (
        {"metrics": ["sales"], "filters": [keep("department", "GROCERY", op="not_in")]},
        f"SELECT sum(net_sales) FROM {L} WHERE department IS NULL OR department <> 'GROCERY'",
    ),
    "two filters": (
        {"metrics": ["sales"], "filters": [keep("department", "GROCERY"), keep("brand", "own brand")]},
        f"SELECT sum(net_sales) FROM {L} WHERE department = 'GROCERY' AND brand = 'Private'",
    ),
    "text in a name": (
        {"metrics": ["sales", "lines"], "filters": [keep("category", "milk", op="contains")]},
        f"SELECT sum(net_sales), count(*) FROM {L} WHERE category ILIKE '%milk%'",
    ),
    "text not in a name": (
        {"metrics": ["lines"], "filters": [keep("category", "milk", op="not_contains")]},
        f"SELECT count(*) FROM {L} WHERE category IS NULL OR category NOT ILIKE '%milk%'",
    ),
    "a range of an ordered dimension": (
        {"metrics": ["sales"], "filters": [keep("age", "25-34", "45-54", op="between")]},
        f"SELECT sum(net_sales) FROM {L} WHERE age IN ('25-34', '35-44', '45-54')",
    ),
    "a range of days": (
        {"metrics": ["orders"], "filters": [keep("date", "2017-01-10", "2017-02-14", op="between")]},
        "SELECT count(DISTINCT order_id) FROM order_lines WHERE order_date BETWEEN '2017-01-10' AND '2017-02-14'",
    ),
    "a month as filter": (
        {"metrics": ["sales"], "filters": [keep("month", "2017-02")]},
        f"SELECT sum(net_sales) FROM order_lines WHERE {IN_FEB}",
    ),
    "age groups leave out the unknown": (
        {"metrics": ["sales", "customers"], "by": ["age"]},
        f"""SELECT age, sum(net_sales), count(DISTINCT customer_id) FROM {L}
            WHERE age IS NOT NULL GROUP BY 1 ORDER BY 1""",
    ),
    "weekdays in their order": (
        {"metrics": ["orders"], "by": ["weekday"]},
        """SELECT dayname(order_date), count(DISTINCT order_id) FROM order_lines
           GROUP BY 1, isodow(order_date) ORDER BY isodow(order_date)""",
    ),
    "weekend": (
        {"metrics": ["sales"], "by": ["weekend"]},
        """SELECT CASE WHEN isodow(order_date) >= 6 THEN 'Weekend' ELSE 'Monday to Friday' END AS w, sum(net_sales)
           FROM order_lines GROUP BY 1 ORDER BY 1""",
    ),
    "busiest hours": (
        {"metrics": ["orders"], "by": ["hour"], "order_by": "orders", "limit": 3},
        """SELECT hour(ordered_at), count(DISTINCT order_id) AS o FROM order_lines
           GROUP BY 1 ORDER BY o DESC, 1 LIMIT 3""",
    ),
    "quarters": (
        {"metrics": ["sales"], "by": ["quarter"]},
        """SELECT year(order_date) || '-Q' || quarter(order_date), sum(net_sales)
           FROM order_lines GROUP BY 1 ORDER BY 1""",
    ),
    "weeks": (
        {"metrics": ["sales"], "by": ["week"], "period": HALF},
        """SELECT week, sum(net_sales) FROM order_lines
           WHERE order_date BETWEEN '2017-01-10' AND '2017-02-14' GROUP BY 1 ORDER BY 1""",
    ),
    "parts of the day": (
        {"metrics": ["sales"], "by": ["part_of_day"]},
        """SELECT CASE WHEN hour(ordered_at) < 6 THEN 'Night' WHEN hour(ordered_at) < 12 THEN 'Morning'
                       WHEN hour(ordered_at) < 17 THEN 'Afternoon' WHEN hour(ordered_at) < 22 THEN 'Evening'
                       ELSE 'Late evening' END AS d, sum(net_sales)
           FROM order_lines GROUP BY 1 ORDER BY min(hour(ordered_at))""",
    ),
    "month and brand": (
        {"metrics": ["sales"], "by": ["month", "brand"], "filters": [keep("fuel", "Not fuel")]},
        f"""SELECT strftime(order_date, '%Y-%m') AS m, brand, sum(net_sales) AS s FROM {L}
            WHERE NOT p.is_fuel GROUP BY 1, 2 ORDER BY m, s DESC, 2""",
    ),
    "february against january": (
        {"metrics": ["sales", "orders"], "by": ["store"], "period": FEB, "compare": "previous_period", "order_by": "store"},
        f"""SELECT store_id, n.s, b.s, n.s - b.s, n.s / b.s - 1, n.o, b.o, n.o - b.o, n.o / b.o - 1
            FROM (SELECT store_id, sum(net_sales)::DOUBLE s, count(DISTINCT order_id) o FROM order_lines
                  WHERE {IN_FEB} GROUP BY 1) n
            JOIN (SELECT store_id, sum(net_sales)::DOUBLE s, count(DISTINCT order_id) o FROM order_lines
                  WHERE {IN_JAN} GROUP BY 1) b USING (store_id)
            WHERE store_id IN (10, 20, 367, 406, 31642) ORDER BY 1""",
    ),
    "shares of departments": (
        {"metrics": ["sales"], "by": ["department"], "share": True, "period": JAN},
        f"""SELECT department, sum(net_sales) AS s,
                   s::DOUBLE / (SELECT sum(net_sales) FROM order_lines WHERE {IN_JAN})
            FROM {L} WHERE {IN_JAN} GROUP BY 1 ORDER BY s DESC, 1""",
    ),
    "shares of customers do not add up": (
        {"metrics": ["customers"], "by": ["department"], "share": True, "order_by": "department"},
        f"""SELECT department, count(DISTINCT customer_id),
                   count(DISTINCT customer_id) / (SELECT count(DISTINCT customer_id) FROM order_lines)
            FROM {L} GROUP BY 1 ORDER BY 1 NULLS LAST""",
    ),
    "penetration": (
        {"metrics": ["penetration"], "by": ["department"], "period": JAN, "order_by": "department"},
        f"""SELECT department, count(DISTINCT customer_id)
                   / (SELECT count(DISTINCT customer_id) FROM order_lines WHERE {IN_JAN})
            FROM {L} WHERE {IN_JAN} GROUP BY 1 ORDER BY 1 NULLS LAST""",
    ),
    "penetration by store of one department": (
        {"metrics": ["penetration"], "by": ["store"], "filters": [keep("department", "PRODUCE")], "order_by": "store"},
        f"""SELECT store_id, coalesce(x, 0) / n FROM
              (SELECT store_id, count(DISTINCT customer_id) x FROM {L} WHERE department = 'PRODUCE' GROUP BY 1)
              RIGHT JOIN (SELECT store_id, count(DISTINCT customer_id) n FROM order_lines GROUP BY 1) USING (store_id)
            ORDER BY 1""",
    ),
    "groups that meet a condition": (
        {"metrics": ["sales"], "by": ["customer"], "having": [{"metric": "orders", "op": ">=", "value": 4}]},
        """SELECT customer_id, sum(net_sales) AS s FROM order_lines GROUP BY 1
           HAVING count(DISTINCT order_id) >= 4 ORDER BY s DESC, 1""",
    ),
    "shares before conditions": (
        {"metrics": ["sales"], "by": ["store"], "share": True, "having": [{"metric": "sales", "op": ">", "value": 80}]},
        """SELECT store_id, sum(net_sales) AS s, s::DOUBLE / (SELECT sum(net_sales) FROM order_lines)
           FROM order_lines GROUP BY 1 HAVING s > 80 ORDER BY s DESC, 1""",
    ),
    "ordered by a figure that is not shown": (
        {"metrics": ["sales"], "by": ["product"], "order_by": "customers", "limit": 3},
        """SELECT product_id, sum(net_sales) FROM order_lines
           GROUP BY 1 ORDER BY count(DISTINCT customer_id) DESC, 1 LIMIT 3""",
    ),
    "redemptions by campaign": (
        {"metrics": ["redemptions", "redeeming_customers"], "by": ["campaign"], "order_by": "campaign"},
        """SELECT campaign_id, count(*), count(DISTINCT customer_id) FROM redemptions GROUP BY 1 ORDER BY 1""",
    ),
    "response rate": (
        {"metrics": ["response_rate"], "by": ["campaign"], "order_by": "campaign"},
        """SELECT campaign_id, (SELECT count(DISTINCT customer_id) FROM redemptions r WHERE r.campaign_id = t.campaign_id)
                  / count(DISTINCT customer_id)
           FROM campaign_targets t GROUP BY 1 ORDER BY 1""",
    ),
    "facts side by side do not fan out": (
        {"metrics": ["sales", "redemptions"], "by": ["month"]},
        """SELECT m, s, r FROM
             (SELECT strftime(order_date, '%Y-%m') AS m, sum(net_sales) AS s FROM order_lines GROUP BY 1)
             FULL JOIN (SELECT strftime(redeemed_on, '%Y-%m') AS m, count(*) AS r FROM redemptions GROUP BY 1)
             USING (m) ORDER BY m""",
    ),
    "facts side by side in one row": (
        {"metrics": ["sales", "redemptions"], "period": JAN},
        f"""SELECT (SELECT sum(net_sales) FROM order_lines WHERE {IN_JAN}),
                   (SELECT count(*) FROM redemptions WHERE redeemed_on BETWEEN '2017-01-01' AND '2017-01-31')""",
    ),
    "campaigns that ran in a period": (
        {"metrics": ["targeted_customers", "mailings", "campaigns_run"], "period": FEB},
        """SELECT (SELECT count(DISTINCT customer_id) FROM campaign_targets JOIN campaigns USING (campaign_id)
                   WHERE start_date <= '2017-02-28' AND end_date >= '2017-02-01'),
                  (SELECT count(*) FROM campaign_targets JOIN campaigns USING (campaign_id)
                   WHERE start_date <= '2017-02-28' AND end_date >= '2017-02-01'),
                  (SELECT count(*) FROM campaigns WHERE start_date <= '2017-02-28' AND end_date >= '2017-02-01')""",
    ),
    "campaigns started by month": (
        {"metrics": ["campaigns_started"], "by": ["month"]},
        "SELECT strftime(start_date, '%Y-%m') AS m, count(*) FROM campaigns GROUP BY 1 ORDER BY 1",
    ),
    "campaign length": (
        {"metrics": ["campaign_days"], "by": ["campaign_type"]},
        "SELECT campaign_type, avg(end_date - start_date + 1) FROM campaigns GROUP BY 1 ORDER BY 1",
    ),
    "offers and products of campaigns": (
        {"metrics": ["offers", "products_on_offer"], "by": ["campaign"], "order_by": "campaign"},
        """SELECT campaign_id, count(DISTINCT offer_id), count(DISTINCT product_id)
           FROM offer_products GROUP BY 1 ORDER BY 1""",
    ),
    "sales on display and in the mailer": (
        {"metrics": ["display_sales", "mailer_sales"]},
        """SELECT sum(CASE WHEN EXISTS (SELECT 1 FROM promotions q WHERE q.product_id = l.product_id
                     AND q.store_id = l.store_id AND q.week = l.week AND q.on_display) THEN net_sales END),
                  sum(CASE WHEN EXISTS (SELECT 1 FROM promotions q WHERE q.product_id = l.product_id
                     AND q.store_id = l.store_id AND q.week = l.week AND q.in_mailer) THEN net_sales END)
           FROM order_lines l""",
    ),
    "on display or not": (
        {"metrics": ["sales"], "by": ["on_display"]},
        """SELECT CASE WHEN (product_id, store_id, week) IN
                    (SELECT (product_id, store_id, week) FROM promotions WHERE on_display)
                  THEN 'On display' ELSE 'Not on display' END AS d, sum(net_sales)
           FROM order_lines GROUP BY 1 ORDER BY 1 DESC""",
    ),
    "products promoted in a week": (
        {"metrics": ["products_promoted", "products_on_display", "products_in_mailer"], "filters": [keep("week", 4)]},
        """SELECT count(*), count(*) FILTER (d), count(*) FILTER (m) FROM
             (SELECT product_id, bool_or(on_display) AS d, bool_or(in_mailer) AS m FROM promotions WHERE week = 4 GROUP BY 1)""",
    ),
    "products in the mailer by department of some stores": (
        {"metrics": ["products_in_mailer"], "by": ["department"], "filters": [keep("store", 10, 367)]},
        """SELECT department, count(DISTINCT CASE WHEN in_mailer THEN product_id END) AS n
           FROM promotions JOIN products USING (product_id) WHERE store_id IN (10, 367)
           GROUP BY 1 ORDER BY n DESC, 1""",
    ),
    "products on display by week of a period": (
        {"metrics": ["products_on_display"], "by": ["week"], "period": FEB},
        """SELECT q.week, count(DISTINCT CASE WHEN on_display THEN product_id END) FROM promotions q
           WHERE EXISTS (SELECT 1 FROM calendar k WHERE k.week = q.week AND k.date BETWEEN '2017-02-01' AND '2017-02-28')
           GROUP BY 1 ORDER BY 1""",
    ),
    "products promoted, against the period before": (
        {"metrics": ["products_promoted"], "period": FEB, "compare": "previous_period", "filters": []},
        """SELECT f, j, f - j, (f - j) / j FROM
             (SELECT count(DISTINCT product_id) AS f FROM promotions WHERE store_id IN (10, 20, 367, 406, 31642)
              AND week IN (SELECT week FROM calendar WHERE date BETWEEN '2017-02-01' AND '2017-02-28')),
             (SELECT count(DISTINCT product_id) AS j FROM promotions WHERE store_id IN (10, 20, 367, 406, 31642)
              AND week IN (SELECT week FROM calendar WHERE date BETWEEN '2017-01-01' AND '2017-01-31'))""",
    ),
    "orders over an amount, largest first": (
        {"metrics": ["sales"], "by": ["order"], "having": [{"metric": "sales", "op": ">", "value": 10}], "limit": 7},
        """SELECT order_id, sum(net_sales) AS s FROM order_lines GROUP BY 1 HAVING s > 10 ORDER BY s DESC, 1 LIMIT 7""",
    ),
    "sales by week": (
        {"metrics": ["sales", "redemptions"], "by": ["week"]},
        """SELECT week, s, r FROM (SELECT week, sum(net_sales) AS s FROM order_lines GROUP BY 1)
             FULL JOIN (SELECT week, count(*) AS r FROM redemptions JOIN calendar ON date = redeemed_on GROUP BY 1)
             USING (week) ORDER BY 1""",
    ),
    "customers and catalogue on file": (
        {"metrics": ["customers_on_file", "customers_with_demographics", "catalogue_products"]},
        """SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM customers WHERE has_demographics),
                  (SELECT count(*) FROM products WHERE in_catalogue)""",
    ),
    "nothing there is no value, not zero": (
        {"metrics": ["sales", "orders"], "filters": [keep("store", 999999)]},
        "SELECT NULL, 0",
    ),
    "coupon orders by weekday of one store": (
        {"metrics": ["coupon_orders", "coupon_order_share"], "by": ["weekday"], "filters": [keep("store", 10, 367)]},
        """SELECT dayname(order_date), count(DISTINCT CASE WHEN coupon_discount > 0 THEN order_id END) AS c,
                  c / count(DISTINCT order_id)
           FROM order_lines WHERE store_id IN (10, 367) GROUP BY 1, isodow(order_date) ORDER BY isodow(order_date)""",
    ),
    "sales per store and per day": (
        {"metrics": ["sales_per_store", "sales_per_day", "orders_per_day"], "period": FEB},
        f"""SELECT sum(net_sales) / count(DISTINCT store_id), sum(net_sales) / count(DISTINCT order_date),
                   count(DISTINCT order_id) / count(DISTINCT order_date) FROM order_lines WHERE {IN_FEB}""",
    ),
}  # fmt: skip


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def check_equal(path: Path, asked: dict[str, Any], sql: str) -> None:
    warehouse, definitions = opened(path), load_definitions()
    if asked.get("compare"):
        asked = {**asked, "filters": [keep("store", 10, 20, 367, 406, 31642)]}
    request = with_known_values(MetricRequest(**asked), warehouse, definitions)
    found = warehouse.run(compile_request(request, definitions))
    width = sum(not name.startswith(HIDDEN) for name in found.columns)
    expected = warehouse.run(sql).rows
    assert len(found.rows) == len(expected)
    for mine, theirs in zip(found.rows, expected, strict=True):
        assert len(theirs) == width
        for one, other in zip(mine[:width], theirs, strict=True):
            if isinstance(one, int | float) and other is not None:
                assert one == pytest.approx(float(str(other)), rel=1e-9, abs=1e-9)
            else:
                assert one == other


@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_miniature_shop(case: str, mini_shop: Path) -> None:
    check_equal(mini_shop, *CASES[case])


@pytest.mark.real_shop
@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_real_shop(case: str, real_shop: Path) -> None:
    check_equal(real_shop, *CASES[case])
