"""Pins of a conversation: kept, shown, taken away, gone with the thread."""

import uuid

import pytest

from agent.screen import pinned

THREAD = str(uuid.uuid4())
MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}
GROCERY = {"dimension": "department", "op": "in", "values": ["GROCERY"]}


@pytest.fixture
def evidence(sales_by_department):
    return {**sales_by_department, "scope": {"metrics": ["sales"], "period": MARCH, "filters": [GROCERY]}}


def test_pins_are_kept_and_taken_away(tmp_path, evidence):
    assert pinned.load(tmp_path, THREAD) == {}
    pinned.pin(tmp_path, THREAD, evidence, "period")
    pinned.pin(tmp_path, THREAD, evidence, "filters:0")
    assert pinned.load(tmp_path, THREAD) == {"period": MARCH, "filters": [GROCERY]}
    assert [p["words"] for p in pinned.shown(tmp_path, THREAD)] == ["March 2017", "Grocery"]
    pinned.unpin(tmp_path, THREAD, "period")
    assert [p["words"] for p in pinned.shown(tmp_path, THREAD)] == ["Grocery"]


def test_of_one_kind_only_the_last_is_pinned(tmp_path, evidence):
    pinned.pin(tmp_path, THREAD, evidence, "filters:0")
    meat = {**evidence, "scope": {**evidence["scope"], "filters": [{**GROCERY, "values": ["MEAT"]}]}}
    pinned.pin(tmp_path, THREAD, meat, "filters:0")
    assert [p["words"] for p in pinned.shown(tmp_path, THREAD)] == ["Meat"]


@pytest.mark.parametrize("slot", ["metrics:0", "filters:9", "filters:x", "../../etc", ""])
def test_what_cannot_be_pinned_changes_nothing(tmp_path, evidence, slot):
    pinned.pin(tmp_path, THREAD, evidence, slot)
    assert pinned.load(tmp_path, THREAD) == {}


def test_pins_go_with_the_thread_and_a_spoiled_file_is_no_trouble(tmp_path, evidence):
    pinned.pin(tmp_path, THREAD, evidence, "period")
    (tmp_path / "pinned" / f"{THREAD}.json").write_text("{")
    assert pinned.load(tmp_path, THREAD) == {}
    pinned.forget(tmp_path, THREAD)
    pinned.forget(tmp_path, THREAD)
    assert list((tmp_path / "pinned").iterdir()) == []
    with pytest.raises(ValueError, match="not a thread"):
        pinned.load(tmp_path, "../x")
