"""Answers and evidence as the agent gives them, for the screen's tests.

The evidence `sales_by_department`:

    department   sales       sales_share
    GROCERY      2,316,393.89   0.74
    DRUG GM        596,827.47   0.19
    KIOSK|GAS          950.50   0.07
"""

import os
import tempfile
from collections.abc import Callable
from typing import Any

import pytest

from agent.answer import Answer
from tools import evidence

# chainlit writes into its root when it is imported, and takes the working directory for it.
os.environ.setdefault("CHAINLIT_APP_ROOT", tempfile.mkdtemp(prefix="aisle-chainlit-"))


@pytest.fixture
def sales_by_department() -> evidence.Evidence:
    found = evidence.make(
        "query_metric",
        "Sales by department, 2017",
        columns=[
            {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
            {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"},
            {"name": "sales_share", "label": "Share", "unit": "percent", "role": "metric", "kind": "share"},
        ],
        rows=[
            {"department": "GROCERY", "sales": 2316393.89, "sales_share": 0.74},
            {"department": "DRUG GM", "sales": 596827.47, "sales_share": 0.19},
            {"department": "KIOSK|GAS", "sales": 950.5, "sales_share": 0.07},
        ],
        facts=[{"name": "total", "label": "Total sales", "value": 2914171.86, "unit": "usd"}],
        sql="SELECT department, SUM(net_sales) FROM order_lines GROUP BY 1",
        method="Summed over order lines.",
        chart={"kind": "bar", "title": "Grocery sells most", "x": "department", "y": ["sales"]},
        data_version="v1",
        warnings=["Fuel is included."],
    )
    return {**found, "id": "D1"}


@pytest.fixture
def answer_with() -> Callable[..., Answer]:
    def build(*found: evidence.Evidence, **given: Any) -> Answer:
        answer: dict[str, Any] = {
            "question": "sales by department?",
            "status": "answered",
            "text": "Grocery sold $2,316,394 [D1].",
            "claims": [],
            "evidence": list(found),
            "scope": {},
            "scope_words": ["Sales", "2017", "by department"],
            "options": [],
            "next_questions": ["Sales by month?", "Sales by store?", "Sales by week?", "A fourth?"],
            "removed": [],
            "warnings": [],
            "tools": [],
            "model": "builtin",
            "fallback": None,
            "versions": {},
            "timings": {},
            "tokens": {},
            "cost_usd": None,
            "thread": "t",
            "turn": 2,
        }
        return {**answer, **given}  # type: ignore[typeddict-item, return-value]

    return build
