"""Heat maps, calendars, scatters, funnels and boxes: the rows in a form that Plotly accepts."""

import plotly.graph_objects as go
import pytest

from agent.screen.figure import figure

SALES = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"}
ORDERS = {"name": "orders", "label": "Orders", "unit": "count", "role": "metric"}


def dimension(name, label, unit="text"):
    return {"name": name, "label": label, "unit": unit, "role": "dimension"}


@pytest.fixture
def draw(sales_by_department):
    def drawn(columns, rows, **chart):
        spec = {"title": "T", **chart}
        made = figure({**sales_by_department, "columns": columns, "rows": rows, "chart": spec})
        return go.Figure(data=made["data"], layout=made["layout"])

    return drawn


def test_a_heat_map_has_hours_across_and_weekdays_down_in_their_order(draw):
    rows = [
        {"weekday": w, "hour": h, "sales": v}
        for w, h, v in (("Tuesday", 9, 3.0), ("Monday", 17, 2.0), ("Monday", 9, 1.0))
    ]
    columns = [dimension("weekday", "Weekday"), dimension("hour", "Hour", "count"), SALES]
    (squares,) = draw(columns, rows, kind="heat", x="hour", y=["sales"], series="weekday").data
    assert list(squares.x) == ["9 am", "5 pm"]
    assert list(squares.y) == ["Monday", "Tuesday"]
    assert [list(line) for line in squares.z] == [[1.0, 2.0], [3.0, None]]


def test_a_calendar_has_a_square_for_each_day(draw):
    rows = [{"date": day, "sales": value} for day, value in (("2017-03-01", 5.0), ("2017-03-06", 7.0))]
    columns = [dimension("date", "Day", "date"), SALES]
    (squares,) = draw(columns, rows, kind="calendar", x="date", y=["sales"]).data
    assert list(squares.x) == ["2017-02-27", "2017-03-06"]
    assert squares.z[2][0] == 5.0  # a Wednesday
    assert squares.z[0][1] == 7.0
    assert squares.customdata[2][0] == "$5.00"


def test_a_scatter_sets_two_measures_against_each_other(draw):
    rows = [
        {"department": "GROCERY", "sales": 10.0, "orders": 4},
        {"department": "X", "sales": None, "orders": 1},
    ]
    columns = [dimension("department", "Department"), SALES, ORDERS]
    (points,) = draw(columns, rows, kind="scatter", x="orders", y=["sales"], series="department").data
    assert (list(points.x), list(points.y)) == ([4], [10.0])
    assert list(points.customdata[0]) == ["Grocery", "4", "$10.00"]


def test_a_funnel_shows_the_stages_of_the_one_row(draw):
    columns = [
        {**ORDERS, "name": "got", "label": "Received"},
        {**ORDERS, "name": "used", "label": "Redeemed"},
    ]
    (levels,) = draw(columns, [{"got": 100, "used": 7}], kind="funnel", x="got", y=["got", "used"]).data
    assert (list(levels.y), list(levels.x)) == (["Received", "Redeemed"], [100, 7])


def test_a_box_is_drawn_from_the_facts(sales_by_department):
    numbers = {"q1": 1.0, "median": 2.0, "q3": 4.0, "mean": 2.5, "p10": 0.5, "p90": 9.0}
    facts = [{"name": n, "label": n, "value": v, "unit": "usd"} for n, v in numbers.items()]
    columns = [dimension("tenth", "Tenth"), {**SALES, "name": "mean", "label": "Mean sales per store"}]
    spec = {"kind": "box", "title": "T", "x": "tenth", "y": ["mean"]}
    made = figure({**sales_by_department, "columns": columns, "facts": facts, "chart": spec})
    (box,) = go.Figure(data=made["data"], layout=made["layout"]).data
    assert (box.q1, box.median, box.q3, box.upperfence) == ((1.0,), (2.0,), (4.0,), (9.0,))


def test_parts_are_stacked(draw):
    rows = [{"brand": b, "age": a, "sales": 1.0} for b in "AB" for a in ("x", "y", "z")]
    columns = [dimension("brand", "Brand"), dimension("age", "Age"), SALES]
    made = draw(columns, rows, kind="stacked_bar", x="brand", y=["sales"], series="age")
    assert made.layout.barmode == "stack"
    assert len(made.data) == 3
