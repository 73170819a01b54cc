"""New, retained, back again and lapsed customers, against a slow count over every receipt line."""

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.warehouse.compile import compile_request, compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.periods import previous
from tools.warehouse.request import MetricRequest, Period

D = load_definitions()
COUNTED = [
    "customers", "new_customers", "returning_customers", "retained_customers", "reactivated_customers",
    "lapsed_customers",
]  # fmt: skip
BOUGHT = ["previous_customers", "repeat_customers", "sales_to_new_customers", "sales_to_returning_customers"]
PERIODS: dict[str, Period] = {
    "January": Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 1, 31)),
    "February": Period(start=dt.date(2017, 2, 1), end=dt.date(2017, 2, 28)),
    "odd days": Period(start=dt.date(2017, 1, 19), end=dt.date(2017, 2, 23)),
    "one day": Period(start=dt.date(2017, 2, 21), end=dt.date(2017, 2, 21)),
}
FILTERS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "everything": ([], "true"),
    "meat": ([{"dimension": "department", "values": ["MEAT"]}], "department = 'MEAT'"),
    "store 20": ([{"dimension": "store", "values": [20]}], "store_id = 20"),
}
Line = tuple[int, int, dt.date, float, Any]


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def lines(path: Path, condition: str, group: str = "NULL") -> list[Line]:
    """(order, customer, day, sales, group) of every line that meets the condition."""
    sql = f"""SELECT order_id, customer_id, order_date, net_sales, {group}
              FROM order_lines LEFT JOIN products USING (product_id) WHERE {condition}"""
    rows = opened(path).run(sql, max_rows=2_000_000).rows
    return [(int(o), int(c), dt.date.fromisoformat(day), float(s), g) for o, c, day, s, g in rows]  # type: ignore[arg-type]


def slowly(found: list[Line], now: Period, first_day: dt.date) -> list[Any]:
    """The figures of COUNTED and BOUGHT, by going through the customers one by one."""
    inside = [line for line in found if now.start <= line[2] <= now.end]
    then = previous(now)
    known = then.end >= first_day
    active = {c for _, c, *_ in inside}
    before = {c for _, c, day, *_ in found if day < now.start}
    was = {c for _, c, day, *_ in found if then.start <= day <= then.end}
    orders = Counter(c for c, _ in {(c, o) for o, c, *_ in inside})
    repeat = [c for c, count in orders.items() if count > 1]
    counts = [
        len(active), len(active - before), len(active & before), len(active & was),
        len((active & before) - was), len(was - active), len(was), len(repeat),
    ]  # fmt: skip
    if not known:
        counts[3:7] = [None, None, None, None]  # type: ignore[list-item]
    sold = [sum(s for _, c, _, s, _ in inside if c in who) for who in (active - before, active & before)]
    return [*counts, *sold]


def asked(path: Path, **request: Any) -> list[tuple[Any, ...]]:
    rows = []
    for metrics in (COUNTED, BOUGHT):
        sql = compile_request(MetricRequest(metrics=metrics, **request), D)
        rows.append(opened(path).run(sql).rows)
    by = len(request.get("by", []))
    counted = [row[: by + len(COUNTED)] for row in rows[0]]
    bought = {row[:by]: row[by : by + len(BOUGHT)] for row in rows[1]}
    return [(*row, *bought[row[:by]]) for row in counted]


def same(found: tuple[Any, ...], expected: list[Any]) -> None:
    # A whole without a single purchase has no customers to count: zero and empty say the same of it.
    assert [v or 0 for v in found] == pytest.approx([v or 0 for v in expected])
    assert [v is None for v in found[3:7]] == [v is None for v in expected[3:7]]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("kept", FILTERS)
def test_of_one_period(mini_shop: Path, kept: str, period: str) -> None:
    filters, condition = FILTERS[kept]
    expected = slowly(lines(mini_shop, condition), PERIODS[period], opened(mini_shop).first_day)
    same(asked(mini_shop, filters=filters, period=PERIODS[period])[0], expected)


def steps(step: str) -> dict[Any, Period]:
    """Every whole week, month ... that the miniature shop's days touch, by the value that stands for it."""
    day, first = dt.timedelta(days=1), dt.date(2017, 1, 1)
    monday = dt.date(2016, 12, 26)
    found = {
        "date": {str(first + n * day): (first + n * day, first + n * day) for n in range(73)},
        "week": {n + 1: (monday + 7 * n * day, monday + (7 * n + 6) * day) for n in range(12)},
        "month": {f"2017-0{m}": (dt.date(2017, m, 1), dt.date(2017, m + 1, 1) - day) for m in (1, 2, 3)},
        "quarter": {"2017-Q1": (first, dt.date(2017, 3, 31))},
        "year": {2017: (first, dt.date(2017, 12, 31))},
    }
    return {label: Period(start=start, end=end) for label, (start, end) in found[step].items()}  # type: ignore[attr-defined]


@pytest.mark.parametrize("step", ["date", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("kept", FILTERS)
def test_each_step_of_time_is_its_own_period(mini_shop: Path, kept: str, step: str) -> None:
    filters, condition = FILTERS[kept]
    found = asked(mini_shop, filters=filters, by=[step])
    bought = lines(mini_shop, condition)
    periods = steps(step)
    assert found
    for row in found:
        expected = slowly(bought, periods[row[0]], opened(mini_shop).first_day)
        same(row[1:], expected)
    active = {label for label, p in periods.items() if any(p.start <= line[2] <= p.end for line in bought)}
    assert active <= {row[0] for row in found}


def test_by_department_who_is_new_is_decided_in_each(mini_shop: Path) -> None:
    found = asked(mini_shop, by=["department"], period=PERIODS["February"])
    bought = lines(mini_shop, "true", "department")
    for row in found:
        own = [line for line in bought if line[4] == row[0]]
        same(row[1:], slowly(own, PERIODS["February"], opened(mini_shop).first_day))


def test_in_a_period_the_first_month_counts_its_own_days_only(mini_shop: Path) -> None:
    found = asked(mini_shop, by=["month"], period=PERIODS["odd days"])
    january = {row[0]: row[1:] for row in found}["2017-01"]
    # From the 19th, 1, 2, 3 and 6 buy; only 6 was not there before.
    assert january[:3] == (4, 1, 3)


def test_what_each_status_adds_up_to(mini_shop: Path) -> None:
    for row in asked(mini_shop, by=["week"]):
        active, new, returning, retained, reactivated, lapsed, was = row[1:8]
        assert active == new + returning
        if retained is not None:
            assert returning == retained + reactivated
            assert was == retained + lapsed


def test_new_customers_of_the_months_add_up_to_the_total(mini_shop: Path) -> None:
    request = MetricRequest(metrics=["new_customers"], by=["month"], period=PERIODS["odd days"])
    rows = opened(mini_shop).run(compile_request(request, D)).rows
    total = opened(mini_shop).run(compile_totals(request, D)).rows[0][0]
    assert sum(int(str(row[1])) for row in rows) == total


def test_beside_another_period_each_looks_back_from_itself(mini_shop: Path) -> None:
    march = Period(start=dt.date(2017, 3, 1), end=dt.date(2017, 3, 14))
    request = MetricRequest(metrics=["retained_customers"], period=march, compare=PERIODS["February"])
    now, then, *_ = opened(mini_shop).run(compile_request(request, D)).rows[0]
    first_day, bought = opened(mini_shop).first_day, lines(mini_shop, "true")
    assert (now, then) == (
        slowly(bought, march, first_day)[3],
        slowly(bought, PERIODS["February"], first_day)[3],
    )


def test_there_is_no_tuesday_before_all_tuesdays() -> None:
    for metric in ("retention_rate", "new_customers", "repeat_customers"):
        reached = D.dimensions_of(metric)
        assert {"month", "week", "department", "age", "store"} <= set(reached)
        assert not {"weekday", "hour", "holiday", "part_of_day", "full_week"} & set(reached)


@pytest.mark.real_shop
@pytest.mark.parametrize("condition", ["true", "category = 'YOGURT'"])
def test_of_every_month_on_the_real_shop(real_shop: Path, condition: str) -> None:
    filters = [] if condition == "true" else [{"dimension": "category", "values": ["YOGURT"]}]
    sql = f"""SELECT DISTINCT customer_id, order_date FROM order_lines
              LEFT JOIN products USING (product_id) WHERE {condition}"""
    rows = opened(real_shop).run(sql, max_rows=2_000_000).rows
    days: list[Line] = [(0, int(str(c)), dt.date.fromisoformat(str(day)), 0.0, None) for c, day in rows]
    found = asked(real_shop, filters=filters, by=["month"])
    assert len(found) == 12
    for row in found:
        start = dt.date.fromisoformat(f"{row[0]}-01")
        end = (start + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        expected = slowly(days, Period(start=start, end=end), opened(real_shop).first_day)
        same(row[1:8], expected[:7])
