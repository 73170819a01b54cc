"""Words that were understood and yet have no part in the request."""

from typing import Any

import pytest

from agent.builtin.unused import unused
from agent.reading.result import Reading, Span
from knowledge.metrics import load_definitions
from tools.warehouse.request import MetricRequest

DEFINITIONS = load_definitions()
VERSUS = Span(15, 17, "vs", "compare", "compare")
WITHOUT = Span(18, 25, "without", "negation", "negation")


@pytest.mark.parametrize(
    ("spans", "request_", "left"),
    [
        ([VERSUS, WITHOUT], {}, ["vs without"]),
        ([VERSUS, WITHOUT], {"by": ["fuel"]}, []),
        ([VERSUS], {}, []),
        ([WITHOUT], {}, []),
    ],
)
def test_a_comparison_without_its_other_side_is_left_over(
    spans: list[Span], request_: dict[str, Any], left: list[str]
) -> None:
    request = MetricRequest.model_validate({"metrics": ["average_basket"], **request_})
    assert unused(Reading("orders vs without", spans=spans), request, DEFINITIONS) == left
