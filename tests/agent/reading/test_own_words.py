"""What a person says of their own words: a bound for 'heavy', a time by 'before that', nothing any more."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.reading import Reader, Reading

Agrees = Callable[[Reading, dict[str, Any]], None]

BEER, WINE = "BEERS/ALES", "DOMESTIC WINE|IMPORTED WINE"
JUNE, MAY = "2017-06-01/2017-06-30", "2017-05-01/2017-05-31"
FROM_JUNE, TO_APRIL = "2017-06-01/2017-12-31", "2017-01-01/2017-04-30"
TO_MAY = "2017-01-01/2017-05-31"

CASES: list[tuple[str, dict[str, Any]]] = [
    ("how many frequent wine buyers (8+ orders with wine)",
     {"customers": [], "having": ["orders >= 8"], "filters": [f"category in {WINE}"]}),
    ("how many heavy beer buyers, i.e. more than 6 trips",
     {"customers": [], "having": ["orders > 6"], "filters": [f"category in {BEER}"]}),
    ("how many loyal shoppers, meaning at least 30 orders",
     {"customers": [], "having": ["orders >= 30"], "capability": []}),
    ("how many heavy beer buyers", {"customers": [f"bought {BEER} top 20% by sales"], "having": []}),
    ("how many people bought beer before june but nothing in that category since",
     {"customers": [f"bought {BEER} {TO_MAY}", f"not bought {BEER} {FROM_JUNE}"], "unknown": []}),
    ("how many shoppers have we lost, meaning no purchase since june",
     {"customers": [f"bought {TO_MAY}", f"not bought {FROM_JUNE}"], "unknown": []}),
    ("households that never returned after may",
     {"customers": [f"bought {TO_MAY}", f"not bought {FROM_JUNE}"], "unknown": []}),
    ("how many households whose first beer order was in may",
     {"customers": [f"first bought {BEER} {MAY}"], "unknown": []}),
    ("june buyers who weren't here in may but had shopped with us before that",
     {"metrics": ["customers"], "customers": [f"bought {JUNE}", f"not bought {MAY}"], "period": TO_APRIL}),
    ("customers who shopped in may but not in june though they had been here before that",
     {"customers": [f"bought {MAY}", f"not bought {JUNE}"], "period": TO_APRIL}),
    ("how many coupons were used in june and by how many families",
     {"metrics": ["redemptions", "redeeming_customers"], "period": JUNE}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), CASES, ids=[q for q, _ in CASES])
def test_own_words_are_taken(reader: Reader, agrees: Agrees, question: str, expected: dict[str, Any]) -> None:
    agrees(reader.read(question), expected)
