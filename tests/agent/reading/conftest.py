"""A reader over the real definitions and a handful of values, so that words and not data are tested."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from agent.reading import Reader, Reading
from knowledge.metrics import load_definitions
from tools.warehouse.request import CustomerSet

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
    Value("department", "PASTRY", (), 60_000),
    Value("category", "SOFT DRINKS", (), 182_000),
    Value("category", "BEEF", (), 160_000),
    Value("category", "COLD CEREAL", (), 70_000),
    Value("category", "DIAPERS & DISPOSABLES", (), 30_000),
    Value("category", "INFANT FORMULA", (), 20_000),
    Value("category", "CIGARETTES", (), 60_000),
    Value("product_type", "PARTY TRAYS", (), 1_500),
    Value("product_type", "BANANAS", (), 22_000),
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
    *(Value("full_week", name, (), 0) for name in ("Whole week", "Partial week")),
    *(Value("campaign_type", name, (), 0) for name in ("Type A", "Type B", "Type C")),
]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_definitions(), VALUES, FIRST, LAST)


@pytest.fixture(scope="session")
def agrees() -> Callable[[Reading, dict[str, Any]], None]:
    """Asserts the named fields of a reading, in short form; capabilities may be more than those named."""

    def compare(reading: Reading, expected: dict[str, Any]) -> None:
        found = {name: seen(reading, name) for name in expected}
        wanted = {name: sorted(v) if name == "filters" else v for name, v in expected.items()}
        if "capability" in wanted:
            assert set(wanted.pop("capability")) <= set(found.pop("capability"))
        assert found == wanted

    return compare


def seen(reading: Reading, name: str) -> Any:
    """A field of a reading in short form, so that a table of questions stays a table."""
    value = getattr(reading, name)
    if name == "filters":
        return sorted(f"{f.dimension} {f.op} {'|'.join(str(v) for v in f.values)}" for f in value)
    if name == "having":
        return [f"{h.metric} {h.op} {h.value:g}" for h in value]
    if name == "customers":
        return [told(c) for c in value]
    if name in ("absent", "capability"):
        return [topic for topic, _ in value]
    if name in ("period", "compare", "outside") and hasattr(value, "start"):
        return f"{value.start}/{value.end}"
    return value


def told(customers: CustomerSet) -> str:
    """A customer set: 'not bought BEEF', 'mailed 13', 'bought sales > 500'."""
    values = "|".join(str(v) for f in customers.filters for v in f.values)
    held = customers.at_least
    met = f" {held.metric} {held.op} {held.value:g}" if held else ""
    span = f" {customers.period.start}/{customers.period.end}" if customers.period else ""
    if customers.top is not None:
        size = customers.top.count or f"{customers.top.share:.0%}"
        met += f" {'lowest' if customers.top.lowest else 'top'} {size} by {customers.top.by}"
    first = "" if customers.when == "any" else f"{customers.when} "
    return ("not " if customers.negate else "") + first + f"{customers.deed} {values}".strip() + met + span
