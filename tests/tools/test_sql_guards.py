"""Free SQL that counts more than there is, asks outside the data, shows a few, or repeats a metric."""

from pathlib import Path

import pytest

from knowledge.metrics import load_definitions
from tools.run_sql import SqlQuestion, run_sql
from tools.sql_guards import guards
from tools.warehouse.connection import Warehouse, open_warehouse
from tools.warehouse.fan_out import days_named, few_sql, repeated
from tools.warehouse.governed import repeats


@pytest.fixture(scope="module")
def mini(mini_shop: Path) -> Warehouse:
    return open_warehouse(mini_shop)


BOTH = "order_lines l JOIN promotions p ON p.product_id = l.product_id"
REPEATING = [
    f"SELECT sum(l.net_sales) FROM {BOTH}",
    f"SELECT avg(net_sales) FROM {BOTH} GROUP BY p.week",
    "SELECT sum(net_sales) FROM order_lines JOIN redemptions USING (customer_id)",
    "SELECT x FROM (SELECT sum(net_sales) AS x FROM order_lines, campaign_targets)",
    "WITH a AS (SELECT 1) SELECT sum(net_sales) FROM order_lines JOIN campaign_targets USING (customer_id)",
]
SOUND = [
    f"SELECT sum(l.net_sales) FROM {BOTH} AND p.store_id = l.store_id AND p.week = l.week",
    f"SELECT max(net_sales), count(DISTINCT l.order_id) FROM {BOTH}",
    "SELECT sum(net_sales) FROM order_lines JOIN products USING (product_id) JOIN stores USING (store_id)",
    "SELECT sum(net_sales) FROM order_lines JOIN calendar ON date = order_date",
    "SELECT sum(net_sales) FROM order_lines WHERE product_id IN (SELECT product_id FROM promotions)",
    "SELECT nope(",
]


@pytest.mark.parametrize("sql", REPEATING)
def test_a_join_that_repeats_what_is_summed_is_seen(sql: str) -> None:
    assert [one.table for one in repeated(sql)] == ["order_lines"]


@pytest.mark.parametrize("sql", SOUND)
def test_a_join_on_a_whole_key_repeats_nothing(sql: str) -> None:
    assert repeated(sql) == []


def test_it_is_said_how_often_rows_are_repeated(mini: Warehouse) -> None:
    said = guards("SELECT sum(net_sales) FROM order_lines JOIN redemptions USING (customer_id)", mini)
    # Customers 1, 2 and 3 redeemed once each, so none of their lines stands twice.
    assert said == []
    said = guards("SELECT sum(net_sales) FROM order_lines JOIN campaign_targets USING (customer_id)", mini)
    # Customers 1 to 4 have 9, 6, 5 and 3 lines, and customer 1 was mailed twice.
    assert said == [
        "A join of this query repeats rows of order_lines: 32 rows stand for 23, so sums and averages over "
        "them are not those of order_lines."
    ]


def test_days_outside_the_data_are_said(mini: Warehouse) -> None:
    inside = "SELECT max(net_sales) FROM order_lines WHERE order_date >= '2017-01-01'"
    assert guards(inside, mini) == []
    said = guards(f"{inside} AND order_date < DATE '2018-01-01'", mini)
    assert said == ["The data run from 1 January 2017 to 14 March 2017; the query names days outside."]
    assert days_named("SELECT '12-34', 'abcd-ef-gh', '2017-03-01 10:00'") == ["2017-03-01"]


def test_groups_of_a_few_customers_are_named(mini: Warehouse) -> None:
    sold = "order_lines JOIN customers USING (customer_id)"
    sql = f"SELECT age, avg(net_sales) FROM {sold} WHERE age = '65+' GROUP BY {{}}"
    for keys in ("age", "1", "ALL"):
        assert guards(sql.format(keys), mini) == [
            "Fewer than 10 customers in: 65+; read these figures with care."
        ]
    assert few_sql("SELECT store_id, avg(net_sales) FROM order_lines GROUP BY store_id", 10) is None


GOVERNED = {
    "SELECT sum(net_sales) FROM order_lines": "Sales",
    "SELECT store_id, count(DISTINCT order_id) AS n FROM order_lines GROUP BY 1 ORDER BY n DESC LIMIT 1": (
        "Top store by orders"
    ),
    "SELECT p.brand, round(sum(l.net_sales) / count(DISTINCT l.order_id), 2) FROM order_lines l "
    "JOIN products p ON l.product_id = p.product_id WHERE NOT p.is_fuel GROUP BY ALL": (
        "Average basket by brand type, without fuel"
    ),
    "SELECT count(DISTINCT customer_id) FROM order_lines WHERE order_date >= '2017-02-01' "
    "AND order_date < DATE '2017-03-01'": "Customers, February 2017",
    "SELECT date_trunc('month', order_date) AS m, sum(net_sales) FROM order_lines GROUP BY m ORDER BY m": (
        "Sales by month"
    ),
}


@pytest.mark.parametrize(("sql", "title"), GOVERNED.items())
def test_a_query_that_repeats_a_metric_is_answered_with_it(mini: Warehouse, sql: str, title: str) -> None:
    found = run_sql(SqlQuestion(title="My own", sql=sql), mini)
    assert (found["tool"], found["title"]) == ("query_metric", title)
    assert found["warnings"][0].startswith("The query repeats the governed")
    assert found["scope"]["metrics"]


OTHERWISE = [
    "SELECT sum(net_sales) FROM order_lines WHERE quantity > 2",
    "SELECT sum(net_sales) FROM order_lines WHERE order_date >= '2017-02-01'",
    "SELECT sum(net_sales) + 1 FROM order_lines",
    "SELECT sum(quantity) FROM order_lines",
    "SELECT sum(net_sales) FROM order_lines USING SAMPLE 10 ROWS",
    "SELECT DISTINCT sum(net_sales) FROM order_lines",
    "SELECT sum(net_sales) OVER () FROM order_lines",
    "SELECT store_id, sum(net_sales) FROM order_lines GROUP BY store_id, week",
    "SELECT store_id, sum(net_sales) FROM order_lines GROUP BY store_id LIMIT 1",
    "SELECT sum(net_sales) FROM order_lines JOIN redemptions USING (customer_id)",
    "SELECT sum(net_sales) FROM order_lines JOIN products ON true",
    "SELECT sum(net_sales) FROM order_lines RIGHT JOIN products USING (product_id)",
    "WITH a AS (SELECT 1) SELECT sum(net_sales) FROM order_lines",
    "SELECT count(*) FROM customers",
    "SELECT count(DISTINCT order_id) FROM order_lines WHERE store_id <> 10",
    "SELECT count(*) FROM order_lines UNION ALL SELECT 1",
]


@pytest.mark.parametrize("sql", OTHERWISE)
def test_a_query_that_says_anything_else_is_left_alone(sql: str) -> None:
    assert repeats(sql, load_definitions()) is None


def test_a_query_whose_figures_differ_is_left_alone(mini: Warehouse) -> None:
    # The governed ages leave out households without one: the query has a group more.
    sql = "SELECT age, sum(net_sales) FROM order_lines JOIN customers USING (customer_id) GROUP BY age"
    assert repeats(sql, load_definitions())
    assert run_sql(SqlQuestion(title="My own", sql=sql), mini)["tool"] == "run_sql"
