"""Edits that the page sends become questions with their calls; what is not one becomes nothing."""

import uuid

import pytest

from agent.screen import edited, saved

THREAD, MESSAGE = str(uuid.uuid4()), str(uuid.uuid4())
Q3 = {"start": "2017-07-01", "end": "2017-09-30", "label": "Q3 2017"}


@pytest.fixture
def home(tmp_path, answer_with, sales_by_department):
    call = {"name": "query_metric", "args": {"metrics": ["sales"], "by": ["department"]}}
    evidence = {**sales_by_department, "scope": call["args"], "call": call}
    saved.save(tmp_path, THREAD, MESSAGE, answer_with(evidence))
    return tmp_path


def test_a_changed_chip_is_asked_with_its_call(home):
    asked = edited.asked(home, THREAD, {"message": MESSAGE, "slot": "period", "to": Q3})
    assert asked.text == "Edited: period → Q3 2017"
    assert asked.calls == (
        {"name": "query_metric", "args": {"metrics": ["sales"], "by": ["department"], "period": Q3}},
    )


def test_a_rewritten_query_is_asked_under_a_title_that_says_whose_it_is(home):
    asked = edited.asked(home, THREAD, {"message": MESSAGE, "mark": "D1", "sql": " SELECT 1 AS one "})
    assert asked.text == "Edited: query of D1"
    assert asked.calls == (
        {"name": "run_sql", "args": {"title": "Query edited by you, from D1", "sql": "SELECT 1 AS one"}},
    )


@pytest.mark.parametrize(
    "edit",
    [
        None,
        "period",
        {},
        {"message": "../x", "slot": "period", "to": None},
        {"message": str(uuid.uuid4()), "slot": "period", "to": None},
        {"message": MESSAGE, "slot": "secret", "to": None},
        {"message": MESSAGE, "slot": "metrics:0", "to": {"a": 1}},
        {"message": MESSAGE, "slot": "period", "to": "drop table"},
        {"message": MESSAGE, "mark": "D9", "sql": "SELECT 1"},
        {"message": MESSAGE, "mark": "D1", "sql": "  "},
    ],
)
def test_what_is_no_edit_asks_nothing(home, edit):
    assert edited.asked(home, THREAD, edit) is None
    assert edited.asked(home, "../x", edit) is None
