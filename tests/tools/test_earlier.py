"""What is said of figures that look at the days before a period, and when they are refused."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}
JAN = {"start": "2017-01-01", "end": "2017-01-31", "label": "January 2017"}
UNKNOWN = "Purchases before the first day of the data are not known"


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def said(path: Path, **request: Any) -> list[str]:
    return query_metric(MetricRequest(**request), opened(path), D)["warnings"]


def test_the_period_before_is_named(mini_shop: Path) -> None:
    assert "The period before is January 2017." in said(mini_shop, metrics=["retention_rate"], period=FEB)
    assert not any("period before" in w for w in said(mini_shop, metrics=["new_customers"], period=FEB))


def test_a_period_before_that_the_data_hold_in_part_or_not_at_all(mini_shop: Path) -> None:
    half = {"start": "2017-01-10", "end": "2017-01-31"}
    part = said(mini_shop, metrics=["churn_rate"], period=half)
    assert any("of which the data hold the days from 1 January 2017" in w for w in part)
    none = said(mini_shop, metrics=["churn_rate"], period=JAN)
    assert any("who bought in December 2016 is not known" in w for w in none)


def test_by_month_each_is_set_beside_the_month_before(mini_shop: Path) -> None:
    found = query_metric(MetricRequest(metrics=["retention_rate"], by=["month"]), opened(mini_shop), D)
    assert found["rows"][0]["retention_rate"] is None
    assert "Each month is set beside the month before it." in found["warnings"]
    # All the data together have no period before, so there is no total to tell.
    assert "total_retention_rate" not in {fact["name"] for fact in found["facts"]}


def test_early_in_the_data_who_looks_new_may_not_be(mini_shop: Path) -> None:
    assert any(w.startswith(UNKNOWN) for w in said(mini_shop, metrics=["new_customers"], period=FEB))


@pytest.mark.real_shop
def test_by_june_who_looks_new_is_new(real_shop: Path) -> None:
    june = {"start": "2017-06-01", "end": "2017-06-30"}
    assert not any(w.startswith(UNKNOWN) for w in said(real_shop, metrics=["new_customers"], period=june))


def test_new_to_some_goods_says_so(mini_shop: Path) -> None:
    meat = [{"dimension": "department", "values": ["MEAT"]}]
    found = said(mini_shop, metrics=["new_customers"], period=FEB, filters=meat)
    assert any("they may have bought other goods before" in w for w in found)


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"metrics": ["retention_rate"]}, "Name a period, or group by month"),
        ({"metrics": ["sales"], "by": ["store"],
          "having": [{"metric": "churn_rate", "op": ">", "value": 0.5}]}, "Name a period"),
        ({"metrics": ["new_customers"], "filters": [{"dimension": "month", "values": ["2017-02"]}]},
         "Give the month as 'period'"),
        ({"metrics": ["new_customers"], "by": ["month", "week"]}, "one of month and week"),
        ({"metrics": ["new_customers"], "by": ["weekday"]}, "cannot be split by weekday"),
    ],
)  # fmt: skip
def test_what_has_no_period_before_is_refused(mini_shop: Path, request_: dict[str, Any], says: str) -> None:
    with pytest.raises(ToolError, match=says):
        said(mini_shop, **request_)
