"""Changing one slot of a call: what goes along, what is refused, how it is told."""

from typing import Any

import pytest

from agent.edits.change import CannotChange, changed, said
from agent.edits.chips import chips, edited_evidence
from knowledge.metrics import load_definitions
from tools.evidence import Evidence, make
from tools.warehouse.request import MetricRequest

D = load_definitions()
MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}
Q3 = {"start": "2017-07-01", "end": "2017-09-30", "label": "Q3 2017"}
GROCERY = {"dimension": "department", "op": "in", "values": ["GROCERY"]}


def governed(**asked: Any) -> Evidence:
    request = MetricRequest.model_validate({"metrics": ["sales"], **asked})
    evidence = make("query_metric", "T", scope=request.model_dump(mode="json"))
    call = {"name": "query_metric", "args": request.model_dump(mode="json", exclude_defaults=True)}
    return {**evidence, "id": "D1", "call": call}


def args(evidence: Evidence, slot: str, to: Any) -> dict[str, Any]:
    call = changed(evidence, slot, to, D)
    assert call["name"] == "query_metric"
    return dict(call["args"])


def test_only_the_slot_changes() -> None:
    before = governed(by=["department"], period=MARCH, share=True, limit=5, order_by="sales")
    after = args(before, "period", Q3)
    assert after == {**before["call"]["args"], "period": Q3}


def test_filters_are_added_exchanged_and_taken_away() -> None:
    one = governed(filters=[GROCERY])
    meat = {**GROCERY, "values": ["MEAT"]}
    assert [f["values"] for f in args(governed(), "filters:new", GROCERY)["filters"]] == [["GROCERY"]]
    assert [f["values"] for f in args(one, "filters:0", meat)["filters"]] == [["MEAT"]]
    assert "filters" not in args(one, "filters:0", None)


def test_an_order_by_the_metric_goes_with_the_metric() -> None:
    before = governed(by=["department"], limit=5, order_by="sales", share=True)
    after = args(before, "metrics:0", "average_basket")
    assert (after["metrics"], after["order_by"], after["limit"]) == (["average_basket"], "average_basket", 5)
    assert "share" not in after


def test_without_groups_nothing_is_ranked() -> None:
    after = args(governed(by=["department"], limit=5, order_by="sales", share=True), "by:0", None)
    assert after == {"metrics": ["sales"]}


def test_without_days_there_is_nothing_to_compare_with() -> None:
    after = args(governed(period=MARCH, compare="previous_period"), "period", None)
    assert after == {"metrics": ["sales"]}


@pytest.mark.parametrize(
    ("slot", "to"),
    [
        ("metrics:0", None),
        ("metrics:0", "joy"),
        ("filters:4", None),
        ("filters:x", GROCERY),
        ("secret", 1),
        ("by:new", "nowhere"),
        ("period", {"start": "2017-03-31", "end": "2017-03-01"}),
        ("period", "drop table"),
        ("compare", "previous_period"),
    ],
)
def test_what_has_no_meaning_is_refused(slot: str, to: Any) -> None:
    with pytest.raises(CannotChange):
        changed(governed(), slot, to, D)


def test_other_tools_keep_their_own_arguments() -> None:
    evidence = {**governed(), "call": {"name": "measure_spread", "args": {"metric": "sales", "per": "order"}}}
    call = changed(evidence, "period", Q3, D)  # type: ignore[arg-type]
    assert call == {"name": "measure_spread", "args": {"metric": "sales", "per": "order", "period": Q3}}
    with pytest.raises(CannotChange):
        changed(evidence, "metrics:0", "orders", D)  # type: ignore[arg-type]


def test_a_change_is_told_in_words() -> None:
    evidence = governed(filters=[GROCERY], period=MARCH)
    assert said(evidence, "period", Q3, D) == "Edited: period → Q3 2017"
    assert said(evidence, "filters:0", None, D) == "Edited: filter Grocery → removed"
    assert said(evidence, "metrics:0", "orders", D) == "Edited: metric → Orders"
    assert said(evidence, "by:new", "month", D) == "Edited: grouping → by month"
    assert said(evidence, "compare", "year_before", D) == "Edited: comparison → against the year before"


def test_the_chips_name_every_part_and_the_free_places() -> None:
    evidence = governed(by=["department"], filters=[GROCERY], period=MARCH, limit=5, order_by="sales")
    found = {chip["slot"]: chip["words"] for chip in chips(evidence, D)}
    assert found == {
        "metrics:0": "Sales", "by:0": "by department", "period": "March 2017", "filters:0": "Grocery",
        "limit": "top 5", "filters:new": "", "by:new": "", "compare": "",
    }  # fmt: skip
    assert [c["slot"] for c in chips(evidence, D) if c["pins"]] == ["period", "filters:0"]


def test_the_chips_are_of_the_evidence_that_the_text_cites() -> None:
    cited, other = governed(), {**governed(), "id": "D2"}
    answer: Any = {"text": "Sales were $1 [D1].", "evidence": [cited, other]}
    assert edited_evidence(answer) is cited
    assert edited_evidence({**answer, "evidence": []}) is None
