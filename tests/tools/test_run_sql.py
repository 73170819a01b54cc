"""run_sql: rows and units as evidence, warnings where a figure could mislead."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.errors import ToolError
from tools.run_sql import SqlQuestion, label, run_sql, run_sql_tool
from tools.warehouse import lineage
from tools.warehouse.connection import open_warehouse


def _ask(path: Path, sql: str) -> dict[str, object]:
    return dict(run_sql(SqlQuestion(title="A test", sql=sql), open_warehouse(path)))


def test_columns_carry_units_and_roles(mini_shop: Path) -> None:
    found = _ask(
        mini_shop,
        "SELECT store_id, week, min(order_date) AS first, sum(net_sales) AS sales, count(*) AS lines, "
        "avg(net_sales) AS line, any_value(department) AS department "
        "FROM order_lines JOIN products USING (product_id) GROUP BY ALL",
    )
    assert [(c["name"], c["unit"], c["role"]) for c in found["columns"]] == [  # type: ignore[attr-defined]
        ("store_id", "text", "dimension"),
        ("week", "text", "dimension"),
        ("first", "date", "dimension"),
        ("sales", "usd", "metric"),
        ("lines", "count", "metric"),
        ("line", "usd", "metric"),
        ("department", "text", "dimension"),
    ]


SALES_OF = "WITH s AS (SELECT store_id, customer_id, sum(net_sales) AS spent FROM order_lines GROUP BY ALL) "


@pytest.mark.parametrize(
    ("sql", "unit"),
    [
        (f"{SALES_OF} SELECT store_id AS store FROM s", "text"),
        (f"{SALES_OF} SELECT customer_id AS who FROM s", "text"),
        ("SELECT week::INTEGER AS w FROM order_lines", "text"),
        ("SELECT row_number() OVER (ORDER BY store_id) AS place FROM stores", "text"),
        (f"{SALES_OF} SELECT avg(spent) AS a FROM s", "usd"),
        (f"{SALES_OF} SELECT (max(spent) - min(spent)) / 2.0 AS a FROM s", "usd"),
        (f"{SALES_OF} SELECT median(spent) / count(*) AS a FROM s", "usd"),
        (f"{SALES_OF} SELECT sum(CASE WHEN store_id = 10 THEN spent ELSE 0 END)::DOUBLE AS a FROM s", "usd"),
        ("SELECT a FROM (SELECT quantile_cont(net_sales, 0.9) AS a FROM order_lines)", "usd"),
        ("SELECT sum(quantity) AS a FROM order_lines", "count"),
        ("SELECT count(*) / 7.0 AS a FROM order_lines", "ratio"),
        (f"{SALES_OF} SELECT max(spent) / sum(spent) AS share FROM s", "percent"),
        (f"{SALES_OF} SELECT 100.0 * max(spent) / sum(spent) AS share_pct FROM s", "ratio"),
        (f"{SALES_OF} SELECT max(spent) / sum(spent) AS a FROM s", "ratio"),
        ("SELECT date_diff('day', min(order_date), max(order_date)) AS days FROM order_lines", "count"),
    ],
)
def test_a_unit_is_told_by_what_a_column_is_made_of(mini_shop: Path, sql: str, unit: str) -> None:
    assert [c["unit"] for c in _ask(mini_shop, sql)["columns"]] == [unit]  # type: ignore[attr-defined]


def test_units_can_be_given_where_they_suit(mini_shop: Path) -> None:
    def units(sql: str, **given: Any) -> list[str]:
        return [
            c["unit"]
            for c in run_sql(SqlQuestion(title="A", sql=sql, units=given), open_warehouse(mini_shop))[
                "columns"
            ]
        ]

    assert units("SELECT 0.25 AS part, 3 AS place", part="percent", place="text") == ["percent", "text"]
    for sql, given, says in (
        ("SELECT 1 AS a", {"b": "usd"}, "the columns are a"),
        ("SELECT 26.3 AS a", {"a": "percent"}, "divide a by 100"),
        ("SELECT 'x' AS a", {"a": "usd"}, "holds no numbers"),
    ):
        with pytest.raises(ToolError, match=says):
            units(sql, **given)


def test_what_cannot_be_parsed_has_no_origin() -> None:
    assert lineage.units("SELECT nope(") == lineage.units("SUMMARIZE stores") == []
    assert lineage.units("SELECT " + "(" * 5000 + "1" + ")" * 5000) == []


def test_columns_of_one_name_are_kept_apart(mini_shop: Path) -> None:
    found = _ask(mini_shop, "SELECT 1 AS a, 2 AS a, 3 AS a")
    assert found["rows"] == [{"a": 1, "a_2": 2, "a_3": 3}]


@pytest.mark.parametrize(
    ("sql", "warning"),
    [
        ("SELECT * FROM stores WHERE false", "The query found nothing."),
        ("SELECT * FROM range(1001)", "The result was cut"),
        (
            "SELECT brand FROM products WHERE product_id IN (1, 99)",
            "brand is empty in 1 of 2 rows.",
        ),
        ("SELECT sum(quantity) FROM order_lines", "include fuel"),
        (
            "SELECT sum(net_sales) FROM order_lines JOIN promotions USING (product_id)",
            "25 rows stand for 15,",
        ),
        ("SELECT count(*) FROM redemptions JOIN offer_products USING (offer_id)", "rows are repeated"),
    ],
)
def test_what_could_mislead_is_said(mini_shop: Path, sql: str, warning: str) -> None:
    assert warning in " ".join(_ask(mini_shop, sql)["warnings"])  # type: ignore[arg-type]


def test_a_clean_result_has_no_warnings(mini_shop: Path) -> None:
    found = _ask(mini_shop, "SELECT max(net_sales) AS sales FROM order_lines")
    assert (found["warnings"], found["rows"], found["truncated"]) == ([], [{"sales": 25.0}], False)


def test_a_cut_result_counts_no_rows(mini_shop: Path) -> None:
    assert _ask(mini_shop, "SELECT * FROM range(1001)")["facts"] == []


def test_the_tool_gives_text_to_the_model_and_evidence_to_the_thread(mini_shop: Path) -> None:
    tool = run_sql_tool(open_warehouse(mini_shop))
    assert "net_sales (What the retailer received" in tool.description
    assert "customer_id; store_id; product_id; ordered_at" in tool.description, "names that need no words"
    assert "email" not in tool.description
    assert "stock_levels" not in tool.description, "this shop has none"
    args = {"title": "Stores", "sql": "SELECT count(*) AS n FROM stores"}
    message = tool.invoke({"type": "tool_call", "id": "1", "name": "run_sql", "args": args})
    assert json.loads(message.content)["rows"] == [{"n": 2}]
    assert message.artifact["data_version"] == open_warehouse(mini_shop).data_version


def test_a_mistake_reaches_the_model_as_a_tool_error(mini_shop: Path) -> None:
    tool = run_sql_tool(open_warehouse(mini_shop))
    with pytest.raises(ToolError, match="Did you mean stores"):
        tool.invoke({"title": "Stores", "sql": "SELECT * FROM store"})


def test_a_call_is_told_in_plain_words() -> None:
    assert label({"title": "Sales by hour", "sql": "SELECT 1"}) == "Working out: sales by hour"
    assert label({}) == "Working it out from the records"


def test_columns_that_a_query_carries_for_checks_are_not_shown(mini_shop: Path) -> None:
    evidence = run_sql(
        SqlQuestion(title="t", sql="SELECT 1 AS orders, 2 AS _total_orders"), open_warehouse(mini_shop)
    )
    assert [column["label"] for column in evidence["columns"]] == ["Orders"]
    alone = run_sql(SqlQuestion(title="t", sql="SELECT 2 AS _total_orders"), open_warehouse(mini_shop))
    assert len(alone["columns"]) == 1
