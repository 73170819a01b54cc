"""Every value of every small dimension: its filter gives its group's row, and with its negation the whole."""

# ruff: noqa: E501

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.warehouse.compile import compile_request
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Filter, MetricRequest

D = load_definitions()
MOST_VALUES = 60
METRICS = [
    "sales",
    "lines",
    "orders",
    "redemptions",
    "mailings",
    "campaigns_run",
    "offers",
    "customers_on_file",
]
LINES = "order_lines l LEFT JOIN products p USING (product_id) LEFT JOIN calendar k ON k.date = l.order_date"
SOLD = {
    "weekend": ("Weekend", "dayname(order_date) IN ('Saturday', 'Sunday')"),
    "weekday": ("Tuesday", "dayname(order_date) = 'Tuesday'"),
    "fuel": ("Fuel", "p.product_type LIKE 'GASOLINE%'"),
    "part_of_day": ("Evening", "strftime(ordered_at, '%H') IN ('17', '18', '19', '20', '21')"),
    "hour": (17, "strftime(ordered_at, '%H') = '17'"),
    "on_deal": ("On deal", "loyalty_discount + coupon_discount + coupon_match > 0"),
    "full_week": ("Partial week", "k.week IN (SELECT week FROM calendar WHERE NOT full_week)"),
    "month": ("2017-02", "strftime(order_date, '%Y-%m') = '2017-02'"),
    "quarter": ("2017-Q1", "strftime(order_date, '%m') IN ('01', '02', '03')"),
    "year": (2017, "strftime(order_date, '%Y') = '2017'"),
    "brand": ("Private", "p.brand = 'Private'"),
    "on_display": (
        "On display",
        "(product_id, store_id, l.week) IN (SELECT (product_id, store_id, week) FROM promotions WHERE on_display)",
    ),
    "in_mailer": (
        "In the mailer",
        "(product_id, store_id, l.week) IN (SELECT (product_id, store_id, week) FROM promotions WHERE in_mailer)",
    ),
    "demographics_known": (
        "Demographics known", "customer_id IN (SELECT customer_id FROM customers WHERE age IS NOT NULL)",
    ),
}  # fmt: skip


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def rows(path: Path, **asked: Any) -> list[tuple[Any, ...]]:
    return opened(path).run(compile_request(MetricRequest(**asked), D)).rows


def one(path: Path, metric: str, **asked: Any) -> float:
    return float(rows(path, metrics=[metric], **asked)[0][0] or 0)


def check_every_value(path: Path, dimension: str) -> None:
    metric = next(m for m in METRICS if dimension in D.dimensions_of(m))
    groups: dict[str | int, Any] = {
        row[0]: row[1] for row in rows(path, metrics=[metric], by=[dimension]) if row[0] is not None
    }
    if len(groups) > MOST_VALUES:
        return
    whole = one(path, metric)
    for value, expected in groups.items():
        kept = one(path, metric, filters=[Filter(dimension=dimension, values=[value])])
        left = one(path, metric, filters=[Filter(dimension=dimension, op="not_in", values=[value])])
        assert kept == pytest.approx(expected), value
        assert kept + left == pytest.approx(whole), value


def check_against_sql(path: Path, dimension: str) -> None:
    value: Any
    value, condition = SOLD[dimension]
    sql = f"SELECT sum(net_sales), count(DISTINCT order_id) FROM {LINES} WHERE {condition}"
    expected = opened(path).run(sql).rows[0]
    chosen = Filter(dimension=dimension, values=[value])
    found = rows(path, metrics=["sales", "orders"], filters=[chosen])[0]
    assert found == pytest.approx((float(str(expected[0] or 0)), expected[1]))
    whole = rows(path, metrics=["sales"])[0][0]
    assert one(path, "sales", filters=[chosen.model_copy(update={"op": "not_in"})]) == pytest.approx(
        whole - found[0]
    )


@pytest.mark.parametrize("dimension", [n for n, d in D.dimensions.items() if n != "offer"])
def test_every_value_is_its_group_on_the_miniature_shop(dimension: str, mini_shop: Path) -> None:
    check_every_value(mini_shop, dimension)


@pytest.mark.real_shop
@pytest.mark.parametrize(
    "dimension", [n for n in D.dimensions if n not in ("offer", "product", "customer", "product_type")]
)
def test_every_value_is_its_group_on_the_real_shop(dimension: str, real_shop: Path) -> None:
    check_every_value(real_shop, dimension)


@pytest.mark.parametrize("dimension", SOLD)
def test_a_computed_value_is_what_hand_written_sql_says_on_the_miniature_shop(
    dimension: str, mini_shop: Path
) -> None:
    check_against_sql(mini_shop, dimension)


@pytest.mark.real_shop
@pytest.mark.parametrize("dimension", SOLD)
def test_a_computed_value_is_what_hand_written_sql_says_on_the_real_shop(
    dimension: str, real_shop: Path
) -> None:
    check_against_sql(real_shop, dimension)


@pytest.mark.real_shop
def test_beer_on_weekends_is_not_all_beer(real_shop: Path) -> None:
    beer = Filter(dimension="category", values=["BEERS/ALES"])
    found = one(real_shop, "sales", filters=[beer, Filter(dimension="weekend", values=["Weekend"])])
    sql = f"SELECT sum(net_sales) FROM {LINES} WHERE category = 'BEERS/ALES' AND isodow(order_date) >= 6"
    assert found == pytest.approx(float(str(opened(real_shop).run(sql).rows[0][0])))
    assert found < one(real_shop, "sales", filters=[beer])
