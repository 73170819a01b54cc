"""A list is left out only when the table says all of it."""

import pytest

from agent.screen.fold import without_repeats

HEAD, TAIL = "Grocery sells most [D1].", "These are the highest."


def shown(evidence, *items, rows=3):
    return without_repeats("\n".join([HEAD, "", *items, "", TAIL]), evidence, rows)


def test_a_list_of_the_tables_rows_is_left_out(sales_by_department):
    text = shown(
        sales_by_department,
        "1. Grocery: $2,316,394 (74.0% of the total) [D1].",
        "2. Drug GM: $596,827 (19.0% of the total) [D1].",
    )
    assert text == f"{HEAD}\n\n{TAIL}"


@pytest.mark.parametrize(
    "item",
    [
        "- Drug GM: $596,827, up 3.2% [D1].",
        "- Drug GM: $596,828 [D1].",
        "- Produce: $596,827 [D1].",
        "- Kiosk|Gas: $2,316,394 [D1].",
        "- Watch the weather in June 2017.",
    ],
)
def test_a_list_that_says_anything_else_stays_whole(sales_by_department, item):
    first = "- Grocery: $2,316,394 [D1]."
    text = shown(sales_by_department, first, item)
    assert first in text
    assert item in text


def test_a_row_that_the_table_does_not_show_keeps_its_list(sales_by_department):
    items = ("- Grocery: $2,316,394.", "- Drug GM: $596,827.")
    assert items[1] in shown(sales_by_department, *items, rows=1)


def test_one_item_is_no_list_and_text_without_one_is_unchanged(sales_by_department):
    assert "- Grocery" in shown(sales_by_department, "- Grocery: $2,316,394.")
    assert without_repeats("No list.\n\nAt all.", sales_by_department, 3) == "No list.\n\nAt all."
