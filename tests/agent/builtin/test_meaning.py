"""What a word means here, from the definitions."""

import pytest

from agent.builtin.meaning import meaning
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
