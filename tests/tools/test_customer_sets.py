"""Figures of households chosen by what they did, against slow, obvious SQL on both shops."""
# ruff: noqa: E501

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.titles import households
from tools.warehouse.compile import compile_bases, compile_request, compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import CustomerSet, MetricRequest
from tools.warehouse.values import with_known_values
from tools.warehouse.wholes import HIDDEN

D = load_definitions()
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}
IN_FEB = "order_date BETWEEN '2017-02-01' AND '2017-02-28'"
L = "order_lines l LEFT JOIN products p USING (product_id)"


def keep(dimension: str, *values: str | int, op: str = "in") -> dict[str, Any]:
    return {"dimension": dimension, "op": op, "values": list(values)}


def bought(where: str) -> str:
    return f"customer_id IN (SELECT customer_id FROM {L} WHERE {where})"


SODA, YOGURT, BEEF = (keep("category", name) for name in ("SOFT DRINKS", "YOGURT", "BEEF"))
FRUIT = keep("category", "TROPICAL FRUIT")
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "bought one and the other": (
        {"metrics": ["customers", "sales"], "customers": [{"bought": [SODA]}, {"bought": [YOGURT]}]},
        f"""SELECT count(DISTINCT customer_id), sum(net_sales) FROM order_lines
            WHERE {bought("category = 'SOFT DRINKS'")} AND {bought("category = 'YOGURT'")}""",
    ),
    "bought one but never the other": (
        {"metrics": ["customers"], "customers": [{"bought": [FRUIT]}, {"bought": [BEEF], "negate": True}]},
        f"""SELECT count(DISTINCT customer_id) FROM order_lines
            WHERE {bought("category = 'TROPICAL FRUIT'")} AND NOT {bought("category = 'BEEF'")}""",
    ),
    "one purchase must match all filters": (
        {"metrics": ["customers"], "customers": [{"bought": [BEEF, keep("weekend", "Weekend"), keep("store", 20, 367)]}]},
        f"""SELECT count(DISTINCT customer_id) FROM order_lines
            WHERE {bought("category = 'BEEF' AND isodow(order_date) >= 6 AND store_id IN (20, 367)")}""",
    ),
    "sales of their other goods by department": (
        {"metrics": ["sales", "orders"], "by": ["department"], "customers": [{"bought": [YOGURT]}]},
        f"""SELECT department, sum(net_sales) AS s, count(DISTINCT order_id) FROM {L}
            WHERE {bought("category = 'YOGURT'")} GROUP BY 1 ORDER BY s DESC, 1""",
    ),
    "figures of a period, set of another": (
        {"metrics": ["sales"], "period": FEB, "customers": [{"bought": [], "period": {"start": "2017-01-01", "end": "2017-01-15"}}]},
        f"""SELECT sum(net_sales) FROM order_lines WHERE {IN_FEB} AND {bought("order_date <= '2017-01-15'")}""",
    ),
    "did not come in a period": (
        {"metrics": ["customers"], "customers": [{"bought": [], "period": FEB, "negate": True}]},
        f"SELECT count(DISTINCT customer_id) FROM order_lines WHERE NOT {bought(IN_FEB)}",
    ),
    "spent more than an amount": (
        {"metrics": ["customers", "sales_per_customer"], "customers": [{"at_least": {"metric": "sales", "op": ">", "value": 25}}]},
        """SELECT count(*), avg(s) FROM (SELECT customer_id, sum(net_sales) AS s FROM order_lines GROUP BY 1 HAVING s > 25)""",
    ),
    "spent more than an amount on goods in a period": (
        {"metrics": ["orders"], "customers": [{"bought": [SODA], "period": FEB, "at_least": {"metric": "sales", "op": ">=", "value": 4}}]},
        f"""SELECT count(DISTINCT order_id) FROM order_lines WHERE customer_id IN
             (SELECT customer_id FROM {L} WHERE category = 'SOFT DRINKS' AND {IN_FEB} GROUP BY 1 HAVING sum(net_sales) >= 4)""",
    ),
    "a ratio decides": (
        {"metrics": ["customers"], "customers": [{"at_least": {"metric": "average_basket", "op": ">", "value": 9}, "negate": True}]},
        """SELECT count(*) FROM (SELECT customer_id FROM order_lines GROUP BY 1
           HAVING NOT sum(net_sales) / count(DISTINCT order_id) > 9)""",
    ),
    "was mailed a campaign and redeemed none of it": (
        {"metrics": ["customers", "sales"], "customers": [{"mailed": [keep("campaign", 1)]}, {"redeemed": [keep("campaign", 1)], "negate": True}]},
        """SELECT count(DISTINCT customer_id), sum(net_sales) FROM order_lines
           WHERE customer_id IN (SELECT customer_id FROM campaign_targets WHERE campaign_id = 1)
             AND customer_id NOT IN (SELECT customer_id FROM redemptions WHERE campaign_id = 1)""",
    ),
    "received campaigns of a type": (
        {"metrics": ["average_basket"], "customers": [{"mailed": [keep("campaign_type", "Type C")]}]},
        """SELECT sum(net_sales) / count(DISTINCT order_id) FROM order_lines WHERE customer_id IN
             (SELECT customer_id FROM campaign_targets JOIN campaigns USING (campaign_id) WHERE campaign_type = 'Type C')""",
    ),
    "redeemed at least so many": (
        {"metrics": ["customers"], "customers": [{"redeemed": [], "at_least": {"metric": "redemptions", "op": ">=", "value": 1}}]},
        """SELECT count(DISTINCT customer_id) FROM order_lines WHERE customer_id IN
             (SELECT customer_id FROM redemptions GROUP BY 1 HAVING count(*) >= 1)""",
    ),
    "penetration among some households": (
        {"metrics": ["penetration"], "filters": [YOGURT], "customers": [{"bought": [SODA]}]},
        f"""SELECT (SELECT count(DISTINCT customer_id) FROM {L} WHERE category = 'YOGURT' AND {bought("category = 'SOFT DRINKS'")})
                   / (SELECT count(DISTINCT customer_id) FROM order_lines WHERE {bought("category = 'SOFT DRINKS'")})""",
    ),
    "redemptions of those who bought": (
        {"metrics": ["redemptions", "response_rate"], "customers": [{"bought": [FRUIT]}]},
        f"""SELECT (SELECT count(*) FROM redemptions WHERE {bought("category = 'TROPICAL FRUIT'")}),
                   (SELECT count(DISTINCT customer_id) FROM redemptions WHERE {bought("category = 'TROPICAL FRUIT'")})
                   / (SELECT count(DISTINCT customer_id) FROM campaign_targets WHERE {bought("category = 'TROPICAL FRUIT'")})""",
    ),
    "a condition on groups besides": (
        {"metrics": ["sales"], "by": ["customer"], "customers": [{"bought": [SODA]}], "having": [{"metric": "orders", "op": ">=", "value": 5}]},
        f"""SELECT customer_id, sum(net_sales) AS s FROM order_lines WHERE {bought("category = 'SOFT DRINKS'")}
            GROUP BY 1 HAVING count(DISTINCT order_id) >= 5 ORDER BY s DESC, 1""",
    ),
    "two periods of one set": (
        {"metrics": ["sales"], "period": FEB, "compare": "previous_period", "customers": [{"bought": [YOGURT]}]},
        f"""SELECT f, j, f - j, (f - j) / j FROM
              (SELECT sum(net_sales)::DOUBLE AS f FROM order_lines WHERE {IN_FEB} AND {bought("category = 'YOGURT'")}),
              (SELECT sum(net_sales)::DOUBLE AS j FROM order_lines WHERE month(order_date) = 1 AND {bought("category = 'YOGURT'")})""",
    ),
    "shares within a set": (
        {"metrics": ["customers"], "by": ["brand"], "share": True, "customers": [{"bought": [BEEF]}]},
        f"""SELECT brand, count(DISTINCT customer_id) AS n, n / (SELECT count(DISTINCT customer_id) FROM order_lines WHERE {bought("category = 'BEEF'")})
            FROM {L} WHERE {bought("category = 'BEEF'")} GROUP BY 1 ORDER BY n DESC, 1""",
    ),
    "nobody": (
        {"metrics": ["customers", "sales"], "customers": [{"bought": [BEEF]}, {"bought": [BEEF], "negate": True}]},
        "SELECT 0, NULL",
    ),
    "everybody": (
        {"metrics": ["customers"], "customers": [{"bought": []}]},
        "SELECT count(DISTINCT customer_id) FROM order_lines",
    ),
}  # fmt: skip


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def check_equal(path: Path, asked: dict[str, Any], sql: str) -> None:
    warehouse = opened(path)
    request = with_known_values(MetricRequest(**asked), warehouse, D)
    found, expected = warehouse.run(compile_request(request, D)), warehouse.run(sql).rows
    width = sum(not name.startswith(HIDDEN) for name in found.columns)
    assert len(found.rows) == len(expected)
    for mine, theirs in zip(found.rows, expected, strict=True):
        for one, other in zip(mine[:width], theirs, strict=True):
            if isinstance(one, int | float) and other is not None:
                assert one == pytest.approx(float(str(other)), rel=1e-9, abs=1e-9)
            else:
                assert one == other


@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_miniature_shop(case: str, mini_shop: Path) -> None:
    check_equal(mini_shop, *CASES[case])


@pytest.mark.real_shop
@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_real_shop(case: str, real_shop: Path) -> None:
    check_equal(real_shop, *CASES[case])


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
