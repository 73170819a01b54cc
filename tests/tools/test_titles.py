"""Titles of tables and charts: short, and what they show."""

import datetime as dt
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.titles import title
from tools.warehouse.request import MetricRequest

D = load_definitions()
LAST = dt.date(2017, 12, 31)
PRODUCE = [{"dimension": "department", "values": ["PRODUCE"]}]
BEFORE = {"start": "2017-01-01", "end": "2017-09-30", "label": ""}
SINCE = {"start": "2017-10-01", "end": "2017-12-31", "label": ""}
STOPPED = [{"bought": PRODUCE, "period": BEFORE}, {"bought": PRODUCE, "period": SINCE, "negate": True}]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"by": ["department"]}, "Sales by department"),
        ({"by": ["product"], "limit": 5}, "Top 5 products by sales"),
        ({"by": ["store"], "limit": 1, "descending": False}, "Bottom store by sales"),
        ({"metrics": ["sales", "orders"], "by": ["store"], "limit": 3, "order_by": "orders"},
         "Top 3 stores by orders, with sales"),
        ({"by": ["department", "category"], "limit": 2, "within": "department"},
         "Top 2 categories in each department by sales"),
        ({"by": ["department"], "limit": 4, "others": True}, "Top 4 departments and the others by sales"),
        ({"by": ["department"], "limit": 4, "order_by": "sales_change", "compare": "previous_period",
          "period": SINCE}, "Top 4 departments by change in sales, Q4 2017, against Q3 2017"),
        ({"by": ["customer"], "limit": 10, "customers": STOPPED},
         "Households that stopped buying Produce: top 10 customers by sales"),
        ({"by": ["month"], "customers": STOPPED}, "Sales by month, households that stopped buying Produce"),
        ({"customers": [{"bought": PRODUCE}]}, "Sales, households that bought Produce"),
    ],
)  # fmt: skip
def test_a_title_is_short_and_says_what_is_shown(asked: dict[str, Any], expected: str) -> None:
    request = MetricRequest(**{"metrics": ["sales"], **asked})
    assert title(request, D, LAST) == expected


def test_who_bought_none_for_a_while_has_not_stopped() -> None:
    asked = MetricRequest(metrics=["sales"], customers=STOPPED)  # type: ignore[arg-type]
    said = title(asked, D, dt.date(2018, 3, 31))
    assert said == "Sales, households that bought Produce in January to September 2017 but none in Q4 2017"
