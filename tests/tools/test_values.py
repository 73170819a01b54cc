"""The value index: people's words for what the catalogue writes cryptically."""

from pathlib import Path

import pytest

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Filter, MetricRequest
from tools.warehouse.values import aliases, nearest_values, value_index, with_known_values

D = load_definitions()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("FRZN VEGETABLE/VEG DSH", {"frozen vegetable", "vegetable dish"}),
        ("REFRGRATD JUICES/DRNKS", {"refrigerated juices", "drinks"}),
        ("BEERS/ALES", {"beers", "ales"}),
        ("MEAT-PCKGD", {"meat packaged"}),
        ("MEAT - FROZEN", {"frozen meat"}),
        ("SFT DRNK 2 LITER BTL CARB INCL", {"soft drink 2 liter bottle carbonated incl"}),
        ("PNT BTR/JELLY/JAMS", {"peanut butter", "jelly", "jams"}),
    ],
)
def test_clipped_words_are_written_out(value: str, said: set[str]) -> None:
    assert said <= set(aliases(value, D.abbreviations))


def test_no_value_is_called_by_nothing_but_a_dull_word() -> None:
    assert aliases("COUPON/MISC ITEMS", D.abbreviations).count("items") == 0


def test_values_weigh_their_sales_and_come_largest_first(mini_shop: Path) -> None:
    index = value_index(Warehouse(mini_shop), D)
    departments = {e.value: e.weight for e in index if e.dimension == "department"}
    assert departments["MEAT"] == pytest.approx(73.0)
    assert [e.weight for e in index] == sorted((e.weight for e in index), reverse=True)


def test_a_word_that_names_a_metric_or_dimension_is_no_alias(mini_shop: Path) -> None:
    governed = {s.lower() for m in D.metrics.values() for s in (m.label, *m.synonyms)}
    index = value_index(Warehouse(mini_shop), D)
    told = {w for d in D.dimensions.values() for w in d.values_synonyms}
    assert not [e for e in index if governed & (set(e.aliases) - told)]


def test_a_misspelt_word_finds_its_value(mini_shop: Path) -> None:
    found = nearest_values("yogourt", value_index(Warehouse(mini_shop), D))
    assert found[0].value in ("YOGURT", "YOGURT NOT MULTI-PACKS")


@pytest.mark.parametrize(
    ("dimension", "written", "meant"),
    [
        ("department", "grocery", ["GROCERY"]),
        ("brand", "own brand", ["Private"]),
        ("fuel", "GAS", ["Fuel"]),
        ("age", "seniors", ["65+"]),
        ("household_type", "without kids", ["1 Adult No Kids", "2 Adults No Kids"]),
    ],
)
def test_filters_take_the_words_people_use(
    mini_shop: Path, dimension: str, written: str, meant: list[str]
) -> None:
    request = MetricRequest(metrics=["sales"], filters=[Filter(dimension=dimension, values=[written])])
    assert with_known_values(request, Warehouse(mini_shop), D).filters[0].values == meant


def test_a_value_that_does_not_occur_is_refused(mini_shop: Path) -> None:
    request = MetricRequest(metrics=["sales"], filters=[Filter(dimension="brand", values=["Coke"])])
    with pytest.raises(ToolError, match="no brand type 'Coke'"):
        with_known_values(request, Warehouse(mini_shop), D)
