"""What is said with a figure: fuel, bases, small groups, parts of weeks, rates of next to nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.evidence import Evidence
from tools.footing import little_behind, rests_on
from tools.warehouse.request import MetricRequest

D = load_definitions()
Ask = Callable[..., Evidence]
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}


def facts(evidence: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in evidence["facts"]}


def test_demographics_say_their_base_and_small_groups(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["age"])
    assert [row["age"] for row in found["rows"]] == ["25-34", "45-54", "65+"]
    assert (facts(found)["customers_known"], facts(found)["customers_all"]) == (4, 6)
    assert "Age is known for 4 of 6 customers in this selection." in found["warnings"]
    assert any(w.startswith("Fewer than 10 customers in: ") for w in found["warnings"])


def test_fuel_caveats_only_where_there_is_fuel(asked: Ask) -> None:
    everything = asked(metrics=["units"])
    produce = asked(metrics=["units"], filters=[{"dimension": "department", "values": ["PRODUCE"]}])
    assert any("fuel" in w for w in everything["warnings"])
    assert produce["warnings"] == []


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"metrics": ["sales"]}, True),
        ({"metrics": ["average_basket"], "by": ["store"]}, True),
        ({"metrics": ["sales"], "by": ["department"]}, False),
        ({"metrics": ["sales"], "filters": [{"dimension": "department", "values": ["MEAT"]}]}, False),
        ({"metrics": ["sales"], "filters": [{"dimension": "fuel", "values": ["Fuel"]}]}, False),
        ({"metrics": ["sales"], "filters": [{"dimension": "month", "values": ["2017-01"]}]}, True),
        # Here another caveat speaks of fuel already.
        ({"metrics": ["sales"], "filters": [{"dimension": "brand", "values": ["Private"]}]}, False),
        ({"metrics": ["sales"], "filters": [{"dimension": "store", "values": [20]}]}, False),
        ({"metrics": ["orders"]}, False),
    ],
)
def test_all_sales_say_that_fuel_is_included(asked: Ask, request_: dict[str, Any], said: bool) -> None:
    assert ("Fuel is included." in asked(**request_)["warnings"]) == said


def test_a_group_that_is_mostly_fuel_says_so_unless_its_name_does(asked: Ask) -> None:
    found = asked(metrics=["orders"], by=["category"])
    assert "Coupon/Miscellaneous Items is fuel." in found["warnings"]
    assert facts(found)["fuel_share_coupon_miscellaneous_items"] == 1
    assert found["columns"][-1]["name"] == "orders"
    departments = asked(metrics=["sales"], by=["department"])
    assert [w for w in departments["warnings"] if "is fuel" in w] == ["Miscellaneous is fuel."]
    without = [{"dimension": "fuel", "op": "not_in", "values": ["Fuel"]}]
    assert asked(metrics=["sales"], by=["category"], filters=without)["warnings"] == []


def test_a_rate_over_all_there_is_rests_on_something(asked: Ask) -> None:
    filters = [{"dimension": "product", "values": [1, 5]}, {"dimension": "customer", "values": [3]}]
    found = asked(metrics=["discount_rate"], by=["week"], filters=filters)
    assert not [w for w in found["warnings"] if "rests on" in w]


def test_a_rate_above_one_says_what_it_rests_on(asked: Ask) -> None:
    found = asked(metrics=["response_rate"], by=["customer"], order_by="customer")
    assert not [w for w in found["warnings"] if "rests on" in w]
    rows: list[dict[str, Any]] = [{"brand": None, "discount_rate": 37.8, "_base_discount_rate": 1.25}]
    said = rests_on(MetricRequest(metrics=["discount_rate"], by=["brand"]), rows, D)
    assert said == [
        "The discount rate where no brand type is recorded is above 100%: "
        "it rests on sales at shelf price of $1.25."
    ]


def test_a_rate_that_leads_says_how_little_it_rests_on() -> None:
    rows: list[dict[str, Any]] = [
        {"store": 569, "average_basket": 218.0, "_base_average_basket": 3},
        {"store": 7, "average_basket": 30.0, "_base_average_basket": 400},
        {"store": 8, "average_basket": 29.0, "_base_average_basket": 1},
    ]
    by_store = MetricRequest(metrics=["average_basket"], by=["store"], order_by="average_basket")
    assert little_behind(by_store, rows, D) == [
        "Based on little: store 569 (3 orders) and store 8 (1 order)."
    ]
    assert little_behind(by_store, rows[1:2], D) == []
    shares: list[dict[str, Any]] = [
        {"department": "TOYS", "discount_rate": 0.9, "_base_discount_rate": 77.5, "_most_discount_rate": 2e6}
    ]
    by_department = MetricRequest(metrics=["discount_rate"], by=["department"])
    assert "Toys (" in little_behind(by_department, shares, D)[0]


def test_promotions_are_kept_by_the_weeks_of_a_period(asked: Ask) -> None:
    found = asked(metrics=["products_in_mailer", "products_promoted"], period=FEB)
    assert found["rows"] == [{"products_in_mailer": 0, "products_promoted": 1}]
    assert any("recorded by week" in w for w in found["warnings"])
    assert not any("does not depend" in w for w in found["warnings"])
    on_file = asked(metrics=["customers_on_file"], period=FEB)
    assert "Customers on file does not depend on the period." in on_file["warnings"]


def test_shares_of_groups_that_overlap_say_so(asked: Ask) -> None:
    orders = asked(metrics=["orders"], by=["department"], share=True)
    assert any("add up to more than 100%" in w for w in orders["warnings"])
    sales = asked(metrics=["sales"], by=["department"], share=True)
    assert not any("add up to more than 100%" in w for w in sales["warnings"])


def test_periods_with_unequal_trading_days_say_so(asked: Ask) -> None:
    found = asked(metrics=["sales"], period=FEB, compare="previous_period")
    assert "February 2017 has 8 trading days, January 2017 has 10." in found["warnings"]
    assert (facts(found)["trading_days"], facts(found)["trading_days_before"]) == (8, 10)
    even = {"start": "2017-02-06", "end": "2017-02-12"}
    assert "trading_days" not in facts(asked(metrics=["sales"], period=even, compare="previous_period"))


def test_sales_by_brand_type_say_that_fuel_counts_as_private(asked: Ask) -> None:
    with_fuel = asked(metrics=["sales"], by=["brand"])
    without = asked(
        metrics=["sales"],
        by=["brand"],
        filters=[{"dimension": "fuel", "op": "not_in", "values": ["fuel"]}],
    )
    assert any("marks fuel as Private" in w for w in with_fuel["warnings"])
    share = asked(metrics=["private_label_share"], by=["brand"])
    assert [w for w in share["warnings"] if "uel" in w] == [
        "Fuel, which the catalogue marks as Private, is left out."
    ]
    assert not any("marks fuel as Private" in w for w in without["warnings"])


def test_weeks_and_months_that_are_not_whole_are_named(asked: Ask) -> None:
    weeks = asked(metrics=["sales"], by=["week"])
    assert "Weeks 1 and 12 are not whole in the data." in weeks["warnings"]
    assert facts(weeks)["partial"] == "1, 12"
    months = asked(metrics=["sales"], by=["month"])
    assert "March 2017 is not whole in the data." in months["warnings"]
    assert facts(months)["partial"] == "2017-03"
    days = {"start": "2017-01-10", "end": "2017-02-28"}
    cut = asked(metrics=["sales"], by=["month"], period=days)
    assert "January 2017 is not whole in this period." in cut["warnings"]


def test_a_period_beyond_the_data_is_cut_and_said(asked: Ask) -> None:
    found = asked(metrics=["sales"], period={"start": "2017-03-01", "end": "2017-12-31"})
    assert found["rows"] == [{"sales": 23.0}]
    assert found["scope"]["period"]["end"] == "2017-03-14"
    assert any("days outside are left out" in w for w in found["warnings"])


def test_an_empty_selection_is_said(asked: Ask) -> None:
    found = asked(metrics=["sales"], filters=[{"dimension": "store", "values": [999]}])
    assert found["rows"] == [{"sales": None}]
    assert "Nothing was recorded for this selection." in found["warnings"]
