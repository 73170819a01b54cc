"""Shares, averages, two sides and times in the words of people: question -> what is asked for."""

from typing import Any

import pytest

from agent.reading import Reader
from agent.reading.result import Reading

DEAL, RATE = "deal_share", "discount_rate"

CASES: list[tuple[str, dict[str, Any]]] = [
    ("discount as a % of sales by department", {"metrics": [RATE], "by": ["department"], "share": False}),
    (
        "loyalty discount as % of shelf price for beef, june vs may",
        {
            "metrics": ["loyalty_discount_rate"],
            "by": [],
            "filters": ["BEEF"],
            "compared": True,
            "share": False,
        },
    ),
    (
        "how deep was the member discount on pork as a share of regular price in may",
        {"metrics": ["loyalty_discount_rate"], "by": [], "filters": ["PORK"], "share": False},
    ),
    (
        "what part of pork sales went through on a card discount",
        {"metrics": ["loyalty_deal_share"], "filters": ["PORK"], "share": False},
    ),
    ("share of beef revenue sold at a discount in q2", {"metrics": [DEAL], "filters": ["BEEF"]}),
    ("how deep was the card discount on pork", {"metrics": ["loyalty_discount_rate"], "filters": ["PORK"]}),
    (
        "response funnel for the campaigns in may",
        {"metrics": ["targeted_customers", "redeeming_customers", "redemptions"], "by": ["campaign"]},
    ),
    ("discount rate and sales by department", {"metrics": [RATE, "sales"]}),
    ("whats the ratio of coupon orders to all orders", {"metrics": ["coupon_order_share"]}),
    ("which dept gives away the most relative to its sales", {"metrics": [RATE], "by": ["department"]}),
    ("how many points did deal share go up from q1 to q2", {"metrics": [DEAL], "compared": True}),
    ("average weekly customers", {"by": ["week"], "summary": "mean"}),
    ("average weekly orders", {"metrics": ["orders"], "by": ["week"], "summary": "mean"}),
    ("average orders per store per week", {"metrics": ["orders_per_store"], "summary": "mean"}),
    ("avg basket by week", {"metrics": ["average_basket"], "by": ["week"], "summary": None}),
    ("how many visits do we get in a week", {"metrics": ["orders"], "by": ["week"], "summary": "mean"}),
    ("which month had the strongest growth vs the month prior", {"by": ["month"], "compared": True}),
    ("wich categories grew fastest from summer to fall", {"by": ["category"], "compared": True}),
    ("when do beer sales peak during the year", {"by": ["month"]}),
    ("when are we busiest", {"by": ["hour"]}),
    ("orders and spend in march", {"metrics": ["orders", "sales"]}),
    ("any weird spikes in beer sales last spring", {"tool": "find_unusual", "unknown": []}),
    ("best and worst day of november", {"by": ["date"], "rank": None, "shape": "trend"}),
    ("weekday beer sales in may", {"by": [], "filters": ["BEERS/ALES"]}),
]


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_question_is_read(reader: Reader, question: str, expected: dict[str, Any]) -> None:
    reading = reader.read(question)
    found = {name: _field(reading, name) for name in expected}
    assert found == expected


def _field(reading: Reading, name: str) -> Any:
    if name == "compared":
        return reading.compare is not None
    if name == "filters":
        return [v for f in reading.filters if f.dimension == "category" for v in f.values]
    return getattr(reading, name)


SIDES = [
    ("do families spend more per trip than singles", "average_basket"),
    ("do beer buyers shop more often than wine buyers", "orders_per_customer"),
    ("avg basket of homeowners and families", ""),
    ("average basket: wine buyers vs beer buyers", "average_basket"),
    ("wine buyers vs beer buyers: average basket", "average_basket"),
    ("who spends more per visit, seniors or families?", "average_basket"),
    ("are baskets with wine bigger than baskets with beer", "average_basket"),
    ("do renters spend more than homeowners", ""),
]


@pytest.mark.parametrize(("question", "metric"), SIDES, ids=[q for q, _ in SIDES])
def test_two_kinds_of_households_are_each_asked_about(reader: Reader, question: str, metric: str) -> None:
    """Without a metric: what one grouping tells apart, or no comparison at all, has no second side."""
    reading = reader.read(question)
    assert (reading.versus.metrics if reading.versus else []) == ([metric] if metric else [])


def test_the_last_day_of_each_month_is_twelve_days(reader: Reader) -> None:
    reading = reader.read("sales on the last day of each month")
    assert reading.by == ["date"]
    assert [v for f in reading.filters for v in f.values][:2] == ["2017-01-31", "2017-02-28"]


def test_both_ends_of_a_ranking(reader: Reader) -> None:
    rank = reader.read("best and worst store").rank
    assert rank is not None
    assert (rank.descending, rank.n, rank.ends) == (True, 1, True)


SPANS = [
    ("sales since easter", "2017-04-16", "2017-12-31", None),
    ("sales from the 10th to the 20th of august", "2017-08-10", "2017-08-20", None),
    ("sales in the 3 weeks up to christmas", "2017-12-04", "2017-12-24", None),
    ("compare first quarter with last quarter on orders", "2017-10-01", "2017-12-31", "2017-01-01"),
    ("sales in the second week of july compared to the first", "2017-07-08", "2017-07-14", "2017-07-01"),
    ("sales last saturday vs the saturday before", "2017-12-30", "2017-12-30", "2017-12-23"),
    ("first half of october vs second half", "2017-10-16", "2017-10-31", "2017-10-01"),
]


@pytest.mark.parametrize(("question", "start", "end", "before"), SPANS, ids=[s[0] for s in SPANS])
def test_when(reader: Reader, question: str, start: str, end: str, before: str | None) -> None:
    reading = reader.read(question)
    assert reading.period is not None
    spans = [reading.period]
    if before is not None:
        assert not isinstance(reading.compare, str | None)
        spans = sorted([reading.period, reading.compare], key=lambda p: p.start, reverse=True)
        assert str(spans[1].start) == before
    assert (str(spans[0].start), str(spans[0].end)) == (start, end)


def test_an_average_over_days_of_groups_is_per_day(reader: Reader) -> None:
    reading = reader.read("average daily sales by department")
    assert (reading.metrics, reading.by, reading.summary) == (["sales_per_day"], ["department"], None)


MORE = [
    ("compare black friday week with the week before it", {"period": True, "compare": "previous_period"}),
    ("how did january compare to the rest of the year", {"period": True, "compared": True}),
    ("which weekday has dropped the most since summer", {"compare": None}),
    ("which categories grew fastest in h2", {"compared": True, "unknown": []}),
]


@pytest.mark.parametrize(("question", "expected"), MORE, ids=[q for q, _ in MORE])
def test_what_a_period_is_set_against(reader: Reader, question: str, expected: dict[str, Any]) -> None:
    reading = reader.read(question)
    found = {n: bool(reading.period) if n == "period" else _field(reading, n) for n in expected}
    assert found == expected
