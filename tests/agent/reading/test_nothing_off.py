"""Orders from whose price nothing was taken off."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "metric"),
    [
        ("orders without any coupon in june", "coupon_discount"),
        ("how many baskets had no discount", "total_discount"),
        ("number of trips with neither a coupon nor a deal", "total_discount"),
        ("orders that did not use a coupon", "coupon_discount"),
    ],
)
def test_the_orders_that_had_it_are_left_out(reader: Reader, question: str, metric: str) -> None:
    reading = reader.read(question)
    assert reading.metrics == ["orders"]
    assert [(b.negate, b.having[0].metric) for b in reading.baskets] == [(True, metric)]
    assert not reading.unknown


def test_a_figure_of_theirs_is_what_is_asked(reader: Reader) -> None:
    assert reader.read("average basket of orders without a coupon").metrics == ["average_basket"]


def test_what_else_is_left_out_is_no_coupon(reader: Reader) -> None:
    reading = reader.read("orders with a coupon and without fuel")
    assert reading.metrics == ["coupon_orders"]
    assert reading.baskets == []


@pytest.mark.parametrize(
    ("question", "by"),
    [
        ("which day in april had the highest sales", "date"),
        ("which days had more than 500 orders", "date"),
        ("which day is busiest", "weekday"),
    ],
)
def test_which_day_is_one_on_the_calendar_or_of_the_week(reader: Reader, question: str, by: str) -> None:
    assert reader.read(question).by == [by]
