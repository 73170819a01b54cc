"""Shares of sets, what a new measure cannot keep, and a single figure that the table need not repeat."""

from typing import Any

from agent.builtin.desk import Step
from agent.builtin.history import Call
from agent.builtin.parted import set_against_all
from agent.builtin.reach import reachable
from agent.builtin.write.share import of_all
from agent.builtin.write.view import View
from agent.reading.result import Reading
from agent.render import said
from agent.scope import chips
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.warehouse.request import CustomerSet, Filter, Having, MetricRequest

DEFINITIONS = load_definitions()
SALES: Any = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}


def step(request: MetricRequest, **more: Any) -> Step:
    return Step(Call("query_metric", {}), Reading("", share=True), request, **more)


def test_a_set_of_customers_is_set_against_all() -> None:
    rich = CustomerSet(bought=[], at_least=Having(metric="sales", op=">", value=5000))
    made = set_against_all(step(MetricRequest(metrics=["sales"], customers=[rich])), DEFINITIONS)
    assert made.call.args["customers"]
    assert made.whole is not None
    assert "customers" not in made.whole.args


def test_many_stores_get_one_share_and_few_their_own() -> None:
    request = MetricRequest(metrics=["sales"], by=["store"], share=True)
    many = set_against_all(step(request, focus=tuple(range(9))), DEFINITIONS)
    assert many.whole is not None
    assert many.call.args["filters"][0]["values"] == list(range(9))
    assert "by" not in many.call.args
    assert set_against_all(step(request, focus=(1, 2)), DEFINITIONS).whole is None


def test_the_share_is_worked_out_from_both() -> None:
    def view(value: float, mark: str) -> View:
        found = make(
            "query_metric", "t", scope={"metrics": ["sales"]}, columns=[SALES], rows=[{"sales": value}]
        )
        return View({**found, "id": mark}, DEFINITIONS)

    text = of_all(view(250.0, "D2"), view(1000.0, "D1"))
    assert text == "Sales were $250 [D2]. All sales were $1,000 [D1]. The share is 25.0% [D2] [D1]."


def test_a_filter_that_a_new_measure_cannot_have_is_lifted_and_said() -> None:
    kind = Filter(dimension="campaign_type", values=["Type A"])
    before = MetricRequest(metrics=["campaigns_run"], filters=[kind])
    kept, words = reachable(before, Reading("", metrics=["average_basket"], refers_to="set"), DEFINITIONS)
    assert kept.filters == []
    assert kept.customers == [CustomerSet(mailed=[kind])]
    assert words == []
    by_order = MetricRequest(metrics=["sales"], filters=[Filter(dimension="order", values=[1])])
    kept, words = reachable(by_order, Reading("", metrics=["redemptions"]), DEFINITIONS)
    assert kept.filters == []
    assert words == ["Order number is not recorded for coupon redemptions, so this is for all"]
    assert reachable(before, Reading(""), DEFINITIONS) == (before, [])


def test_one_figure_needs_no_table_and_a_long_set_no_list() -> None:
    one = make("query_metric", "t", columns=[SALES], rows=[{"sales": 379997.8}])
    assert said(one, "Sales were $379,998 in March 2017 [D1].")
    assert not said(one, "I do not know.")
    many = {"metrics": ["sales"], "filters": [{"dimension": "customer", "values": list(range(190))}]}
    assert chips(many, DEFINITIONS) == ["Sales", "190 customers"]
