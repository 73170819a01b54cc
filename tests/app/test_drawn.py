"""What a chart draws of the rows: whole periods, orders of their own, the top of a long ranking."""

import pytest

from agent.screen.drawn import drawn, in_order, left_out, ordered
from agent.screen.figure import figure


def by(sales_by_department, name, values, kind="bar", **given):
    columns = [
        {"name": name, "label": name.capitalize(), "unit": "text", "role": "dimension"},
        {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"},
    ]
    rows = [{name: value, "sales": 100.0 - n} for n, value in enumerate(values)]
    chart = {"kind": kind, "title": "T", "x": name, "y": ["sales"]}
    return {**sales_by_department, "columns": columns, "rows": rows, "chart": chart, "facts": [], **given}


def names(evidence):
    return [row[evidence["chart"]["x"]] for row in drawn(evidence, evidence["chart"])]


@pytest.mark.parametrize(
    ("name", "ranked", "shown"),
    [
        ("weekday", ["Sunday", "Monday", "Friday"], ["Monday", "Friday", "Sunday"]),
        ("hour", [17, 9, None, 10], [9, 10, 17, None]),
        ("age", ["35-44", "65+", "19-24"], ["19-24", "35-44", "65+"]),
        ("department", ["PRODUCE", "DELI"], ["PRODUCE", "DELI"]),
        ("store", [406, 367], [406, 367]),
    ],
)
def test_bars_stand_in_an_order_of_their_own_where_there_is_one(sales_by_department, name, ranked, shown):
    assert names(by(sales_by_department, name, ranked)) == shown


def test_a_legend_follows_the_week_too():
    weekday = {"name": "weekday", "label": "Weekday", "unit": "text", "role": "dimension"}
    assert ordered(["Sunday", None, "Monday"], weekday) == ["Monday", "Sunday", None]
    assert ordered(["b", "a"], {**weekday, "name": "department"}) == ["b", "a"]


def test_the_top_few_stay_ranked(sales_by_department):
    evidence = by(sales_by_department, "weekday", ["Sunday", "Monday"], scope={"limit": 2})
    assert names(evidence) == ["Sunday", "Monday"]
    assert not in_order(evidence, evidence["chart"])


def test_hours_stand_upright_and_other_long_rankings_lie(sales_by_department):
    assert figure(by(sales_by_department, "hour", range(24)))["data"][0]["orientation"] == "v"
    assert figure(by(sales_by_department, "department", "ABCDEFGH"))["data"][0]["orientation"] == "h"


def test_a_trend_is_drawn_over_whole_weeks_and_says_so(sales_by_department):
    facts = [{"name": "partial", "label": "Not whole", "value": "1, 53", "unit": "text"}]
    evidence = by(sales_by_department, "week", range(1, 54), "line", facts=facts)
    assert names(evidence) == list(range(2, 53))
    assert left_out(evidence) == "whole weeks only"
    assert left_out({**evidence, "facts": []}) is None


def test_a_long_ranking_is_drawn_from_its_top_and_says_so(sales_by_department):
    evidence = by(sales_by_department, "department", [f"Group {n}" for n in range(31)])
    assert names(evidence) == [f"Group {n}" for n in range(15)]
    assert left_out(evidence) == "the first 15 of 31"
    assert left_out(sales_by_department) is None


def test_a_number_says_what_it_is_the_number_of(sales_by_department):
    bars = figure(by(sales_by_department, "store", range(300, 310)))["data"][0]
    assert bars["y"][0] == "Store 300"
