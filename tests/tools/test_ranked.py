"""The first of each group and the others: what is said of the cut, of ties at it and of what lies beyond.

Their figures stand against SQL in `evals/numbers/requests/ranked.yaml`.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.warehouse.ranked import OTHERS

D = load_definitions()
Ask = Callable[..., Evidence]
FEW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ADDED_UP = [m.name for m in D.metrics.values() if m.additive == "all" and "order_lines" in D.facts_of(m.name)]


def facts(found: Evidence) -> dict[str, Any]:
    return {f["name"]: f["value"] for f in found["facts"]}


def test_the_first_of_each_group_are_said_so(asked: Ask) -> None:
    given: dict[str, Any] = {"metrics": ["sales"], "by": ["department", "category"], "within": "department"}
    found = asked(**given, limit=1)
    assert found["title"] == "Top category in each department by sales"
    assert found["words"][-1] == "top 1 in each department"
    assert "the 1 with the highest sales in each department" in str(facts(found)["shown"])
    names = [row["department"] for row in found["rows"]]
    assert len(names) == len(set(names))


def test_another_figure_that_ranks_is_named(asked: Ask) -> None:
    ranking = {"order_by": "sales_change", "descending": False, "limit": 1}
    found = asked(metrics=["sales"], by=["month"], compare="previous_row", **ranking)
    assert found["rows"][0]["month"] == "2017-03"
    assert found["words"][-1] == "bottom 1 by change in sales"


def test_the_first_of_each_month_are_bars(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["month", "store"], within="month", limit=1)
    assert found["chart"] is not None
    assert (found["chart"]["kind"], found["chart"]["series"]) == ("grouped_bar", "store")


def test_the_others_are_a_row_and_a_count(asked: Ask) -> None:
    found = asked(metrics=["customers"], by=["category"], limit=2, others=True)
    assert [row["category"] for row in found["rows"]][-1] == OTHERS
    assert found["title"] == "Top 2 categories and the others by customers"
    assert facts(found)["others"] == facts(found)["groups"] - 2
    assert found["chart"] is not None
    assert OTHERS not in found["chart"]["title"]


def test_nothing_beyond_the_cut_is_no_row(asked: Ask) -> None:
    found = asked(metrics=["sales"], by=["store"], limit=2, others=True)
    assert [row["store"] for row in found["rows"]] == ["10", "20"]
    assert "others" not in facts(found)


def test_ties_at_the_cut_are_said(asked: Ask) -> None:
    found = asked(metrics=["orders"], by=["product"], limit=2, descending=False)
    tied = [w for w in found["warnings"] if "as the last one shown" in w]
    assert tied == ["1 more product has as many orders as the last one shown."]
    whole = asked(metrics=["orders"], by=["product"], limit=50, descending=False)
    assert not any("as the last one shown" in w for w in whole["warnings"])


@FEW
@given(
    st.sampled_from(ADDED_UP), st.sampled_from(["category", "store", "customer", "month"]), st.integers(1, 6)
)
def test_the_first_and_the_others_are_all(asked: Ask, metric: str, by: str, limit: int) -> None:
    found = asked(metrics=[metric], by=[by], limit=limit, others=True, share=True)
    assert sum(row[metric] for row in found["rows"]) == pytest.approx(facts(found)[f"total_{metric}"])  # type: ignore[misc]
    assert sum(row[f"{metric}_share"] for row in found["rows"]) == pytest.approx(1)  # type: ignore[misc]


@FEW
@given(st.sampled_from(ADDED_UP), st.sampled_from(["department", "brand", "store"]))
def test_shares_within_each_parent_add_to_one(asked: Ask, metric: str, parent: str) -> None:
    found = asked(metrics=[metric], by=[parent, "month"], within=parent, share=True)
    sums: dict[Any, float] = {}
    for row in found["rows"]:
        sums[row[parent]] = sums.get(row[parent], 0) + float(str(row[f"{metric}_share_within"] or 0))
    whole = {row[parent]: row[metric] for row in asked(metrics=[metric], by=[parent])["rows"]}
    assert sums == {name: pytest.approx(1 if value else 0) for name, value in whole.items()}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"by": ["store"], "within": "store", "limit": 1}, "beside another"),
        ({"by": ["store", "month"], "within": "department"}, "'by' has store and month"),
        ({"by": ["store"], "others": True}, "give 'limit'"),
        ({"by": ["store", "month"], "limit": 2, "others": True}, "one dimension that is ranked"),
        ({"by": ["month"], "limit": 2, "others": True, "add": ["index"]}, "leave one out"),
    ],
)
def test_a_ranking_that_has_no_meaning_says_what_would_work(
    given: dict[str, Any], says: str, asked: Ask
) -> None:
    with pytest.raises(ToolError, match=says):
        asked(metrics=["sales"], **given)


def test_a_share_over_a_wider_part_is_named_and_not_added_up(asked: Ask) -> None:
    produce = [{"dimension": "department", "values": ["PRODUCE"]}]
    given: dict[str, Any] = {"metrics": ["sales"], "by": ["store"], "filters": produce, "share": True}
    found = asked(**given, share_over=["department"])
    (share,) = [c for c in found["columns"] if c["name"] == "sales_share"]
    assert (share["label"], share["additive"]) == ("Share of sales of all departments", False)
    assert "share of all departments" in found["words"]
    assert found["second"]["agrees"] is True
    with pytest.raises(ToolError, match="filtered and not grouped by; there is department"):
        asked(**given, share_over=["category"])
    with pytest.raises(ToolError, match="without 'within', 'others' and 'compare'"):
        asked(**given, share_over=["department"], limit=1, others=True)


def test_the_second_route_knows_what_a_share_is_over(asked: Ask) -> None:
    january = {"start": "2017-01-01", "end": "2017-01-31"}
    given: dict[str, Any] = {"metrics": ["sales"], "by": ["department"], "share": True}
    assert asked(**given, period=january, share_over=["period"])["second"]["agrees"] is True
    families = [{"dimension": "household_type", "values": ["2 Adults Kids"]}]
    known = asked(**given, filters=families, share_over=["household_type"])
    assert known["second"]["agrees"] is True
