"""What the answer says for each shape of evidence: the finding first, every figure with its mark."""

from typing import Any

import pytest

from agent.builtin.desk import Step
from agent.builtin.history import Call
from agent.builtin.write import words
from agent.builtin.write.answer import shaped
from agent.builtin.write.notes import notes
from agent.builtin.write.trend import direction, trend
from agent.builtin.write.view import View
from agent.reading.result import Reading
from knowledge.metrics import load_definitions
from tools.evidence import Column, make

DEFINITIONS = load_definitions()
SALES: Column = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}
SHARE: Column = {
    "name": "sales_share", "label": "Share of sales", "unit": "percent", "role": "metric",
    "metric": "sales", "kind": "share",
}  # fmt: skip
ORDERS: Column = {"name": "orders", "label": "Orders", "unit": "count", "role": "metric", "metric": "orders"}
DEPARTMENT: Column = {"name": "department", "label": "Department", "unit": "text", "role": "dimension"}
MONTH: Column = {"name": "month", "label": "Month", "unit": "date", "role": "dimension"}
MARCH = {"start": "2017-03-01", "end": "2017-03-31", "label": "March 2017"}


def beside(kind: str, unit: str = "usd") -> Column:
    column: Any = {
        "name": f"sales_{kind}", "label": f"Sales {kind}", "unit": unit, "role": "metric", "metric": "sales",
        "kind": kind,
    }  # fmt: skip
    return column


def view(columns: list[Column], rows: list[dict], scope: dict, **more: Any) -> View:
    evidence = make("query_metric", "title", columns=columns, rows=rows, scope=scope, **more)
    return View({**evidence, "id": "D3"}, DEFINITIONS)


def text(found: View, *focus: str) -> str:
    return shaped(found, Step(Call("query_metric", {}), Reading(""), focus=focus))


def test_one_value_is_a_sentence_with_scope_and_period() -> None:
    scope = {
        "metrics": ["sales"], "period": MARCH,
        "filters": [{"dimension": "department", "values": ["GROCERY"]},
                    {"dimension": "fuel", "op": "not_in", "values": ["true"]}],
    }  # fmt: skip
    said = text(view([SALES], [{"sales": 190321.4}], scope))
    assert said == "Sales of Grocery without fuel were $190,321 in March 2017 [D3]."


@pytest.mark.parametrize(
    ("dimension", "values", "said"),
    [
        ("weekend", ["Weekend"], "Sales on weekends were"),
        ("store", [367], "Sales in store 367 were"),
        ("age", ["45-54"], "Sales to households aged 45-54 were"),
        ("household_type", ["1 Adult Kids", "2 Adults Kids"], "Sales to households with kids were"),
        ("home_ownership", ["Renter"], "Sales to renters were"),
        ("income", ["50-74K"], "Sales to households with income 50-74K were"),
        ("customer", list(range(1, 10)), "Sales of 9 customers were"),
        ("in_mailer", ["In the mailer"], "Sales in the mailer were"),
        ("brand", ["Private"], "Sales of private label were"),
        ("category", ["CHEESE", "CHEESES"], "Sales of Cheese were"),
        ("category", ["FRZN MEAT/MEAT DINNERS"], "Sales of Frozen Meat/Meat Dinners were"),
        ("date", [f"2017-11-{day}" for day in range(20, 27)], "Sales on 20 to 26 November 2017 were"),
        ("month", ["2017-10"], "Sales in October 2017 were"),
        ("hour", [17], "Sales at 5 pm were"),
        ("fuel", ["Not fuel"], "Sales without fuel were"),
    ],
)
def test_filters_read_as_people_say_them(dimension: str, values: list, said: str) -> None:
    scope = {"metrics": ["sales"], "filters": [{"dimension": dimension, "values": values}]}
    assert text(view([SALES], [{"sales": 500.0}], scope)).startswith(said)


def test_a_count_of_things_reads_as_one() -> None:
    assert (
        text(view([ORDERS], [{"orders": 12034}], {"metrics": ["orders"]})) == "There were 12,034 orders [D3]."
    )


def test_a_ranking_names_the_first_and_lists_the_rest() -> None:
    rows = [{"department": d, "sales": v} for d, v in (("GROCERY", 300.0), ("DRUG GM", 50.5), ("DELI", 4.0))]
    said = text(
        view([DEPARTMENT, SALES], rows, {"metrics": ["sales"], "by": ["department"], "order_by": "sales"})
    )
    assert said.startswith("Grocery had the highest sales: $300 [D3].")
    assert said.endswith("Drug GM follows with $50.50, then Deli with $4.00 [D3].")


def test_rows_in_their_natural_order_are_not_taken_for_a_ranking() -> None:
    rows = [{"department": d, "orders": n} for d, n in (("GROCERY", 5), ("PRODUCE", 9), ("DELI", 7))]
    scope = {"metrics": ["orders"], "by": ["department"], "order_by": "department", "descending": False}
    said = text(view([DEPARTMENT, ORDERS], rows, scope))
    assert said.startswith("Produce had the most orders: 9 [D3].")
    assert said.endswith("Deli follows with 7, then Grocery with 5 [D3].")


@pytest.mark.parametrize(("op", "said"), [("not_in", "Grocery is left out."), ("in", "")])
def test_a_group_that_is_taken_out_is_named_in_the_notes(op: str, said: str) -> None:
    kept = {"dimension": "department", "op": op, "values": ["GROCERY"]}
    found = view([DEPARTMENT, ORDERS], [], {"metrics": ["orders"], "by": ["department"], "filters": [kept]})
    assert notes(found, [], []) == said


def test_the_lowest_is_called_so() -> None:
    rows = [{"department": d, "orders": n} for d, n in (("GROCERY", 1), ("PRODUCE", 9), ("DELI", 11))]
    scope = {"metrics": ["orders"], "by": ["department"], "order_by": "orders", "descending": False}
    assert text(view([DEPARTMENT, ORDERS], rows, scope)).startswith("Grocery had the fewest orders: 1 [D3].")


def test_a_long_list_says_how_many_there_are() -> None:
    rows = [{"department": f"DEPARTMENT {i}", "sales": 100.0 - i} for i in range(31)]
    said = text(
        view([DEPARTMENT, SALES], rows, {"metrics": ["sales"], "by": ["department"], "order_by": "sales"})
    )
    assert "Department 2 with" in said
    assert "Department 3" not in said


def test_no_rows_is_said_and_not_zero() -> None:
    said = text(view([DEPARTMENT, SALES], [], {"metrics": ["sales"], "by": ["department"], "period": MARCH}))
    assert said == "Nothing in the data matches: there is no sales in March 2017 [D3]."


def test_a_share_leads_with_the_group_that_was_asked_for() -> None:
    rows = [
        {"department": "GROCERY", "sales": 300.0, "sales_share": 0.6},
        {"department": "PRODUCE", "sales": 150.0, "sales_share": 0.3},
        {"department": "DELI", "sales": 50.0, "sales_share": 0.1},
    ]
    scope = {"metrics": ["sales"], "by": ["department"], "share": True, "order_by": "sales"}
    said = text(view([DEPARTMENT, SALES, SHARE], rows, scope), "PRODUCE")
    assert said.startswith("Produce makes up 30.0% of sales: $150 [D3].")


def test_a_comparison_says_from_where_and_by_how_much() -> None:
    columns = [SALES, beside("before"), beside("change"), beside("change_pct", "percent")]
    row = {"sales": 90.0, "sales_before": 120.0, "sales_change": -30.0, "sales_change_pct": -0.25}
    february = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}
    said = text(view(columns, [row], {"metrics": ["sales"], "period": MARCH, "compare": february}))
    assert said == "Sales were $90.00 in March 2017, down $30.00 (25.0%) from $120 in February 2017 [D3]."


def test_a_trend_names_ends_peak_and_trough_and_leaves_partial_periods_out() -> None:
    rows = [{"month": f"2017-0{m}-01", "sales": v} for m, v in enumerate([5, 100, 120, 110, 150], 1)]
    scope = {"metrics": ["sales"], "by": ["month"], "order_by": "month", "descending": False}
    said = trend(view([MONTH, SALES], rows, scope), {"2017-01-01"})
    assert said.startswith("Sales rose 50.0% from $100 in February 2017 to $150 in May 2017 [D3].")
    assert "ranged from February 2017 with $100 to May 2017 with $150 [D3]." in said
    assert "Without January 2017" in said
    assert said.count("January") == 1


@pytest.mark.parametrize(
    ("series", "expected"),
    [([1, 2, 3, 4], 1), ([4, 3, 2, 1], -1), ([1, 3, 2, 1.5], 0), ([2, 1], -1), ([7], 0)],
)
def test_a_direction_is_named_only_when_it_is_clear(series: list[float], expected: int) -> None:
    assert direction(series) == expected


def test_notes_say_what_was_assumed_and_the_caveats_once() -> None:
    found = view([SALES], [], {"metrics": ["sales"]}, warnings=["Fuel is included", "Fuel is included"])
    said = notes(found, ("sales",), ("I read 'grocry' as Grocery",))
    assert said.count("Fuel is included.") == 1
    assert said.startswith("Measured by sales")
    assert notes(found, (), (), known="So it is. Fuel is included.") == ""


def test_corrected_spellings_share_a_sentence() -> None:
    found = view([SALES], [], {"metrics": ["sales"]})
    said = notes(found, (), ("'totl' is read as 'total'.", "'dec' is read as 'december'"))
    assert said == "I read 'totl' as 'total' and 'dec' as 'december'."


def test_groups_that_meet_a_condition_are_counted_before_the_first_is_named() -> None:
    rows = [{"department": f"D{i}", "sales": 20000.0 - i} for i in range(12)]
    scope = {
        "metrics": ["sales"], "by": ["department"], "order_by": "sales", "limit": 12,
        "having": [{"metric": "sales", "op": ">", "value": 10000}],
    }  # fmt: skip
    said = text(view([DEPARTMENT, SALES], rows, scope))
    assert said.startswith("12 departments had sales of more than $10,000; D0 had the highest: $20,000 [D3].")


def test_groups_are_counted() -> None:
    rows = [{"department": f"D{i}", "sales": 20000.0 + i} for i in range(12)]
    scope = {
        "metrics": ["sales"], "by": ["department"], "period": MARCH,
        "having": [{"metric": "sales", "op": ">", "value": 10000}],
    }  # fmt: skip
    found = view([DEPARTMENT, SALES], rows, scope)
    step = Step(Call("query_metric", {}), Reading("", count_of="department"))
    assert shaped(found, step) == "12 departments had sales of more than $10,000 in March 2017 [D3]."


def test_an_average_is_taken_over_the_groups() -> None:
    rows = [{"month": "2017-01", "sales": 100.0}, {"month": "2017-02", "sales": 300.0}]
    found = view([MONTH, SALES], rows, {"metrics": ["sales"], "by": ["month"]})
    said = shaped(found, Step(Call("query_metric", {}), Reading("", summary="mean")))
    assert said.startswith("Sales averaged $200 per month, over 2 months [D3].")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (4600123.4, "usd", "$4,600,123"), (99.5, "usd", "$99.50"), (-1234.5, "usd", "-$1,234"),
        (0.5041, "percent", "50.4%"), (0.0013, "percent", "0.13%"), (1234, "count", "1,234"),
        (13.44, "ratio", "13.4"), (0.021, "points", "2.1 points"), (None, "usd", "no value"),
    ],
)  # fmt: skip
def test_figures_in_words(value: Any, unit: Any, expected: str) -> None:
    assert words.figure(value, unit) == expected


def test_a_course_names_what_it_leaves_out_and_equal_ends_together() -> None:
    figures = {"2017-01": 1.0, "2017-02": 5.0, "2017-03": 9.0, "2017-04": 5.0, "2017-05": 8.0}
    rows = [{"month": m, "orders": v} for m, v in figures.items()]
    said = trend(view([MONTH, ORDERS], rows, {"metrics": ["orders"], "by": ["month"]}), {"2017-01"})
    ends = "the months ranged from February 2017 and April 2017 with 5 to March 2017 with 9 [D3]."
    assert f"Without January 2017, {ends}" in said


def test_groups_that_share_the_first_place_are_named_together() -> None:
    rows = [
        {"department": d, "orders": n} for d, n in (("DELI", 30), ("MEAT", 30), ("FUEL", 7), ("PASTRY", 2))
    ]
    said = text(view([DEPARTMENT, ORDERS], rows, {"metrics": ["orders"], "by": ["department"]}))
    assert said.startswith("Deli and Meat had the most orders: 30 each [D3]. Fuel follows with 7")


def test_two_ways_of_selling_are_set_side_by_side() -> None:
    deal: Column = {"name": "on_deal", "label": "On deal", "unit": "text", "role": "dimension"}
    rows = [{"on_deal": "On deal", "orders": 30}, {"on_deal": "Full price", "orders": 7}]
    said = text(view([deal, ORDERS], rows, {"metrics": ["orders"], "by": ["on_deal"], "period": MARCH}))
    assert said == "Orders in March 2017 were 30 on deal and 7 at full price [D3]."


def test_courses_say_how_far_each_group_has_come() -> None:
    figures = [
        ("2017-01", "DELI", 10),
        ("2017-01", "MEAT", 4),
        ("2017-02", "DELI", 12),
        ("2017-02", "MEAT", 3),
    ]
    rows = [{"month": m, "department": d, "orders": n} for m, d, n in figures]
    scope = {"metrics": ["orders"], "by": ["month", "department"], "order_by": "month", "descending": False}
    said = text(view([MONTH, DEPARTMENT, ORDERS], rows, scope))
    assert said.startswith("Orders were highest for Deli in February 2017: 12 [D3].")
    assert "- Deli: 10 in January 2017, 12 in February 2017 (up 20.0%) [D3]." in said
    assert "- Meat: 4 in January 2017, 3 in February 2017 (down 25.0%) [D3]." in said


def test_what_has_no_name_is_said_to_stand_before() -> None:
    rate: Column = {**ORDERS, "name": "discount_rate", "metric": "discount_rate", "label": "Discount rate"}
    rate["unit"] = "percent"
    rows = [
        {"department": d, "discount_rate": v}
        for d, v in ((None, 37.8), ("TOYS", 0.4), ("MEAT", 0.2), ("DELI", 0.1))
    ]
    scope = {"metrics": ["discount_rate"], "by": ["department"]}
    said = text(view([DEPARTMENT, rate], rows, scope))
    assert "had a discount rate of 40.0%, behind only what has no department recorded" in said


def test_two_groups_are_compared_in_every_figure_that_was_asked_for() -> None:
    rows = [
        {"department": "DELI", "sales": 300.0, "orders": 2},
        {"department": "MEAT", "sales": 100.0, "orders": 5},
    ]
    said = text(
        view([DEPARTMENT, SALES, ORDERS], rows, {"metrics": ["sales", "orders"], "by": ["department"]})
    )
    assert said.startswith("Deli had higher sales than Meat: $300 against $100 [D3].")
    assert "- Orders: 2 for Deli, 5 for Meat [D3]." in said


def test_a_rise_from_next_to_nothing_has_no_percentage() -> None:
    rows = [{"month": f"2017-0{n}", "orders": v} for n, v in ((1, 3), (2, 40), (3, 90))]
    said = trend(view([MONTH, ORDERS], rows, {"metrics": ["orders"], "by": ["month"]}), set())
    assert said.startswith("Orders rose from 3 in January 2017 to 90 in March 2017 [D3].")
