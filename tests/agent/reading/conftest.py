"""A reader over the real definitions and a handful of values, so that words and not data are tested."""

import datetime as dt
from typing import NamedTuple

import pytest

from agent.reading import Reader
from knowledge.metrics import load_definitions

FIRST, LAST = dt.date(2017, 1, 1), dt.date(2017, 12, 31)


class Value(NamedTuple):
    dimension: str
    value: str
    aliases: tuple[str, ...]
    weight: float


VALUES = [
    Value("department", "GROCERY", ("groceries",), 2_316_000),
    Value("department", "PRODUCE", (), 323_000),
    Value("department", "MEAT", (), 309_000),
    Value("department", "SEAFOOD", (), 17_000),
    Value("department", "DELI", (), 148_000),
    Value("category", "SOFT DRINKS", (), 182_000),
    Value("category", "FLUID MILK PRODUCTS", (), 116_000),
    Value("category", "CHEESE", (), 107_000),
    Value("category", "CHEESES", (), 30_000),
    Value("category", "BEERS/ALES", (), 82_000),
    Value("category", "FROZEN PIZZA", (), 81_000),
    Value("category", "CHICKEN", (), 53_000),
    Value("category", "CHICKEN/POULTRY", (), 18_000),
    Value("category", "PORK", (), 51_000),
    Value("category", "SEAFOOD - FROZEN", (), 35_000),
    Value("category", "SEAFOOD-FRESH", (), 14_000),
    Value("category", "DOMESTIC WINE", (), 36_000),
    Value("category", "IMPORTED WINE", (), 11_000),
    Value("category", "COFFEE FILTERS", (), 3_000),
    Value("category", "ROSES", (), 4_000),
    Value("category", "LUNCHMEAT", (), 52_000),
    Value("category", "CAT FOOD", (), 19_000),
    Value("category", "FROZEN", (), 6_000),
    Value("product_type", "SEAFOOD-FRZ-IQF COOKED SHRIMP", (), 2_500),
    Value("product_type", "SEAFOOD-FRE-SHRIMP", (), 1_000),
    Value("product_type", "FRESH", (), 5_000),
    Value("brand", "Private", (), 1_000_000),
    Value("brand", "National", (), 3_300_000),
    *(Value("weekday", day, (), 0) for day in ("Friday", "Saturday", "Sunday")),
    *(Value("campaign_type", name, (), 0) for name in ("Type A", "Type B", "Type C")),
]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_definitions(), VALUES, FIRST, LAST)
