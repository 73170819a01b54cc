"""Loading: what goes in comes out, what does not hold together changes nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tools.warehouse import schema
from tools.warehouse.__main__ import main
from tools.warehouse.connection import open_warehouse, stored_version
from tools.warehouse.load import build, version_of
from tools.warehouse.sources import tables

Tables = dict[str, list[dict[str, str]]]
Write = Callable[[Tables], Path]


def _one(path: Path, sql: str) -> Any:
    return open_warehouse(path).run(sql).rows[0][0]


def _rows(path: Path, sql: str) -> list[tuple[Any, ...]]:
    return open_warehouse(path).run(sql).rows


def test_miniature_figures(mini_shop: Path) -> None:
    assert _one(mini_shop, "SELECT sum(net_sales) FROM order_lines") == 181.50
    fuel = "SELECT sum(net_sales) FROM order_lines JOIN products USING (product_id) WHERE is_fuel"
    assert _one(mini_shop, fuel) == 45.00
    assert _rows(mini_shop, "SELECT rows_in, rows_out FROM load_report WHERE table_name = 'promotions'") == [
        (6, 5)
    ]


def test_products_missing_from_the_catalogue_are_kept(mini_shop: Path) -> None:
    assert _rows(mini_shop, "SELECT * FROM products WHERE NOT in_catalogue") == [
        (99, None, None, None, None, None, None, False, False)
    ]


def test_customers_without_demographics_are_kept(mini_shop: Path) -> None:
    assert _rows(mini_shop, "SELECT customer_id FROM customers WHERE NOT has_demographics") == [(5,), (6,)]


def test_promotions_have_one_row_per_product_store_and_week(mini_shop: Path) -> None:
    assert _rows(mini_shop, "SELECT display, on_display, in_mailer FROM promotions WHERE week = 6") == [
        ("Several Places", True, False)
    ]
    on_promotion = "SELECT sum(net_sales) FROM order_lines JOIN promotions USING (product_id, store_id, week)"
    assert _one(mini_shop, on_promotion) == 41.00


def test_redemptions_do_not_fan_out_over_offers(mini_shop: Path) -> None:
    joined = "SELECT count(*) FROM redemptions JOIN offers USING (offer_id, campaign_id)"
    assert _one(mini_shop, joined) == 3


def test_weeks_with_fewer_trading_days_are_not_full(mini_shop: Path) -> None:
    partial = "SELECT DISTINCT week FROM calendar WHERE NOT full_week ORDER BY week"
    assert _rows(mini_shop, partial) == [(1,), (12,)]


def test_calendar_knows_every_day_and_the_holidays(mini_shop: Path) -> None:
    assert _rows(mini_shop, "SELECT count(*), min(date), max(date) FROM calendar") == [
        (73, "2017-01-01", "2017-03-14")
    ]
    names = "SELECT date FROM calendar WHERE holiday IS NOT NULL ORDER BY date"
    assert [row[0] for row in _rows(mini_shop, names)] == ["2017-01-01", "2017-01-16", "2017-02-20"]


def test_what_the_shop_lacks_is_known(
    mini_shop: Path, shop: Tables, csv_folder: Write, tmp_path: Path
) -> None:
    known = "SELECT available FROM shop_facts WHERE topic = 'margin'"
    assert _one(mini_shop, known) is False
    shop["product_costs"] = [{"product_id": "1", "valid_from": "2017-01-01", "unit_cost": "1.2345"}]
    path = tmp_path / "with_costs.duckdb"
    build(path, tables.source(csv_folder(shop)))
    assert _one(path, known) is True


def test_every_table_and_column_has_its_comment(mini_shop: Path) -> None:
    bare = """SELECT table_name FROM duckdb_tables() WHERE comment IS NULL
              UNION ALL SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"""
    with duckdb.connect(str(mini_shop), config={"access_mode": "read_only"}) as connection:
        assert connection.execute(bare).fetchall() == []
        tables_there = {
            row[0] for row in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    assert tables_there == {table.name for table in schema.TABLES}


def test_data_version_follows_the_data(mini_shop: Path, shop: Tables, csv_folder: Write) -> None:
    same = version_of(tables.source(csv_folder(shop)))
    assert same == stored_version(mini_shop) == open_warehouse(mini_shop).data_version
    shop["order_lines"][0]["net_sales"] = "4.01"
    assert version_of(tables.source(csv_folder(shop))) != same


def test_progress_is_told_step_by_step(shop: Tables, csv_folder: Write, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build(tmp_path / "w.duckdb", tables.source(csv_folder(shop)), progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(told[0][1] + 1))


@pytest.mark.real_shop
def test_real_shop_agrees_with_the_notes_on_its_data(real_shop: Path) -> None:
    lines = "order_lines JOIN products USING (product_id)"
    assert _rows(real_shop, "SELECT count(*), sum(net_sales), max(year(order_date)) FROM order_lines") == [
        (1_469_307, 4_596_039.58, 2017)
    ]
    hours = (
        "SELECT hour(ordered_at) FROM order_lines GROUP BY ALL ORDER BY count(DISTINCT order_id) DESC LIMIT 1"
    )
    assert _one(real_shop, hours) == 17
    weekly = "SELECT week, sum(net_sales) FROM order_lines WHERE week IN (1, 53) GROUP BY week ORDER BY week"
    assert [(week, round(sales)) for week, sales in _rows(real_shop, weekly)] == [(1, 10_478), (53, 80_829)]
    assert _rows(real_shop, "SELECT DISTINCT week FROM calendar WHERE NOT full_week ORDER BY 1") == [
        (1,),
        (53,),
    ]
    assert round(_one(real_shop, f"SELECT sum(net_sales) FROM {lines} WHERE is_fuel"), -3) == 384_000
    private = "round(100 * sum(net_sales) FILTER (brand = 'Private') / sum(net_sales), 1)"
    assert _one(real_shop, f"SELECT {private} FROM {lines}") == 28.3
    assert _one(real_shop, f"SELECT {private} FROM {lines} WHERE NOT is_fuel") == 21.7
    assert _one(real_shop, f"SELECT count(*) FROM {lines} WHERE NOT in_catalogue") == 4_836
    assert _one(real_shop, "SELECT count(*) FROM promotions") == 20_940_529 - 12_785
    assert _rows(real_shop, "SELECT count(*), count(*) FILTER (has_demographics) FROM customers") == [
        (2_469, 801)
    ]
    assert (
        _one(real_shop, "SELECT count(*) FROM redemptions JOIN offers USING (offer_id, campaign_id)") == 2_102
    )


@pytest.mark.real_shop
def test_loading_again_where_it_is_current_does_nothing(
    real_shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = real_shop.stat().st_mtime_ns
    monkeypatch.setattr("sys.argv", ["warehouse", "--if-missing", "--home", str(real_shop.parent)])
    assert main() == 0
    assert real_shop.stat().st_mtime_ns == before
    assert capsys.readouterr().out == ""
