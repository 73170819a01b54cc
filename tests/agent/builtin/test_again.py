"""A fragment after the answer of a special tool asks that tool again, of what the fragment names."""

import datetime as dt
from typing import Any

import pytest

from agent.builtin.again import again
from agent.builtin.desk import Desk
from agent.builtin.history import Call, Outcome, Turn
from agent.reading.result import Reading
from knowledge.metrics import load_definitions
from tools.warehouse.request import Filter, MetricRequest, Period

YEAR = Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31), label="2017")
MAY = Period(start=dt.date(2017, 5, 1), end=dt.date(2017, 5, 31), label="May 2017")
BEER = {"dimension": "category", "values": ["BEERS/ALES"]}
FIRST = Reading("median beer basket", metrics=["sales"], tool="measure_spread", leads=["median"])
COMMON = {"query_metric", "ask_user"}


class Given:
    def read(self, question: str, previous: MetricRequest | None = None) -> Reading:
        return FIRST if question == FIRST.question else Reading(question)


DESK = Desk(Given(), load_definitions(), (), lambda words, d: [], YEAR)  # type: ignore[arg-type]


def after(reading: Reading, tool: str = "measure_spread", **args: Any) -> Reading:
    call = Call(tool, {"metric": "sales", "per": "order", "filters": [BEER], **args})
    turns = [Turn(FIRST.question, [Outcome(call, "{}", False)]), Turn("hm")]
    return again(reading, turns, DESK, COMMON)


def test_other_days_of_the_same_spread() -> None:
    found = after(Reading("and in may?", period=MAY, refers_back=True))
    assert (found.tool, found.leads, found.period) == ("measure_spread", ["median"], MAY)
    assert found.wants == {"metric": "sales", "per": "order"}
    assert found.filters == [Filter(**BEER)]
    assert not found.refers_back


@pytest.mark.parametrize(
    "reading",
    [
        Reading("sales in may", metrics=["sales"], period=MAY),
        Reading("why?"),
        Reading("xyz", unknown=["xyz"]),
    ],
)
def test_a_question_of_its_own_stays_as_it_is(reading: Reading) -> None:
    assert after(reading) is reading


def test_after_a_governed_query_nothing_changes() -> None:
    fragment = Reading("and in may?", period=MAY, refers_back=True)
    assert after(fragment, tool="query_metric") is fragment
