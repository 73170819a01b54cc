"""What could stand in a chip: drawn from the shop, matching what is typed, always with a meaning."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.edits.change import changed
from agent.edits.choices import Shop, choices
from agent.reading.reader import Reader
from knowledge.metrics import load_definitions
from tools.evidence import Evidence, make
from tools.warehouse.connection import open_warehouse
from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.values import value_index

D = load_definitions()
FEBRUARY = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}


@pytest.fixture
def shop(mini_shop: Path) -> Iterator[Shop]:
    warehouse = open_warehouse(mini_shop)
    values = value_index(warehouse, D)
    reader = Reader(D, values, warehouse.first_day, warehouse.last_day)
    yield Shop(D, values, Period(start=warehouse.first_day, end=warehouse.last_day), reader.read)
    warehouse.close()


def governed(**asked: Any) -> Evidence:
    request = MetricRequest.model_validate({"metrics": ["sales"], **asked})
    evidence = make("query_metric", "T", scope=request.model_dump(mode="json"))
    args = request.model_dump(mode="json", exclude_defaults=True)
    return {**evidence, "id": "D1", "call": {"name": "query_metric", "args": args}}


def labels(shop: Shop, slot: str, typed: str = "", **asked: Any) -> list[str]:
    return [choice["label"] for choice in choices(governed(**asked), slot, typed, shop)]


def test_periods_are_those_of_the_data_and_what_typed_words_mean(shop: Shop) -> None:
    offered = labels(shop, "period", period=FEBRUARY)
    assert "Q1 2017" in offered
    assert "February 2017" not in offered
    assert labels(shop, "period", "january")[0] == "January 2017"


def test_metrics_match_what_is_typed_and_fit_the_grouping(shop: Shop) -> None:
    assert "Average basket" in labels(shop, "metrics:0", "basket")
    assert "Targeted customers" not in labels(shop, "metrics:0", by=["department"])


def test_filters_are_values_of_the_shop(shop: Shop) -> None:
    first = labels(shop, "filters:new")
    assert first
    assert labels(shop, "filters:new", first[0][:4])
    assert labels(shop, "filters:new", "qqqqzzzz") == []


def test_every_choice_is_a_request_that_has_a_meaning(shop: Shop) -> None:
    evidence = governed(by=["department"], period=FEBRUARY, share=True)
    for slot in ("metrics:0", "by:0", "by:new", "period", "filters:new", "compare"):
        for choice in choices(evidence, slot, "", shop):
            assert changed(evidence, slot, choice["to"], D)["args"] != evidence["call"]["args"]


@pytest.mark.parametrize("slot", ["limit", "share", "customers:0", "nothing", ""])
def test_what_can_only_be_taken_away_has_no_choices(shop: Shop, slot: str) -> None:
    assert labels(shop, slot) == []
