"""Asking the miniature shop; a shop of one's own to change, and the folder in which it is handed over."""

import copy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evals.miniature import Tables, write_shop
from knowledge.metrics import load_definitions
from tools.evidence import Evidence
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest


@pytest.fixture(scope="session")
def asked(mini_shop: Path) -> Callable[..., Evidence]:
    """Evidence of the miniature shop: `asked(metrics=["sales"], by=["store"])`."""
    warehouse, definitions = Warehouse(mini_shop), load_definitions()
    return lambda **request: query_metric(MetricRequest(**request), warehouse, definitions)


@pytest.fixture
def shop(mini_tables: Tables) -> Tables:
    """The miniature shop's tables, to change."""
    return copy.deepcopy(mini_tables)


@pytest.fixture
def csv_folder(tmp_path: Path) -> Callable[[Tables], Path]:
    """Writes tables as a shop hands them over; each call replaces what was there."""

    def write(shop: Tables) -> Path:
        shutil.rmtree(tmp_path / "csv", ignore_errors=True)
        return write_shop(tmp_path / "csv", shop)

    return write
