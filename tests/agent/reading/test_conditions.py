"""Conditions in the user's own figures: thresholds, ranges, parts of the whole, against the mean."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Reader, Reading
from agent.reading.numerals import joined
from agent.reading.tokens import tokenize

Agrees = Callable[[Reading, dict[str, Any]], None]
KNOWN: dict[str, Any] = {"unknown": [], "choices": []}

CASES: list[tuple[str, dict[str, Any]]] = [
    # numbers in words, and the noun between number and "or more"
    ("stores with fewer than three hundred visits in june", {"having": ["orders < 300"], "by": ["store"]}),
    ("categories with 40 grand or more", {"having": ["sales >= 40000"], "by": ["category"]}),
    ("shoppers with six trips or more in may", {"having": ["orders >= 6"], "by": ["customer"]}),
    ("product types selling two thousand units or more", {"having": ["units >= 2000"]}),
    ("households that visited 4 stores or more", {"customers": ["bought stores_trading >= 4"]}),
    ("how many shoppers came in three times or more in july",
     {"having": ["orders >= 3"], "count_of": "customer"}),
    ("households with 300 dollars or more of spending", {"having": ["sales >= 300"]}),
    ("shoppers with two to four trips in june", {"having": ["orders >= 2", "orders <= 4"]}),
    ("departments between 20 and 30k", {"having": ["sales >= 20000", "sales <= 30000"]}),
    ("how many customers spend 50 to 80 dollars a month",
     {"having": ["sales >= 600", "sales <= 960"], "count_of": "customer"}),
    # other verbs
    ("categories that cleared 70k", {"having": ["sales >= 70000"]}),
    ("categories that didn't reach 5k", {"having": ["sales < 5000"]}),
    ("weeks we failed to hit 80k", {"having": ["sales < 80000"], "by": ["week"], "add": []}),
    ("departments above the 90k mark", {"having": ["sales > 90000"]}),
    ("months when orders fell below 11000", {"having": ["orders < 11000"], "compare": None}),
    ("departments where discount rate tops 15%", {"having": ["discount_rate > 0.15"]}),
    ("which campaigns had a response rate better than 8 percent", {"having": ["response_rate > 0.08"]}),
    # parts of the whole
    ("categories with more than 4% of sales", {"having": ["sales_share > 0.04"], "share": True}),
    ("how many categories make up at least 2% of grocery sales",
     {"having": ["sales_share >= 0.02"], "count_of": "category", "filters": ["department in GROCERY"]}),
    # changes
    ("categories with growth of more than 15% in q3 vs q2", {"having": ["sales_change_pct > 0.15"]}),
    ("departments that lost more than 2k from may to june",
     {"having": ["sales_change < -2000"], "period": "2017-06-01/2017-06-30"}),
    # against the mean of all
    ("stores above average", {"having": ["sales_index > 100"], "add": ["index"], "by": ["store"]}),
    ("departments 20% below the average on orders", {"having": ["orders_index < 80"], "metrics": ["orders"]}),
    ("months with twice the average beer sales", {"having": ["sales_index >= 200"], "by": ["month"]}),
    ("how many stores beat the average basket",
     {"having": ["average_basket_index > 100"], "count_of": "store", "by": []}),
    # a part of the customers
    ("what percentage of shoppers made exactly two trips in july",
     {"customers": ["bought orders = 2 2017-07-01/2017-07-31"], "metrics": ["customers"], "share": True}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_a_condition_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), {**KNOWN, **expected})


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("two hundred visits", [200.0]),
        ("half a million and 2 dozen", [500_000.0, 24.0]),
        ("a hundred and fifty", [150.0]),
        ("a couple of hundred", [200.0]),
        ("twenty-five", [25.0]),
        ("$50 thousand", [50_000.0]),
        ("thousand island, a grand total, half and half, two weeks, sales in thousands", []),
    ],
)
def test_numbers_of_several_words_are_one(text: str, values: list[float]) -> None:
    assert [t.value for t in joined(tokenize(text)) if t.value is not None] == values
