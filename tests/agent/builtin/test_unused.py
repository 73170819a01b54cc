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


@pytest.mark.parametrize(
    ("request_", "left"),
    [
        ({"by": ["month"]}, ["penetration"]),
        ({"by": ["category"]}, []),
        ({"filters": [{"dimension": "department", "values": ["DELI"]}]}, []),
    ],
)
def test_a_rate_of_everything_says_nothing(request_: dict[str, Any], left: list[str]) -> None:
    spans = [Span(0, 11, "penetration", "metric", "penetration")]
    request = MetricRequest.model_validate({"metrics": ["penetration"], **request_})
    assert unused(Reading("penetration", spans=spans), request, DEFINITIONS) == left


def test_what_an_average_is_per_has_to_divide_it() -> None:
    spans = [Span(9, 12, "per", "function", "group"), Span(13, 19, "basket", "metric", "orders")]
    reading = Reading("discount per basket", spans=spans, summary="mean")
    beside = MetricRequest(metrics=["loyalty_discount", "orders"], by=["weekend"])
    assert unused(reading, beside, DEFINITIONS) == ["per basket"]
    assert unused(reading, beside.model_copy(update={"metrics": ["average_basket"]}), DEFINITIONS) == []
