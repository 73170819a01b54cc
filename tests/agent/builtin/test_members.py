"""Customers one by one, and figures of households that were chosen by what they did."""

from typing import Any

import pytest

from agent.builtin.desk import Step
from agent.builtin.history import Call
from agent.builtin.write.answer import shaped
from agent.builtin.write.members import introduced
from agent.builtin.write.view import View
from agent.reading.result import Rank, Reading
from knowledge.metrics import load_definitions
from tools.evidence import Column, make

DEFINITIONS = load_definitions()
SALES: Column = {
    "name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales", "additive": True,
}  # fmt: skip
CUSTOMER: Column = {"name": "customer", "label": "Customer", "unit": "text", "role": "dimension"}
AGE: Column = {"name": "age", "label": "Age", "unit": "text", "role": "dimension"}
DEPARTMENT: Column = {"name": "department", "label": "Department", "unit": "text", "role": "dimension"}
COLUMNS = {"customer": CUSTOMER, "age": AGE, "department": DEPARTMENT}
PRODUCE = [{"dimension": "department", "values": ["PRODUCE"]}]
BEFORE = {"start": "2017-01-01", "end": "2017-09-30", "label": "the first nine months"}
SINCE = {"start": "2017-10-01", "end": "2017-12-31", "label": "Q4 2017"}
STOPPED = [{"bought": PRODUCE, "period": BEFORE}, {"bought": PRODUCE, "period": SINCE, "negate": True}]
ROWS = [{"customer": 2097, "sales": 40.0}, {"customer": 143, "sales": 30.0}, {"customer": 7, "sales": 20.0}]


def facts(**given: Any) -> list[Any]:
    return [
        {"name": n, "label": n, "value": v, "unit": "usd" if "sales" in n else "count"}
        for n, v in given.items()
    ]


def view(rows: list[dict[str, Any]], *, by: str = "customer", total: int = 379, **scope: Any) -> View:
    asked = {"metrics": ["sales"], "by": [by], "order_by": "sales", **scope}
    counted = facts(groups=total, total_sales=244.0, customers_in_scope=379)
    columns = [COLUMNS[by], SALES]
    evidence = make("query_metric", "title", columns=columns, rows=rows, scope=asked, facts=counted)
    return View({**evidence, "id": "D1"}, DEFINITIONS)


def text(found: View, **read: Any) -> str:
    return shaped(found, Step(Call("query_metric", {}), Reading("", **read)))


def test_who_did_something_is_counted_first() -> None:
    assert text(view(ROWS, customers=STOPPED)) == (
        "379 households bought Produce in the first nine months but none in Q4 2017 [D1]. Of these, customer "
        "2097 had the highest sales, $40.00, followed by customer 143 with $30.00 and customer 7 with $20.00 "
        "[D1]. Together they had sales of $244 [D1]."
    )


@pytest.mark.parametrize(
    ("customers", "said"),
    [
        ([{"bought": [], "at_least": {"metric": "sales", "op": ">", "value": 50}}],
         "379 households had sales of more than $50 [D1]."),
        ([{"mailed": [{"dimension": "campaign", "values": [18]}]}],
         "379 households that were mailed campaign 18 shopped [D1]."),
        ([{"bought": PRODUCE}], "379 households bought Produce [D1]."),
    ],
)  # fmt: skip
def test_what_they_did_or_had_is_a_verb(customers: list[Any], said: str) -> None:
    assert text(view(ROWS, customers=customers)).startswith(said)


def test_one_alone_is_named_at_once() -> None:
    assert text(view(ROWS[:1], total=1, customers=STOPPED)) == (
        "1 household bought Produce in the first nine months but none in Q4 2017: customer 2097, with sales "
        "of $40.00 [D1]."
    )


def test_equal_ones_share_their_place() -> None:
    rows = [{"customer": 1, "sales": 9.0}, {"customer": 2, "sales": 9.0}, {"customer": 3, "sales": 1.0}]
    assert "customer 1 and customer 2 had the highest sales, $9.00 each" in text(
        view(rows, customers=STOPPED)
    )


def test_goods_alone_choose_customers_too_but_not_where_a_rank_is_asked_for() -> None:
    of_goods = view(ROWS, filters=PRODUCE)
    assert text(of_goods).startswith("379 customers bought Produce [D1]. Of these, customer 2097")
    assert text(of_goods, rank=Rank(True)).startswith("Customer 2097 had the highest sales of Produce")


def test_figures_of_chosen_households_follow_a_sentence_on_who_they_are() -> None:
    ages = [{"age": a, "sales": v} for a, v in (("45-54", 5.0), ("65+", 4.0), ("19-24", 3.0))]
    found = view(ages, by="age", customers=STOPPED)
    whose, whom = introduced(found)
    assert whom == "379 households bought Produce in the first nine months but none in Q4 2017 [D1]. "
    assert text(whose).startswith("Of these, households aged 45-54 had the highest sales: $5.00 [D1].")
    assert introduced(found, whom.replace(" [D1]", ""))[1] == ""
    goods = view([{"department": d, "sales": v} for d, v in (("DELI", 5.0), ("MEAT", 4.0), ("SALAD", 3.0))],
                 by="department", customers=STOPPED)  # fmt: skip
    assert text(introduced(goods)[0]).startswith(
        "Deli had the highest sales to these households: $5.00 [D1]."
    )
