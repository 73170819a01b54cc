"""A larger shop made of a loaded one."""

from pathlib import Path

import duckdb
import pytest

from tools.warehouse.connection import Warehouse
from tools.warehouse.enlarge import NOISE, enlarge


def test_each_copy_is_a_shop_like_the_first(mini_shop: Path, tmp_path: Path) -> None:
    shop = Warehouse(mini_shop)
    target = tmp_path / "large.duckdb"
    lines = enlarge(shop.path, target, 3)
    counted = "SELECT count(*), count(DISTINCT customer_id), count(DISTINCT order_id) FROM order_lines"
    small = shop.run(counted).rows[0]
    with duckdb.connect(str(target), read_only=True) as large:
        assert large.execute(counted).fetchone() == tuple(3 * n for n in small)  # type: ignore[operator]
        assert lines == 3 * small[0]  # type: ignore[operator]
        amounts = "SELECT order_id, product_id, net_sales FROM order_lines WHERE order_id {} ORDER BY ALL"
        first = large.execute(amounts.format("< 10000000000000")).fetchall()
        second = large.execute(amounts.format("BETWEEN 10000000000000 AND 19999999999999")).fetchall()
        assert [tuple(map(float, row)) for row in first] == shop.run(amounts.format("> 0")).rows
        for (_, product, amount), (_, same, drawn) in zip(first, second, strict=True):
            assert product == same
            assert abs(drawn - amount) <= abs(amount) * type(amount)(str(NOISE)) + type(amount)("0.01")
        assert [row[2] for row in first] != [row[2] for row in second]
        copied = large.execute("SELECT count(*) FROM customers").fetchone()
        assert copied == (3 * shop.run("SELECT count(*) FROM customers").rows[0][0],)  # type: ignore[operator]
        promotions = large.execute("SELECT count(*) FROM promotions").fetchone()
        assert promotions == shop.run("SELECT count(*) FROM promotions").rows[0]
    with pytest.raises(FileExistsError, match="remove it"):
        enlarge(shop.path, target, 3)
    assert Warehouse(target).data_version == f"{shop.data_version}x3"
