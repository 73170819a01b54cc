"""What is pinned is taken unless the question says otherwise, and the answer says that it was."""

import uuid
from typing import Any

from agent.edits.pins import noted, valid, with_pins
from agent.question import Question
from agent.run import answer
from agent.runtime import Runtime
from knowledge.metrics import load_definitions
from tools.warehouse.request import MetricRequest

D = load_definitions()
MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}
GROCERY = {"dimension": "department", "op": "in", "values": ["GROCERY"]}
PINS = {"period": MARCH, "filters": [GROCERY]}


def pinned(question: str = "sales", **asked: Any) -> dict[str, Any]:
    request = MetricRequest.model_validate({"metrics": ["sales"], **asked})
    return with_pins(request, PINS, question, D).model_dump(mode="json", exclude_defaults=True)


def test_a_question_that_says_nothing_gets_the_pins() -> None:
    found = pinned()
    assert found["period"] == MARCH
    assert [f["values"] for f in found["filters"]] == [["GROCERY"]]


def test_days_of_its_own_and_the_whole_year_say_otherwise() -> None:
    may = {"start": "2017-05-01", "end": "2017-05-31", "label": "May 2017"}
    assert pinned(period=may)["period"] == may
    assert "period" not in pinned("sales for the whole year")


def test_a_filter_or_a_grouping_of_the_same_kind_says_otherwise() -> None:
    meat = {**GROCERY, "values": ["MEAT"]}
    assert [f["values"] for f in pinned(filters=[meat])["filters"]] == [["MEAT"]]
    assert "filters" not in pinned(by=["department"])


def test_a_pin_that_the_metric_cannot_have_is_left_out() -> None:
    assert "filters" not in pinned(metrics=["targeted_customers"])


def test_spoiled_pins_are_none() -> None:
    empty = {"period": None, "filters": []}
    for spoiled in (None, 7, {"period": "x"}, {"filters": [{"a": 1}]}, {"filters": 3}):
        assert valid(spoiled, D) == empty


def test_a_language_model_is_told() -> None:
    assert [line.split(".")[0][:24] for line in noted(PINS)] == [
        "Pinned by the user: peri",
        "Pinned by the user: filt",
    ]


async def test_the_built_in_analyst_takes_the_pins_and_says_so(shop: Runtime) -> None:
    thread = uuid.uuid4().hex
    found = await answer(Question("sales by store", thread, pins={"period": MARCH}), shop)
    assert found["scope"]["period"]["start"] == MARCH["start"]
    assert "Pinned in this conversation: March 2017." in found["warnings"]
    free = await answer(Question("sales by store", thread), shop)
    assert free["scope"]["period"] is None
    assert free["warnings"] == []
