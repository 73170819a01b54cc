"""'My store', where the shop has many."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize("question", ["how many orders did my store take in may", "sales at our branch"])
def test_a_store_that_is_only_owned_is_all_of_them_and_that_is_said(reader: Reader, question: str) -> None:
    reading = reader.read(question)
    assert reading.by == []
    assert not reading.unknown
    assert any("does not say which store" in note for note in reading.notes)


def test_it_is_not_held_against_the_others(reader: Reader) -> None:
    assert any("my store" in u for u in reader.read("is my store the best").unknown)


@pytest.mark.parametrize("question", ["sales by store", "which of our stores sold most"])
def test_all_of_ours_are_a_grouping(reader: Reader, question: str) -> None:
    assert reader.read(question).by == ["store"]
