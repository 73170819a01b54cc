"""Questions for series, rankings inside groups, changes and their parts, and what they come to."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Rank, Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

Q2, Q3, Q4 = "2017-04-01/2017-06-30", "2017-07-01/2017-09-30", "2017-10-01/2017-12-31"
H1, H2 = "2017-01-01/2017-06-30", "2017-07-01/2017-12-31"

CASES: list[tuple[str, dict[str, Any]]] = [
    # along a series
    ("running total of sales by month", {"by": ["month"], "add": ["running_total"]}),
    ("7-day moving average of sales", {"by": ["date"], "add": ["moving_average"], "points": 7}),
    ("3 month rolling average of orders", {"by": ["month"], "points": 3, "rank": None}),
    ("sales index by weekday, how does sunday score", {"add": ["index"], "filters": []}),
    ("week over week change in orders", {"by": ["week"], "compare": "previous_row"}),
    ("biggest drop in sales month over month", {"compare": "previous_row", "rank": Rank(False, on="change")}),
    ("when did we pass 2 million in total sales", {"by": ["month"], "having": ["sales_running >= 2e+06"]}),
    # inside groups
    (
        "top 3 categories per department",
        {"by": ["department", "category"], "within": "department", "rank": Rank(True, 3)},
    ),
    ("best store in each month", {"by": ["month", "store"], "within": "month", "rank": Rank(True, 1)}),
    ("each category as a share of its department", {"within": "department", "share": True}),
    ("top 5 stores by takings, rest as Others", {"others": True, "rank": Rank(True, 5), "refers_to": ""}),
    # groups by how they moved
    (
        "which departments shrank in q4 compared to q3",
        {"period": Q4, "compare": Q3, "having": ["sales_change < 0"], "rank": Rank(False, on="change")},
    ),
    ("categories that grew more than 20% from q1 to q2", {"having": ["sales_change_pct > 0.2"]}),
    ("which stores are losing customers", {"metrics": ["customers"], "period": H2, "compare": H1}),
    # what a change is made of, and what stands out
    ("why did sales fall in april", {"tool": "explain_change", "wants": {"metric": "sales"}}),
    ("was the growth in q2 price or volume", {"wants": {"metric": "sales", "into": "prices"}, "period": Q2}),
    (
        "which departments explain the drop in may",
        {"wants": {"metric": "sales", "into": "groups", "by": "department"}},
    ),
    ("did campaign 18 increase sales", {"tool": "", "capability": ["why"]}),
    ("any odd days in spring", {"tool": "find_unusual", "wants": {"metric": "sales", "step": "date"}}),
    ("outlier stores", {"tool": "", "unknown": ["outlier"]}),
    # days left out, and days named by others
    ("sales except october", {"filters": ["month not_in 2017-10"], "period": None, "unknown": []}),
    ("sales minus december", {"filters": ["month not_in 2017-12"], "period": None}),
    ("sales on all days except christmas eve", {"filters": ["date not_in 2017-12-24"]}),
    ("categories with no sales in june", {"having": ["sales = 0"], "by": ["category"], "unknown": []}),
    ("1-15 dec vs same days of nov", {"compare": "2017-11-01/2017-11-15"}),
    ("1 to 18 dec vs same period a month earlier", {"compare": "month_before"}),
    ("last 3 vs prior 3 months", {"period": Q4, "compare": Q3}),
    ("as of 18 august: month to date sales", {"period": "2017-08-01/2017-08-18"}),
    (
        "was black friday better than an average friday",
        {"metrics": ["sales_per_day"], "period": "2017-11-24/2017-11-24"},
    ),
    # no word behind by vanishes
    ("sales of soft drinks by size", {"by": ["package_size"]}),
    (
        "discounts by kind",
        {"metrics": ["total_discount", "loyalty_discount", "coupon_discount", "coupon_match"]},
    ),
    ("sales by price range", {"unknown": ["price"]}),
    ("compare the campaigns by redemption rate", {"metrics": ["response_rate"], "by": ["campaign"]}),
    # places, sizes, words that point inside the question
    ("third highest department by orders", {"rank": Rank(True, 3, nth=3)}),
    ("which store came in second", {"rank": Rank(True, 2, nth=2), "by": ["store"]}),
    ("households w 4 ppl or more", {"filters": ["household_size in 4|5+"], "having": []}),
    ("spend of families with two or more kids", {"filters": ["kids in 2|3+"]}),
    ("cheese: what share came while the product was on display", {"by": []}),
    ("when did campaign 13 run", {"by": ["campaign", "campaign_start", "campaign_end"]}),
    # words that carry nothing, and words that may restrict
    ("how handsomely did beer sell in july", {"unknown": [], "period": "2017-07-01/2017-07-31"}),
    ("sales abroad", {"unknown": ["abroad"]}),
    ("how many customers complained in may", {"absent": ["satisfaction and opinions"]}),
]  # fmt: skip

PEOPLE: list[tuple[str, dict[str, Any]]] = [
    ("first-time beer buyers in june", {"metrics": ["new_customers"], "filters": ["category in BEERS/ALES"]}),
    ("how many customers did we lose in september", {"metrics": ["lapsed_customers"]}),
    ("what % of octobers shoppers came back in nov", {"metrics": ["retention_rate"]}),
    ("average basket of new customers", {"unknown": ["new customers"]}),
    (
        "which families stopped buying beef",
        {"customers": ["bought BEEF 2017-01-01/2017-09-30", "not bought BEEF 2017-10-01/2017-12-31"]},
    ),
    (
        "who bought beef in june but not in july",
        {"customers": ["bought BEEF 2017-06-01/2017-06-30", "not bought BEEF 2017-07-01/2017-07-31"]},
    ),
    ("customers who first bought in march", {"customers": ["first bought 2017-03-01/2017-03-31"]}),
    ("heavy beer buyers", {"customers": ["bought BEERS/ALES top 20% by sales"]}),
    ("what do our 50 best customers buy", {"customers": ["bought top 50 by sales"], "by": ["category"]}),
    ("how many households bought beer every month", {"customers": ["bought BEERS/ALES months_active >= 12"]}),
    ("customers by month", {"customers": [], "by": ["month"]}),
    (
        "did people who got campaign 8 spend more than those who didnt",
        {"customers": ["mailed 8"], "against_rest": True, "metrics": ["sales_per_customer", "sales"]},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_shape_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)


@pytest.mark.parametrize(("question", "expected"), PEOPLE, ids=[q for q, _ in PEOPLE])
def test_customers_are_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)


def test_alternatives_of_different_kinds_are_no_intersection(reader: Reader) -> None:
    reading = reader.read("sales of beef or to seniors")
    assert [[f.dimension for f in group] for group in reading.any_of] == [["category"], ["age"]]
    assert reading.filters == []
