"""The page's tables: cells as they read, and their places when a column is sorted."""

from agent.screen.grid import grid


def test_figures_stand_by_value_and_not_by_text(sales_by_department):
    made = grid(sales_by_department)
    assert [row[1] for row in made["rows"]] == ["$2,316,394", "$596,827", "$950"]
    assert [row[1] for row in made["places"]] == [2, 1, 0]
    assert made["columns"][1] == {"label": "Sales", "unit": "US dollars", "figure": True}
    assert made["columns"][0] == {"label": "Department", "unit": "", "figure": False}


def test_weekdays_stand_in_the_order_of_the_week_and_what_is_empty_last(sales_by_department):
    weekday = {"name": "weekday", "label": "Weekday", "unit": "text", "role": "dimension"}
    sales = sales_by_department["columns"][1]
    rows = [
        {"weekday": "Wednesday", "sales": None},
        {"weekday": "Monday", "sales": 10.0},
        {"weekday": "Friday", "sales": 9.0},
    ]
    made = grid({**sales_by_department, "columns": [weekday, sales], "rows": rows})
    order = sorted(range(3), key=lambda n: made["places"][n][0])
    assert [made["rows"][n][0] for n in order] == ["Monday", "Wednesday", "Friday"]
    assert [row[1] for row in made["places"]] == [-1, 1, 0]


def test_equal_cells_share_a_place(sales_by_department):
    rows = [{"department": name, "sales": 5.0, "sales_share": None} for name in "AB"]
    made = grid({**sales_by_department, "rows": rows})
    assert [row[1] for row in made["places"]] == [0, 0]
