"""Tables: units, alignment, and text of the data that must not become markup or a formula."""

import csv
import io

import pytest

from agent.screen.tables import cell, csv_table, markdown_table, plain


def test_figures_carry_units_and_stand_on_the_right(sales_by_department):
    lines = markdown_table(sales_by_department).splitlines()
    assert lines[0] == "| Department | Sales | Share |"
    assert lines[1] == "| :--- | ---: | ---: |"
    assert lines[2] == "| Grocery | $2,316,394 | 74.0% |"
    assert lines[3] == "| Drug GM | $596,827 | 19.0% |"


def test_an_edge_in_a_name_does_not_break_the_table(sales_by_department):
    row = markdown_table(sales_by_department).splitlines()[4]
    assert row.replace(r"\|", "").count("|") == 4


def test_rows_that_are_left_out_are_counted(sales_by_department):
    sales_by_department["rows"] *= 5
    assert "11 more rows" in markdown_table(sales_by_department, limit=4)
    assert "more row" not in markdown_table(sales_by_department, limit=15)


def test_no_rows_is_no_table(sales_by_department):
    assert markdown_table({**sales_by_department, "rows": []}) == ""


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (1200.0, "change", "+$1,200"),
        (-1200.0, "change", "−$1,200"),
        (1200.0, "value", "$1,200"),
        (None, "value", "–"),
    ],
)
def test_changes_carry_their_sign_and_nothing_is_a_dash(value, kind, shown):
    assert cell(value, {"name": "s", "label": "S", "unit": "usd", "role": "metric", "kind": kind}) == shown


def test_the_number_of_a_store_is_no_amount():
    assert cell(34011, {"name": "store", "label": "Store", "unit": "count", "role": "dimension"}) == "34011"


def test_a_group_without_a_name_says_so():
    assert cell(None, {"name": "brand", "label": "B", "unit": "text", "role": "dimension"}) == "Not recorded"


@pytest.mark.parametrize(
    ("value", "name", "shown"),
    [
        ("2017-03-01", "month", "March 2017"),
        ("2017-03-05", "date", "5 March 2017"),
        ("2017-Q2", "quarter", "Q2 2017"),
    ],
)
def test_dates_are_read_as_what_they_stand_for(value, name, shown):
    assert cell(value, {"name": name, "label": "", "unit": "date", "role": "dimension"}) == shown


@pytest.mark.parametrize(
    "text",
    ["[click](http://evil)", "<img src=x>", "a:b[c]", "**bold**", "~~gone~~", "![x](y)", "`code`", "# title"],
)
def test_text_of_the_data_is_shown_literally(text):
    escaped = plain(text)
    for sign in "[]<>*~`#":
        assert escaped.count(sign) == escaped.count("\\" + sign)


def test_csv_keeps_raw_values_and_runs_nothing(sales_by_department):
    sales_by_department["rows"] += [
        {"department": '=HYPERLINK("x")', "sales": 0.1 + 0.2, "sales_share": None}
    ]
    rows = list(csv.reader(io.StringIO(csv_table(sales_by_department))))
    assert rows[0] == ["Department", "Sales", "Share"]
    assert rows[1] == ["GROCERY", "2316393.89", "0.74"]
    assert rows[4] == ['\'=HYPERLINK("x")', "0.3", ""]


def test_an_hour_reads_as_on_a_clock():
    column = {"name": "hour", "label": "Hour", "unit": "text", "role": "dimension"}
    assert [cell(hour, column) for hour in (0, 12, 13)] == ["midnight", "noon", "1 pm"]
