"""Hours told by a half of the day, weekends asked for as days, and goods left out behind their name."""

from typing import Any

import pytest

from agent.reading.reader import Reader
from knowledge.metrics import load_definitions
from tools.warehouse.connection import open_warehouse
from tools.warehouse.values import value_index

pytestmark = pytest.mark.real_shop


@pytest.fixture(scope="module")
def reader(real_shop: Any) -> Reader:
    warehouse, definitions = open_warehouse(real_shop), load_definitions()
    values = value_index(warehouse, definitions)
    return Reader(definitions, values, warehouse.first_day, warehouse.last_day)


@pytest.mark.parametrize(
    ("question", "dimension", "op", "values"),
    [
        ("visits between 6 and 8 in the evening", "hour", "between", [18, 19]),
        ("orders from 9 to 11 in the morning", "hour", "between", [9, 10]),
        ("sales between 8 and 11 at night", "hour", "between", [20, 22]),
        ("what portion of sales comes in on sat+sun", "weekend", "in", ["Weekend"]),
        ("units sold in october, petrol not counted", "fuel", "not_in", ["Fuel"]),
        ("5 weakest categories inside produce", "department", "in", ["PRODUCE"]),
    ],
)
def test_the_condition_is_read(
    reader: Reader, question: str, dimension: str, op: str, values: list[Any]
) -> None:
    read = reader.read(question)
    assert [(f.dimension, f.op, f.values) for f in read.filters] == [(dimension, op, values)]
    assert not read.unknown
    assert not read.having


def test_two_days_set_against_each_other_stay_two(reader: Reader) -> None:
    (days,) = reader.read("saturday vs sunday sales").filters
    assert days.values == ["Saturday", "Sunday"]


def test_who_a_campaign_reached_is_counted_by_campaign(reader: Reader) -> None:
    read = reader.read("which campaign reached the most households")
    assert (read.metrics, read.by) == (["targeted_customers"], ["campaign"])
