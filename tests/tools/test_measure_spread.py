"""Spreads: quantiles and concentration against numpy and slow loops, tenths and bins that add up."""

import math
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.bins import MOST, bins
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.measure_spread import Spread, label, measure_spread
from tools.warehouse import spread
from tools.warehouse.connection import Warehouse

D = load_definitions()
AMOUNTS = st.lists(st.integers(0, 50_000).map(lambda cents: cents / 100), min_size=1, max_size=40)
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def asked(path: Path, **given_: Any) -> Evidence:
    return measure_spread(Spread(**given_), opened(path), D)


def facts(found: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in found["facts"]}


def typed(values: list[float]) -> str:
    """The values as a table of units."""
    rows = ", ".join(f"({n}, {value}::DOUBLE)" for n, value in enumerate(values))
    return f"SELECT * FROM (VALUES {rows}) AS given(unit, value)"


@slow
@given(values=AMOUNTS)
def test_quantiles_and_moments_are_numpys(mini_shop: Path, values: list[float]) -> None:
    found = spread.summary(typed(values), opened(mini_shop)).rows[0]
    for name, q in spread.QUANTILES.items():
        assert found[name] == pytest.approx(np.quantile(values, q), abs=1e-9)
    assert found["mean"] == pytest.approx(np.mean(values), abs=1e-9)
    assert found["sd"] == pytest.approx(np.std(values), abs=1e-6)
    assert (found["n"], found["lowest"], found["highest"]) == (len(values), min(values), max(values))


@slow
@given(values=AMOUNTS)
def test_concentration_is_what_going_through_the_units_gives(mini_shop: Path, values: list[float]) -> None:
    found = spread.summary(typed(values), opened(mini_shop)).rows[0]
    largest, n, total = sorted(values, reverse=True), len(values), sum(values)
    if not total:
        assert found["gini"] is None
        return
    for top in spread.TOPS:
        # An exact ceiling: 0.1 * 30 is a little more than 3 in binary.
        count = -(-n * round(top * 100) // 100)
        assert found[f"top_{top * 100:.0f}"] == pytest.approx(sum(largest[:count]) / total)
    apart = sum(abs(a - b) for a in values for b in values)
    assert found["gini"] == pytest.approx(apart / (2 * n * total), abs=1e-9)
    for part in spread.WHOLES:
        needed = int(str(found[f"for_{part * 100:.0f}"]))
        assert sum(largest[:needed]) >= part * total - 1e-6
        assert sum(largest[: needed - 1]) < part * total + 1e-6


@slow
@given(values=AMOUNTS)
def test_tenths_hold_everything_once(mini_shop: Path, values: list[float]) -> None:
    rows = spread.tenths(typed(values), opened(mini_shop)).rows
    found: list[dict[str, Any]] = list(rows)
    assert sum(row["units"] for row in found) == len(values)
    assert sum(row["total"] for row in found) == pytest.approx(sum(values), abs=1e-6)
    if sum(values):
        assert sum(row["share"] for row in found) == pytest.approx(1)
    for above, below in pairwise(found):
        assert above["low"] >= below["high"]
    held = 0
    for row in found:
        held += row["units"]
        assert held == math.ceil(row["tenth"] * len(values) / 10) or row["tenth"] == 10


@slow
@given(values=AMOUNTS)
def test_every_value_lies_in_one_bin(mini_shop: Path, values: list[float]) -> None:
    q1, q3, tail = np.quantile(values, [0.25, 0.75, 0.99])
    edges = bins(min(values), max(values), float(tail), float(q3 - q1), len(values), whole=False)
    rows: list[dict[str, Any]] = list(spread.binned(typed(values), edges, opened(mini_shop)).rows)
    after = [*edges[1:], math.inf]
    assert edges[0] <= min(values)
    assert len(edges) <= MOST + 2
    for row, low, high in zip(rows, edges, after, strict=True):
        inside = [value for value in values if low <= value < high]
        assert row["units"] == len(inside)
        assert row["total"] == pytest.approx(sum(inside), abs=1e-6)


def test_whole_numbers_get_bins_of_whole_width() -> None:
    assert bins(1, 9, 9, 3, 100, whole=True) == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    wide = bins(1, 780, 320, 63, 2469, whole=True)
    assert all(edge == int(edge) for edge in wide)
    assert len(wide) <= MOST + 1
    assert bins(5, 5, 5, 0, 3, whole=True) == [5]


def test_the_median_basket_of_the_miniature_shop(mini_shop: Path) -> None:
    found = asked(mini_shop, per="order")
    sql = "SELECT sum(net_sales) FROM order_lines GROUP BY order_id"
    baskets = [float(str(row[0])) for row in opened(mini_shop).run(sql).rows]
    assert facts(found)["median"] == pytest.approx(np.median(baskets))
    assert facts(found)["units"] == 22
    assert facts(found)["total"] == pytest.approx(181.50)
    assert found["title"] == "Sales per order"
    assert sum(row["units"] for row in found["rows"]) == 22  # type: ignore[misc]
    assert "Fuel is included." in found["warnings"]


def test_a_period_a_filter_and_a_set_of_households_narrow_it(mini_shop: Path) -> None:
    found = asked(
        mini_shop,
        metric="orders",
        per="customer",
        period={"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"},
        filters=[{"dimension": "store", "values": [20]}],
        customers=[{"bought": [{"dimension": "department", "values": ["MEAT"]}]}],
    )
    # Store 20 in February: 4 comes twice, 5 and 3 once; all three bought meat at some time.
    assert facts(found)["units"] == 3
    assert facts(found)["highest"] == 2
    assert facts(found)["median"] == 1
    assert found["title"].startswith("Orders per customer, ")
    assert any(w.startswith("There are only 3 customers") for w in found["warnings"])


def test_rates_have_no_shares_of_a_total(mini_shop: Path) -> None:
    found = asked(mini_shop, metric="average_basket", per="customer")
    assert "gini" not in facts(found)
    assert {column["name"] for column in found["columns"]} == {"tenth", "units", "low", "high", "mean"}
    assert any("mean is not the average basket" in w for w in found["warnings"])


def test_columns_name_what_the_rows_hold(mini_shop: Path) -> None:
    for show in ("tenths", "histogram"):
        found = asked(mini_shop, per="customer", show=show)
        names = [column["name"] for column in found["columns"]]
        assert all(list(row) == names for row in found["rows"])
        assert found["chart"] is not None
        assert {found["chart"]["x"], *found["chart"]["y"]} <= set(names)


def test_bins_are_named_by_their_bounds(mini_shop: Path) -> None:
    found = asked(mini_shop, metric="orders", per="customer", show="histogram")
    assert [row["bin"] for row in found["rows"]][:2] == ["2", "3"]
    assert str(found["rows"][-1]["bin"]).endswith("and more")
    assert sum(row["units"] for row in found["rows"]) == 6  # type: ignore[misc]


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"per": "shop floor"}, "no dimension"),
        ({"per": "campaign"}, "cannot be split by campaign"),
        ({"metric": "turnovers", "per": "order"}, "no metric"),
        ({"per": "order", "filters": [{"dimension": "department", "values": ["FLORALS"]}]}, "no department"),
        (
            {"per": "order", "filters": [{"dimension": "date", "values": ["2017-01-02"]}]},
            "Nothing was recorded",
        ),
        ({"per": "order", "period": {"start": "2019-01-01", "end": "2019-02-01"}}, "data run from"),
    ],
)
def test_what_cannot_be_spread_says_what_to_do(mini_shop: Path, request_: dict[str, Any], says: str) -> None:
    with pytest.raises(ToolError, match=says):
        asked(mini_shop, **request_)


def test_a_call_in_words() -> None:
    assert label({"per": "order"}) == "Looking at how sales per order are spread"
    assert label({"per": 3}) == "Looking at how a figure is spread"


@pytest.mark.real_shop
def test_the_real_shop_against_numpy(real_shop: Path) -> None:
    sql = "SELECT customer_id, sum(net_sales)::DOUBLE FROM order_lines GROUP BY 1"
    spend = np.array([row[1] for row in opened(real_shop).run(sql).rows], dtype=float)
    found = facts(asked(real_shop, per="customer"))
    assert found["median"] == pytest.approx(np.median(spend))
    largest = np.sort(spend)[::-1]
    assert found["top_20"] == pytest.approx(largest[:494].sum() / spend.sum())
    assert found["for_80"] == int((np.cumsum(largest) < 0.8 * spend.sum()).sum()) + 1


def test_bins_part_where_the_person_says(mini_shop: Path) -> None:
    found = asked(mini_shop, metric="sales", per="order", show="histogram", edges=[1000, 5])
    assert [row["bin"] for row in found["rows"]] == [
        "$0 to under $5",
        "$5 to under $1,000",
        "$1,000 and more",
    ]
    assert found["rows"][-1]["units"] == 0
    assert sum(row["units"] for row in found["rows"]) == facts(found)["units"]  # type: ignore[misc]


def test_goods_without_a_name_are_told_apart(mini_shop: Path) -> None:
    found = asked(mini_shop, per="department")
    told = {f["name"]: f["value"] for f in found["facts"]}
    assert ("unnamed" in told) == any("without a recorded department" in w for w in found["warnings"])
    assert told["total"] + told.get("unnamed", 0) == pytest.approx(181.5)
