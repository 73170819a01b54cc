"""query_metric on the miniature shop: evidence with its title, totals, bases, caveats and what was cut."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools import tool_box
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
    assert labels["sales_before"] == ("Sales, January 2017", "usd")
    assert labels["sales_change_pct"] == ("Change in sales, percent", "percent")
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


def test_sales_by_brand_type_say_that_fuel_counts_as_private(mini_shop: Path) -> None:
    with_fuel = asked(mini_shop, metrics=["sales"], by=["brand"])
    without = asked(
        mini_shop,
        metrics=["sales"],
        by=["brand"],
        filters=[{"dimension": "fuel", "op": "not_in", "values": ["fuel"]}],
    )
    assert any("marks fuel as Private" in w for w in with_fuel["warnings"])
    assert not any("marks fuel as Private" in w for w in without["warnings"])


def test_weeks_and_months_that_are_not_whole_are_named(mini_shop: Path) -> None:
    weeks = asked(mini_shop, metrics=["sales"], by=["week"])
    assert "Weeks 1 and 12 are not whole; leave out of trends." in weeks["warnings"]
    months = asked(mini_shop, metrics=["sales"], by=["month"])
    assert "2017-03 is not whole; leave out of trends." in months["warnings"]


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
