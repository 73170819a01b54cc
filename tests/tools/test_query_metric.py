"""query_metric on the miniature shop: evidence with its title, totals, bases, caveats and what was cut."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools import tool_box
from tools.companions import rests_on
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.query_metric import label, query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def asked(path: Path, **request: Any) -> Evidence:
    return query_metric(MetricRequest(**request), opened(path), D)


def facts(evidence: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in evidence["facts"]}


def test_one_figure_with_its_scope_and_sql(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], period=FEB)
    assert found["rows"] == [{"sales": 76.0}]
    assert found["title"] == "Sales, February 2017"
    assert MetricRequest.model_validate(found["scope"]).period is not None
    assert "order_lines" in (found["sql"] or "")
    assert found["chart"] is None
    assert found["facts"] == []


def test_totals_are_computed_for_the_whole_selection(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["customers", "average_basket"], by=["department"], limit=2)
    assert facts(found)["total_customers"] == 6
    assert facts(found)["total_average_basket"] == pytest.approx(181.50 / 22)
    assert facts(found)["groups"] == 7
    assert len(found["rows"]) == 2
    assert {c["name"]: c.get("additive") for c in found["columns"]} == {
        "department": None, "customers": False, "average_basket": False,
    }  # fmt: skip


def test_values_are_taken_as_people_write_them(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], filters=[{"dimension": "fuel", "values": ["petrol"]}])
    assert found["rows"] == [{"sales": 45.0}]
    assert found["title"] == "Sales, fuel only"
    lower = asked(mini_shop, metrics=["sales"], filters=[{"dimension": "department", "values": ["produce"]}])
    assert lower["scope"]["filters"][0]["values"] == ["PRODUCE"]


def test_an_unknown_value_is_refused_with_the_nearest(mini_shop: Path) -> None:
    with pytest.raises(ToolError, match="Did you mean GROCERY"):
        asked(mini_shop, metrics=["sales"], filters=[{"dimension": "department", "values": ["grocrey"]}])


def test_demographics_say_their_base_and_small_groups(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], by=["age"])
    assert [row["age"] for row in found["rows"]] == ["25-34", "45-54", "65+"]
    assert (facts(found)["customers_known"], facts(found)["customers_all"]) == (4, 6)
    assert "Age is known for 4 of 6 customers in this selection." in found["warnings"]
    assert any(w.startswith("Fewer than 10 customers in: ") for w in found["warnings"])


def test_a_comparison_names_both_periods(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], by=["store"], period=FEB, compare="previous_period")
    labels = {c["name"]: (c["label"], c["unit"]) for c in found["columns"]}
    assert labels["sales"] == ("Sales, February 2017", "usd")
    assert found["title"] == "Sales by store, February 2017, against January 2017"
    assert labels["sales_before"] == ("Sales, January 2017", "usd")
    assert labels["sales_change"] == ("Change", "usd")
    assert labels["sales_change_pct"] == ("Change, %", "percent")
    assert facts(found)["before_period"] == "January 2017"
    assert facts(found)["total_sales_change"] == pytest.approx(76 - 82.5)


def test_a_change_of_a_percentage_is_in_points(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["discount_rate"], period=FEB, compare="previous_period")
    units = {c["name"]: c["unit"] for c in found["columns"]}
    assert (units["discount_rate"], units["discount_rate_change"]) == ("percent", "points")


def test_fuel_caveats_only_where_there_is_fuel(mini_shop: Path) -> None:
    everything = asked(mini_shop, metrics=["units"])
    produce = asked(
        mini_shop, metrics=["units"], filters=[{"dimension": "department", "values": ["PRODUCE"]}]
    )
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
def test_all_sales_say_that_fuel_is_included(mini_shop: Path, request_: dict[str, Any], said: bool) -> None:
    assert ("Fuel is included." in asked(mini_shop, **request_)["warnings"]) == said


def test_a_group_that_is_mostly_fuel_says_so_unless_its_name_does(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["orders"], by=["category"])
    assert "Coupon/Miscellaneous Items is fuel." in found["warnings"]
    assert facts(found)["fuel_share_1"] == 1
    assert found["columns"][-1]["name"] == "orders"
    departments = asked(mini_shop, metrics=["sales"], by=["department"])
    assert [w for w in departments["warnings"] if "is fuel" in w] == ["Miscellaneous is fuel."]
    without = [{"dimension": "fuel", "op": "not_in", "values": ["Fuel"]}]
    assert asked(mini_shop, metrics=["sales"], by=["category"], filters=without)["warnings"] == []


def test_a_rate_over_all_there_is_rests_on_something(mini_shop: Path) -> None:
    filters = [{"dimension": "product", "values": [1, 5]}, {"dimension": "customer", "values": [3]}]
    found = asked(mini_shop, metrics=["discount_rate"], by=["week"], filters=filters)
    assert not [w for w in found["warnings"] if "rests on" in w]


def test_a_rate_above_one_says_what_it_rests_on(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["response_rate"], by=["customer"], order_by="customer")
    assert not [w for w in found["warnings"] if "rests on" in w]
    rows: list[dict[str, Any]] = [{"brand": None, "discount_rate": 37.8, "_base_discount_rate": 1.25}]
    said = rests_on(MetricRequest(metrics=["discount_rate"], by=["brand"]), rows, D)
    assert said == [
        "The discount rate where no brand type is recorded is above 100%: "
        "it rests on sales at shelf price of $1.25."
    ]


def test_promotions_are_kept_by_the_weeks_of_a_period(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["products_in_mailer", "products_promoted"], period=FEB)
    assert found["rows"] == [{"products_in_mailer": 0, "products_promoted": 1}]
    assert any("recorded by week" in w for w in found["warnings"])
    assert not any("does not depend" in w for w in found["warnings"])
    on_file = asked(mini_shop, metrics=["customers_on_file"], period=FEB)
    assert "Customers on file does not depend on the period." in on_file["warnings"]


def test_a_limit_says_what_is_shown(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales", "orders"], by=["department"], order_by="orders", limit=2)
    assert facts(found)["shown"] == "the 2 with the highest orders, of 7 departments"
    low = asked(mini_shop, metrics=["sales"], by=["department"], descending=False, limit=3)
    assert facts(low)["shown"] == "the 3 with the lowest sales, of 7 departments"
    assert "shown" not in facts(asked(mini_shop, metrics=["sales"], by=["department"], limit=9))


def test_shares_of_groups_that_overlap_say_so(mini_shop: Path) -> None:
    orders = asked(mini_shop, metrics=["orders"], by=["department"], share=True)
    assert any("add up to more than 100%" in w for w in orders["warnings"])
    sales = asked(mini_shop, metrics=["sales"], by=["department"], share=True)
    assert not any("add up to more than 100%" in w for w in sales["warnings"])


def test_periods_with_unequal_trading_days_say_so(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], period=FEB, compare="previous_period")
    assert "February 2017 has 8 trading days, January 2017 has 10." in found["warnings"]
    assert (facts(found)["trading_days"], facts(found)["trading_days_before"]) == (8, 10)
    even = {"start": "2017-02-06", "end": "2017-02-12"}
    assert "trading_days" not in facts(
        asked(mini_shop, metrics=["sales"], period=even, compare="previous_period")
    )


def test_groups_that_meet_a_condition_are_counted_without_listing_them(mini_shop: Path) -> None:
    over = [{"metric": "sales", "op": ">", "value": 10}]
    found = asked(mini_shop, metrics=["sales"], by=["order"], having=over, limit=1)
    assert len(found["rows"]) == 1
    assert (facts(found)["groups"], facts(found)["groups_all"]) == (5, 22)
    assert facts(found)["kept_sales"] == pytest.approx(23 + 20 + 25 + 12 + 11)
    assert facts(found)["total_sales"] == pytest.approx(181.5)
    none = asked(mini_shop, metrics=["sales"], by=["order"], having=[{**over[0], "value": 1e6}], limit=1)
    assert facts(none)["groups"] == 0


def test_titles_and_pieces_are_said_as_people_say_them(mini_shop: Path) -> None:
    found = asked(
        mini_shop,
        metrics=["sales"],
        by=["store"],
        filters=[
            {"dimension": "department", "values": ["grocery", "meat"]},
            {"dimension": "month", "values": ["2017-02"]},
            {"dimension": "weekend", "values": ["Weekend"]},
        ],
        limit=2,
    )
    assert found["title"] == "Top 2: Sales by store, Grocery or Meat, February 2017, weekend"
    assert found["words"] == [
        "Sales", "by store", "Grocery or Meat", "February 2017", "weekend", "top 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked_",
    [
        {"metrics": ["profitt"]},
        {"metrics": ["sales"], "by": ["colour"]},
        {"metrics": ["redemptions"], "by": ["department"]},
        {"metrics": ["sales"], "filters": [{"dimension": "department", "values": ["zzzz"]}]},
        {"metrics": ["campaigns_run"], "customers": [{"bought": []}]},
    ],
)
def test_an_error_starts_with_a_short_sentence_and_lists_few_names(
    mini_shop: Path, asked_: dict[str, Any]
) -> None:
    with pytest.raises(ToolError) as raised:
        asked(mini_shop, **asked_)
    text = str(raised.value)
    assert len(text.split(". ")[0]) < 120
    assert text.count(",") < 40


def test_sales_by_brand_type_say_that_fuel_counts_as_private(mini_shop: Path) -> None:
    with_fuel = asked(mini_shop, metrics=["sales"], by=["brand"])
    without = asked(
        mini_shop,
        metrics=["sales"],
        by=["brand"],
        filters=[{"dimension": "fuel", "op": "not_in", "values": ["fuel"]}],
    )
    assert any("marks fuel as Private" in w for w in with_fuel["warnings"])
    share = asked(mini_shop, metrics=["private_label_share"], by=["brand"])
    assert [w for w in share["warnings"] if "uel" in w] == [
        "Fuel, which the catalogue marks as Private, is left out."
    ]
    assert not any("marks fuel as Private" in w for w in without["warnings"])


def test_weeks_and_months_that_are_not_whole_are_named(mini_shop: Path) -> None:
    weeks = asked(mini_shop, metrics=["sales"], by=["week"])
    assert "Weeks 1 and 12 are not whole in the data." in weeks["warnings"]
    assert facts(weeks)["partial"] == "1, 12"
    months = asked(mini_shop, metrics=["sales"], by=["month"])
    assert "March 2017 is not whole in the data." in months["warnings"]
    assert facts(months)["partial"] == "2017-03"
    days = {"start": "2017-01-10", "end": "2017-02-28"}
    cut = asked(mini_shop, metrics=["sales"], by=["month"], period=days)
    assert "January 2017 is not whole in this period." in cut["warnings"]


def test_changes_of_several_metrics_name_their_metric(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales", "orders"], period=FEB, compare="previous_period")
    labels = {c["name"]: c["label"] for c in found["columns"]}
    assert labels["sales_change"] == "Change in sales"
    assert labels["orders_change_pct"] == "Change in orders, %"


def test_a_period_beyond_the_data_is_cut_and_said(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], period={"start": "2017-03-01", "end": "2017-12-31"})
    assert found["rows"] == [{"sales": 23.0}]
    assert found["scope"]["period"]["end"] == "2017-03-14"
    assert any("days outside are left out" in w for w in found["warnings"])


def test_a_period_outside_the_data_is_refused(mini_shop: Path) -> None:
    with pytest.raises(ToolError, match="nothing in 2016"):
        asked(mini_shop, metrics=["sales"], period={"start": "2016-01-01", "end": "2016-12-31"})


def test_an_empty_selection_is_said(mini_shop: Path) -> None:
    found = asked(mini_shop, metrics=["sales"], filters=[{"dimension": "store", "values": [999]}])
    assert found["rows"] == [{"sales": None}]
    assert "Nothing was recorded for this selection." in found["warnings"]


def test_the_tool_gives_the_model_json_and_the_graph_evidence(mini_shop: Path) -> None:
    box = {t.tool.name: t for t in tool_box(Warehouse(mini_shop))}
    call = {"type": "tool_call", "id": "1", "name": "query_metric",
            "args": {"metrics": ["sales"], "by": ["month"], "order_by": "month"}}  # fmt: skip
    message = box["query_metric"].tool.invoke(call)
    content = json.loads(message.content)
    assert [row["month"] for row in content["rows"]] == ["2017-01", "2017-02", "2017-03"]
    assert "sql" not in content
    assert message.artifact["sql"]


def test_labels_are_plain_words() -> None:
    assert label({"metrics": ["sales"], "by": ["department"]}) == "Looking up sales by department"
    assert label({"metrics": "sales", "by": 3}) == "Looking up figures"


@pytest.mark.real_shop
@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"metrics": ["sales"]}, 4596039.58),
        ({"metrics": ["orders"]}, 155848),
        ({"metrics": ["customers"]}, 2469),
        ({"metrics": ["private_label_share"]}, 0.217),
        ({"metrics": ["private_label_share_with_fuel"]}, 0.283),
        ({"metrics": ["items_per_order"]}, 13.4),
        ({"metrics": ["customers_with_demographics"]}, 801),
        ({"metrics": ["redemptions"]}, 2102),
        ({"metrics": ["fuel_sales"], "filters": [{"dimension": "department", "values": ["FUEL"]}]}, 330e3),
        ({"metrics": ["customers"], "filters": [{"dimension": "income", "values": ["250k+"]}]}, 11),
        ({"metrics": ["sales"], "period": {"start": "2017-01-01", "end": "2017-01-01"}}, 10478),
    ],
)
def test_known_figures_of_the_real_shop(real_shop: Path, request_: dict[str, Any], expected: float) -> None:
    found = asked(real_shop, **request_)
    assert found["rows"][0][request_["metrics"][0]] == pytest.approx(expected, rel=3e-3)
