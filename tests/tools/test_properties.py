"""What must hold of every request, tried at random on the miniature shop.

The same requests each time; with AISLE_EXAMPLES=200 as many new ones of each.
"""

import datetime as dt
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge.metrics import load_definitions
from tools.change.sides import Change
from tools.errors import ToolError
from tools.evidence import Evidence
from tools.explain_change import explain_change
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
MANY = os.environ.get("AISLE_EXAMPLES")
tried = settings(
    max_examples=int(MANY or 12),
    derandomize=MANY is None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
VALUES: dict[str, list[Any]] = {
    "department": ["GROCERY", "PRODUCE", "MEAT", "DRUG GM", "FUEL", "MISCELLANEOUS"],
    "category": ["SOFT DRINKS", "YOGURT", "TROPICAL FRUIT", "BEEF", "COUPON/MISC ITEMS"],
    "brand": ["National", "Private"],
    "fuel": ["Fuel", "Not fuel"],
    "store": [10, 20],
    "customer": [1, 2, 3, 4, 5, 6],
    "age": ["25-34", "45-54", "65+"],
    "home_ownership": ["Homeowner", "Renter"],
    "month": ["2017-01", "2017-02", "2017-03"],
    "week": list(range(1, 13)),
    "weekday": ["Tuesday", "Saturday", "Sunday"],
    "part_of_day": ["Morning", "Afternoon", "Evening"],
    "on_deal": ["On deal", "Full price"],
    "on_display": ["On display", "Not on display"],
    "in_mailer": ["In the mailer", "Not in the mailer"],
}
SUMS = ["sales", "units", "lines", "total_discount", "sales_on_deal", "private_label_sales", "display_sales"]
ADDING_UP = [*SUMS, "orders", "customers", "coupon_orders", "products_sold", "new_customers"]
OPPOSITE = {"in": "not_in", "not_in": "in", "contains": "not_contains", "not_contains": "contains"}

Asked = dict[str, Any]


def days() -> st.SearchStrategy[Asked]:
    """Periods inside the shop's days, of one day and more."""
    found = st.dates(dt.date(2017, 1, 1), dt.date(2017, 3, 14))
    return st.tuples(found, found).map(lambda two: {"start": str(min(two)), "end": str(max(two))})


@st.composite
def kept(draw: st.DrawFn, dimensions: tuple[str, ...] = tuple(VALUES)) -> Asked:
    """One filter of one of the dimensions."""
    dimension = draw(st.sampled_from(dimensions))
    if dimension in ("department", "category") and draw(st.booleans()):
        text = draw(st.sampled_from(["e", "o", "RO", "milk"]))
        return {
            "dimension": dimension,
            "op": draw(st.sampled_from(["contains", "not_contains"])),
            "values": [text],
        }
    values = draw(st.lists(st.sampled_from(VALUES[dimension]), min_size=1, max_size=2, unique=True))
    return {"dimension": dimension, "op": draw(st.sampled_from(["in", "not_in"])), "values": values}


def sets() -> st.SearchStrategy[Asked]:
    """Households by what they bought, when, and how much of it."""
    enough = st.fixed_dictionaries(
        {"metric": st.sampled_from(["sales", "orders", "average_basket"]), "op": st.sampled_from([">=", "<"])}
    )
    return st.fixed_dictionaries(
        {"bought": st.lists(kept(), max_size=2), "negate": st.booleans()},
        optional={"period": days(), "at_least": enough.map(lambda h: {**h, "value": 9})},
    )


def selections() -> st.SearchStrategy[Asked]:
    """What, whom and when."""
    return st.fixed_dictionaries(
        {},
        optional={
            "filters": st.lists(kept(), max_size=2),
            "any_of": st.lists(st.lists(kept(), min_size=1, max_size=2), min_size=1, max_size=2),
            "customers": st.lists(sets(), max_size=2),
            "period": days(),
        },
    )


@st.composite
def groups(draw: st.DrawFn, metrics: list[str], most: int = 2) -> Asked:
    """A metric that adds up along the dimensions it is grouped by."""
    metric = draw(st.sampled_from(metrics))
    fitting = [n for n in [*VALUES, "product", "date"] if n in D.dimensions_of(metric)]
    by = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=most, unique=True))
    assume(D.additive(metric, by))
    return {"metrics": [metric], "by": by, **draw(selections())}


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def found(path: Path, asked: Asked) -> Evidence:
    """The evidence of a request; one that is refused, such as new customers of a filtered month, is left."""
    try:
        return query_metric(MetricRequest(**asked), opened(path), D)
    except ToolError:
        assume(False)
        raise


def figure(path: Path, metric: str, asked: Asked) -> float:
    return float(str(found(path, {**asked, "metrics": [metric], "by": []})["rows"][0][metric] or 0))


def summed(evidence: Evidence, column: str) -> float:
    return sum(float(str(row[column] or 0)) for row in evidence["rows"])


def fact(evidence: Evidence, name: str) -> float:
    return float(str({f["name"]: f["value"] for f in evidence["facts"]}[name] or 0))


@tried
@given(asked=groups(ADDING_UP))
def test_a_total_is_the_sum_of_its_rows(mini_shop: Path, asked: Asked) -> None:
    metric, evidence = asked["metrics"][0], found(mini_shop, asked)
    assert fact(evidence, f"total_{metric}") == pytest.approx(summed(evidence, metric))
    assert fact(evidence, "groups") == len(evidence["rows"])


@tried
@given(asked=groups(SUMS))
def test_shares_add_up_to_one(mini_shop: Path, asked: Asked) -> None:
    metric, evidence = asked["metrics"][0], found(mini_shop, {**asked, "share": True})
    assume(fact(evidence, f"total_{metric}"))
    assert summed(evidence, f"{metric}_share") == pytest.approx(1)


@tried
@given(asked=groups(SUMS, most=1), limit=st.integers(1, 5), down=st.booleans())
def test_the_first_and_the_others_are_the_total(
    mini_shop: Path, asked: Asked, limit: int, down: bool
) -> None:
    metric = asked["metrics"][0]
    cut = {"limit": limit, "others": True, "order_by": metric, "descending": down}
    evidence = found(mini_shop, {**asked, **cut})
    assert fact(evidence, f"total_{metric}") == pytest.approx(summed(evidence, metric))
    assert len(evidence["rows"]) <= limit + 1


@tried
@given(asked=groups(ADDING_UP), limit=st.integers(1, 4))
def test_a_limit_keeps_the_first_rows(mini_shop: Path, asked: Asked, limit: int) -> None:
    asked = {**asked, "order_by": asked["metrics"][0]}
    whole, cut = found(mini_shop, asked), found(mini_shop, {**asked, "limit": limit})
    assert cut["rows"] == whole["rows"][:limit]
    assert fact(cut, "groups") == len(whole["rows"])


@tried
@given(asked=groups(ADDING_UP), filters=st.lists(kept(), min_size=2, max_size=3), chance=st.randoms())
def test_the_order_of_filters_does_not_matter(
    mini_shop: Path, asked: Asked, filters: list[Asked], chance: Any
) -> None:
    mixed = {name: chance.sample(v, len(v)) for name, v in asked.items() if name in ("any_of", "customers")}
    one = found(mini_shop, {**asked, "filters": filters})
    other = found(mini_shop, {**asked, **mixed, "filters": chance.sample(filters, len(filters))})
    assert one["rows"] == other["rows"]


@tried
@given(asked=selections(), metric=st.sampled_from(SUMS), one=kept())
def test_a_filter_and_its_opposite_are_the_whole(
    mini_shop: Path, asked: Asked, metric: str, one: Asked
) -> None:
    both = [
        figure(mini_shop, metric, {**asked, "filters": [*asked.get("filters", []), {**one, "op": op}]})
        for op in (one["op"], OPPOSITE[one["op"]])
    ]
    assert sum(both) == pytest.approx(figure(mini_shop, metric, asked))


@tried
@given(asked=selections(), one=sets(), metric=st.sampled_from(["customers", "sales", "orders"]))
def test_a_set_and_its_negation_part_the_customers(
    mini_shop: Path, asked: Asked, one: Asked, metric: str
) -> None:
    both = [
        figure(
            mini_shop, metric, {**asked, "customers": [*asked.get("customers", []), {**one, "negate": no}]}
        )
        for no in (False, True)
    ]
    assert sum(both) == pytest.approx(figure(mini_shop, metric, asked))


@tried
@given(
    asked=selections(), metric=st.sampled_from(SUMS), at=st.dates(dt.date(2017, 1, 2), dt.date(2017, 3, 14))
)
def test_two_parts_of_the_time_are_the_whole(mini_shop: Path, asked: Asked, metric: str, at: dt.date) -> None:
    parts = [("2017-01-01", str(at - dt.timedelta(days=1))), (str(at), "2017-03-14")]
    both = [figure(mini_shop, metric, {**asked, "period": {"start": a, "end": b}}) for a, b in parts]
    assert sum(both) == pytest.approx(figure(mini_shop, metric, {**asked, "period": None}))


@tried
@given(
    metrics=st.lists(st.sampled_from(list(D.metrics)), min_size=2, max_size=4, unique=True),
    data=st.data(),
    period=days(),
)
def test_figures_side_by_side_are_those_asked_apart(
    mini_shop: Path, metrics: list[str], data: st.DataObject, period: Asked
) -> None:
    common = [n for n in D.dimensions if all(n in D.dimensions_of(m) for m in metrics)]
    by = data.draw(st.lists(st.sampled_from(common), max_size=2, unique=True) if common else st.just([]))
    asked = {"by": by, "period": period}
    together = found(mini_shop, {**asked, "metrics": metrics})
    for metric in metrics:
        rows = found(mini_shop, {**asked, "metrics": [metric]})["rows"]
        alone = {tuple(row[n] for n in by): row[metric] for row in rows}
        for row in together["rows"]:
            # Where only another fact has the group, nothing there reads as empty or as zero.
            assert row[metric] == pytest.approx(alone.pop(tuple(row[n] for n in by), None)) or not row[metric]
        assert not alone


@tried
@given(
    asked=selections(),
    period=days(),
    into=st.sampled_from(
        [("groups", "sales_change"), ("drivers", "contribution"), ("prices", "contribution")]
    ),
    by=st.sampled_from(["store", "department", "brand"]),
)
def test_the_parts_of_a_change_add_up_to_it(
    mini_shop: Path, asked: Asked, period: Asked, into: tuple[str, str], by: str
) -> None:
    way, column = into
    change = Change(**{**asked, "period": period, "into": way, "by": by if way == "groups" else None})
    try:
        evidence = explain_change(change, opened(mini_shop), D)
    except ToolError:
        assume(False)
    assert summed(evidence, column) == pytest.approx(fact(evidence, "sales_change"))
