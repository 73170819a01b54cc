"""A word that may be misspelt in several ways is read as the one that makes the most of the question."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("baset value in march", "basket value in march"),
        ("sare of revenue by department", "share of revenue by department"),
        ("boggest day for beer", "biggest day for beer"),
        ("cipon redemptions by month", "coupon redemptions by month"),
        ("sales of national btands", "sales of national brands"),
        ("salees by month", "sales by month"),
    ],
)
def test_the_rest_of_the_question_decides(reader: Reader, typed: str, meant: str) -> None:
    found, clean = reader.read(typed), reader.read(meant)
    assert (found.unknown, found.metrics, found.by) == ([], clean.metrics, clean.by)
    assert (found.filters, found.share, found.rank) == (clean.filters, clean.share, clean.rank)
    assert any(" is read as " in note for note in found.notes)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("saes of store 367", "saes"),
        ("sales of rated goods", "rated"),
    ],
)
def test_what_it_does_not_decide_is_asked_about(reader: Reader, question: str, word: str) -> None:
    assert any(word in unknown for unknown in reader.read(question).unknown)
