"""The read-only connection: none to open, caps and time, a file that is swapped under it."""

import datetime as dt
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from tools.errors import ToolError
from tools.warehouse.connection import Unavailable, open_warehouse
from tools.warehouse.load import build
from tools.warehouse.sources import tables

Tables = dict[str, list[dict[str, str]]]
Write = Callable[[Tables], Path]


def test_no_warehouse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="make warehouse"):
        open_warehouse(tmp_path / "none.duckdb")
    (tmp_path / "broken.duckdb").write_text("x" * 5000)
    with pytest.raises(Unavailable, match="make warehouse"):
        open_warehouse(tmp_path / "broken.duckdb")


def test_connection_caps_rows_stops_late_queries_and_cannot_write(mini_shop: Path) -> None:
    warehouse = open_warehouse(mini_shop)
    assert warehouse.first_day == dt.date(2017, 1, 1)
    assert warehouse.last_day == dt.date(2017, 3, 14)
    assert not warehouse.run("FROM order_lines", max_rows=27).truncated
    assert warehouse.run("FROM order_lines", max_rows=26).truncated
    with pytest.raises(ToolError, match="took longer"):
        warehouse.run("SELECT sum(a.range * b.range) FROM range(9999999) a, range(9999999) b", timeout_s=0.3)
    assert warehouse.run("SELECT 1/0, DATE '2017-01-01', 1.10").rows == [(None, "2017-01-01", 1.1)]
    for sql in ("DELETE FROM stores", f"COPY stores TO '{mini_shop}'", "SET memory_limit='1GB'"):
        with pytest.raises(duckdb.Error):
            warehouse.run(sql)


def test_connection_notices_a_swapped_file(
    mini_shop: Path, shop: Tables, csv_folder: Write, tmp_path: Path
) -> None:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(mini_shop, path)
    warehouse = open_warehouse(path)
    version = warehouse.data_version
    still_running = warehouse._cursor()
    second = open_warehouse(path)
    shop["order_lines"][0]["net_sales"] = "5.00"
    build(path, tables.source(csv_folder(shop)))
    assert warehouse.run("SELECT sum(net_sales) FROM order_lines").rows == [(182.5,)]
    assert warehouse.data_version != version
    assert second.data_version == warehouse.data_version
    assert still_running.execute("SELECT sum(net_sales) FROM order_lines").fetchone() == (Decimal("181.50"),)
