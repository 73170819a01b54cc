"""Every rewording does what its examples say, and leaves other questions alone."""

from typing import Any

import pytest

from agent.reading import Reader
from agent.reading.rewording import rewordings

EXAMPLES = [(typed, meant) for rule in rewordings() for typed, meant in rule.examples]


@pytest.mark.parametrize(("typed", "meant"), sorted(set(EXAMPLES)))
def test_an_example_is_read_as_what_it_means(reader: Reader, typed: str, meant: str) -> None:
    assert reader.reworded(typed) == reader.reworded(meant)
    first, second = reader.read(typed), reader.read(meant)
    assert not first.unknown
    assert _asked(first) == _asked(second)


@pytest.mark.parametrize("rule", rewordings(), ids=lambda rule: rule.say[:60])
def test_a_rewording_is_made_of_one_of_its_examples(reader: Reader, rule: Any) -> None:
    """Each way of saying it has an example of its own rule that changes."""
    assert any(reader.reworded(typed) != typed for typed, _ in rule.examples)


@pytest.mark.parametrize(
    "question",
    ["sales of wine in march", "which baskets have wine in them?", "what is in the basket of families?", ""],
)
def test_other_questions_stay_as_they_are(reader: Reader, question: str) -> None:
    assert reader.reworded(question) == question


def _asked(reading: Any) -> dict[str, Any]:
    return {
        name: value for name, value in vars(reading).items() if name not in ("question", "spans", "notes")
    }
