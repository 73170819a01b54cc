"""What is said of a look-up that the data do not allow."""

import pytest

from agent.builtin.write.refused import refused
from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.warehouse.reach import check
from tools.warehouse.request import MetricRequest

D = load_definitions()


@pytest.mark.parametrize(
    ("metric", "by", "first", "near"),
    [
        ("sales", "campaign", "Sales cannot be split by campaign: purchases are recorded without it.",
         "sales can be split by department, month or store."),
        ("response_rate", "department", "Response rate cannot be split by department:",
         "By department you can ask for sales"),
        ("new_customers", "weekday", "New customers cannot be split by weekday: it needs days that follow",
         "new customers can be split by department, month or store."),
    ],
)  # fmt: skip
def test_why_in_plain_words_and_what_there_is_instead(metric: str, by: str, first: str, near: str) -> None:
    request = MetricRequest(metrics=[metric], by=[by])
    with pytest.raises(ToolError) as error:
        check(request, D)
    said = refused(str(error.value), request, D)
    assert said.startswith(first)
    assert near in said
    assert "_" not in said


def test_any_other_reason_is_said_as_it_is() -> None:
    request = MetricRequest(metrics=["sales"])
    assert (
        refused("That took too long; ask for less. Names: a_b.", request, D)
        == "That took too long; ask for less."
    )
