"""A chart only where it helps, and a title that the rows bear out."""

from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.chart import chart
from tools.evidence import Value
from tools.warehouse.request import MetricRequest

D = load_definitions()
MARCH = {"start": "2017-03-01", "end": "2017-03-31"}


def drawn(rows: list[dict[str, Value]], **asked: Any) -> Any:
    return chart(MetricRequest(**asked), rows, D)


def test_no_chart_for_one_figure_or_one_group() -> None:
    assert drawn([{"sales": 1.0}], metrics=["sales"]) is None
    assert drawn([{"store": 1, "sales": 1.0}], metrics=["sales"], by=["store"]) is None


def test_a_line_over_time_says_where_it_peaks() -> None:
    rows: list[dict[str, Value]] = [{"month": "2017-01", "sales": 2.0}, {"month": "2017-02", "sales": 3.0}]
    assert drawn(rows, metrics=["sales"], by=["month"]) == {
        "kind": "line", "title": "Sales peaked in February 2017", "x": "month", "y": ["sales"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "Meat has the highest sales"),
        ({"descending": False, "limit": 2}, "Deli has the lowest sales"),
    ],
)
def test_bars_say_who_leads(asked: dict[str, Any], title: str) -> None:
    rows: list[dict[str, Value]] = [
        {"department": None, "sales": 9.0},
        {"department": "DELI", "sales": 1.0},
        {"department": "MEAT", "sales": 2.0},
    ]
    found = drawn(rows, metrics=["sales"], by=["department"], **asked)
    assert (found["kind"], found["title"]) == ("bar", title)


def test_a_tie_has_no_leader() -> None:
    rows: list[dict[str, Value]] = [{"store": 1, "sales": 2.0}, {"store": 2, "sales": 2.0}]
    assert drawn(rows, metrics=["sales"], by=["store"])["title"] == "Sales by store"


def test_two_periods_stand_side_by_side_under_the_greatest_change() -> None:
    rows: list[dict[str, Value]] = [
        {"store": 1, "sales": 2.0, "sales_before": 1.0, "sales_change": 1.0},
        {"store": 2, "sales": 2.0, "sales_before": 7.0, "sales_change": -5.0},
    ]
    found = drawn(rows, metrics=["sales"], by=["store"], period=MARCH, compare="previous_period")
    assert found["kind"] == "grouped_bar"
    assert found["y"] == ["sales", "sales_before"]
    assert found["title"] == "Sales fell most in Store 2"


def test_a_long_ranking_is_drawn_but_many_bars_in_no_order_are_not() -> None:
    rows: list[dict[str, Value]] = [{"store": n, "sales": float(n)} for n in range(31)]
    assert drawn(rows, metrics=["sales"], by=["store"])["title"] == "Store 30 has the highest sales"
    assert drawn(rows, metrics=["sales"], by=["store"], order_by="store") is None


def test_orders_are_counted_not_drawn() -> None:
    rows: list[dict[str, Value]] = [{"order": n, "sales": float(n)} for n in range(3)]
    assert drawn(rows, metrics=["sales"], by=["order"]) is None


def test_a_second_group_becomes_a_series() -> None:
    rows: list[dict[str, Value]] = [
        {"month": m, "brand": b, "sales": 1.0}
        for m in ("2017-01", "2017-02")
        for b in ("National", "Private")
    ]
    found = drawn(rows, metrics=["sales"], by=["month", "brand"])
    assert (found["kind"], found["x"], found["series"]) == ("line", "month", "brand")
