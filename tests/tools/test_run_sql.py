"""run_sql: rows and units as evidence, warnings where a figure could mislead."""

import json
from pathlib import Path

import pytest

from tools.errors import ToolError
from tools.run_sql import SqlQuestion, label, run_sql, run_sql_tool
from tools.warehouse.connection import open_warehouse


def _ask(path: Path, sql: str) -> dict[str, object]:
    return dict(run_sql(SqlQuestion(title="A test", sql=sql), path))


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
        ("line", "ratio", "metric"),
        ("department", "text", "dimension"),
    ]


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
        ("SELECT sum(net_sales) FROM order_lines JOIN promotions USING (product_id)", "sales are repeated"),
        ("SELECT count(*) FROM redemptions JOIN offer_products USING (offer_id)", "rows are repeated"),
    ],
)
def test_what_could_mislead_is_said(mini_shop: Path, sql: str, warning: str) -> None:
    assert warning in " ".join(_ask(mini_shop, sql)["warnings"])  # type: ignore[arg-type]


def test_a_clean_result_has_no_warnings(mini_shop: Path) -> None:
    found = _ask(mini_shop, "SELECT sum(net_sales) AS sales FROM order_lines")
    assert (found["warnings"], found["rows"], found["truncated"]) == ([], [{"sales": 181.5}], False)


def test_a_cut_result_counts_no_rows(mini_shop: Path) -> None:
    assert _ask(mini_shop, "SELECT * FROM range(1001)")["facts"] == []


def test_the_tool_gives_text_to_the_model_and_evidence_to_the_thread(mini_shop: Path) -> None:
    tool = run_sql_tool(open_warehouse(mini_shop))
    assert "net_sales: What the retailer received" in tool.description
    assert "email:" not in tool.description
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
