"""Which messages state a preference, and which only ask or change the answer at hand."""

import datetime as dt
from collections.abc import Callable

import pytest

from agent.builtin.remember import wish
from agent.preferences import Wish
from agent.reading.reader import Reader
from knowledge.metrics import load_definitions
from tools.warehouse.values import DimensionValue

VALUES = [
    DimensionValue("department", "GROCERY", ("groceries",), 300.0),
    DimensionValue("category", "YOGURT", (), 50.0),
    DimensionValue("brand", "Private", (), 100.0),
    DimensionValue("brand", "National", (), 200.0),
]


@pytest.fixture(scope="module")
def heard() -> Callable[[str], Wish | None]:
    definitions = load_definitions()
    reader = Reader(definitions, VALUES, dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    return lambda text: wish(text, lambda probe: reader.read(probe, None), definitions)


@pytest.mark.parametrize(
    ("text", "words", "dimension"),
    [
        ("count fuel out", "Without fuel", "fuel"),
        ("Always leave out fuel.", "Without fuel", "fuel"),
        ("please leave fuel out from now on", "Without fuel", "fuel"),
        ("from now on, don't include fuel", "Without fuel", "fuel"),
        ("never count fuel", "Without fuel", "fuel"),
        ("remember to exclude private label", "Without private label", "brand"),
        ("I only care about store 2", "Only store 2", "store"),
        ("my store is 2", "Only store 2", "store"),
        ("in general only look at grocery", "Only grocery", "department"),
    ],
)
def test_what_is_to_be_left_out_or_looked_at_alone(heard, text, words, dimension):
    found = heard(text)
    assert found
    assert found.preference["words"] == words
    assert [f["dimension"] for f in found.preference["filters"]] == [dimension]


def test_what_cannot_be_applied_is_a_note_and_only_where_it_was_asked_for(heard):
    found = heard("Remember that our fiscal year starts in July")
    assert (found.kind, found.preference["kind"]) == ("keep", "note")
    assert heard("our fiscal year starts in July") is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("forget that", ""),
        ("forget about fuel", "fuel"),
        ("forget everything", "everything"),
        ("count fuel in again", "fuel"),
        ("stop leaving out fuel", "fuel"),
    ],
)
def test_forgetting(heard, text, what):
    assert heard(text) == Wish("forget", what=what)


def test_hearing_what_is_remembered(heard):
    assert heard("What do you remember about me?") == Wish("list")


@pytest.mark.parametrize(
    "text",
    [
        "leave out fuel",
        "sales without fuel",
        "always leave out fuel and show sales by month?",
        "which customers always buy yogurt",
        "households that never bought fuel",
        "do customers remember coupons",
        "only store 2",
        "count baskets",
        "how many customers count fuel out?",
        "sales by store",
    ],
)
def test_questions_and_changes_to_an_answer_are_left_to_the_analyst(heard, text):
    assert heard(text) is None
