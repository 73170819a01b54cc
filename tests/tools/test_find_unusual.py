"""find_unusual: what stood out with its expectation and holiday, what was left out, errors that help."""

from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.find_unusual import Unusual, find_unusual, label
from tools.warehouse.connection import Warehouse

D = load_definitions()
NOVEMBER = {"start": "2017-11-01", "end": "2017-11-30", "label": "November 2017"}


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def asked(path: Path, **given: Any) -> Evidence:
    return find_unusual(Unusual(**given), opened(path), D)


def facts(found: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in found["facts"]}


def test_weeks_of_the_miniature_shop_leave_out_the_partial_ones(mini_shop: Path) -> None:
    found = asked(mini_shop, step="week", show="all")
    assert [row["week"] for row in found["rows"]] == list(range(2, 12))
    sql = "SELECT week, sum(net_sales) FROM order_lines GROUP BY 1 ORDER BY 1"
    sales = {week: float(str(total)) for week, total in opened(mini_shop).run(sql).rows}
    six = next(row for row in found["rows"] if row["week"] == 6)
    around = [sales[week] ** 0.5 for week in (2, 3, 4, 5, 7, 8, 9, 10)]
    assert six["sales"] == pytest.approx(sales[6])
    assert six["expected"] == pytest.approx(median(around) ** 2)
    assert "Weeks 1 and 12 are not whole and left out." in found["warnings"]
    assert facts(found)["looked_at"] == 10


def test_days_without_a_sale_are_closed_not_unusual(mini_shop: Path) -> None:
    found = asked(mini_shop, show="all", period={"start": "2017-01-31", "end": "2017-02-04"})
    assert [row["date"] for row in found["rows"]] == ["2017-01-31", "2017-02-04"]
    assert any(w.startswith("Nothing was sold on 1 February 2017") for w in found["warnings"])


def test_columns_name_what_the_rows_hold(mini_shop: Path) -> None:
    for step in ("date", "week"):
        found = asked(mini_shop, step=step, show="all", metric="orders")
        names = [column["name"] for column in found["columns"]]
        assert all(list(row) == names for row in found["rows"])
        assert found["chart"] is not None
        assert {found["chart"]["x"], *found["chart"]["y"]} <= set(names)


def test_where_nothing_stands_out_the_furthest_are_shown(mini_shop: Path) -> None:
    found = asked(mini_shop, step="week", threshold=10)
    assert facts(found)["unusual"] == 0
    assert {row["verdict"] for row in found["rows"]} == {"Within the usual"}
    assert any("none of them unusual" in w for w in found["warnings"])


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({"metric": "takings"}, "no metric"),
        ({"filters": [{"dimension": "department", "values": ["FLORALS"]}]}, "no department"),
        ({"metric": "response_rate"}, "cannot be split by day"),
        ({"metric": "average_basket", "filters": [{"dimension": "store", "values": [30]}]}, "too few"),
        ({"period": {"start": "2020-01-01", "end": "2020-01-31"}}, "data run from"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_what_to_do(mini_shop: Path, request_: dict[str, Any], says: str) -> None:
    with pytest.raises(ToolError, match=says):
        asked(mini_shop, **request_)


def test_a_call_in_words() -> None:
    assert label({"metric": "orders", "step": "week"}) == "Looking for weeks that stand out in orders"
    assert label({}) == "Looking for days that stand out in sales"


@pytest.mark.real_shop
def test_thanksgiving_and_christmas_stand_out_in_the_real_shop(real_shop: Path) -> None:
    year = {row["date"]: row for row in asked(real_shop)["rows"]}
    assert year["2017-11-22"]["verdict"] == "Higher than usual"
    assert year["2017-11-22"]["holiday"] == "1 day before Thanksgiving Day"
    assert year["2017-11-23"]["verdict"] == "Lower than usual"
    assert year["2017-12-23"]["holiday"] == "2 days before Christmas Day"
    assert len(year) < 20


@pytest.mark.real_shop
def test_a_period_chooses_what_is_judged_not_what_is_expected(real_shop: Path) -> None:
    november = asked(real_shop, period=NOVEMBER, show="all")
    year = {row["date"]: row for row in asked(real_shop, show="all")["rows"]}
    assert len(november["rows"]) == 30
    assert all(row == year[row["date"]] for row in november["rows"])
    weeks = asked(real_shop, period=NOVEMBER, step="week", show="all")
    assert [row["week"] for row in weeks["rows"]] == [46, 47, 48]
    assert any(w.startswith("Weeks 45 and 49 are not whole") for w in weeks["warnings"])
