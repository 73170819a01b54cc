"""What holds for every text: no crash, every letter accounted for, the same answer twice, no silent guess."""

import string
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.reading import Reader
from agent.reading.spelling import spell
from agent.reading.tokens import tokenize

PIECES = """
    sales by month in march top 5 categories without fuel vs private label who spent more than $500 at least
    3 orders 20 % not and or , ? - beer wine week 12 last 8 weeks q2 may what how many growth average share of
    when who which it they both the two without campaign 13 redeemed got bought never households coupons
    per visit household biggest basket single with who that drop fuel compare and? average how much of is
    again instead those 45-54 under 35 store 367 between 9am noon 3/15 2016 next zorblax milk but only
"""
WORDS = st.sampled_from(PIECES.split())
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_spans(reader: Reader, text: str) -> None:
    reading = reader.read(text)
    text = reading.question  # in the words that were read: "got redeemed" is "were redeemed"
    at = 0
    covered = set()
    for span in reading.spans:
        assert span.start >= at
        assert span.text == text[span.start : span.end]
        covered |= set(range(span.start, span.end))
        at = span.end
    letters = {i for i, c in enumerate(text) if c.isalnum() and c in string.printable}
    assert letters <= covered
    assert reader.read(text) == reading


@QUIET
@given(text=st.text(max_size=120))
def test_any_text_is_read(reader: Reader, text: str) -> None:
    check_spans(reader, text)


@QUIET
@given(words=st.lists(WORDS, max_size=14))
def test_any_heap_of_known_words_is_read(reader: Reader, words: list[str]) -> None:
    check_spans(reader, " ".join(words))


def test_every_unknown_span_is_reported(reader: Reader) -> None:
    reading = reader.read("zorblax sales by flumph")
    assert reading.unknown == ["zorblax", "flumph"]


def test_a_pasted_document_is_cut_not_choked_on(reader: Reader) -> None:
    started = time.perf_counter()
    reading = reader.read("sales of beer and wine by month in march vs april " * 2000)
    assert any("Only the first" in note for note in reading.notes)
    assert time.perf_counter() - started < 3


def test_a_question_takes_milliseconds(reader: Reader) -> None:
    question = "which 3 stores sold the most beer to families on weekends in the last 8 weeks without fuel"
    reader.read(question)
    best = min(_seconds(reader, question) for _ in range(5))
    assert best < 0.03


def _seconds(reader: Reader, question: str) -> float:
    started = time.perf_counter()
    reader.read(question)
    return time.perf_counter() - started


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("categroy", "category"), ("salse", "sale"), ("hoseholds", "household"), ("bigest", "biggest"),
     ("febuary", "february"), ("cheeze", "cheese")],
)  # fmt: skip
def test_misspellings_are_drawn_to_the_nearest_word(reader: Reader, typed: str, meant: str) -> None:
    spelled = spell(tokenize(typed), reader.lexicon, reader.vocabulary, {})
    assert spelled.corrected[0][1] == meant


@pytest.mark.parametrize("word", ["chess", "porch", "bear", "male", "moth", "sails", "wind", "meal"])
def test_real_words_are_never_turned_into_others(reader: Reader, word: str) -> None:
    """'chess' is no misspelt 'cheese', nor is 'wind' a misspelt 'wine'."""
    spelled = spell(tokenize(word), reader.lexicon, reader.vocabulary, {})
    assert spelled.tokens[0].norm == word


def test_a_correction_is_said(reader: Reader) -> None:
    assert any("febuary" in note for note in reader.read("sales in febuary").notes)


@pytest.mark.parametrize(
    ("question", "code"),
    [("wie hoch war der umsatz im märz?", "de"), ("quel est le chiffre d'affaires en mars", "fr"),
     ("cuanto vendimos en marzo por tienda", "es"), ("売上はいくらですか", "zh"),
     ("wat was the bigest categroy in decmber", "en"), ("sales", "en"), ("", "en")],
)  # fmt: skip
def test_other_languages_are_noticed(reader: Reader, question: str, code: str) -> None:
    reading = reader.read(question)
    assert reading.language == code
    assert ("language" in [name for name, _ in reading.capability]) == (code != "en")


def test_a_name_that_other_values_share_is_a_choice(reader: Reader) -> None:
    reading = reader.read("chicken sales")
    assert reading.filters[0].values == ["CHICKEN"]
    assert [c.words for c in reading.choices] == ["chicken"]
