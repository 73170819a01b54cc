"""Alternatives across dimensions: what is said of them and which values they take.

Their figures stand against SQL in `equal/alternatives.yaml`.
"""

from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.choice_words import alternatives
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Filter, MetricRequest

D = load_definitions()
PRODUCE = {"dimension": "department", "values": ["produce"]}
OWN = {"dimension": "brand", "values": ["own label"]}


def test_evidence_says_both_and_takes_peoples_words(mini_shop: Path) -> None:
    asked: dict[str, Any] = {"metrics": ["sales"], "any_of": [[PRODUCE], [OWN]]}
    found = query_metric(MetricRequest(**asked), Warehouse(mini_shop), D)
    assert found["rows"] == [{"sales": 77.0}]
    assert found["title"] == "Sales, Produce or Private"
    assert found["words"] == ["Sales", "Produce or Private"]
    assert found["scope"]["any_of"][0][0]["values"] == ["PRODUCE"]
    assert any("fuel" in w for w in found["warnings"])


def test_groups_of_several_stand_in_brackets() -> None:
    meat = Filter(dimension="department", values=["MEAT"])
    store = Filter(dimension="store", values=[20])
    weekend = Filter(dimension="weekend", values=["Weekend"])
    assert alternatives([[meat, store], [weekend]], D) == "(Meat and store 20) or weekend"


@pytest.mark.parametrize(
    ("any_of", "says"),
    [
        ([[{"dimension": "colour", "values": ["red"]}], [OWN]], "no dimension 'colour'"),
        ([[{"dimension": "campaign", "values": [1]}], [OWN]], "cannot be split by campaign"),
        ([[{"dimension": "department", "values": ["produse"]}], [OWN]], "Did you mean PRODUCE"),
    ],
)
def test_an_alternative_that_cannot_be_answered_says_what_would_work(
    any_of: list[list[dict[str, Any]]], says: str, mini_shop: Path
) -> None:
    with pytest.raises(ToolError, match=says):
        query_metric(MetricRequest(metrics=["sales"], any_of=any_of), Warehouse(mini_shop), D)  # type: ignore[arg-type]
