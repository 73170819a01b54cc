"""A call that is stopped: its query and its worker are gone at once, and the next call runs."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.warehouse.connection import open_warehouse
from tools.warehouse.sandbox.pool import run_select
from tools.work import Stopped, Work, at_work, work

ENDLESS = "SELECT sum(a.range * b.range % 7) FROM range(9999999) a, range(9999999) b"


def governed(shop: Path) -> None:
    open_warehouse(shop).run(ENDLESS, timeout_s=60)


def free(shop: Path) -> None:
    run_select(shop, ENDLESS, timeout_s=60)


@pytest.mark.parametrize("query", [governed, free])
@pytest.mark.parametrize("after_s", [0.0, 0.3])
def test_a_query_of_a_minute_is_gone_within_a_second(
    mini_shop: Path, query: Callable[[Path], None], after_s: float
) -> None:
    run_select(mini_shop, "SELECT 1")
    call, ended = Work(), []

    def run() -> None:
        with at_work(call):
            try:
                query(mini_shop)
            except Stopped:
                ended.append(time.monotonic())

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(after_s)
    stopped = time.monotonic()
    call.stop()
    thread.join(10)
    assert ended
    assert ended[0] - stopped < 1
    assert open_warehouse(mini_shop).run("SELECT 7").rows == [(7,)]
    assert run_select(mini_shop, "SELECT 7").rows == [(7,)]


def test_a_stopped_call_begins_nothing_more(mini_shop: Path) -> None:
    call = Work()
    call.stop()
    for query in (governed, free):
        with at_work(call), pytest.raises(Stopped):
            query(mini_shop)


def test_a_tool_says_how_far_it_is_and_without_a_listener_just_runs() -> None:
    heard: list[float] = []
    with at_work(Work(heard.append)):
        work().told(0.25)
    work().told(0.5)
    assert heard == [0.25]
