"""Questions with several parts: what each takes over from the others, and from rows that one of them found.

The rows are made up: the first department is DELI, the first store 31, the first week 12.
"""

import datetime as dt
import json
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage

from agent.builtin.desk import Desk, Plan
from agent.builtin.history import turns
from agent.builtin.model import reply
from agent.builtin.plan import planned
from agent.reading import Reader
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.values import DimensionValue

DEFINITIONS = load_definitions()
YEAR = Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31), label="2017")
VALUES = [
    *(DimensionValue("department", name, (name.lower(),), 100.0) for name in ("DELI", "MEAT", "GROCERY")),
    *(DimensionValue("category", name, (name.lower(),), 10.0) for name in ("BEEF", "CHEESE", "COFFEE")),
    *(DimensionValue("store", number, (), 10.0) for number in (31, 42, 53)),
]
ROWS: dict[str, list[Any]] = {
    "department": ["DELI", "MEAT", "GROCERY"], "category": ["CHEESE", "BEEF", "COFFEE"],
    "store": [31, 42, 53],
    "week": [12, 7, 30, 31, 32, 33], "month": ["2017-05", "2017-02"], "weekday": ["Sunday", "Monday"],
    "customer": [7, 8, 9], "hour": [4, 5], "date": ["2017-05-06", "2017-05-07"],
}  # fmt: skip
DESK = Desk(
    reader=Reader(DEFINITIONS, VALUES, YEAR.start, YEAR.end), definitions=DEFINITIONS, box=(),
    near=lambda word: [], covers=YEAR,
)  # fmt: skip


def found(args: dict[str, Any], number: int) -> str:
    """Evidence of a governed query: a row for each of the first values, one figure each."""
    request = MetricRequest.model_validate(args)
    roles = [(b, "dimension") for b in request.by] + [(m, "metric") for m in request.metrics]
    columns: Any = [{"name": n, "label": n, "unit": "usd", "role": role, "metric": n} for n, role in roles]
    groups = ROWS.get(request.by[0], ["x"]) if request.by else [None]
    rows: Any = [
        {**dict.fromkeys(request.by[:1], group), **{m: float(100 - at) for m in request.metrics}}
        for at, group in enumerate(groups[: request.limit or len(groups)])
    ]
    return json.dumps(
        {**make("query_metric", "t", columns=columns, rows=rows, scope=args), "id": f"D{number}"}
    )


def asked(question: str, before: list[BaseMessage] | None = None) -> tuple[list[dict[str, Any]], Plan]:
    """The requests that a question leads to, in order, and its plan when all results are there."""
    messages: list[BaseMessage] = [*(before or []), HumanMessage(question)]
    made: list[dict[str, Any]] = []
    for _ in range(6):
        said = reply(messages, DESK)
        if not said.tool_calls or said.tool_calls[0]["name"] != "query_metric":
            return made, planned(turns(messages), DESK)
        messages.append(said)
        for call in said.tool_calls:
            made.append(dict(call["args"]))
            messages.append(ToolMessage(found(call["args"], len(made)), tool_call_id=call["id"]))
    raise AssertionError("the analyst does not come to an end")


def chosen(request: dict[str, Any]) -> dict[str, list[Any]]:
    return {f["dimension"]: f["values"] for f in request.get("filters", ())}


@pytest.mark.parametrize(
    ("question", "filters", "what"),
    [
        ("which dept grew most in Q3 and what did its private label share do?",
         {"department": ["DELI"]}, ["private_label_share"]),
        ("our worst store, and which categories sell best there?", {"store": [31]}, ["sales", "category"]),
        ("which week was best and how many orders did we have that week", {"week": [12]}, ["orders"]),
        ("busiest weekday and what do people buy most then", {"weekday": ["Sunday"]}, ["sales", "category"]),
        ("top 2 stores by orders. what do people buy there?", {"store": [31, 42]}, ["sales", "category"]),
    ],
)  # fmt: skip
def test_a_later_part_is_of_the_rows_that_an_earlier_one_found(
    question: str, filters: dict[str, list[Any]], what: list[str]
) -> None:
    made, plan = asked(question)
    assert chosen(made[-1]) == filters
    assert [*made[-1]["metrics"], *made[-1].get("by", [])] == what
    assert plan.steps[-1].takes.step == plan.steps[0].call


def test_the_row_of_a_month_is_its_days() -> None:
    made, _ = asked("which month had the lowest sales, and how did cheese do that month")
    assert made[-1]["period"]["label"] == "May 2017"
    assert chosen(made[-1]) == {"category": ["CHEESE"]}


def test_each_of_the_rows_has_its_own_first() -> None:
    made, _ = asked("top 3 categories in april and for each the best store")
    assert chosen(made[-1]) == {"category": ["CHEESE", "BEEF", "COFFEE"]}
    assert (made[-1]["by"], made[-1]["within"], made[-1]["limit"]) == (["category", "store"], "category", 1)
    assert made[-1]["period"]["label"] == "April 2017"


def test_nothing_that_waits_for_a_result_is_looked_up_before() -> None:
    first = reply([HumanMessage("which store sold most and what is its average basket")], DESK)
    assert [c["args"]["by"] for c in first.tool_calls] == [["store"]]
    assert isinstance(first, AIMessage)


@pytest.mark.parametrize(
    "question",
    [
        "cheese sales in june, and how many customers bought it",
        "in june, what were cheese sales and how many customers did we have",
        "sales of cheese and top 2 stores in june",
        "cheese sales in june? top 3 stores?",
    ],
)
def test_days_and_goods_are_said_once_for_all_parts(question: str) -> None:
    made, _ = asked(question)
    assert len(made) == 2
    assert [r["period"]["label"] for r in made] == ["June 2017"] * 2
    assert [chosen(r)["category"] for r in made] == [["CHEESE"]] * 2


def test_a_part_that_says_otherwise_is_of_what_it_says() -> None:
    made, _ = asked("sales of cheese in june and how many orders had coffee in july")
    assert [r["period"]["label"] for r in made] == ["June 2017", "July 2017"]
    assert "CHEESE" not in json.dumps(made[1])
    made, _ = asked("sales in store 31 in june and which store sold most overall")
    assert "filters" not in made[1]


def test_a_total_a_ranking_and_a_worst_day_are_three_questions() -> None:
    made, _ = asked("sales in may, top 3 departments and the worst day")
    assert [r.get("by", []) for r in made] == [[], ["department"], ["date"]]
    assert {r["period"]["label"] for r in made} == {"May 2017"}
    made, _ = asked("top 3 stores by sales and their average basket")
    assert [(r["by"], r["metrics"]) for r in made] == [(["store"], ["sales", "average_basket"])]


def test_a_rate_is_not_narrowed_to_what_it_measures() -> None:
    made, _ = asked("which category sells best on display and what is its share of sales on display")
    assert chosen(made[-1]) == {"category": ["CHEESE"]}


def test_what_else_leaves_out_what_they_were_chosen_by() -> None:
    made, _ = asked("how many customers bought coffee in june and what else did they buy")
    assert made[-1]["filters"] == [{"dimension": "category", "op": "not_in", "values": ["COFFEE"]}]
    assert made[-1]["customers"][0]["bought"][0]["values"] == ["COFFEE"]


@pytest.mark.parametrize(
    ("question", "all_of"),
    [
        ("store 31: average basket higher or lower than the chain?", {}),
        ("is store 31's average basket above the chain average?", {}),
        ("how does store 31 compare to all other stores on average basket", {"store": ("not_in", [31])}),
    ],
)
def test_one_thing_against_the_chain_is_both(question: str, all_of: dict[str, Any]) -> None:
    made, plan = asked(question)
    assert [r["metrics"] for r in made] == [["average_basket"]] * 2
    assert chosen(made[0]) == {"store": [31]}
    assert {f["dimension"]: (f["op"], f["values"]) for f in made[1].get("filters", ())} == all_of
    assert plan.steps[1].paired


def test_a_part_that_cannot_be_read_is_asked_about_beside_the_others_answers() -> None:
    made, plan = asked("sales in june and which blorgs did the frumious bandersnatch")
    assert len(made) == 1
    assert any("bandersnatch" in said for said in plan.closing)


def test_what_was_taken_back_is_not_looked_up() -> None:
    made, _ = asked("How many stores... no, how many orders did we have in may?")
    assert [r["metrics"] for r in made] == [["orders"]]


def test_a_thing_is_not_the_month_in_which_it_sold_best() -> None:
    made, _ = asked("what is the top category, in which month does it peak and who buys it")
    assert [r["by"] for r in made] == [["category"], ["month"], ["age"]]
    assert chosen(made[-1]) == {"category": ["CHEESE"]}
    assert "period" not in made[-1]


def test_sides_that_were_set_against_each_other_stay_so() -> None:
    made, _ = asked("is meat bigger than deli in july, and which has the higher discount rate")
    assert [(r["metrics"], r["by"]) for r in made] == [
        (["sales"], ["department"]),
        (["discount_rate"], ["department"]),
    ]
    assert [sorted(chosen(r)["department"]) for r in made] == [["DELI", "MEAT"]] * 2


def test_a_change_goes_on_as_a_change() -> None:
    made, _ = asked("compare Q1 and Q2: sales, number of customers; which department dropped most")
    assert [r["compare"]["label"] for r in made] == ["Q1 2017", "Q1 2017"]
    assert made[1]["by"] == ["department"]


def test_the_same_ranking_of_others() -> None:
    made, _ = asked("what is the best category in store 31 and is it also number one in store 42?")
    assert [(r["by"], chosen(r)["store"]) for r in made] == [(["category"], [31]), (["category"], [42])]


def test_a_growth_without_days_is_half_a_year_over_the_other() -> None:
    made, _ = asked("our three smallest stores. are they growing?")
    assert chosen(made[-1]) == {"store": [31, 42, 53]}
    assert (made[-1]["period"]["start"], made[-1]["compare"]["start"]) == ("2017-07-01", "2017-01-01")


def test_a_ranking_without_a_question_is_the_topic_of_what_follows() -> None:
    made, _ = asked(
        "in the week with the lowest sales, how many customers came and what was the average basket?"
    )
    assert [r["metrics"] for r in made] == [["sales"], ["customers"], ["average_basket"]]
    assert [chosen(r) for r in made[1:]] == [{"week": [12]}] * 2


def test_a_ranking_among_the_biggest_is_two_steps() -> None:
    made, _ = asked("which category has the lowest discount rate among the three biggest in may")
    assert [(r["metrics"], r["limit"]) for r in made[:1]] == [(["sales"], 3)]
    assert chosen(made[1]) == {"category": ["CHEESE", "BEEF", "COFFEE"]}
    assert (made[1]["metrics"], made[1]["descending"]) == (["discount_rate"], False)
    assert {r["period"]["label"] for r in made} == {"May 2017"}


def test_which_one_is_of_what_was_counted() -> None:
    made, _ = asked("how many stores sold cheese in may and which one sold the most?")
    assert (made[1]["metrics"], made[1]["by"], chosen(made[1])) == (
        ["sales"],
        ["store"],
        {"category": ["CHEESE"]},
    )


def test_which_of_them_is_of_the_goods_that_were_named() -> None:
    made, _ = asked("sales of deli, meat and grocery in may and which of them had the most customers")
    assert (made[-1]["metrics"], made[-1]["by"]) == (["customers"], ["department"])
    assert sorted(chosen(made[-1])["department"]) == ["DELI", "GROCERY", "MEAT"]


def test_an_hour_that_was_named_is_no_row() -> None:
    made, _ = asked("what are the 3 best categories at 8am and how many orders were there at that hour")
    assert "category" not in chosen(made[-1])
    assert made[-1]["metrics"] == ["orders"]


def test_the_day_against_the_usual_one() -> None:
    made, plan = asked("which day in june was best, and how does that day compare to an average day?")
    assert (made[-1]["by"], "period" in made[-1]) == (["date"], False)
    assert plan.steps[-1].reading.summary == "mean"


def test_how_much_is_of_what_was_ranked() -> None:
    made, _ = asked("which department gives the highest total discount and how much in total")
    assert [(r["metrics"], r.get("by", [])) for r in made] == [
        (["total_discount"], ["department"]), (["total_discount"], []),
    ]  # fmt: skip


def test_what_grew_is_ranked_by_its_change() -> None:
    made, _ = asked("our best department, how did it do in Q4 vs Q3 and what categories grew in it")
    assert (made[-1]["order_by"], chosen(made[-1])) == ("sales_change", {"department": ["DELI"]})
    assert made[-1]["compare"]["label"] == "Q3 2017"
