"""The two shops that tests ask: a miniature that fits on a page, and the real one."""

import os
from pathlib import Path

import pytest

from evals.miniature import Tables, build_miniature, miniature
from tools.warehouse.connection import stored_version
from tools.warehouse.load import build, named, version_of


@pytest.fixture(scope="session")
def mini_tables() -> Tables:
    """The miniature shop as plain rows; copy before changing."""
    return miniature()


@pytest.fixture(scope="session")
def mini_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Path of the miniature shop's warehouse; see `evals.miniature` for its every row."""
    return build_miniature(tmp_path_factory.mktemp("mini"))


@pytest.fixture(scope="session")
def real_shop() -> Path:
    """Path of the real warehouse (The Complete Journey), built on first use."""
    path = Path(os.environ.get("AISLE_HOME") or ".aisle") / "warehouse.duckdb"
    wanted = version_of(named("complete_journey"))
    if stored_version(path) != wanted:
        build(path, wait=True)
    return path.resolve()
