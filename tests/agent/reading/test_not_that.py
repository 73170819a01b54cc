"""A figure that is named only to be set aside, and other small words around figures."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "metrics"),
    [
        ("the number of customers, not orders, in may", ["customers"]),
        ("units by month, not sales", ["units"]),
        ("how busy were we in march", ["orders"]),
        ("how many units did we shift in june", ["units"]),
    ],
)
def test_the_figure_that_is_meant_is_asked_for(reader: Reader, question: str, metrics: list[str]) -> None:
    reading = reader.read(question)
    assert reading.metrics == metrics
    assert not reading.unknown


@pytest.mark.parametrize(
    "question", ["did orders change during 2017", "have sales grown until the end of september"]
)
def test_a_change_that_nothing_stands_before_is_a_course(reader: Reader, question: str) -> None:
    reading = reader.read(question)
    assert reading.compare is None
    assert reading.by == ["month"]


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("the highest average basket of any month", ["month"]),
        ("do fewer people come in the morning or in the afternoon", ["part_of_day"]),
        ("were more people in on friday or saturday", ["weekday"]),
    ],
)
def test_which_of_them_has_more_is_told_of_each(reader: Reader, question: str, by: list[str]) -> None:
    assert reader.read(question).by == by


def test_the_weekday_before_another_day_is_the_nearest(reader: Reader) -> None:
    reading = reader.read("orders yesterday vs the sunday before")
    assert str(getattr(reading.compare, "start", "")) == "2017-12-24"


def test_meals_are_hours(reader: Reader) -> None:
    reading = reader.read("orders at lunch vs at dinner")
    assert reading.versus is not None
    assert [r.filters[0].values for r in (reading, reading.versus)] == [[11, 13], [17, 19]]


@pytest.mark.parametrize(
    "question",
    ["did we have more customers in may than in june", "did people buy more units in q3 than in q2"],
)
def test_more_of_them_in_one_time_than_in_another_is_no_list_of_customers(
    reader: Reader, question: str
) -> None:
    reading = reader.read(question)
    assert reading.by == []
    assert reading.compare is not None


@pytest.mark.parametrize(
    ("question", "candidate"),
    [
        ("was may our best month", "2017-05"),
        ("is produce the weakest department", "PRODUCE"),
        ("was q4 the strongest quarter for orders", "2017-Q4"),
    ],
)
def test_whether_one_is_the_best_ranks_all(reader: Reader, question: str, candidate: str) -> None:
    reading = reader.read(question)
    assert reading.candidate == candidate
    assert reading.period is None
    assert reading.filters == []


def test_what_is_ranked_by_is_shown_beside_a_rate_of_it(reader: Reader) -> None:
    reading = reader.read("top 5 departments by sales with average basket in may")
    assert reading.metrics == ["sales", "average_basket"]


def test_hours_of_orders_are_no_amount(reader: Reader) -> None:
    reading = reader.read("number of orders between 7 and 9 in the morning")
    assert reading.filters[0].values == [7, 8]
    assert reading.having == []


def test_what_a_named_share_is_of_is_no_figure_beside_it(reader: Reader) -> None:
    assert reader.read("private label share of sales in may").metrics == ["private_label_share"]
