"""What a word means here, from the definitions."""

import pytest

from agent.builtin.meaning import is_term, meaning
from agent.reading.result import Reading
from knowledge.metrics import load_definitions

DEFINITIONS = load_definitions()


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("what counts as a full week", "Whole week"),
        ("how do you define lapsed", "Lapsed customers"),
        ("whats meant by penetration", "Penetration"),
        ("how is response rate worked out", "Response rate"),
        ("what is an order here", "Orders"),
        ("what does it mean if a household is reactivated", "Reactivated customers"),
    ],
)
def test_the_entry_that_is_named_is_explained(question: str, label: str) -> None:
    (said,) = meaning(Reading(question), DEFINITIONS)
    assert said.startswith(f"{label}: ")


def test_two_figures_that_are_set_apart_are_both_explained() -> None:
    said = meaning(Reading("sales vs units", metrics=["sales", "units"]), DEFINITIONS)
    assert [text.split(":")[0] for text in said] == ["Sales", "Units"]


def test_a_word_without_a_definition_is_said_to_have_none() -> None:
    (said,) = meaning(Reading("define zorp", unknown=["zorp"]), DEFINITIONS)
    assert "no definition of 'zorp'" in said


@pytest.mark.parametrize(
    ("question", "metrics", "is_one"),
    [
        ("whats penetration", ["penetration"], True),
        ("what is response rate?", ["response_rate"], True),
        ("whats our response rate", ["response_rate"], False),
        ("what is average basket", ["average_basket"], False),
        ("penetration of wine", ["penetration"], False),
    ],
)
def test_a_rate_that_is_asked_for_bare_is_a_term(question: str, metrics: list[str], is_one: bool) -> None:
    assert is_term(Reading(question, metrics=metrics), DEFINITIONS) is is_one
