"""Orders by what is in them: what is said of them, and what has no orders.

Their figures stand against SQL in `evals/numbers/requests/baskets.yaml`.
"""

from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
YOGURT = {"holding": [{"dimension": "category", "values": ["yogurt"]}]}


def test_evidence_says_which_orders(mini_shop: Path) -> None:
    without: dict[str, Any] = {**YOGURT, "negate": True}
    for basket, count, words in ((YOGURT, 4, "orders with Yogurt"), (without, 18, "orders without Yogurt")):
        request = MetricRequest.model_validate({"metrics": ["orders"], "baskets": [basket]})
        found = query_metric(request, Warehouse(mini_shop), D)
        assert found["rows"] == [{"orders": count}]
        assert found["words"] == ["Orders", words]
        assert found["scope"]["baskets"][0]["holding"][0]["values"] == ["YOGURT"]


def test_orders_by_their_own_figures_are_said(mini_shop: Path) -> None:
    over = {"having": [{"metric": "sales", "op": ">", "value": 10}]}
    for basket, words in (
        (over, "orders with sales of more than $10"),
        ({**over, **YOGURT}, "orders with Yogurt (sales of more than $10)"),
    ):
        request = MetricRequest.model_validate({"metrics": ["orders"], "baskets": [basket]})
        assert query_metric(request, Warehouse(mini_shop), D)["words"] == ["Orders", words]
    with pytest.raises(ValueError, match="give holding or having"):
        MetricRequest.model_validate({"metrics": ["orders"], "baskets": [{}]})


@pytest.mark.parametrize(
    ("metric", "holding", "says"),
    [
        ("redemptions", YOGURT["holding"], "belong to no order"),
        ("orders", [{"dimension": "campaign", "values": [1]}], "cannot be split by campaign"),
        ("orders", [{"dimension": "category", "values": ["yogurd"]}], "Did you mean YOGURT"),
    ],
)
def test_baskets_that_cannot_be_answered_say_what_would_work(
    metric: str, holding: list[dict[str, Any]], says: str, mini_shop: Path
) -> None:
    request = MetricRequest.model_validate({"metrics": [metric], "baskets": [{"holding": holding}]})
    with pytest.raises(ToolError, match=says):
        query_metric(request, Warehouse(mini_shop), D)
