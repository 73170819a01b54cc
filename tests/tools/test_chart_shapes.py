"""Which chart is chosen for which question, and what its title says."""

import datetime as dt
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.chart import chart
from tools.chart_shapes import stages
from tools.evidence import Value
from tools.warehouse.request import MetricRequest

D = load_definitions()
Rows = list[dict[str, Value]]


def drawn(rows: Rows, **asked: Any) -> Any:
    return chart(MetricRequest(**asked), rows, D)


def test_hours_by_weekdays_are_a_heat_map() -> None:
    rows: Rows = [
        {"weekday": w, "hour": h, "sales": float(h + (w == "Friday"))}
        for w in ("Monday", "Friday")
        for h in range(24)
    ]
    found = drawn(rows, metrics=["sales"], by=["weekday", "hour"])
    assert (found["kind"], found["x"], found["series"]) == ("heat", "hour", "weekday")
    assert found["title"] == "Sales are highest on Friday, 11 pm"
    assert drawn(rows[:5], metrics=["sales"], by=["weekday", "hour"], limit=5) is None


@pytest.mark.parametrize(("days", "kind"), [(90, "calendar"), (30, "line")])
def test_days_over_months_are_a_calendar(days: int, kind: str) -> None:
    start = dt.date(2017, 1, 1)
    rows: Rows = [{"date": (start + dt.timedelta(n)).isoformat(), "sales": float(n)} for n in range(days)]
    assert drawn(rows, metrics=["sales"], by=["date"])["kind"] == kind


def test_two_measures_of_many_groups_are_points() -> None:
    rows: Rows = [{"store": n, "sales": float(n), "orders": n} for n in range(9)]
    found = drawn(rows, metrics=["sales", "orders"], by=["store"])
    assert (found["kind"], found["x"], found["y"], found["series"]) == (
        "scatter",
        "orders",
        ["sales"],
        "store",
    )
    assert drawn(rows, metrics=["sales", "orders"], by=["store"], limit=9)["kind"] == "bar"
    assert drawn(rows[:3], metrics=["sales", "orders"], by=["store"])["kind"] == "bar"


def test_those_who_got_a_campaign_and_those_who_used_it_are_a_funnel() -> None:
    row: Rows = [{"redeeming_customers": 7, "targeted_customers": 100}]
    found = drawn(row, metrics=["redeeming_customers", "targeted_customers"])
    assert (found["kind"], found["y"]) == ("funnel", ["targeted_customers", "redeeming_customers"])
    assert drawn([{"sales": 1.0, "orders": 2}], metrics=["sales", "orders"]) is None


def test_stages_follow_governed_rates() -> None:
    assert stages(["redeeming_customers", "targeted_customers"], D)[0] == "targeted_customers"
    assert stages(["orders", "customers"], D) == []


def test_groups_in_parts_are_stacked_and_say_who_leads() -> None:
    rows: Rows = [
        {"brand": b, "age": a, "sales": v}
        for b in ("National", "Private")
        for a, v in (("19-24", 1.0), ("25-34", 3.0), ("35-44", 2.0))
    ]
    found = drawn(rows, metrics=["sales"], by=["brand", "age"])
    assert found["kind"] == "stacked_bar"
    assert found["title"] == "Age 25-34 has the highest sales in every brand type"
    assert drawn(rows, metrics=["average_basket"], by=["brand", "age"]) is None
