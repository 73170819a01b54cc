"""query_metric on the miniature shop: evidence with its title, totals, bases, caveats and what was cut."""

import json
from collections.abc import Callable
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
Ask = Callable[..., Evidence]
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}


def facts(evidence: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in evidence["facts"]}


def test_one_figure_with_its_scope_and_sql(asked: Ask) -> None:
    found = asked(metrics=["sales"], period=FEB)
    assert found["rows"] == [{"sales": 76.0}]
    assert found["title"] == "Sales, February 2017"
    assert MetricRequest.model_validate(found["scope"]).period is not None
    assert "order_lines" in (found["sql"] or "")
    assert found["chart"] is None
    assert found["facts"] == []


def test_totals_are_computed_for_the_whole_selection(asked: Ask) -> None:
    found = asked(metrics=["customers", "average_basket"], by=["department"], limit=2)
    assert facts(found)["total_customers"] == 6
    assert facts(found)["total_average_basket"] == pytest.approx(181.50 / 22)
    assert facts(found)["groups"] == 7
    assert len(found["rows"]) == 2
    assert {c["name"]: c.get("additive") for c in found["columns"]} == {
        "department": None, "customers": False, "average_basket": False,
    }  # fmt: skip


def test_values_are_taken_as_people_write_them(asked: Ask) -> None:
    found = asked(metrics=["sales"], filters=[{"dimension": "fuel", "values": ["petrol"]}])
    assert found["rows"] == [{"sales": 45.0}]
    assert found["title"] == "Sales, fuel only"
    lower = asked(metrics=["sales"], filters=[{"dimension": "department", "values": ["produce"]}])
    assert lower["scope"]["filters"][0]["values"] == ["PRODUCE"]


def test_an_unknown_value_is_refused_with_the_nearest(asked: Ask) -> None:
    with pytest.raises(ToolError, match="Did you mean GROCERY"):
        asked(metrics=["sales"], filters=[{"dimension": "department", "values": ["grocrey"]}])


def test_a_comparison_names_both_periods(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["store"], period=FEB, compare="previous_period")
    labels = {c["name"]: (c["label"], c["unit"]) for c in found["columns"]}
    assert labels["sales"] == ("Sales, February 2017", "usd")
    assert found["title"] == "Sales by store, February 2017, against January 2017"
    assert labels["sales_before"] == ("Sales, January 2017", "usd")
    assert labels["sales_change"] == ("Change", "usd")
    assert labels["sales_change_pct"] == ("Change, %", "percent")
    assert facts(found)["before_period"] == "January 2017"
    assert facts(found)["total_sales_change"] == pytest.approx(76 - 82.5)


def test_a_change_of_a_percentage_is_in_points(asked: Ask) -> None:
    found = asked(metrics=["discount_rate"], period=FEB, compare="previous_period")
    units = {c["name"]: c["unit"] for c in found["columns"]}
    assert (units["discount_rate"], units["discount_rate_change"]) == ("percent", "points")


def test_a_limit_says_what_is_shown(asked: Ask) -> None:
    found = asked(metrics=["sales", "orders"], by=["department"], order_by="orders", limit=2)
    assert facts(found)["shown"] == "the 2 with the highest orders, of 7 departments"
    low = asked(metrics=["sales"], by=["department"], descending=False, limit=3)
    assert facts(low)["shown"] == "the 3 with the lowest sales, of 7 departments"
    assert "shown" not in facts(asked(metrics=["sales"], by=["department"], limit=9))


def test_groups_that_meet_a_condition_are_counted_without_listing_them(asked: Ask) -> None:
    over = [{"metric": "sales", "op": ">", "value": 10}]
    found = asked(metrics=["sales"], by=["order"], having=over, limit=1)
    assert len(found["rows"]) == 1
    assert (facts(found)["groups"], facts(found)["groups_all"]) == (5, 22)
    assert facts(found)["kept_sales"] == pytest.approx(23 + 20 + 25 + 12 + 11)
    assert facts(found)["total_sales"] == pytest.approx(181.5)
    none = asked(metrics=["sales"], by=["order"], having=[{**over[0], "value": 1e6}], limit=1)
    assert facts(none)["groups"] == 0


def test_titles_and_pieces_are_said_as_people_say_them(asked: Ask) -> None:
    found = asked(
        metrics=["sales"],
        by=["store"],
        filters=[
            {"dimension": "department", "values": ["grocery", "meat"]},
            {"dimension": "month", "values": ["2017-02"]},
            {"dimension": "weekend", "values": ["Weekend"]},
        ],
        limit=2,
    )
    assert found["title"] == "Top 2 stores by sales, Grocery or Meat, February 2017, weekend"
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
    asked: Ask, asked_: dict[str, Any]
) -> None:
    with pytest.raises(ToolError) as raised:
        asked(**asked_)
    text = str(raised.value)
    assert len(text.split(". ")[0]) < 120
    assert text.count(",") < 40


def test_changes_of_several_metrics_name_their_metric(asked: Ask) -> None:
    found = asked(metrics=["sales", "orders"], period=FEB, compare="previous_period")
    labels = {c["name"]: c["label"] for c in found["columns"]}
    assert labels["sales_change"] == "Change in sales"
    assert labels["orders_change_pct"] == "Change in orders, %"


def test_a_period_outside_the_data_is_refused(asked: Ask) -> None:
    with pytest.raises(ToolError, match="nothing in 2016"):
        asked(metrics=["sales"], period={"start": "2016-01-01", "end": "2016-12-31"})


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
    found = query_metric(MetricRequest(**request_), Warehouse(real_shop), D)
    assert found["rows"][0][request_["metrics"][0]] == pytest.approx(expected, rel=3e-3)


def test_what_is_named_twice_is_shown_once(asked: Ask) -> None:
    found = asked(metrics=["sales", "sales"], by=["month"], add=["index", "index"])
    assert [c["name"] for c in found["columns"]] == ["month", "sales", "sales_index"]


def test_people_who_were_mailed_are_grouped_by_what_they_are(asked: Ask) -> None:
    mailed = [{"dimension": "campaign", "values": [1]}]
    found = asked(metrics=["targeted_customers"], by=["age"], filters=mailed)
    assert {row["age"]: row["targeted_customers"] for row in found["rows"]} == {
        "25-34": 1,
        "45-54": 1,
        "65+": 1,
    }


def test_a_product_is_shown_with_what_the_catalogue_says_of_it(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["product"], limit=2)
    about = [c["name"] for c in found["columns"] if c["role"] == "about"]
    assert about == ["product_type", "package_size", "brand"]
    assert all(row["product_type"] for row in found["rows"])
    assert found["columns"][0]["name"] == "product"
    assert not [c for c in asked(metrics=["sales"], by=["store"])["columns"] if c["role"] == "about"]


def test_a_metric_named_like_a_column_of_another_stands_there_once(asked: Ask) -> None:
    found = asked(metrics=["weekend_sales", "weekend_sales_share"], by=["department"])
    assert [c["name"] for c in found["columns"]] == ["department", "weekend_sales", "weekend_sales_share"]
    assert found["columns"][2]["metric"] == "weekend_sales_share"
