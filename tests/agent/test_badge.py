"""What is said of evidence that was computed twice, or not."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.tools import tool

from agent.badge import badge, doubt, explained
from knowledge.metrics import load_definitions
from tools.evidence import Evidence, make
from tools.query_metric import query_metric
from tools.warehouse.connection import open_warehouse
from tools.warehouse.request import MetricRequest

AGREED = {"row": 0, "column": "sales", "value": 111.0, "again": 111.0}


@pytest.fixture
def by_store(mini_shop: Path) -> Evidence:
    asked = MetricRequest(metrics=["sales"], by=["store"], order_by="sales")
    return {**query_metric(asked, open_warehouse(mini_shop), load_definitions()), "id": "D1"}  # type: ignore[typeddict-item]


def with_second(evidence: Evidence, **changed: Any) -> Evidence:
    return {**evidence, "second": {**(evidence.get("second") or {}), **changed}}  # type: ignore[typeddict-item]


def test_two_routes_that_agree(by_store: Evidence) -> None:
    assert badge(by_store) == "two routes agree"
    assert "Computed twice: total sales; sales of 10; sales of 20; number of stores" in explained(by_store)
    assert doubt(by_store) == ""


def test_two_routes_that_differ_say_by_how_much(by_store: Evidence) -> None:
    wrong = with_second(by_store, agrees=False, figures=[AGREED, {**AGREED, "again": 99.0}])
    assert badge(wrong) == "two routes differ by $12.00"
    assert doubt(wrong).startswith("D1: two routes differ by $12.00.")


async def test_an_answer_on_doubtful_figures_says_so_and_it_is_logged(
    desk_of: Any, call: Any, caplog: Any
) -> None:
    @tool(response_format="content_and_artifact")
    def sales_by_store() -> tuple[str, dict[str, Any]]:
        """Sales by store, on which two routes differ."""
        column = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}
        again = {"row": 0, "column": "sales", "value": 111.0, "again": 99.0}
        second = {"route": "", "agrees": False, "why": "", "figures": [again], "sql": ""}
        found = make("sales_by_store", "Sales", columns=[column], rows=[{"sales": 111.0}], second=second)
        return "", dict(found)

    boxes = [SimpleNamespace(tool=sales_by_store, label=lambda args: "Looking up sales", ends_turn=False)]
    async with desk_of([call("sales_by_store"), "Sales were $111 [D1]."], tools=boxes) as desk:
        answer = await desk.answer("sales?")
    doubted = "D1: two routes differ by $12.00. That is a fault of ours; do not rely on these figures."
    assert answer["warnings"] == [doubted]
    assert doubted in caplog.text


def test_one_route_says_why(by_store: Evidence) -> None:
    assert badge(with_second(by_store, agrees=None, why="it is new")) == "one route only"
    assert explained(with_second(by_store, agrees=None, why="it is new")).endswith("because it is new.")
    assert badge({**by_store, "second": None}) == "one route only"
    assert badge({**by_store, "second": None, "columns": []}) == ""
