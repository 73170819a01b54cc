"""Households chosen by what they did: what is said of them, and what cannot be asked.

Their figures stand against SQL in `equal/households.yaml`.
"""
# ruff: noqa: E501

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.set_words import households
from tools.warehouse.compile import compile_bases, compile_request, compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import CustomerSet, MetricRequest

D = load_definitions()
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}


def keep(dimension: str, *values: str | int, op: str = "in") -> dict[str, Any]:
    return {"dimension": dimension, "op": op, "values": list(values)}


SODA, YOGURT, BEEF = (keep("category", name) for name in ("SOFT DRINKS", "YOGURT", "BEEF"))


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def test_a_set_and_its_negation_are_everybody(mini_shop: Path) -> None:
    counts = []
    for negate in (False, True):
        request = MetricRequest(metrics=["customers"], customers=[CustomerSet(mailed=[], negate=negate)])
        counts.append(opened(mini_shop).run(compile_request(request, D)).rows[0][0])
    assert counts == [4, 2]


def test_totals_and_bases_are_of_the_set(mini_shop: Path) -> None:
    asked: dict[str, Any] = {"metrics": ["customers"], "by": ["income"], "customers": [{"bought": [SODA]}]}
    request = MetricRequest(**asked)
    assert opened(mini_shop).run(compile_totals(request, D)).rows == [(3,)]
    bases = compile_bases(request, D)
    assert bases is not None
    assert opened(mini_shop).run(bases).rows == [(4, 3)]


def test_evidence_says_who_counts_and_how_many(mini_shop: Path) -> None:
    asked: dict[str, Any] = {
        "metrics": ["sales"],
        "period": FEB,
        "customers": [{"bought": [keep("category", "beef")]}],
    }
    found = query_metric(MetricRequest(**asked), opened(mini_shop), D)
    assert found["title"] == "Sales, households that bought Beef, February 2017"
    assert "households that bought Beef" in found["words"]
    assert {f["name"]: f["value"] for f in found["facts"]}["customers_in_scope"] == 4
    assert "Only 4 customers are in this selection; read its figures with care." in found["warnings"]
    assert "Who counts is decided over all days, not only February 2017." in found["warnings"]
    assert found["scope"]["customers"][0]["bought"][0]["values"] == ["BEEF"]


def test_nobody_is_said(mini_shop: Path) -> None:
    asked: dict[str, Any] = {
        "metrics": ["sales"],
        "customers": [{"bought": [SODA]}, {"bought": [SODA], "negate": True}],
    }
    found = query_metric(MetricRequest(**asked), opened(mini_shop), D)
    assert found["rows"] == [{"sales": None}]
    assert "Nothing was recorded for this selection." in found["warnings"]


def test_households_chosen_by_a_campaign_are_no_fair_comparison(mini_shop: Path) -> None:
    asked: dict[str, Any] = {"metrics": ["sales_per_customer"], "customers": [{"mailed": []}]}
    found = query_metric(MetricRequest(**asked), opened(mini_shop), D)
    assert any("not their effect" in w for w in found["warnings"])


@pytest.mark.parametrize(
    ("sets", "words"),
    [
        ([{"bought": [SODA]}, {"bought": [YOGURT], "negate": True}], "households that bought Soft Drinks and never bought Yogurt"),
        ([{"mailed": [keep("campaign", 13)]}, {"redeemed": [keep("campaign", 13)], "negate": True}],
         "households that were mailed campaign 13 and redeemed no coupon of campaign 13"),
        ([{"at_least": {"metric": "sales", "op": ">", "value": 5000}}], "households with sales of more than $5,000"),
        ([{"bought": [SODA], "at_least": {"metric": "orders", "op": ">=", "value": 3}, "period": FEB}],
         "households with at least 3 orders of Soft Drinks (February 2017)"),
        ([{"bought": [keep("fuel", "Fuel")], "period": FEB, "negate": True}], "households that did not buy fuel (February 2017)"),
        ([{"bought": [BEEF, keep("weekend", "Weekend")]}], "households that bought Beef (weekend)"),
        ([{"bought": []}, {"at_least": {"metric": "average_basket", "op": "<", "value": 9.5}}],
         "households that bought something, with average basket of less than $9.50"),
        ([{"bought": [YOGURT], "when": "first", "period": FEB}], "households that first bought Yogurt (February 2017)"),
        ([{"bought": [YOGURT], "when": "last", "period": FEB, "negate": True}],
         "households that did not last buy Yogurt (February 2017)"),
        ([{"bought": [BEEF], "top": {"share": 0.2}, "period": FEB}], "households in the top 20% by sales of Beef (February 2017)"),
        ([{"bought": [SODA]}, {"top": {"by": "orders", "count": 100, "lowest": True}}],
         "households that bought Soft Drinks, in the bottom 100 by orders"),
        ([{"bought": [SODA]}, {"mailed": [keep("campaign", 13)], "alternative": True}, {"bought": [BEEF], "negate": True}],
         "households that either bought Soft Drinks or were mailed campaign 13 and never bought Beef"),
    ],
)  # fmt: skip
def test_sets_are_said_in_words(sets: list[dict[str, Any]], words: str) -> None:
    assert households([CustomerSet(**s) for s in sets], D) == words


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"metrics": ["campaigns_run"], "customers": [{"bought": []}]}, "cannot be limited to some households"),
        ({"metrics": ["products_in_mailer"], "customers": [{"bought": []}]}, "belong to no household"),
        ({"metrics": ["sales"], "customers": [{"bought": [keep("campaign", 1)]}]}, "mailed, redeemed"),
        ({"metrics": ["sales"], "customers": [{"mailed": [SODA]}]}, "Sets that can: bought"),
        ({"metrics": ["sales"], "customers": [{"bought": [keep("colour", "red")]}]}, "no dimension 'colour'"),
        ({"metrics": ["sales"], "customers": [{"at_least": {"metric": "redemptions", "op": ">", "value": 1}}]}, "is not a figure of purchases"),
        ({"metrics": ["sales"], "customers": [{"bought": [keep("category", "yogourt")]}]}, "Did you mean YOGURT"),
        ({"metrics": ["sales"], "customers": [{"mailed": [], "when": "first", "period": FEB}]}, "have no day"),
        ({"metrics": ["sales"], "customers": [{"top": {"by": "redemptions", "count": 3}}]}, "is not a figure of purchases"),
        ({"metrics": ["sales"], "customers": [{"bought": [], "period": {"start": "2016-01-01", "end": "2016-12-31"}}]}, "nothing in 2016"),
    ],
)  # fmt: skip
def test_a_set_that_cannot_be_answered_says_what_would_work(
    asked: dict[str, Any], says: str, mini_shop: Path
) -> None:
    with pytest.raises(ToolError, match=says):
        query_metric(MetricRequest(**asked), opened(mini_shop), D)


def test_a_set_is_of_one_deed() -> None:
    with pytest.raises(ValueError, match="one of bought, mailed and redeemed"):
        CustomerSet(bought=[], mailed=[])


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"when": "first"}, "needs a period"),
        ({"when": "last", "period": FEB, "top": {"count": 3}}, "second set"),
        ({"top": {"by": "sales"}}, "either share"),
        ({"top": {"share": 0.1, "count": 3}}, "either share"),
    ],
)
def test_a_set_that_is_not_whole_is_refused(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        CustomerSet(**asked)


def test_first_and_last_purchases_are_said_to_be_those_of_the_data(mini_shop: Path) -> None:
    for when, says in (("first", "many who look new are not"), ("last", "may still come back")):
        sets = [CustomerSet.model_validate({"bought": [], "when": when, "period": FEB})]
        found = query_metric(MetricRequest(metrics=["customers"], customers=sets), opened(mini_shop), D)
        assert any(says in w for w in found["warnings"])
