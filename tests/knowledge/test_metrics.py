"""The definitions: complete enough to be read, and refused with a clear line when they cannot stand."""

from pathlib import Path

import pytest

from knowledge.metrics import DefinitionError, load_definitions

FACTS = "facts: {sold: {label: purchases, table: order_lines, keys: [order_id], date: order_date}}\n"
SALES = """
metrics:
  sales: {label: Sales, synonyms: [revenue], meaning: Money., unit: usd, format: money, owner: Finance,
          fact: sold, expression: sum(net_sales)}
"""


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shop_defines_as_many_metrics_and_dimensions_as_it_promises() -> None:
    d = load_definitions()
    assert len(d.metrics) >= 60
    assert len(d.dimensions) >= 30
    assert next(iter(d.metrics)) == "sales"


def test_every_meaning_is_one_sentence() -> None:
    d = load_definitions()
    for entry in [*d.metrics.values(), *d.dimensions.values()]:
        assert entry.meaning.endswith("."), entry.name
        assert ". " not in entry.meaning, entry.name


def test_every_word_for_a_value_means_a_value_of_its_dimension() -> None:
    for dimension in load_definitions().dimensions.values():
        allowed = set(map(str, dimension.order or dimension.labels.values()))
        for word, values in dimension.values_synonyms.items():
            assert values, word
            assert not allowed or {str(v) for v in values} <= allowed, (dimension.name, word)


def test_labels_and_order_name_the_same_values() -> None:
    for dimension in load_definitions().dimensions.values():
        if dimension.labels and dimension.order:
            assert set(dimension.labels.values()) == set(dimension.order), dimension.name


def test_a_metric_reaches_only_what_all_of_its_facts_reach() -> None:
    d = load_definitions()
    assert "campaign" in d.dimensions_of("response_rate")
    assert "month" not in d.dimensions_of("response_rate")
    assert "department" not in d.dimensions_of("redemptions")
    assert "department" in d.dimensions_of("sales")


def test_what_is_lifted_from_a_part_need_not_be_reached_by_it() -> None:
    d = load_definitions()
    assert "campaign" in d.dimensions_of("mailing_reach")
    assert "campaign" not in d.dimensions_of("customers_on_file")
    assert "store" not in d.dimensions_of("mailing_reach")


def test_what_customers_did_before_is_known_of_a_metric() -> None:
    d = load_definitions()
    assert [d.follows_customers(m) for m in ("sales", "new_customers", "repeat_rate")] == [False, True, True]
    assert [d.looks_back(m) for m in ("new_customers", "repeat_rate", "churn_rate")] == [False, False, True]


def test_additive_over_the_groups_it_says() -> None:
    d = load_definitions()
    assert d.additive("sales", ["department", "month"])
    assert d.additive("orders", ["month"])
    assert not d.additive("orders", ["department"])
    assert not d.additive("average_basket", [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SALES.replace("sum(net_sales)", "sum(net_sales"), "'sales'"),
        (SALES.replace("fact: sold", "fact: given"), "no fact 'given'"),
        (SALES.replace("unit: usd", "unit: pounds"), "unit"),
        (SALES.replace("owner: Finance,", "owner: Finance, colour: red,"), "colour"),
        (SALES.replace(", expression: sum(net_sales)", ""), "expression"),
        (SALES + SALES.replace("metrics:\n", "").replace("sales:", "takings:"), "means both"),
        ("numbers: {}", "unknown section"),
    ],
)
def test_a_definition_that_cannot_stand_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(DefinitionError, match=says):
        load_definitions(written(tmp_path, facts=FACTS, sales=text))


def test_a_name_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError, match="defined twice"):
        load_definitions(written(tmp_path, facts=FACTS, one=SALES, two=SALES))
