"""explain_change: the parts add up to the change, price and mix as a slow loop has them, errors that help."""

import math
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.change.sides import Change
from tools.decompose import by_factors
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.explain_change import explain_change, label
from tools.warehouse.connection import Warehouse
from tools.warehouse.price_parts import PARTS, priced

D = load_definitions()
JAN = {"start": "2017-01-01", "end": "2017-01-31", "label": "January 2017"}
FEB = {"start": "2017-02-01", "end": "2017-02-28", "label": "February 2017"}
Q2 = {"start": "2017-04-01", "end": "2017-06-30", "label": "Q2 2017"}


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def asked(path: Path, **given_: Any) -> Evidence:
    return explain_change(Change(**given_), opened(path), D)


def facts(found: Evidence) -> dict[str, Any]:
    return {fact["name"]: fact["value"] for fact in found["facts"]}


def summed(found: Evidence, *columns: str) -> float:
    return sum(float(str(row[column] or 0)) for row in found["rows"] for column in columns)


def test_drivers_of_february_against_january(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB)
    # January: 6 customers, 10 orders, 82.50. February: 5 customers, 8 orders, 76.00.
    expected = by_factors([5, 8 / 5, 76 / 8], [6, 10 / 6, 82.5 / 10])
    assert [row["driver"] for row in found["rows"]] == ["Customers", "Orders per customer", "Average basket"]
    assert [row["contribution"] for row in found["rows"]] == pytest.approx(expected)
    assert summed(found, "contribution") == pytest.approx(76 - 82.5)
    assert summed(found, "share_of_change") == pytest.approx(1)
    assert facts(found)["sales_change"] == pytest.approx(-6.5)
    assert (facts(found)["customers_now"], facts(found)["customers_before"]) == (5, 6)
    assert found["title"] == "Change in sales by driver, February 2017, against January 2017"
    assert any("not what caused it" in said for said in found["warnings"])


def test_trading_days_are_facts_where_they_differ(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB)
    assert (facts(found)["trading_days"], facts(found)["trading_days_before"]) == (8, 10)
    assert "February 2017 has 8 trading days, January 2017 has 10." in found["warnings"]


def test_the_drivers_of_each_group_add_up_to_its_change(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB, by="store")
    parts = [c["name"] for c in found["columns"] if c["name"].startswith("by_")]
    for row in found["rows"]:
        assert sum(float(str(row[name])) for name in parts) == pytest.approx(row["sales_change"])
    assert {row["store"] for row in found["rows"]} == {10, 20}
    assert summed(found, "sales_change") == pytest.approx(-6.5)


def test_a_group_on_one_side_only_is_apart(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB, by="customer")
    six = next(row for row in found["rows"] if row["customer"] == 6)
    assert (six["by_coming_or_going"], six["by_customers"]) == (-1.5, 0)


def test_groups_add_up_and_say_their_share(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB, into="groups", by="department")
    assert summed(found, "sales_change") == pytest.approx(-6.5)
    assert summed(found, "share_of_change") == pytest.approx(1)
    sql = """SELECT department, sum(net_sales) FILTER (month(order_date) = 2) AS now,
                    sum(net_sales) FILTER (month(order_date) = 1) AS before
             FROM order_lines LEFT JOIN products USING (product_id)
             WHERE month(order_date) < 3 GROUP BY ALL"""
    for department, now, before in opened(mini_shop).run(sql).rows:
        row = next(row for row in found["rows"] if row["department"] == department)
        assert row["sales"] == pytest.approx(float(str(now or 0)))
        assert row["sales_before"] == pytest.approx(float(str(before or 0)))


def test_a_rate_is_shared_out_by_rate_and_weight(mini_shop: Path) -> None:
    found = asked(mini_shop, metric="average_basket", period=FEB, into="groups", by="store")
    assert summed(found, "by_rate", "by_mix") == pytest.approx(76 / 8 - 82.5 / 10)
    assert summed(found, "contribution") == pytest.approx(76 / 8 - 82.5 / 10)
    share = asked(mini_shop, metric="discount_rate", period=FEB, into="groups", by="department")
    units = {column["name"]: column["unit"] for column in share["columns"]}
    assert (units["discount_rate"], units["contribution"]) == ("percent", "points")


def test_prices_add_up_with_fuel_and_new_products_apart(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB, into="prices")
    parts = {row["part"]: row["contribution"] for row in found["rows"]}
    assert summed(found, "contribution") == pytest.approx(-6.5)
    # Fuel: 20.00 in January, 25.00 in February. Product 99 was sold in January only.
    assert parts["Fuel"] == pytest.approx(5)
    assert parts["Products no longer sold"] == pytest.approx(-1.5)


def test_two_groups_instead_of_two_periods(mini_shop: Path) -> None:
    found = asked(
        mini_shop,
        filters=[{"dimension": "store", "values": [10]}],
        against=[{"dimension": "store", "values": [20]}],
    )
    assert summed(found, "contribution") == pytest.approx(111 - 70.5)
    assert found["title"] == "Difference in sales by driver, store 10, against store 20"
    assert facts(found)["sales_now"] == pytest.approx(111)


def test_demographics_say_their_base(mini_shop: Path) -> None:
    found = asked(mini_shop, period=FEB, into="groups", by="age")
    assert "Age is known for 4 of 5 customers in this selection." in found["warnings"]
    assert facts(found)["customers_known"] == 4


@pytest.mark.parametrize("into", ["drivers", "prices", "groups"])
@pytest.mark.parametrize("by", [None, "department", "store"])
def test_columns_name_what_the_rows_hold(mini_shop: Path, into: str, by: str | None) -> None:
    if into == "groups" and by is None:
        return
    found = asked(mini_shop, period=FEB, into=into, by=by)
    names = [column["name"] for column in found["columns"]]
    assert all(list(row) == names for row in found["rows"])
    assert found["chart"] is not None
    assert {found["chart"]["x"], *found["chart"]["y"]} <= set(names)


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        ({}, "name the one to explain as 'period'"),
        ({"period": FEB, "metric": "takings"}, "no metric"),
        ({"period": FEB, "metric": "average_basket"}, "into='groups'"),
        ({"period": FEB, "metric": "orders", "into": "prices"}, "use metric 'sales'"),
        ({"period": FEB, "into": "groups"}, "by='department'"),
        (
            {"period": FEB, "metric": "customers", "into": "groups", "by": "department"},
            "counts in several departments. Dimensions that can: customer, age",
        ),
        ({"period": JAN}, "nothing in December 2016"),
        (
            {"period": FEB, "compare": JAN, "filters": [{"dimension": "category", "values": ["BEEF"]},
                                                       {"dimension": "fuel", "values": ["Fuel"]}]},
            "nothing to take apart",
        ),
        ({"period": FEB, "by": "week"}, "week"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_apart_says_what_to_do(
    mini_shop: Path, request_: dict[str, Any], says: str
) -> None:
    with pytest.raises(ToolError, match=says):
        asked(mini_shop, **request_)


def test_a_call_in_words() -> None:
    assert label({"metric": "orders"}) == "Taking the change in orders apart"
    assert label({"metric": ["?"]}) == "Taking a change apart"


class Goods(NamedTuple):
    """One product on the two sides: units and sales, now and before."""

    units: float
    sales: float
    units_before: float
    sales_before: float


def slowly(goods: list[Goods]) -> dict[str, float]:
    """The parts of the change, product by product."""
    both = [g for g in goods if min(g) > 0]
    units, before = sum(g.units for g in both), sum(g.units_before for g in both)
    parts = dict.fromkeys(PARTS, 0.0)
    for g in goods:
        change = g.sales - g.sales_before
        if g in both:
            now = [units, g.units / units, g.sales / g.units]
            then = [before, g.units_before / before, g.sales_before / g.units_before]
            for name, part in zip(PARTS[:3], by_factors(now, then), strict=True):
                parts[name] += part
        elif not g.units_before and not g.sales_before:
            parts["new"] += change
        elif not g.units and not g.sales:
            parts["gone"] += change
        else:
            parts["unpriced"] += change
    return parts


def side(goods: list[Goods], first: int) -> str:
    rows = [f"({n}, {g[first]}::DOUBLE, {g[first + 1]}::DOUBLE, 0)" for n, g in enumerate(goods)]
    named = "given(product, units, sales_without_fuel, fuel_sales)"
    return f"SELECT * FROM (VALUES {', '.join(rows)}) AS {named}"


UNITS = st.integers(0, 1000).map(float)
CENTS = st.integers(0, 100_000).map(lambda cents: cents / 100)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(goods=st.lists(st.builds(Goods, UNITS, CENTS, UNITS, CENTS), min_size=1, max_size=8))
def test_parts_of_price_are_those_of_the_slow_loop(mini_shop: Path, goods: list[Goods]) -> None:
    found = priced(side(goods, 0), side(goods, 2), [], "product", opened(mini_shop)).groups[()]
    expected = slowly(goods)
    size = sum(g.sales + g.sales_before for g in goods)
    for part in PARTS:
        assert found[part] == pytest.approx(expected[part], abs=1e-9 * size + 1e-6)
    change = sum(g.sales - g.sales_before for g in goods)
    assert sum(found[part] for part in PARTS) == pytest.approx(change, abs=1e-9 * size + 1e-6)


@pytest.mark.real_shop
def test_prices_by_department_are_the_sums_of_the_whole(real_shop: Path) -> None:
    whole = asked(real_shop, period=Q2, into="prices")
    parts = [float(str(row["contribution"])) for row in whole["rows"]]
    change = facts(whole)["sales_change"]
    assert math.fsum(parts) == pytest.approx(change, abs=0.01)
    grouped = asked(real_shop, period=Q2, into="prices", by="department")
    columns = [c["name"] for c in grouped["columns"] if c["name"].startswith("by_")]
    assert [summed(grouped, name) for name in columns] == pytest.approx(parts, abs=0.01)


@pytest.mark.real_shop
def test_drivers_on_the_real_shop_add_up(real_shop: Path) -> None:
    found = asked(real_shop, period=Q2)
    assert summed(found, "contribution") == pytest.approx(facts(found)["sales_change"], abs=0.01)
