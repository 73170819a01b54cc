"""Pronouns and fragments: what they point at, and what they take from the question before."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Rank, Reader, Reading
from tools.warehouse.request import Filter, Having, MetricRequest, Period

Agrees = Callable[[Reading, dict[str, Any]], None]

MAY = Period(start=dt.date(2017, 5, 1), end=dt.date(2017, 5, 31), label="May 2017")
KIDS = Filter(dimension="household_type", values=["1 Adult Kids", "2 Adults Kids"])
STORE = MetricRequest(metrics=["sales"], filters=[Filter(dimension="store", values=[367])])
TOP = MetricRequest(metrics=["sales"], by=["department"], order_by="sales", limit=3)
MONTHS = MetricRequest(metrics=["sales"], by=["month"], filters=[KIDS])
PERSON = MetricRequest(metrics=["sales_per_customer"], filters=[KIDS], period=MAY)
MAILED = MetricRequest(metrics=["targeted_customers"], filters=[Filter(dimension="campaign", values=[8])])
SPENT = MetricRequest(metrics=["sales"], by=["customer"], having=[Having(metric="sales", op=">", value=5000)])
BANDS = MetricRequest(metrics=["sales"], by=["income"])

CASES: list[tuple[MetricRequest, str, dict[str, Any]]] = [
    (STORE, "how many customers does it have", {"refers_to": "entity", "metrics": ["customers"]}),
    (STORE, "sales there in june", {"refers_to": "entity", "metrics": ["sales"]}),
    (STORE, "at what hour is it busiest", {"refers_to": "entity", "by": ["hour"]}),
    (STORE, "and per visit", {"metrics": ["average_basket"], "refers_back": True, "by": []}),
    (STORE, "avg per household", {"metrics": ["sales_per_customer"], "refers_back": True, "by": []}),
    (STORE, "what about 406?", {"filters": ["store in 406"], "refers_back": True}),
    (STORE, "how many stores are there", {"refers_to": "", "metrics": ["stores_trading"]}),
    (STORE, "is it true that sales fell in june", {"refers_to": ""}),
    (STORE, "milk, when was it best", {"refers_to": "", "filters": ["category in FLUID MILK PRODUCTS"]}),
    (TOP, "how much did that department sell in may", {"refers_to": "entity", "by": []}),
    (TOP, "and for the second one", {"refers_to": "entity", "refers_nth": 2}),
    (TOP, "the last one", {"refers_to": "entity", "refers_nth": -1}),
    (TOP, "which of them grew most", {"refers_to": "set"}),
    (TOP, "those by month", {"refers_to": "set", "by": ["month"]}),
    (TOP, "now by number of visits", {"metrics": ["orders"], "by": [], "rank": Rank(True, 3)}),
    (TOP, "by number of customers", {"metrics": ["customers"], "by": [], "refers_back": True}),
    (TOP, "and the rest?", {"refers_to": "complement"}),
    (TOP, "ok other topic: how many orders in may", {"refers_back": False, "metrics": ["orders"]}),
    (PERSON, "and those without", {"refers_to": "complement",
                                   "filters": ["household_type in 1 Adult No Kids|2 Adults No Kids"]}),
    (PERSON, "everyone else", {"refers_to": "complement"}),
    (PERSON, "how much do they spend on milk", {"refers_to": "set", "metrics": ["sales"]}),
    (PERSON, "drop the kids filter", {"drops": ["household_type"]}),
    (PERSON, "remove that", {"drops": ["household_type"]}),
    (PERSON, "not with kids, i meant singles", {"replaces": True}),
    (PERSON, "diff between the two", {"refers_to": "pair"}),
    (PERSON, "how many bought both", {"refers_to": "pair", "metrics": ["customers"]}),
    (PERSON, "the difference?", {"refers_to": "pair"}),
    (PERSON, "which one was better", {"refers_to": "pair"}),
    (PERSON, "which is higher", {"refers_to": "pair"}),
    (PERSON, "no, orders not sales", {"metrics": ["orders"], "replaces": True, "unknown": []}),
    (STORE, "who buys it", {"metrics": ["customers"], "refers_to": "entity"}),
    (PERSON, "beer and wine, both of them",
     {"filters": ["category in BEERS/ALES|DOMESTIC WINE|IMPORTED WINE"]}),
    (PERSON, "change?", {"compare": "previous_period", "by": [], "refers_back": True}),
    (MONTHS, "whats the total", {"drops": ["month"], "refers_back": True}),
    (MONTHS, "only milk, full year", {"drops": ["month"], "filters": ["category in FLUID MILK PRODUCTS"]}),
    (MAILED, "how many of them redeemed", {"metrics": ["redeeming_customers"], "refers_to": "set"}),
    (MAILED, "so what share of them redeemed", {"metrics": ["response_rate"], "share": False}),
    (MAILED, "rate?", {"metrics": ["response_rate"], "refers_back": True}),
    (MAILED, "how many households got it", {"metrics": ["targeted_customers"], "refers_to": "entity"}),
    (MAILED, "and 13?", {"filters": ["campaign in 13"], "refers_back": True}),
    (SPENT, "over 2500?", {"having": ["sales > 2500"], "count_of": "customer", "refers_back": True}),
    (BANDS, "and under 35k?", {"filters": ["income in Under 15K|15-24K|25-34K"], "having": []}),
    (BANDS, "only the last 3", {"filters": [], "unknown": ["last 3"]}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "words", "expected"), CASES, ids=[w for _, w, _ in CASES])
def test_what_is_pointed_at(
    reader: Reader, agrees: Agrees, before: MetricRequest, words: str, expected: dict[str, Any]
) -> None:
    agrees(reader.read(words, before), expected)


def test_a_pronoun_with_nothing_before_it_still_points(reader: Reader) -> None:
    assert reader.read("how much does it sell").refers_to == "entity"
