"""Charts: what is drawn is what the rows say, in a form that Plotly accepts."""

import plotly.graph_objects as go
import pytest

from agent.screen.figure import figure
from agent.screen.theme import PALETTE, QUIET


def accepted(made):
    """Plotly's own validation of the figure; unknown names or values raise."""
    return go.Figure(data=made["data"], layout=made["layout"])


def trend(sales_by_department, rows, **chart):
    columns = [
        {"name": "month", "label": "Month", "unit": "date", "role": "dimension"},
        {"name": "brand", "label": "Brand", "unit": "text", "role": "dimension"},
        {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric"},
        {"name": "sales_before", "label": "Before", "unit": "usd", "role": "metric", "kind": "before"},
    ]
    spec = {"kind": "line", "title": "T", "x": "month", "y": ["sales"], **chart}
    return {**sales_by_department, "columns": columns, "rows": rows, "chart": spec}


def test_a_ranking_lies_flat_in_the_order_of_the_rows(sales_by_department):
    sales_by_department["rows"][0]["department"] = "FROZEN GROCERY AND MORE"
    made = figure(sales_by_department)
    bar = accepted(made).data[0]
    assert bar.orientation == "h"
    assert list(bar.x) == [2316393.89, 596827.47, 950.5]
    assert made["layout"]["yaxis"]["autorange"] == "reversed"
    assert list(bar.text)[:2] == ["$2,316,394", "$596,827"]


def test_few_short_names_stand_upright(sales_by_department):
    assert accepted(figure(sales_by_department)).data[0].orientation == "v"


def test_a_trend_is_a_line_over_real_dates(sales_by_department):
    rows = [
        {"month": f"2017-{m:02}-01", "brand": "N", "sales": m * 10.0, "sales_before": 1.0}
        for m in range(1, 13)
    ]
    line = accepted(figure(trend(sales_by_department, rows))).data[0]
    assert line.type == "scatter"
    assert line.x[0] == "2017-01-01"
    assert line.y[-1] == 120.0


def test_the_compared_period_is_grey(sales_by_department):
    rows = [{"month": "2017-01-01", "brand": "N", "sales": 2.0, "sales_before": 1.0}]
    evidence = trend(sales_by_department, rows, kind="grouped_bar", y=["sales", "sales_before"])
    made = accepted(figure(evidence))
    assert [trace.marker.color for trace in made.data] == [PALETTE[0], QUIET]
    assert made.layout.showlegend
    assert made.layout.yaxis.title.text == "US dollars"


def test_a_series_becomes_a_line_for_each_of_its_values(sales_by_department):
    rows = [
        {"month": month, "brand": brand, "sales": 1.0, "sales_before": None}
        for month in ("2017-01-01", "2017-02-01")
        for brand in ("National", "Private")
    ]
    made = accepted(figure(trend(sales_by_department, rows, series="brand")))
    assert [trace.name for trace in made.data] == ["National", "Private"]
    assert all(len(trace.x) == 2 for trace in made.data)


def test_axes_are_labelled_and_the_page_keeps_its_colours(sales_by_department):
    layout = figure(sales_by_department)["layout"]
    assert layout["xaxis"]["title"]["text"] == "Department"
    assert layout["yaxis"]["title"]["text"] == "Sales"
    assert layout["yaxis"]["tickformat"] == "$~s"
    assert layout["paper_bgcolor"] == "rgba(0,0,0,0)"


def test_a_chart_of_columns_that_are_not_there_is_refused(sales_by_department):
    sales_by_department["chart"]["y"] = ["margin"]
    with pytest.raises(ValueError, match="margin"):
        figure(sales_by_department)
    with pytest.raises(ValueError, match="no chart"):
        figure({**sales_by_department, "chart": None})


def test_bars_below_zero_leave_room_for_their_figures(sales_by_department):
    rows = [
        {**row, "sales": amount}
        for row, amount in zip(sales_by_department["rows"], (90.0, -10.0), strict=False)
    ]
    drawn = figure({**sales_by_department, "rows": rows})["layout"]
    scale = drawn["xaxis"] if drawn["yaxis"].get("type") == "category" else drawn["yaxis"]
    low, high = scale["range"]
    assert low < -10
    assert high > 90
    assert "range" not in figure(sales_by_department)["layout"]["yaxis"]
    assert "range" not in figure(sales_by_department)["layout"]["xaxis"]
