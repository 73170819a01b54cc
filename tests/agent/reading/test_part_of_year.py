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
