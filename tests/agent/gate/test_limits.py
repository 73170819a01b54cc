"""Limits of a request said again: as a threshold, as what is left out, by who reaches them."""

from typing import Any

import pytest

from agent.gate import check
from tools.evidence import Evidence, make

COLUMNS: Any = [
    {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
    {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"},
]
COUNTS: Any = [
    {"name": "groups", "label": "Number of departments", "value": 18, "unit": "count"},
    {"name": "groups_all", "label": "Number of departments in all", "value": 31, "unit": "count"},
]
LEAST: Evidence = {
    **make(
        "query_metric",
        "Bottom 2 departments by sales, at least 500 orders",
        columns=COLUMNS,
        rows=[{"department": "SPIRITS", "sales": 1702.0}, {"department": "SEAFOOD", "sales": 12300.0}],
        facts=COUNTS,
        scope={
            "metrics": ["sales"],
            "by": ["department"],
            "having": [{"metric": "orders", "op": ">=", "value": 500.0}],
            "order_by": "sales",
            "descending": False,
            "limit": 2,
        },
    ),
    "id": "D1",
}


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Counting only departments with 500 orders or more, Spirits sold least: $1,702 [D1].", True),
        ("18 departments have 500 or more orders [D1].", True),
        ("Only 18 of 31 departments reach 500 orders [D1].", True),
        ("Departments below 500 orders are left out; 18 remain [D1].", True),
        ("13 departments have fewer than 500 orders [D1].", True),
        ("The 500-order cut-off leaves 18 departments [D1].", True),
        ("12 departments have fewer than 500 orders [D1].", False),
        ("17 departments have 500 or more orders [D1].", False),
        ("Counting only departments with 600 orders or more, Spirits sold least: $1,702 [D1].", False),
        ("Departments with fewer than 500 orders sold least: Spirits with $1,702 [D1].", False),
        ("Spirits had 500 orders [D1].", False),
    ],
)
def test_a_limit_is_told_as_one(text: str, stands: bool) -> None:
    assert (not check(text, [LEAST], "weakest departments with enough orders").failures) is stands
