"""PIVOT without its values: they are looked up through the same gate, and only then is it written out."""

from pathlib import Path

import pytest

from tools.errors import ToolError
from tools.warehouse.sandbox import bait
from tools.warehouse.sandbox.pivot import filled
from tools.warehouse.sandbox.pool import run_select

TEN = "SELECT store_id, 'x' AS x FROM order_lines WHERE store_id = 10"


def test_the_values_become_columns_in_their_order(mini_shop: Path) -> None:
    sold = "(SELECT store_id, net_sales FROM order_lines)"
    found = run_select(mini_shop, f"PIVOT {sold} ON store_id USING sum(net_sales)")
    assert (found.columns, found.rows) == (["10", "20"], [(111, 70.5)])


@pytest.mark.parametrize(
    "sql",
    [
        f"WITH f AS ({TEN}) PIVOT f ON store_id USING count(*)",
        f"SELECT * FROM (PIVOT ({TEN}) ON store_id USING count(*))",
        f"PIVOT ({TEN}) ON store_id || x USING count(*)",
    ],
)
def test_steps_subqueries_and_expressions(mini_shop: Path, sql: str) -> None:
    found = run_select(mini_shop, sql)
    assert found.columns[-1][:2] == "10"
    assert found.rows[0][-1] == 15


def test_missing_values_make_no_column(mini_shop: Path) -> None:
    found = run_select(mini_shop, "PIVOT products ON brand USING count(*) GROUP BY is_fuel")
    assert found.columns == ["is_fuel", "National", "Private"]


def test_what_has_its_values_or_is_no_pivot_stays_as_it_is() -> None:
    def never(sql: str) -> list[list[str]]:
        raise AssertionError(sql)

    for sql in (
        "SELECT 'pivot' AS word",
        "PIVOT stores ON store_id IN (10) USING count(*)",
        "UNPIVOT stores ON store_id INTO NAME a VALUE b",
        "PIVOT stores ON store_id USING count(*); SELECT 1",
        "PIVOT (((",
    ):
        assert filled(sql, never) == sql


def test_too_many_values_are_refused_with_what_to_do(mini_shop: Path) -> None:
    with pytest.raises(ToolError, match="more than 100 columns"):
        run_select(mini_shop, "PIVOT (SELECT range AS r FROM range(200)) ON r USING count(*)")


def test_nothing_hidden_is_looked_up(mini_shop: Path, tmp_path: Path) -> None:
    trap = bait.lay(mini_shop, tmp_path)
    for sql in (
        "PIVOT api_keys ON key USING count(*)",
        "PIVOT (SELECT email FROM customers) ON email USING count(*)",
        "PIVOT stores ON getenv('PATH') USING count(*)",
        "WITH a AS (FROM shop.main.api_keys) PIVOT a ON key USING count(*)",
    ):
        with pytest.raises(ToolError) as no:
            run_select(trap, sql)
        assert bait.CANARY not in str(no.value)
