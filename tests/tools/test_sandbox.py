"""Free SQL in its worker process: right rows, limits that hold, and nothing to be had by attacking it."""

import os
import shutil
import signal
import threading
import time
from pathlib import Path

import duckdb
import pytest

from tools.errors import ToolError
from tools.warehouse.connection import Unavailable
from tools.warehouse.sandbox import pool
from tools.warehouse.sandbox.pool import run_select


def test_rows_come_back_as_plain_values(mini_shop: Path) -> None:
    found = run_select(
        mini_shop,
        "SELECT month(order_date) AS m, sum(net_sales) AS s FROM order_lines GROUP BY ALL ORDER BY m",
    )
    assert found.columns == ["m", "s"]
    assert found.rows == [(1, 82.5), (2, 76.0), (3, 23.0)]
    assert not found.truncated
    assert found.types[1].startswith("DECIMAL")


def test_infinite_and_undefined_numbers_are_null(mini_shop: Path) -> None:
    assert run_select(mini_shop, "SELECT 1/0, sqrt(-1)").rows == [(None, None)]


def test_row_cap_is_marked(mini_shop: Path) -> None:
    assert len(run_select(mini_shop, "FROM order_lines", max_rows=27).rows) == 27
    assert not run_select(mini_shop, "FROM order_lines", max_rows=27).truncated
    cut = run_select(mini_shop, "FROM order_lines", max_rows=26)
    assert (len(cut.rows), cut.truncated) == (26, True)


def test_long_cells_and_large_results_are_cut_and_marked(mini_shop: Path) -> None:
    cell = run_select(mini_shop, "SELECT repeat('x', 5000)")
    assert cell.truncated
    assert len(str(cell.rows[0][0])) < 2100
    large = run_select(mini_shop, "SELECT repeat('x', 1900) FROM range(1000)")
    assert large.truncated
    assert 400 < len(large.rows) < 600
    wide = run_select(mini_shop, f"SELECT {', '.join(map(str, range(101)))}")
    assert (len(wide.columns), len(wide.rows[0]), wide.truncated) == (100, 100, True)


@pytest.mark.parametrize(
    ("sql", "hint"),
    [
        (
            "SELECT net_sale FROM order_lines",
            "no column net_sale here. Did you mean order_lines.net_sales",
        ),
        ("SELECT department FROM order_lines", "It is in products.department: join that table"),
        ("SELECT email FROM customers", "There is no column email here"),
        ("SELECT week, net_sales FROM order_lines GROUP BY week", "net_sales must be in GROUP BY"),
        ("SELECT sum(department) FROM products", "sum does not take (VARCHAR)"),
        ("SELECT department::INTEGER FROM products", "Use try_cast"),
        ("SELECT store_id FROM stores JOIN order_lines ON true", "more than one of the tables"),
    ],
)
def test_mistakes_are_explained(mini_shop: Path, sql: str, hint: str) -> None:
    with pytest.raises(ToolError) as wrong:
        run_select(mini_shop, sql)
    assert hint in str(wrong.value)


def test_several_at_once(mini_shop: Path) -> None:
    rows: list[object] = []
    threads = [
        threading.Thread(target=lambda n=n: rows.append(run_select(mini_shop, f"SELECT {n}").rows[0][0]))
        for n in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(rows) == list(range(6))  # type: ignore[type-var]


def test_a_late_query_is_killed_and_the_next_one_runs(mini_shop: Path) -> None:
    began = time.monotonic()
    with pytest.raises(ToolError, match="took too long"):
        run_select(
            mini_shop, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", timeout_s=1
        )
    assert time.monotonic() - began < 2
    assert run_select(mini_shop, "SELECT 1").rows == [(1,)]


def test_running_out_of_memory_is_said_and_the_next_one_runs(mini_shop: Path) -> None:
    with pytest.raises(ToolError, match="more memory"):
        run_select(mini_shop, "SELECT length(repeat('x', 3000000000))")
    assert run_select(mini_shop, "SELECT 1").rows == [(1,)]


def test_a_worker_that_died_is_replaced(mini_shop: Path) -> None:
    workers = pool._pool(mini_shop.resolve())
    worker = workers.take(5)
    workers.give_back(worker)
    os.kill(worker.process.pid, signal.SIGKILL)
    worker.process.wait()
    assert run_select(mini_shop, "SELECT 1").rows == [(1,)]


def test_the_worker_has_no_environment_and_is_not_root(mini_shop: Path) -> None:
    workers = pool._pool(mini_shop.resolve())
    worker = workers.take(5)
    try:
        status = Path(f"/proc/{worker.process.pid}/status").read_text()
        assert os.geteuid() != 0 or "Uid:\t65534" in status
        limits = Path(f"/proc/{worker.process.pid}/limits").read_text()
        assert [line.split()[3] for line in limits.splitlines() if line.startswith("Max file size")] == ["0"]
    finally:
        workers.give_back(worker)


def test_a_swapped_file_is_noticed(mini_shop: Path, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(mini_shop, path)
    assert run_select(path, "SELECT count(*) FROM stores").rows == [(2,)]
    fresh = tmp_path / "fresh"
    shutil.copy(mini_shop, fresh)
    with duckdb.connect(str(fresh)) as connection:
        connection.execute("INSERT INTO stores VALUES (30)")
    os.replace(fresh, path)
    assert run_select(path, "SELECT count(*) FROM stores").rows == [(3,)]


def test_no_warehouse_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="make warehouse"):
        run_select(tmp_path / "none.duckdb", "SELECT 1")
    (tmp_path / "broken.duckdb").write_text("not a database")
    with pytest.raises(Unavailable, match="make warehouse"):
        run_select(tmp_path / "broken.duckdb", "SELECT 1")
