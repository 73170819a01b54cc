"""What a fragment changes in the request before it, and what it leaves."""

import datetime as dt

import pytest

from agent.builtin.follow import merged, stands_alone
from agent.reading.result import Rank, Reading
from knowledge.metrics import load_definitions
from tools.warehouse.request import CustomerSet, Filter, MetricRequest, Period

MARCH = Period(start=dt.date(2017, 3, 1), end=dt.date(2017, 3, 31), label="March 2017")
APRIL = Period(start=dt.date(2017, 4, 1), end=dt.date(2017, 4, 30), label="April 2017")
GROCERY = Filter(dimension="department", values=["GROCERY"])
NO_FUEL = Filter(dimension="fuel", op="not_in", values=["true"])
DEFINITIONS = load_definitions()
BEFORE = MetricRequest(metrics=["sales"], by=["store"], filters=[GROCERY], period=MARCH)


def after(question: str, before: MetricRequest = BEFORE, **found: object) -> MetricRequest:
    return merged(Reading(question, refers_back=True, **found), before, DEFINITIONS)  # type: ignore[arg-type]


def test_a_new_period_keeps_the_rest() -> None:
    request = after("and in april?", period=APRIL)
    assert request == BEFORE.model_copy(update={"period": APRIL})


def test_a_filter_is_added_and_one_on_the_same_dimension_replaced() -> None:
    assert after("without fuel?", filters=[NO_FUEL]).filters == [GROCERY, NO_FUEL]
    produce = Filter(dimension="department", values=["PRODUCE"])
    assert after("what about produce", filters=[produce]).filters == [produce]


def test_a_value_on_another_level_of_the_products_takes_the_place() -> None:
    milk = Filter(dimension="category", values=["FLUID MILK PRODUCTS"])
    assert after("what about milk", filters=[milk]).filters == [milk]
    assert after("and milk within that", filters=[milk]).filters == [GROCERY, milk]


def test_another_grouping_lifts_the_filter_on_its_own_dimension() -> None:
    request = after("by department instead", by=["department"])
    assert (request.by, request.filters) == (["department"], [])


def test_another_metric_takes_the_place_unless_it_is_added() -> None:
    assert after("no I meant orders", metrics=["orders"], replaces=True).metrics == ["orders"]
    assert after("also show orders", metrics=["orders"]).metrics == ["sales", "orders"]


def test_only_top_3_limits() -> None:
    request = after("only top 3", rank=Rank(descending=True, n=3))
    assert (request.limit, request.by) == (3, ["store"])


def test_only_the_highest_is_one() -> None:
    assert after("only the highest", rank=Rank(descending=True)).limit == 1


def test_one_value_of_the_grouping_leaves_nothing_to_group() -> None:
    store = Filter(dimension="store", values=[367])
    assert after("only store 367", filters=[store]).by == []


def test_a_course_over_time_ends_a_comparison() -> None:
    compared = BEFORE.model_copy(update={"compare": APRIL, "by": []})
    assert after("by week", compared, by=["week"]).compare is None


def test_dropping_a_dimension_lifts_its_filter() -> None:
    assert after("all departments again", drops=["department"]).filters == []


def test_an_explicit_comparison_does_not_outlive_its_period() -> None:
    compared = BEFORE.model_copy(update={"compare": APRIL})
    assert after("and in may?", compared, period=MARCH).compare is None
    moving = BEFORE.model_copy(update={"compare": "previous_period"})
    assert after("and in april?", moving, period=APRIL).compare == "previous_period"


def test_comparing_drops_the_course_over_time() -> None:
    monthly = BEFORE.model_copy(update={"by": ["month"]})
    assert after("compared with april?", monthly, compare=APRIL).by == []


@pytest.mark.parametrize(
    ("reading", "alone"),
    [
        (Reading("sales in march", metrics=["sales"], period=MARCH), True),
        (Reading("in april", period=APRIL), False),
        (Reading("and sales?", metrics=["sales"], refers_back=True), False),
        (Reading("top departments", by=["department"], rank=Rank(True)), True),
    ],
)
def test_what_stands_alone(reading: Reading, alone: bool) -> None:
    assert stands_alone(reading) is alone


def test_only_those_are_fewer_of_the_same_households() -> None:
    thirteen = Filter(dimension="campaign", values=[13])
    before = MetricRequest(metrics=["sales"], customers=[CustomerSet(mailed=[thirteen])])
    narrowed = Reading(
        "only the ones who didn't redeem", metrics=["customers"], refers_back=True,
        customers=[CustomerSet(redeemed=[], negate=True)],
    )  # fmt: skip
    found = merged(narrowed, before, DEFINITIONS)
    assert found.metrics == ["sales"]
    assert found.customers == [
        CustomerSet(mailed=[thirteen]), CustomerSet(redeemed=[thirteen], negate=True)
    ]  # fmt: skip


def test_over_the_year_lifts_the_days_and_the_steps_of_the_question_before() -> None:
    march = Period.model_validate({"start": "2017-03-01", "end": "2017-03-31"})
    before = MetricRequest(metrics=["sales"], by=["month"], period=march)
    found = merged(Reading("and over the year", refers_back=True), before, DEFINITIONS)
    assert (found.period, found.by) == (None, [])
