"""Yes, no, and what did not happen."""

from typing import Any

import pytest

from agent.builtin.write.verdict import verdict
from agent.builtin.write.view import View
from agent.reading.result import Limit, Reading, Span
from knowledge.metrics import load_definitions
from tools.evidence import make

DEFINITIONS = load_definitions()


def column(name: str, kind: str = "value") -> Any:
    return {"name": name, "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales", "kind": kind}


def moved(change: float) -> View:
    scope = {
        "metrics": ["sales"],
        "period": {"start": "2017-12-01", "end": "2017-12-31"},
        "compare": {"start": "2017-11-01", "end": "2017-11-30"},
    }
    rows = [{"sales": 400.0, "sales_change": change}]
    columns = [column("sales"), column("sales_change", "change")]
    return View(make("query_metric", "t", scope=scope, columns=columns, rows=rows), DEFINITIONS)


@pytest.mark.parametrize(
    ("question", "change", "first"),
    [
        ("did sales go up in december", 10.0, "Yes: sales were"),
        ("did sales go up in december", -10.0, "No: sales were"),
        ("so did sales drop in december?", 10.0, "No: sales were"),
        ("since sales fell in december, by how much?", 10.0, "Sales did not fall but rose. Sales were"),
        ("how much did sales grow in december", -10.0, "Sales did not rise but fell. Sales were"),
        ("how much did sales grow in december", 10.0, "Sales were"),
        ("sales in december against november", 10.0, "Sales were"),
        ("did sales go up or down in december", 10.0, "Sales were"),
    ],
)
def test_the_first_words_settle_the_question(question: str, change: float, first: str) -> None:
    assert verdict("Sales were $400.", moved(change), Reading(question)).startswith(first)


@pytest.mark.parametrize(("first", "said"), [("Renter", "No: homeowner"), ("Homeowner", "Yes: homeowner")])
def test_of_two_groups_the_one_named_first_is_asked_about(first: str, said: str) -> None:
    scope = {"metrics": ["sales"], "by": ["home_ownership"]}
    group: Any = {"name": "home_ownership", "label": "Home ownership", "unit": "text", "role": "dimension"}
    rows = [{"home_ownership": "Homeowner", "sales": 9.0}, {"home_ownership": "Renter", "sales": 4.0}]
    view = View(
        make("query_metric", "t", scope=scope, columns=[group, column("sales")], rows=rows), DEFINITIONS
    )
    spans = [Span(3, 10, first, "value", f"home_ownership={first}")]
    reading = Reading("do they spend more than the others", spans=spans)
    assert verdict("Homeowner had more.", view, reading).startswith(said)


@pytest.mark.parametrize(("filters", "first"), [([], "No: sales fell"), ("holiday", "Sales fell")])
def test_chosen_days_in_a_row_answer_nothing_of_all_others(filters: Any, first: str) -> None:
    chosen = [{"dimension": "holiday", "values": ["Thanksgiving Day"]}] if filters else []
    scope = {"metrics": ["sales"], "by": ["date"], "filters": chosen}
    group: Any = {"name": "date", "label": "Day", "unit": "date", "role": "dimension"}
    rows = [{"date": "2017-07-04", "sales": 9.0}, {"date": "2017-11-23", "sales": 4.0}]
    view = View(
        make("query_metric", "t", scope=scope, columns=[group, column("sales")], rows=rows), DEFINITIONS
    )
    assert verdict("Sales fell.", view, Reading("do we sell more on holidays")).startswith(first)


@pytest.mark.parametrize(
    ("op", "value", "said", "first"),
    [
        (">", 390.0, "$390", "Yes, more than the $390 you named: sales were"),
        ("<=", 390.0, "390", "No, not at most the 390 you named: sales were"),
    ],
)
def test_one_figure_is_held_against_the_limit_that_was_named(
    op: Any, value: float, said: str, first: str
) -> None:
    reading = Reading("are sales over it", limit=Limit("sales", op, value, said))
    assert verdict("Sales were $400.", moved(10.0), reading).startswith(first)


def of_july_against_june(change: float) -> View:
    scope = {
        "metrics": ["sales"],
        "period": {"start": "2017-07-01", "end": "2017-07-31", "label": "July 2017"},
        "compare": {"start": "2017-06-01", "end": "2017-06-30", "label": "June 2017"},
    }
    rows = [{"sales": 400.0, "sales_change": change, "sales_change_pct": change / 400}]
    columns = [column("sales"), column("sales_change", "change"), column("sales_change_pct", "change_pct")]
    return View(make("query_metric", "t", scope=scope, columns=columns, rows=rows), DEFINITIONS)


@pytest.mark.parametrize(
    ("question", "named", "first"),
    [
        ("were sales in june higher than in july", ["June 2017", "July 2017"], "No: sales were"),
        ("were sales in july higher than in june", ["July 2017", "June 2017"], "Yes: sales were"),
        ("did sales rise from june to july", ["June 2017", "July 2017"], "Yes: sales were"),
        ("were sales higher in june or july", ["June 2017", "July 2017"], "Sales were"),
    ],
)
def test_of_two_times_the_one_named_first_is_asked_about(question: str, named: list[str], first: str) -> None:
    spans = [Span(at, at + 1, name, "period", name) for at, name in enumerate(named)]
    said = verdict("Sales were $400.", of_july_against_june(10.0), Reading(question, spans=spans))
    assert said.startswith(first)


@pytest.mark.parametrize(("sales", "first"), [(9.0, "Yes: sales were"), (0.0, "No: sales were")])
def test_whether_there_is_any_is_settled_first(sales: float, first: str) -> None:
    columns, scope = [column("sales")], {"metrics": ["sales"]}
    made = make("query_metric", "t", scope=scope, columns=columns, rows=[{"sales": sales}])
    view = View(made, DEFINITIONS)
    assert verdict("Sales were it.", view, Reading("did anybody shop that day")).startswith(first)


@pytest.mark.parametrize(("change", "first"), [(500.0, "Yes: sales"), (10.0, "No: sales")])
def test_a_verb_may_name_the_limit(change: float, first: str) -> None:
    reading = Reading("did sales double", limit=Limit("sales_change_pct", ">=", 1.0, ""))
    assert verdict("Sales were $400.", of_july_against_june(change), reading).startswith(first)
