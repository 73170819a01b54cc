"""Questions to begin with: of the shop's own names, and none that is not understood."""

import datetime as dt
from typing import Any

from agent.reading.result import Reading
from agent.roles import ROLES, SHOWN, by_role
from tools.warehouse.request import Period
from tools.warehouse.values import DimensionValue

YEAR = Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31))
VALUES = [
    DimensionValue("department", "DELI", (), 2.0),
    DimensionValue("department", "GROCERY", (), 9.0),
    DimensionValue("category", "COUPON/MISC ITEMS", (), 8.0),
    DimensionValue("category", "CHEESE", (), 7.0),
    DimensionValue("category", "BEEF", (), 6.0),
]


def read(text: str, **found: Any) -> Reading:
    return Reading(text, **found)


def test_each_role_has_questions_in_the_shops_own_names() -> None:
    found = by_role(VALUES, YEAR, read)
    assert set(found) == set(ROLES)
    assert all(1 <= len(texts) <= SHOWN for texts in found.values())
    said = " ".join(text for texts in found.values() for text in texts)
    assert "Cheese" in said
    assert "Beef" in said
    assert "December" in said
    assert "{" not in said


def test_what_is_not_understood_is_not_offered() -> None:
    found = by_role(VALUES, YEAR, lambda text: read(text, unknown=["deal"] if "deal" in text else []))
    assert found["Marketer"]
    assert not any("deal" in text for text in found["Marketer"])
