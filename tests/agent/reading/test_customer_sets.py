"""Customers told of by what they did, and customers of campaigns."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Rank, Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

BEER, WINE, MILK = "BEERS/ALES", "DOMESTIC WINE|IMPORTED WINE", "FLUID MILK PRODUCTS"
DIAPERS, FORMULA = "DIAPERS & DISPOSABLES", "INFANT FORMULA"
JUNE, JULY = "2017-06-01/2017-06-30", "2017-07-01/2017-07-31"
COUNTED: dict[str, Any] = {"metrics": ["customers"], "filters": [], "unknown": []}

CASES: list[tuple[str, dict[str, Any]]] = [
    # who is counted
    ("how many housholds bought diapers but never infant formula",
     {**COUNTED, "customers": [f"bought {DIAPERS}", f"not bought {FORMULA}"]}),
    ("how many customers bought both beer and wine",
     {**COUNTED, "customers": [f"bought {BEER}", f"bought {WINE}"]}),
    ("hh that bought milk and beer", {**COUNTED, "customers": [f"bought {MILK}", f"bought {BEER}"]}),
    ("who bought milk but not beer", {**COUNTED, "customers": [f"bought {MILK}", f"not bought {BEER}"]}),
    ("customers who never bought produce", {**COUNTED, "customers": ["not bought PRODUCE"]}),
    ("how many shoppers didnt buy beer in june",
     {"customers": [f"not bought {BEER} {JUNE}"], "period": JUNE}),
    ("how many bought beer or wine", {"filters": [f"category in {BEER}|{WINE}"], "customers": [], "by": []}),
    ("how many bought beer", {"filters": [f"category in {BEER}"], "customers": []}),
    ("how many families bought beer but not wine",
     {"filters": ["household_type in 1 Adult Kids|2 Adults Kids"],
      "customers": [f"bought {BEER}", f"not bought {WINE}"]}),
    ("how many beer buyers also bought wine",
     {"customers": [f"bought {BEER}"], "filters": [f"category in {WINE}"]}),
    ("how many customers shopped in june but not in july",
     {**COUNTED, "period": None, "customers": [f"bought {JUNE}", f"not bought {JULY}"]}),
    # of whom something else is asked
    ("sales to customers who bought beer",
     {"metrics": ["sales"], "filters": [], "customers": [f"bought {BEER}"]}),
    ("wine sales to customers who bought beer",
     {"filters": [f"category in {WINE}"], "customers": [f"bought {BEER}"]}),
    ("how much did households that bought diapers in june spend in july",
     {"metrics": ["sales"], "period": JULY, "customers": [f"bought {DIAPERS} {JUNE}"]}),
    ("what do people who buy diapers buy most, by category",
     {"metrics": ["sales"], "by": ["category"], "rank": Rank(True), "customers": [f"bought {DIAPERS}"]}),
    ("sales by department for households that spent over 1000",
     {"by": ["department"], "having": [], "customers": ["bought sales > 1000"]}),
    ("average basket of households with at least 10 orders",
     {"metrics": ["average_basket"], "by": [], "customers": ["bought orders >= 10"]}),
    ("customers with at least 10 orders", {"by": ["customer"], "having": ["orders >= 10"], "customers": []}),
    # campaigns
    ("households that got campaign 13 and bought beer",
     {**COUNTED, "customers": ["mailed 13", f"bought {BEER}"]}),
    ("sales of households in campaign 13", {"metrics": ["sales"], "filters": [], "customers": ["mailed 13"]}),
    ("average basket of households that redeemed a coupon",
     {"metrics": ["average_basket"], "customers": ["redeemed"], "unknown": []}),
    ("households that never redeemed a coupon", {**COUNTED, "customers": ["not redeemed"]}),
    ("how many hh got campaign 18 and how many redeemed",
     {"metrics": ["targeted_customers", "redeeming_customers"], "filters": ["campaign in 18"]}),
    ("how many were sent campaign 13", {"metrics": ["targeted_customers"], "filters": ["campaign in 13"]}),
    ("what share of those mailed campaign 8 redeemed", {"metrics": ["response_rate"], "share": False}),
    ("how many people responded to campaign 18", {"metrics": ["redeeming_customers"]}),
    ("which campaign with at least 100 hh has the best rate",
     {"metrics": ["response_rate"], "by": ["campaign"], "having": ["targeted_customers >= 100"]}),
    ("which campaign was sent to the most households",
     {"metrics": ["targeted_customers"], "by": ["campaign"]}),
    ("how many coupons were redeemed in july", {"metrics": ["redemptions"], "period": JULY}),
    ("how many different coupons did campaign 18 have",
     {"metrics": ["offers"], "filters": ["campaign in 18"]}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_question_is_read(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)
