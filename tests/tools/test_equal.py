"""Compiled requests against slow, obvious SQL written by hand, on the miniature shop and on the real one.

The cases stand in `equal/*.yaml`, by subject; `lines` in their SQL is every order line with its product and
its customer.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.metrics import load_definitions
from tools.warehouse.compile import compile_request
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest
from tools.warehouse.values import with_known_values
from tools.warehouse.wholes import HIDDEN

LINES = """WITH lines AS (
  SELECT * FROM order_lines LEFT JOIN products USING (product_id) LEFT JOIN customers USING (customer_id))"""
FILES = sorted((Path(__file__).parent / "equal").glob("*.yaml"))
CASES: dict[str, dict[str, Any]] = {
    f"{file.stem}: {name}": case
    for file in FILES
    for name, case in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}


@cache
def opened(path: Path) -> Warehouse:
    return Warehouse(path)


def check_equal(path: Path, case: dict[str, Any]) -> None:
    warehouse, definitions = opened(path), load_definitions()
    request = with_known_values(MetricRequest(**case["asked"]), warehouse, definitions)
    found = warehouse.run(compile_request(request, definitions))
    expected = warehouse.run(f"{LINES}\n{case['sql']}").rows
    width = sum(not name.startswith(HIDDEN) for name in found.columns)
    assert len(found.rows) == len(expected)
    for mine, theirs in zip(found.rows, expected, strict=True):
        assert len(theirs) == width
        for one, other in zip(mine[:width], theirs, strict=True):
            if isinstance(one, int | float) and other is not None:
                assert one == pytest.approx(float(str(other)), rel=1e-9, abs=1e-9)
            else:
                assert one == other


@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_miniature_shop(case: str, mini_shop: Path) -> None:
    check_equal(mini_shop, CASES[case])


@pytest.mark.real_shop
@pytest.mark.parametrize("case", CASES)
def test_equals_the_obvious_sql_on_the_real_shop(case: str, real_shop: Path) -> None:
    check_equal(real_shop, CASES[case])
