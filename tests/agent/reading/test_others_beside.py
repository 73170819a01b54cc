"""A part set against all that is not in it."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "dimension", "metrics"),
    [
        ("average basket on fridays vs other days", "weekday", ["average_basket"]),
        ("are orders on sundays higher than on the other days", "weekday", ["orders_per_day"]),
        ("sales of beef vs the rest", "category", ["sales"]),
        ("sales in may compared to the other months", "month", ["sales_per_day"]),
    ],
)
def test_all_others_stand_beside_it(
    reader: Reader, question: str, dimension: str, metrics: list[str]
) -> None:
    reading = reader.read(question)
    assert reading.versus is not None
    assert reading.metrics == metrics
    assert not reading.refers_back
    left_out = reading.versus.filters[0]
    assert (left_out.dimension, left_out.op) == (dimension, "not_in")


def test_a_month_is_set_beside_the_year_without_it(reader: Reader) -> None:
    reading = reader.read("customers in june vs the other months")
    assert reading.period is not None
    assert reading.versus is not None
    assert reading.versus.period is None
