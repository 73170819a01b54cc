"""Fragments after a question: what they change, what they lift, and what stands alone."""

import datetime as dt
from typing import Any

import pytest

from agent.reading import Rank, Reader
from tools.warehouse.request import Filter, MetricRequest, Period

BEFORE = MetricRequest(
    metrics=["sales"],
    by=["category"],
    filters=[
        Filter(dimension="department", values=["GROCERY"]),
        Filter(dimension="fuel", op="not_in", values=["Fuel"]),
    ],
    period=Period(start=dt.date(2017, 3, 1), end=dt.date(2017, 3, 31), label="March 2017"),
)

FRAGMENTS: list[tuple[str, dict[str, Any]]] = [
    ("and in april?", {"metrics": []}),
    ("what about produce", {"metrics": []}),
    ("same for private label", {}),
    ("only the top 3", {"rank": Rank(True, 3)}),
    ("those", {}),
    ("by store instead", {"by": ["store"], "replaces": True}),
    ("no, I meant orders", {"metrics": ["orders"], "replaces": True}),
    ("not sales but orders", {"metrics": ["orders"], "replaces": True}),
    ("top 5 instead of 10", {"rank": Rank(True, 5), "unknown": []}),
    ("all departments again", {"drops": ["department"], "by": []}),
    ("drop the department filter", {"drops": ["department"], "filters": [], "by": []}),
    ("with fuel again", {"drops": ["fuel"], "filters": []}),
    ("include fuel", {"drops": ["fuel"], "filters": [], "unknown": []}),
    ("clear all filters", {"drops": ["department", "fuel"]}),
    ("vs the month before", {"compare": "previous_period"}),
    ("which of those grew most?", {"compare": "previous_period"}),
    ("in percent", {"share": True}),
    ("orders too", {"metrics": ["orders"]}),
    ("aov?", {"metrics": ["average_basket"]}),
    ("exclude pork", {}),
]


@pytest.mark.parametrize(("words", "expected"), FRAGMENTS, ids=[w for w, _ in FRAGMENTS])
def test_a_fragment_leans_on_the_question_before(
    reader: Reader, words: str, expected: dict[str, Any]
) -> None:
    reading = reader.read(words, BEFORE)
    assert reading.refers_back
    assert {name: getattr(reading, name) for name in expected} == expected


def test_a_whole_question_stands_alone(reader: Reader) -> None:
    assert not reader.read("what were sales in june by store", BEFORE).refers_back


def test_a_period_may_be_what_the_earlier_one_is_set_against(reader: Reader) -> None:
    reading = reader.read("compare that with february", BEFORE)
    assert reading.period is None
    assert isinstance(reading.compare, Period)
    assert reading.compare.label == "February 2017"


def test_pronouns_lean_even_with_nothing_before(reader: Reader) -> None:
    assert reader.read("and those?").refers_back
