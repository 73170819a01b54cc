"""What compiled requests promise: true totals, shares that add up, filters that commute, errors that help."""

import datetime as dt
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.warehouse import periods
from tools.warehouse.compile import compile_bases, compile_request, compile_totals
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Filter, MetricRequest, Period

D = load_definitions()
ADDITIVE = [m.name for m in D.metrics.values() if m.additive == "all" and "order_lines" in D.facts_of(m.name)]
GROUPS = ["department", "brand", "store", "month", "weekday", "fuel", "on_deal", "hour", "part_of_day"]
FILTERS = [
    Filter(dimension="department", op="in", values=["GROCERY", "MEAT"]),
    Filter(dimension="brand", op="not_in", values=["Private"]),
    Filter(dimension="store", op="in", values=[10]),
    Filter(dimension="weekend", op="in", values=["Weekend"]),
    Filter(dimension="category", op="not_contains", values=["milk"]),
    Filter(dimension="age", op="between", values=["25-34", "45-54"]),
]
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def rows(path: Path, request: MetricRequest) -> list[dict[str, Any]]:
    result = opened(path).run(compile_request(request, D))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


@FEW
@given(st.permutations(FILTERS), st.sampled_from(ADDITIVE), st.integers(0, len(FILTERS)))
def test_filters_commute(mini_shop: Path, order: list[Filter], metric: str, count: int) -> None:
    chosen = order[:count]
    one = rows(mini_shop, MetricRequest(metrics=[metric], filters=chosen))
    other = rows(mini_shop, MetricRequest(metrics=[metric], filters=chosen[::-1]))
    assert one == other


@FEW
@given(st.sampled_from(ADDITIVE), st.sampled_from(GROUPS))
def test_shares_of_additive_metrics_add_to_one(mini_shop: Path, metric: str, by: str) -> None:
    found = rows(mini_shop, MetricRequest(metrics=[metric], by=[by], share=True))
    assert sum(row[f"{metric}_share"] for row in found) == pytest.approx(1)


def _february(metric: str) -> Period | None:
    """A period for those that need one."""
    return Period(start=dt.date(2017, 2, 1), end=dt.date(2017, 2, 28)) if D.looks_back(metric) else None


@FEW
@given(st.sampled_from(list(D.metrics)), st.sampled_from(list(D.dimensions)))
def test_rows_of_additive_columns_sum_to_the_total(mini_shop: Path, metric: str, by: str) -> None:
    if by not in D.dimensions_of(metric) or not D.additive(metric, [by]):
        return
    request = MetricRequest(metrics=[metric], by=[by], period=_february(metric))
    total = Warehouse(mini_shop).run(compile_totals(request, D)).rows[0][0]
    summed = sum(row[metric] or 0 for row in rows(mini_shop, request))
    assert summed == pytest.approx(float(str(total or 0)))


@pytest.mark.parametrize("metric", D.metrics)
def test_every_metric_runs_by_every_dimension_it_reaches(mini_shop: Path, metric: str) -> None:
    warehouse = Warehouse(mini_shop)
    for dimension in D.dimensions_of(metric):
        request = MetricRequest(metrics=[metric], by=[dimension], period=_february(metric), limit=3)
        warehouse.run(compile_request(request, D))


def test_a_total_of_customers_counts_each_once(mini_shop: Path) -> None:
    request = MetricRequest(metrics=["customers"], by=["department"])
    total = Warehouse(mini_shop).run(compile_totals(request, D)).rows[0][0]
    assert total == 6
    assert sum(row["customers"] for row in rows(mini_shop, request)) > 6


def test_groups_are_counted_before_the_limit(mini_shop: Path) -> None:
    found = rows(mini_shop, MetricRequest(metrics=["sales"], by=["store"], limit=1))
    assert [(row["store"], row["sales"], row["_groups"]) for row in found] == [(10, 111.0, 2)]


def test_a_group_that_is_gone_fell_by_all_of_it(mini_shop: Path) -> None:
    march = Period(start=dt.date(2017, 3, 1), end=dt.date(2017, 3, 31), label="March")
    request = MetricRequest(metrics=["sales"], by=["fuel"], period=march, compare="previous_period")
    fuel = next(row for row in rows(mini_shop, request) if row["fuel"] == "Fuel")
    assert (fuel["sales"], fuel["sales_before"], fuel["sales_change_pct"]) == (0, 25.0, -1)


def test_bases_count_customers_with_and_without_the_attribute(mini_shop: Path) -> None:
    sql = compile_bases(MetricRequest(metrics=["sales"], by=["income"]), D)
    assert sql is not None
    assert Warehouse(mini_shop).run(sql).rows == [(6, 4)]
    assert compile_bases(MetricRequest(metrics=["sales"], by=["store"]), D) is None


def test_facts_of_several_subjects_meet_on_their_shared_groups_only(mini_shop: Path) -> None:
    request = MetricRequest(metrics=["sales", "redemptions"], by=["customer"], order_by="customer")
    found = {row["customer"]: row["redemptions"] for row in rows(mini_shop, request)}
    assert found == {1: 1, 2: 1, 3: 1, 4: None, 5: None, 6: None}


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"metrics": ["turnover"]}, "Did you mean sales"),
        ({"metrics": ["sales"], "by": ["dept"]}, "Did you mean department"),
        ({"metrics": ["redemptions"], "by": ["department"]}, "Metrics that can: "),
        ({"metrics": ["sales"], "filters": [{"dimension": "campaign", "values": [1]}]}, "redemptions"),
        ({"metrics": ["average_basket"], "by": ["store"], "share": True}, "is itself a ratio"),
        ({"metrics": ["sales"], "share": True}, "needs groups"),
        ({"metrics": ["sales"], "by": ["store"], "order_by": "profit"}, "Cannot order by 'profit'"),
        ({"metrics": ["sales"], "compare": "previous_period"}, "needs a period"),
        ({"metrics": ["sales"], "filters": [{"dimension": "store", "values": ["ten"]}]}, "a whole number"),
        ({"metrics": ["sales"], "filters": [{"dimension": "month", "values": ["March"]}]}, "2017-03"),
        (
            {"metrics": ["sales"], "by": ["month"], "compare": "previous_period",
             "period": {"start": "2017-02-01", "end": "2017-02-28"}},
            "months differ",
        ),
    ],
)  # fmt: skip
def test_a_request_that_cannot_be_answered_says_what_would_work(asked: dict[str, Any], says: str) -> None:
    with pytest.raises(ToolError, match=says):
        compile_request(MetricRequest(**asked), D)


@pytest.mark.parametrize(
    ("start", "end", "before"),
    [
        ("2017-03-01", "2017-03-31", ("2017-02-01", "2017-02-28", "February 2017")),
        ("2017-04-01", "2017-06-30", ("2017-01-01", "2017-03-31", "Q1 2017")),
        ("2017-03-06", "2017-03-12", ("2017-02-27", "2017-03-05", "27 February to 5 March 2017")),
        ("2017-01-01", "2017-12-31", ("2016-01-01", "2016-12-31", "2016")),
        ("2017-05-10", "2017-05-10", ("2017-05-09", "2017-05-09", "9 May 2017")),
    ],
)
def test_the_previous_period_is_as_long_or_the_whole_unit_before(
    start: str, end: str, before: tuple[str, str, str]
) -> None:
    period = Period(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), label="")
    found = periods.previous(period)
    assert (str(found.start), str(found.end), found.label) == before


def test_a_new_request_compiles_quickly_once_warm() -> None:
    compile_request(MetricRequest(metrics=["sales"], by=["department"]), D)
    started = time.perf_counter()
    for n in range(1, 11):
        compile_request(MetricRequest(metrics=["sales", "orders"], by=["department"], limit=n), D)
    assert (time.perf_counter() - started) / 10 < 0.1
