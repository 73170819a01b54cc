"""Each question that is offered can be asked: it is read whole and its request runs."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from agent.builtin.clarify import plain
from agent.builtin.requests import requested
from agent.follow_ups import instead, next_questions
from agent.reading.reader import Reader
from agent.reading.result import Reading, Span
from knowledge.metrics import load_definitions
from tools.query_metric import query_metric
from tools.warehouse.connection import open_warehouse
from tools.warehouse.request import Filter
from tools.warehouse.values import value_index

DEFINITIONS = load_definitions()
METRICS = ["sales", "orders", "customers", "average_basket", "units"]
MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}


def only(dimension: str, *values: str | int, op: str = "in") -> dict[str, Any]:
    return {"dimension": dimension, "op": op, "values": list(values)}


PARTS: list[dict[str, Any]] = [
    {},
    {"period": MARCH},
    {"by": ["department"], "filters": [only("fuel", "Fuel", op="not_in")]},
    {"filters": [only("category", "BEERS/ALES"), only("weekend", "Weekend")]},
    {"filters": [only("household_type", "1 Adult Kids", "2 Adults Kids")], "period": MARCH},
    {"filters": [only("store", 367)], "by": ["month"]},
    {"filters": [only("age", "45-54"), only("department", "PRODUCE")]},
    {"filters": [only("home_ownership", "Renter")], "by": ["category"]},
]


@pytest.mark.real_shop
def test_forty_scopes_offer_questions_that_can_be_asked(real_shop: Path) -> None:
    warehouse = open_warehouse(real_shop)
    values = value_index(warehouse, DEFINITIONS)
    reader = Reader(DEFINITIONS, values, warehouse.first_day, warehouse.last_day)
    wrong = []
    for metric, part in product(METRICS, PARTS):
        offered = next_questions({"metrics": [metric], **part}, DEFINITIONS)
        assert len(set(offered)) == len(offered)
        for question in offered:
            read = reader.read(question)
            if read.unknown or read.absent or read.capability or [c for c in read.choices if not plain(c)]:
                wrong.append((question, read.unknown, read.absent, read.capability, read.choices))
                continue
            request = requested(read, None, DEFINITIONS).request
            asked = {f["dimension"] for f in part.get("filters", [])}
            if {f.dimension for f in request.filters} != asked or (request.period is None) == (
                "period" in part
            ):
                wrong.append((question, request))
                continue
            if metric == METRICS[0]:
                query_metric(request, warehouse, DEFINITIONS)
    assert not wrong, "\n".join(str(w) for w in wrong)


def test_after_a_set_of_households_its_own_questions_are_offered() -> None:
    sets = [{"bought": [only("category", "BEERS/ALES")]}]
    offered = next_questions({"metrics": ["sales"], "by": ["department"], "customers": sets}, DEFINITIONS)
    assert len(offered) == 3
    assert all("these households" in question for question in offered)
    assert not any("by department" in question for question in offered)


def test_what_cannot_be_said_again_is_gone_on_from() -> None:
    held = [{"holding": [only("category", "BEERS/ALES")]}]
    for part in ({"baskets": held}, {"filters": [only("customer", *range(20))]}):
        offered = next_questions({"metrics": ["orders"], "by": ["month"], **part}, DEFINITIONS)
        assert offered
        assert all(question.startswith("And by ") for question in offered)


def test_what_is_one_in_each_group_is_not_offered() -> None:
    by_customer = next_questions({"metrics": ["redemptions"], "by": ["customer"]}, DEFINITIONS)
    assert "Redeeming customers by customer?" not in by_customer


def test_beside_a_no_stands_what_comes_nearest_with_the_same_filters() -> None:
    near = Reading("", metrics=["sales", "discount_rate"])
    cheese = [{"dimension": "category", "values": ["CHEESE"]}]
    asked = Reading("margin on cheese", absent=[("margin and profit", "margin")])
    asked.filters = [Filter.model_validate(f) for f in cheese]
    offered = instead(asked, lambda text: near, DEFINITIONS)
    assert offered[0] == "Sales of Cheese?"
    assert any(DEFINITIONS.metrics["discount_rate"].label in q for q in offered)
    asked.spans = [Span(0, 2, "vs", "compare", "compare")]
    assert instead(asked, lambda text: near, DEFINITIONS)[0] == "Sales?"
