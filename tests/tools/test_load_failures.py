"""Loads that do not go through: what is wrong is said, and the old warehouse stays."""

import errno
import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.errors import ToolError
from tools.warehouse.load import LoadError, build
from tools.warehouse.sources import complete_journey, tables

Tables = dict[str, list[dict[str, str]]]
Write = Callable[[Tables], Path]


def _without_product(shop: Tables) -> None:
    shop["offer_products"][0]["product_id"] = ""


def _orphan_target(shop: Tables) -> None:
    shop["campaign_targets"][0]["campaign_id"] = "77"


def _orphan_redemption(shop: Tables) -> None:
    shop["redemptions"][0]["offer_id"] = "999"


def _doubled_product(shop: Tables) -> None:
    shop["products"].append({**shop["products"][0], "department": "TOYS"})


def _doubled_line(shop: Tables) -> None:
    shop["order_lines"].append(dict(shop["order_lines"][0]))


def _fraction_of_a_cent(shop: Tables) -> None:
    shop["order_lines"][0]["net_sales"] = "4.004"
    shop["order_lines"][1]["net_sales"] = "2.004"


def _wrong_week(shop: Tables) -> None:
    shop["order_lines"][5]["week"] = "9"


def _split_order(shop: Tables) -> None:
    shop["order_lines"][1]["customer_id"] = "6"


def _not_a_number(shop: Tables) -> None:
    shop["order_lines"][0]["net_sales"] = "a lot"


def _unknown_column(shop: Tables) -> None:
    for row in shop["products"]:
        row["colour"] = "blue"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_product, "offer_products has 1 rows without offer_id, campaign_id, product_id"),
        (_orphan_target, "(campaign_id) is not in campaigns"),
        (_orphan_redemption, "(offer_id, campaign_id) is not in offers"),
        (_doubled_product, "products has 1 values of (product_id) that occur more than once"),
        (_doubled_line, "(order_id, product_id) that occur more than once"),
        (_fraction_of_a_cent, "net_sales adds up to 181.50 where the source has 181.51"),
        (_wrong_week, "a week that is not the week of their local day"),
        (_split_order, "more than one customer, store or day"),
        (_not_a_number, "does not load"),
        (_unknown_column, "products has columns the schema does not know: colour"),
    ],
)
def test_a_broken_source_leaves_the_old_warehouse(
    mini_shop: Path,
    shop: Tables,
    csv_folder: Write,
    tmp_path: Path,
    spoil: Callable[[Tables], None],
    said: str,
) -> None:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(mini_shop, path)
    before = path.read_bytes()
    spoil(shop)
    with pytest.raises(LoadError) as failed:
        build(path, tables.source(csv_folder(shop)))
    assert said in str(failed.value)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.glob("warehouse*")) == [
        "warehouse.duckdb",
        "warehouse.duckdb.lock",
    ]


def test_a_full_disk_is_said_and_leaves_the_old_warehouse(
    mini_shop: Path, shop: Tables, csv_folder: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "warehouse.duckdb"
    shutil.copy(mini_shop, path)
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(LoadError, match="disk is full"):
        build(path, tables.source(csv_folder(shop)))
    assert path.read_bytes() == before


def test_two_loads_at_once_are_refused(shop: Tables, csv_folder: Write, tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    with (tmp_path / "warehouse.duckdb.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(LoadError, match="Another load"):
            build(path, tables.source(csv_folder(shop)))
    build(path, tables.source(csv_folder(shop)))
    assert path.is_file()


def test_missing_source_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match=r"lacks campaign_descriptions.parquet"):
        complete_journey.source(tmp_path)
    with pytest.raises(ToolError, match="complete_journey"):
        build(tmp_path / "w.duckdb", "nowhere")
