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
SWEETS = Vocabulary(values={"product_type": {"HALLOWEEN": ()}})


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Cheese sold $107,012, Cheeses $29,970 [D1].", CHEESES),
        ("6534178 had the highest sales: $303,116 [D1].", PRODUCTS),
        ("Sales were $2,130 in the week of Halloween [D1].", HALLOWEEN),
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
    ],
)
def test_wrong_ones_do_not(text: str, evidence: Evidence) -> None:
    assert check(text, [evidence], "sales?", vocabulary=SWEETS).failures
