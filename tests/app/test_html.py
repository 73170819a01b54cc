"""An answer as HTML: what it shows, and that nothing in it is markup of somebody else's."""

import json
import re
from html import unescape

from agent.screen.html import answer_html, table_html, text_html


def test_paragraphs_and_lists_without_marks():
    made = text_html("Sales rose [D1].\n\n- Grocery [D1].\n- Deli [D2].\n\n1. one\n2. two")
    assert (
        made == "<p>Sales rose.</p><ul><li>Grocery.</li><li>Deli.</li></ul><ol><li>one</li><li>two</li></ol>"
    )


def test_text_of_a_model_or_of_the_data_is_no_markup(answer_with, sales_by_department):
    evil = "<img src=x onerror=alert(1)>"
    rows = [{**row, "department": evil} for row in sales_by_department["rows"]]
    chart = {**sales_by_department["chart"], "title": evil}
    answer = {**answer_with({**sales_by_department, "rows": rows, "chart": chart}), "warnings": [evil]}
    made = answer_html({**answer, "text": f"{evil} [D1]."})
    assert "<img" not in made
    assert made.count("&lt;img") >= 4


def test_the_table_says_what_it_leaves_out(sales_by_department):
    made = table_html(sales_by_department, 1)
    assert "<td>Grocery</td>" in made
    assert '<td class="figure">$2,316,394</td>' in made
    assert "Drug GM" not in made
    assert "2 more rows" in made


def test_the_chart_travels_as_its_figure(answer_with, sales_by_department):
    made = answer_html(answer_with(sales_by_department))
    drawn = json.loads(unescape(re.search(r'data-figure="([^"]*)"', made)[1]))
    assert drawn["data"][0]["y"] == [row["sales"] for row in sales_by_department["rows"]]
