"""Two stretches of the day in one question."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("more orders between 7 and 9 in the morning or between 9 and 11?", [7, 8], [9, 10]),
        ("sales 8-11am vs 3-5pm", [8, 10], [15, 16]),
        ("average basket at 9am compared to 6pm", [9, 9], [18, 18]),
    ],
)
def test_they_are_set_against_each_other(
    reader: Reader, question: str, first: list[int], second: list[int]
) -> None:
    reading = reader.read(question)
    assert reading.versus is not None
    assert reading.filters[0].values == first
    assert reading.versus.filters[0].values == second


def test_or_taken_as_one(reader: Reader) -> None:
    reading = reader.read("sales before 8am and after 10pm")
    assert [f.values for group in reading.any_of for f in group] == [[0, 7], [22, 23]]
    assert reading.filters == []
