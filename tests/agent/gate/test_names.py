"""Names that look like figures or like other names: the right sentence stands, the wrong one does not."""

from typing import Any

import pytest

from agent.gate import Vocabulary, check
from tools.evidence import Evidence, make

SALES: Any = {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}


def table(axis: str, rows: list[dict[str, Any]], **scope: Any) -> Evidence:
    column: Any = {"name": axis, "label": axis.title(), "unit": "text", "role": "dimension"}
    evidence = make("query_metric", f"Sales by {axis}", columns=[column, SALES], rows=rows)
    return {**evidence, "id": "D1", "scope": {"metrics": ["sales"], "by": [axis], **scope}}


def one(label: str, start: str, end: str, sales: float) -> Evidence:
    evidence = make("query_metric", f"Sales, {label}", columns=[SALES], rows=[{"sales": sales}])
    period = {"start": start, "end": end, "label": label}
    return {**evidence, "id": "D1", "scope": {"metrics": ["sales"], "period": period}}


CHEESES = table(
    "category", [{"category": "CHEESE", "sales": 107012.0}, {"category": "CHEESES", "sales": 29970.0}]
)
PRODUCTS = table("product", [{"product": 6534178, "sales": 303116.0}, {"product": 1029743, "sales": 22730.0}])
HALLOWEEN = one("the week of Halloween", "2017-10-30", "2017-11-05", 2130.0)
MAKERS = table(
    "manufacturer",
    [
        {"manufacturer": 69, "sales": 1262305.0},
        {"manufacturer": 2, "sales": 197928.0},
        {"manufacturer": 764, "sales": 95022.0},
    ],
)
FLOWERS = table("category", [{"category": "ROSES", "sales": 5500.0}, {"category": "CANDY", "sales": 5836.0}])
DAYS = one("18 to 24 December 2017", "2017-12-18", "2017-12-24", 113193.0)
SUMMER = one("Q3 2017", "2017-07-01", "2017-09-30", 13057.0)
UNKNOWN = table(
    "department", [{"department": None, "sales": 6530.0}, {"department": "DELI", "sales": 9870.0}]
)
BY_QUARTER = table(
    "brand",
    [
        {"brand": brand, "quarter": f"2017-Q{n}", "sales": sales}
        for brand, four in (
            ("National", (801.0, 815.0, 812.0, 868.0)),
            ("Private", (301.0, 333.0, 337.0, 327.0)),
        )
        for n, sales in enumerate(four, 1)
    ],
)
BY_QUARTER["columns"].insert(1, {"name": "quarter", "label": "Quarter", "unit": "date", "role": "dimension"})
CHANGED = table(
    "store",
    [
        {"store": 367, "sales": 38124.0, "sales_change_pct": 0.043},
        {"store": 406, "sales": 20364.0, "sales_change_pct": 0.256},
    ],
)
CHANGED["columns"].append(
    {
        "name": "sales_change_pct",
        "label": "Change, %",
        "unit": "percent",
        "role": "metric",
        "metric": "sales",
        "kind": "change_pct",
    }
)
QUITTERS = table(
    "customer",
    [{"customer": 2097, "sales": 4923.62}, {"customer": 143, "sales": 4363.91}],
    period={"start": "2017-01-01", "end": "2017-12-31"},
)
QUITTERS["facts"].append({"name": "groups", "label": "Number of customers", "value": 379, "unit": "count"})
DESCRIBED = table(
    "product",
    [{"product": 1082185, "product_type": "BANANAS", "sales": 17220.0},
     {"product": 916122, "product_type": "CHICKEN BREAST BONELESS", "sales": 16120.0}],
    filters=[{"dimension": "fuel", "op": "not_in", "values": ["Fuel"]}],
)  # fmt: skip
DESCRIBED["columns"].append(
    {"name": "product_type", "label": "Product type", "unit": "text", "role": "about"}
)
TYPES = Vocabulary(values={"product_type": {"BANANAS": (), "CHICKEN BREAST BONELESS": ()}})
SWEETS = Vocabulary(values={"product_type": {"HALLOWEEN": ()}})


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Cheese sold $107,012, Cheeses $29,970 [D1].", CHEESES),
        ("6534178 had the highest sales: $303,116 [D1].", PRODUCTS),
        ("Sales were $2,130 in the week of Halloween [D1].", HALLOWEEN),
        ("Manufacturer 2 is second with sales of $197,928, and 764 third with $95,022 [D1].", MAKERS),
        ("**1029743** sold $22,730 [D1].", PRODUCTS),
        ("Candy sales rose to $5,836 [D1].", FLOWERS),
        ("The days from 18 to 24 December had sales of $113,193 [D1].", DAYS),
        ("Sales in the summer quarter were $13,057 [D1].", SUMMER),
        ("$6,530 of sales is recorded without a department [D1].", UNKNOWN),
        ("**National**: lowest in Q1 with sales of $801 [D1].", BY_QUARTER),
        ("Of National sales, 26.3 % fell in Q4: $868 of $3,296 [D1].", BY_QUARTER),
        ("Store 406 grew the most, by 25.6 %, to $20,364 [D1].", CHANGED),
        ("Customer 2097 had the highest sales in 2017: $4,924 [D1].", QUITTERS),
        ("379 households bought something in 2017 [D1].", QUITTERS),
    ],
)
def test_right_sentences_stand(text: str, evidence: Evidence) -> None:
    assert not check(text, [evidence], "sales?", vocabulary=SWEETS).failures


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Cheeses sold $107,012 [D1].", CHEESES),
        ("6534179 had the highest sales: $303,116 [D1].", PRODUCTS),
        ("Sales were $2,131 in the week of Halloween [D1].", HALLOWEEN),
        ("Manufacturer 2 is second with sales of $197,928, and 764 fifth with $95,022 [D1].", MAKERS),
        ("**1029743** sold $303,116 [D1].", PRODUCTS),
        ("Roses sold $5,836 [D1].", FLOWERS),
        ("The days from 18 to 23 December had sales of $113,193 [D1].", DAYS),
        ("Sales in the spring quarter were $13,057 [D1].", SUMMER),
        ("$9,870 of sales is recorded without a department [D1].", UNKNOWN),
        ("**National**: lowest in Q2 with sales of $815 [D1].", BY_QUARTER),
        ("Of Private sales, 26.3 % fell in Q4: $868 of $3,296 [D1].", BY_QUARTER),
        ("Store 367 grew the most, by 4.3 %, to $38,124 [D1].", CHANGED),
        ("Customer 2098 had the highest sales in 2017: $4,924 [D1].", QUITTERS),
        ("378 households bought something in 2017 [D1].", QUITTERS),
    ],
)
def test_wrong_ones_do_not(text: str, evidence: Evidence) -> None:
    assert check(text, [evidence], "sales?", vocabulary=SWEETS).failures


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        (
            "Product 1082185 (Bananas) follows with $17,220, then product 916122 (Chicken Breast Boneless) "
            "with $16,120 [D1].",
            True,
        ),
        ("Product 916122 (Chicken Breast Boneless) had sales of $16,120 [D1].", True),
        ("Product 916122 (Bananas) had sales of $16,120 [D1].", False),
        ("Product 1082185 (Bananas) had sales of $16,120 [D1].", False),
    ],
)
def test_a_number_is_of_the_goods_that_describe_it(text: str, stands: bool) -> None:
    assert (not check(text, [DESCRIBED], "sales?", vocabulary=TYPES).failures) is stands
