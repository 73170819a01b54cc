"""A time as the part that a share is asked of, and several things taken as one."""

import pytest

from agent.reading import Reader
from agent.reading.in_total import _AS_ONE


@pytest.mark.parametrize(
    "question",
    ["what share of revenue came in april", "which part of our orders did we take in the last 3 weeks"],
)
def test_a_time_may_be_the_part(reader: Reader, question: str) -> None:
    reading = reader.read(question)
    assert reading.share
    assert reading.period is not None
    assert not reading.unknown


def test_a_share_of_nothing_is_asked_about(reader: Reader) -> None:
    assert reader.read("what share of sales").unknown


@pytest.mark.parametrize("word", sorted(_AS_ONE))
def test_what_is_taken_together_is_understood(reader: Reader, word: str) -> None:
    assert reader.read(f"sales on friday and saturday {word}").unknown == []


def test_a_time_inside_another_is_a_part_of_that_one(reader: Reader) -> None:
    reading = reader.read("how much of october's revenue came in the last week of october")
    assert reading.period is not None
    assert reading.whole is not None
    assert (str(reading.period.start), reading.whole.label) == ("2017-10-25", "October 2017")


def test_a_part_is_held_against_a_percentage_of_the_whole(reader: Reader) -> None:
    reading = reader.read("does grocery make up over 45% of sales")
    assert reading.share
    assert reading.limit is not None
    assert reading.limit.metric == "sales_share"
