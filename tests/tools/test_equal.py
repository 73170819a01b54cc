"""Requests against slow, obvious SQL written by hand, on the miniature shop and on the real one.

The list stands in `evals/numbers/requests/`.
"""

from functools import cache
from pathlib import Path

import pytest

from evals.numbers.equal import WANTED, cases, difference
from knowledge.metrics import load_definitions
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

D = load_definitions()
ASKED = [case.asked for case in cases().values()]


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


@pytest.mark.parametrize("case", cases())
def test_equals_the_obvious_sql_on_the_miniature_shop(case: str, mini_shop: Path) -> None:
    assert difference(cases()[case], opened(mini_shop)) is None


@pytest.mark.real_shop
@pytest.mark.parametrize("case", cases())
def test_equals_the_obvious_sql_on_the_real_shop(case: str, real_shop: Path) -> None:
    assert difference(cases()[case], opened(real_shop)) is None


def test_the_list_is_long_and_has_every_metric_and_every_dimension() -> None:
    shown = {metric for asked in ASKED for metric in asked["metrics"]}
    cut = {name for asked in ASKED for name in asked.get("by", [])}
    cut |= {f["dimension"] for asked in ASKED for f in asked.get("filters", [])}
    assert len(ASKED) >= WANTED
    assert set(D.metrics) <= shown
    assert set(D.dimensions) <= cut


def test_the_list_has_every_field_of_a_request() -> None:
    assert set(MetricRequest.model_fields) == {name for asked in ASKED for name in asked}


def test_a_difference_is_found(mini_shop: Path) -> None:
    case = cases()["figures: departments ranked"]
    wrong = case._replace(sql="SELECT department, sum(net_sales) s FROM lines GROUP BY 1 ORDER BY s, 1")
    assert "by the obvious SQL" in str(difference(wrong, opened(mini_shop)))
    wrong = case._replace(facts="SELECT sum(net_sales) + 1 AS total_sales FROM lines")
    assert "fact total_sales" in str(difference(wrong, opened(mini_shop)))
