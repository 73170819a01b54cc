"""Which rows a request asks for: ordered before the cut, the later period beside the earlier, sums whole."""

import datetime as dt

import pytest

from agent.builtin.near import meant
from agent.builtin.ordering import headed
from agent.builtin.profile import profile
from agent.builtin.requests import requested
from agent.follow_ups import certain, next_questions
from agent.reading.result import Reading, Span
from knowledge.metrics import load_definitions
from tools.warehouse.request import Filter, MetricRequest, Period
from tools.wording import clock

DEFINITIONS = load_definitions()
SIZES = {"department": 31, "category": 303, "store": 457}


def quarter(first: int, label: str) -> Period:
    return Period(start=dt.date(2017, first, 1), end=dt.date(2017, first + 2, 28), label=label)


def asked(reading: Reading) -> tuple[str | None, int | None]:
    made = headed(requested(reading, None, DEFINITIONS).request, reading, SIZES, DEFINITIONS)
    return made.order_by, made.limit


def test_what_no_table_holds_is_ordered_by_its_figure() -> None:
    assert asked(Reading("", metrics=["sales"], by=["department", "month", "store"]))[0] == "sales"
    assert asked(Reading("", metrics=["sales"], by=["category", "month"]))[0] == "sales"


def test_what_a_table_holds_keeps_its_course() -> None:
    assert asked(Reading("", metrics=["sales"], by=["department", "month"])) == ("month", None)


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_period_is_set_beside_the_earlier_however_they_were_said(turned: bool) -> None:
    now, then = quarter(10, "Q4"), quarter(7, "Q3")
    said = (then, now) if turned else (now, then)
    made = requested(Reading("", metrics=["sales"], period=said[0], compare=said[1]), None, DEFINITIONS)
    assert (made.request.period, made.request.compare) == (now, then)


def mailer(question: str) -> list[Filter]:
    spans = [
        Span(question.index(word), question.index(word) + len(word), word, kind, target)  # type: ignore[arg-type]
        for word, kind, target in (("mailer", "dimension", "in_mailer"), ("sales", "metric", "sales"))
    ]
    reading = Reading(question, spans=spans, metrics=["sales"], by=["in_mailer"])
    return requested(reading, None, DEFINITIONS).request.filters


def test_a_promotion_before_the_measure_says_which_sales() -> None:
    assert mailer("mailer sales") == [Filter(dimension="in_mailer", values=["In the mailer"])]
    assert mailer("sales by mailer") == []


def test_a_total_of_several_is_one_figure() -> None:
    drinks = [Filter(dimension="category", values=["BEERS/ALES", "DOMESTIC WINE"])]
    reading = Reading("beer + wine total", filters=drinks, by=["category"], shape="ranking")
    assert requested(reading, None, DEFINITIONS).request.by == []
    apart = Reading("beer and wine", filters=drinks, by=["category"], shape="ranking")
    assert requested(apart, None, DEFINITIONS).request.by == ["category"]


@pytest.mark.parametrize(
    ("word", "name", "is_meant"),
    [
        ("grocri", "grocery", True), ("organic", "Bread: Diet/Organic", True), ("brocoli", "broccoli", True),
        ("together", "other", False), ("contains", "Vases&Containers", False),
        ("select", "Elect &Plumbing", False),
        ("gallon", "Balloons", False), ("% of", "number of orders", False), ("fish", "Fisher Price", False),
    ],
)  # fmt: skip
def test_only_what_may_be_meant_is_offered(word: str, name: str, is_meant: bool) -> None:
    assert meant(word, name) is is_meant


def test_who_the_customers_are_is_told_by_what_they_spend_and_who_they_are() -> None:
    steps = profile(Reading("who are our customers?", metrics=["customers"]))
    assert steps is not None
    assert [s.request.by for s in steps if s.request] == [[], ["age"], ["household_type"]]
    assert profile(Reading("who are our customers in may", filters=[])) is None


def test_no_step_as_long_as_the_period_is_offered() -> None:
    november = {"start": "2017-11-01", "end": "2017-11-30", "label": "November 2017"}
    offered = next_questions(
        {"metrics": ["sales"], "period": november, "compare": "previous_period"}, DEFINITIONS
    )
    assert offered
    assert not any("by month" in q for q in offered)


def test_both_values_side_by_side_are_no_restriction() -> None:
    weekend = {"dimension": "weekend", "values": ["Weekend", "Monday to Friday"]}
    offered = next_questions({"metrics": ["sales"], "by": ["weekend"], "filters": [weekend]}, DEFINITIONS)
    assert not any("Weekend" in q for q in offered)


def test_a_question_that_is_not_read_whole_is_not_offered() -> None:
    def read(question: str) -> Reading:
        return Reading(question, unknown=["Organic"] if "Organic" in question else [])

    assert certain(["Sales of Organic?", "Sales?"], read) == ["Sales?"]


def test_hours_are_told_by_the_clock() -> None:
    assert [clock(h) for h in (0, 9, 12, 17, 24)] == ["midnight", "9 am", "noon", "5 pm", "midnight"]


def test_a_ranking_of_very_many_groups_is_cut_to_its_head() -> None:
    def limit(by: str, asked: Reading, **more: object) -> int | None:
        request = MetricRequest(metrics=["sales"], by=[by], order_by="sales", **more)  # type: ignore[arg-type]
        return headed(request, asked, {"department": 31, "category": 303}, DEFINITIONS).limit

    assert limit("department", Reading("top departments")) is None
    assert limit("category", Reading("top categories")) == 10
    assert limit("store", Reading("top stores")) == 10
    assert limit("month", Reading("best month")) is None
    assert limit("category", Reading("median sales by category", summary="median")) is None
    assert limit("category", Reading("top 3"), limit=3) == 3
