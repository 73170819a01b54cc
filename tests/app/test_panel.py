"""The evidence panel: what the browser may ask for, and what it gets."""

import uuid

import pytest

from agent.screen import saved
from agent.screen.panel import charts, panel

THREAD, MESSAGE = str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
def home(tmp_path, answer_with, sales_by_department):
    other = {**sales_by_department, "id": "D2"}
    saved.save(tmp_path, THREAD, MESSAGE, answer_with(sales_by_department, other))
    return tmp_path


def test_a_mark_opens_its_evidence_with_its_rows_to_download(home):
    shown = panel(home, THREAD, {"message": MESSAGE, "mark": "D1"})
    assert shown
    assert "Sales by department, 2017" in shown.text
    assert f"/answers/{THREAD}/{MESSAGE}/D1/csv" in shown.text


def test_a_chart_is_drawn_in_the_panel_where_the_answer_shows_none(home):
    charts = [panel(home, THREAD, {"message": MESSAGE, "mark": mark}).charts for mark in ("D1", "D2")]
    assert charts[0] == []
    assert [chart["url"] for chart in charts[1]] == [f"/answers/{THREAD}/{MESSAGE}/D2/chart"]


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "D1",
        {},
        {"message": "../secret", "mark": "D1"},
        {"message": MESSAGE, "mark": "D9"},
        {"message": MESSAGE, "mark": ["D1"]},
        {"message": str(uuid.uuid4()), "mark": "D1"},
    ],
)
def test_anything_else_opens_nothing(home, asked):
    assert panel(home, THREAD, asked) is None


def test_a_chart_keeps_its_id_when_the_thread_is_opened_again(sales_by_department):
    other = {**sales_by_department, "id": "D2"}
    first, again = (charts(THREAD, MESSAGE, [sales_by_department, other]) for _ in range(2))
    assert first == again
    assert first[0]["id"] != first[1]["id"]
