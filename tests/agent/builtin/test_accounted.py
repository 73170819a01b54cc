"""Words whose part in the calls is looked for: what is not found again must not be dropped in silence."""

from typing import Any

import pytest

from agent.builtin.accounted import unaccounted
from agent.reading.result import Kind, Reading, Span
from knowledge.metrics import load_definitions
from tools.warehouse.request import CustomerSet

DEFINITIONS = load_definitions()
SPREAD = {"metric": "sales", "per": "customer"}
FEW = {**SPREAD, "per": "weekday", "filters": [{"dimension": "weekday", "values": ["Sunday", "Monday"]}]}
SETS = {"customers": [{"bought": [], "negate": True}]}
JUNE = {"period": {"start": "2017-06-01", "end": "2017-06-30", "label": "June 2017"}}


@pytest.mark.parametrize(
    ("text", "kind", "target", "call", "found"),
    [
        ("redeemed more than 3", "metric", "redeeming_customers", {}, False),
        ("at least twice", "condition", "orders", {"having": [{"op": ">=", "value": 2.0}]}, True),
        ("over 100k", "condition", "sales", {"having": [{"op": ">", "value": 100000.0}]}, True),
        ("over 300 a month", "condition", "sales", {"having": [{"op": ">", "value": 3600.0}]}, True),
        ("top 7", "rank", "top 7", {"limit": 7, "by": ["store"]}, True),
        ("top 7", "rank", "top 7", {"by": ["store"], **JUNE}, False),
        ("top 20 %", "share", "spread:top", SPREAD, True),
        ("excluding", "negation", "negation", {"by": ["store"], "limit": 3}, False),
        ("but not", "negation", "negation", SETS, True),
        ("share of", "share", "share", {}, False),
        ("share of", "share", "share", {"share": True}, True),
        ("share of", "share", "share", {"metrics": ["penetration"]}, True),
        ("median", "share", "spread:median", SPREAD, True),
        ("median", "share", "spread:median", FEW, False),
        ("cumulative", "share", "series:running_total", {"by": ["month"]}, False),
        ("in june", "period", "June 2017", {}, False),
        ("in june", "period", "June 2017", JUNE, True),
        ("in june", "period", "June 2017", {"by": ["month"]}, True),
        ("vs", "compare", "compare", {}, False),
        ("vs", "compare", "compare", {"by": ["store"]}, True),
        ("visits", "metric", "orders", {}, False),
        ("visits", "metric", "orders", {"metrics": ["orders_per_customer"]}, True),
        ("sold", "metric", "sales", {"metrics": ["units"]}, True),
        ("more", "function", "", {}, False),
        ("more", "function", "", {"by": ["age"]}, True),
        ("both", "function", "", {}, False),
        ("both", "function", "", SETS, True),
        ("never", "negation", "negation", {"filters": [{"op": "not_in"}]}, False),
        ("never", "negation", "negation", SETS, True),
        ("the", "function", "", {}, True),
        ("came twice", "function", "", {}, False),
        ("the 7 days before", "compare", "previous_period", {"compare": "previous_period"}, True),
    ],
)  # fmt: skip
def test_words_are_found_again_in_the_call(
    text: str, kind: Kind, target: str, call: dict[str, Any], found: bool
) -> None:
    asked = call if "per" in call else {"metrics": ["sales"], **call}
    span = Span(0, len(text), text, kind, target)
    assert (unaccounted(Reading(text, spans=[span]), [asked], DEFINITIONS) == []) is found


def test_a_fragment_is_settled_against_what_was_asked_before() -> None:
    reading = Reading("not in june", spans=[Span(0, 3, "not", "negation", "negation")], refers_back=True)
    assert unaccounted(reading, [{"metrics": ["sales"]}], DEFINITIONS) == []


def test_what_was_done_in_each_of_two_months_is_not_looked_up_in_both_together() -> None:
    spans = [Span(0, 3, "may", "period", "May 2017"), Span(8, 12, "june", "period", "June 2017")]
    reading = Reading("may and june", spans=spans, customers=[CustomerSet(bought=[])])
    merged = {"metrics": ["customers"], "period": {"start": "2017-05-01", "label": "May to June 2017"}}
    apart = {"metrics": ["customers"], "customers": [{"period": {"label": "May 2017", "start": ""}}]}
    assert unaccounted(reading, [merged], DEFINITIONS) == spans
    assert unaccounted(reading, [apart], DEFINITIONS) == []
