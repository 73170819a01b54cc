"""Words against the whole value index of the real shop, where thousands of names compete."""

from pathlib import Path

import pytest

from agent.reading import Reader
from knowledge.metrics import load_definitions
from tools.warehouse.connection import open_warehouse
from tools.warehouse.values import value_index

pytestmark = pytest.mark.real_shop


@pytest.fixture(scope="module")
def shop_reader(real_shop: Path) -> Reader:
    warehouse, definitions = open_warehouse(real_shop), load_definitions()
    return Reader(definitions, value_index(warehouse, definitions), warehouse.first_day, warehouse.last_day)


@pytest.mark.parametrize(
    ("words", "dimension", "value"),
    [
        ("cheese", "category", "CHEESE"),
        ("frozen pizza", "category", "FROZEN PIZZA"),
        ("beer", "category", "BEERS/ALES"),
        ("pop", "category", "SOFT DRINKS"),
        ("bananas", "product_type", "BANANAS"),
        ("produce", "department", "PRODUCE"),
        ("deli meats", "category", "DELI MEATS"),
        ("yogrt", "category", "YOGURT"),
        ("coffee", "category", "COFFEE"),
        ("eggs", "category", "EGGS"),
        ("fuel", "fuel", "Fuel"),
        ("wine", "category", "DOMESTIC WINE"),
        ("hot dogs", "category", "HOT DOGS"),
        ("toilet paper", "category", "BATH TISSUES"),
    ],
)
def test_a_word_finds_its_value(shop_reader: Reader, words: str, dimension: str, value: str) -> None:
    reading = shop_reader.read(f"sales of {words} in june")
    assert [f.dimension for f in reading.filters] == [dimension] or reading.metrics == ["fuel_sales"]
    assert not reading.filters or value in reading.filters[0].values
    assert reading.unknown == []


@pytest.mark.parametrize("word", ["regular", "fresh", "quinoa", "greek", "premium", "other"])
def test_a_vague_word_is_not_taken_for_a_value(shop_reader: Reader, word: str) -> None:
    assert shop_reader.read(f"{word} sales in june").filters == []
