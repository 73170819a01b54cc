"""Answers over small evidence, as the bench of numbers has them."""

from typing import Any

import pytest

from evals.numbers.gate.answers import author_cases as cases
from evals.numbers.gate.small import shop
from tools.evidence import Evidence


@pytest.fixture(scope="session")
def evidence() -> dict[str, Evidence]:
    return {name: {**one, "id": "D1"} for name, one in shop().items()}  # type: ignore[dict-item]


@pytest.fixture(scope="session")
def right_answers() -> list[dict[str, Any]]:
    return cases()
