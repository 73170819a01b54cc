"""describe_data: what the shop holds and lacks, and what a word stands for."""

from pathlib import Path

import pytest

from knowledge.metrics import load_definitions
from tools.describe_data import describe_data, label
from tools.evidence import Evidence
from tools.warehouse.connection import Warehouse

D = load_definitions()


def names(evidence: Evidence, kind: str) -> list[object]:
    return [row["name"] for row in evidence["rows"] if row["kind"] == kind]


def test_the_whole_shop_with_its_days_and_sizes(mini_shop: Path) -> None:
    found = describe_data(None, Warehouse(mini_shop), D)
    facts = {f["name"]: f["value"] for f in found["facts"]}
    assert (facts["first_day"], facts["last_day"]) == ("2017-01-01", "2017-03-14")
    assert (facts["sales"], facts["orders"], facts["customers"], facts["stores_trading"]) == (181.5, 22, 6, 2)
    assert len(names(found, "metric")) == len(D.metrics)
    assert len(names(found, "not recorded")) == len(D.absent)


@pytest.mark.parametrize(
    "word", ["margin", "profit", "online", "Pepsi", "inventory", "last year", "open rate"]
)
def test_what_is_not_recorded_is_said_with_the_nearest(mini_shop: Path, word: str) -> None:
    found = describe_data(word, Warehouse(mini_shop), D)
    assert names(found, "not recorded")
    assert "It would need" in found["warnings"][0]


def test_a_word_for_a_metric_gives_its_meaning(mini_shop: Path) -> None:
    found = describe_data("AOV", Warehouse(mini_shop), D)
    assert found["rows"][0]["name"] == "Average basket"
    assert str(found["rows"][0]["meaning"]).startswith("Sales divided by")


def test_a_word_for_values_finds_them_misspelt_too(mini_shop: Path) -> None:
    assert "YOGURT" in names(describe_data("yogurt", Warehouse(mini_shop), D), "category")
    assert "YOGURT" in names(describe_data("yogourt", Warehouse(mini_shop), D), "category")


def test_a_match_says_how_a_request_names_it(mini_shop: Path) -> None:
    warehouse = Warehouse(mini_shop)
    values = describe_data("yogurt", warehouse, D)["rows"]
    assert '{"dimension": "category", "values": ["YOGURT"]}' in [row["use"] for row in values]
    metric = describe_data("AOV", warehouse, D)["rows"][0]
    assert metric["use"] == '"metrics": ["average_basket"]'


def test_a_word_without_meaning_finds_nothing(mini_shop: Path) -> None:
    found = describe_data("xqzzt", Warehouse(mini_shop), D)
    assert found["rows"] == []
    assert found["warnings"] == ["Nothing in the data is called 'xqzzt'."]


def test_labels_are_plain_words() -> None:
    assert label({}) == "Looking at what the data hold"
    assert label({"about": "milk"}) == "Looking for “milk” in the data"
