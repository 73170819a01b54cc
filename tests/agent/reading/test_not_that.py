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
