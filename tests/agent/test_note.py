"""What a model is told that the reader found: only what the question names beyond doubt."""

from pathlib import Path
from typing import Any

import pytest

from agent.note import note
from agent.reading.reader import Reader
from knowledge.metrics import load_definitions
from tools.warehouse.connection import open_warehouse
from tools.warehouse.request import MetricRequest
from tools.warehouse.values import value_index

BEFORE = {"metrics": ["sales"], "by": ["brand"]}


@pytest.fixture(scope="module")
def noted(mini_shop: Path) -> Any:
    warehouse, definitions = open_warehouse(mini_shop), load_definitions()
    reader = Reader(definitions, value_index(warehouse, definitions), warehouse.first_day, warehouse.last_day)

    def read(question: str, before: dict[str, Any] | None = None) -> list[str]:
        previous = MetricRequest.model_validate(before) if before else None
        return note(reader.read(question, previous), before or {}, definitions)

    return read


def test_what_is_named_is_told(noted: Any) -> None:
    assert noted("sales of grocery by month in february") == [
        "metrics: sales",
        "by: month",
        "filter: department in GROCERY",
        "period: February 2017 (2017-02-01 to 2017-02-28)",
    ]


def test_what_is_likely_only_is_not_told(noted: Any) -> None:
    assert not [line for line in noted("how did produce do?") if line.startswith("metrics")]
    assert not [line for line in noted("who answers best, type A, X or Q?") if line.startswith("filter")]
    assert not [line for line in noted("is anything odd about B or C?") if "nothing explains" in line]


def test_why_something_is_not_recorded_is_told(noted: Any) -> None:
    assert any('"margin" is not recorded here: The data hold no costs' in line for line in noted("margin?"))


def test_a_question_goes_on_only_where_it_cannot_stand_alone(noted: Any) -> None:
    assert noted("and for grocery?", BEFORE)[-1] == "goes on from the request before: Sales; by brand type"
    for question in ("sales by month", "and sales in february?", "give me a recommendation based on that"):
        assert not [line for line in noted(question, BEFORE) if line.startswith("goes on")], question
