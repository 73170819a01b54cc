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


def test_nothing_is_best_of_the_one_group_that_is_looked_up() -> None:
    best = Span(5, 9, "best", "rank", "best")
    one = {"metrics": ["sales"], "by": ["brand"], "filters": [{"dimension": "brand", "values": ["Private"]}]}
    several = {**one, "filters": [{"dimension": "brand", "values": ["Private", "National"]}]}
    reading = Reading("what sold best", spans=[best])
    assert unused(reading, MetricRequest.model_validate(one), DEFINITIONS) == ["best"]
    assert unused(reading, MetricRequest.model_validate(several), DEFINITIONS) == []
