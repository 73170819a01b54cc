"""Whether a figure holds a part."""

import pytest

from agent.builtin.included import left_out, part_of
from agent.reading.result import Reading
from knowledge.metrics import load_definitions
from tools.warehouse.request import Filter, MetricRequest

FUEL = Filter(dimension="fuel", values=["Fuel"])


def test_it_is_asked_of_the_figure_before() -> None:
    asked = Reading("is fuel included in that?", filters=[FUEL])
    assert part_of(asked, MetricRequest(metrics=["sales"])) == FUEL
    assert part_of(asked, None) is None
    assert part_of(Reading("is fuel up in march", filters=[FUEL]), MetricRequest(metrics=["sales"])) is None


@pytest.mark.parametrize(
    ("request_", "out"),
    [
        (MetricRequest(metrics=["sales"]), False),
        (MetricRequest(metrics=["sales_without_fuel"]), True),
        (MetricRequest(metrics=["sales"], filters=[FUEL.model_copy(update={"op": "not_in"})]), True),
        (MetricRequest(metrics=["sales"], filters=[FUEL]), False),
    ],
)
def test_what_a_filter_or_the_metric_leaves_out(request_: MetricRequest, out: bool) -> None:
    assert left_out(FUEL, request_, load_definitions()) is out
