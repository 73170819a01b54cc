"""'Then' for 'than', what a ranking passes over, a wish for a number behind people, shares of groups."""

import datetime as dt

import pytest

from agent.builtin.parts import parts
from agent.reading import Reader, Reading
from agent.reading.than import than_for_then
from agent.reading.tokens import tokenize
from knowledge.metrics import load_definitions
from tests.agent.reading.conftest import FIRST, LAST, VALUES, Value


def _having(reading: Reading) -> list[str]:
    return [f"{h.metric} {h.op} {h.value:g}" for h in reading.having]


@pytest.mark.parametrize(
    ("question", "having"),
    [
        ("which stores had more then 700 visits in june", ["orders > 700"]),
        ("departments with sales higher then 30k", ["sales > 30000"]),
        ("categories with fewer then 80 orders", ["orders < 80"]),
    ],
)
def test_then_behind_a_comparative_is_than(reader: Reader, question: str, having: list[str]) -> None:
    reading = reader.read(question)
    assert _having(reading) == having
    assert not reading.unknown


def test_then_stays_where_something_new_begins() -> None:
    assert [t.norm for t in than_for_then(tokenize("were orders lower then or now"))][3] == "then"


@pytest.mark.parametrize(
    ("question", "having", "left_out"),
    [
        ("worst 3 departments by units, ignore the ones below 40 orders", ["orders >= 40"], []),
        ("top 4 stores by sales, please don't count anything over 9k sales", ["sales <= 9000"], []),
        ("categories by sales, take cigarettes out and drop those with less than 500 units", ["units >= 500"],
         ["CIGARETTES"]),
        ("best stores by sales, leave out cigarettes and anything under 5k sales", ["sales >= 5000"],
         ["CIGARETTES"]),
    ],
)  # fmt: skip
def test_what_is_passed_over_is_the_negated_bound(
    reader: Reader, question: str, having: list[str], left_out: list[str]
) -> None:
    reading = reader.read(question)
    assert _having(reading) == having
    assert [v for f in reading.filters if f.op == "not_in" for v in f.values] == left_out
    assert not reading.unknown


@pytest.mark.parametrize(
    "question",
    [
        "shoppers who buy pork but never beef, how many",
        "households that bought frozen pizza in july, how many is that?",
        "customers with over 30 orders, count please",
    ],
)
def test_a_wish_for_the_number_belongs_to_the_people(reader: Reader, question: str) -> None:
    assert len(parts(question)) == 1
    plain = reader.read(reader.reworded(question))
    assert reader.reworded(question).startswith("how many ")
    assert "customers" in plain.metrics or plain.count_of == "customer"
    assert not plain.unknown


def test_another_count_is_a_question_of_its_own() -> None:
    assert len(parts("which stores sold most pork, how many customers did they have")) == 2


@pytest.mark.parametrize(
    ("question", "by", "metric", "having"),
    [
        ("how many stores have over 900 visits and what share of total units do they sell", "store", "units",
         ["orders > 900"]),
        ("what part of sales comes from categories with under 50 orders", "category", "sales",
         ["orders < 50"]),
        ("what percentage of orders do stores with at least 20k sales make up", "store", "orders",
         ["sales >= 20000"]),
    ],
)  # fmt: skip
def test_groups_that_meet_a_condition_have_a_share_together(
    reader: Reader, question: str, by: str, metric: str, having: list[str]
) -> None:
    reading = reader.read(question)
    assert (reading.by, reading.metrics, _having(reading)) == ([by], [metric], having)
    assert (reading.share, reading.leads, reading.tool) == (True, ["together"], "")


def test_the_share_of_the_groups_themselves_is_of_their_number(reader: Reader) -> None:
    assert reader.read("what share of stores have over 900 visits").tool == "measure_spread"


@pytest.fixture(scope="module")
def milk() -> Reader:
    values = [*VALUES, Value("product_type", "FLUID MILK", (), 3_500), Value("category", "BATH", (), 30),
              Value("category", "BATH TISSUES", (), 35_000)]  # fmt: skip
    return Reader(load_definitions(), values, FIRST, LAST)


def test_a_name_that_lacks_only_a_word_for_goods_is_the_category(milk: Reader) -> None:
    sales = milk.read("fluid milk sales in june")
    assert [(f.dimension, f.values) for f in sales.filters] == [("category", ["FLUID MILK PRODUCTS"])]
    assert sales.notes == ["'fluid milk' is read as the category FLUID MILK PRODUCTS."]
    assert sales.period is not None
    assert sales.period.start == dt.date(2017, 6, 1)


def test_the_narrower_level_and_other_names_stay(milk: Reader) -> None:
    narrow = milk.read("sales of the product type fluid milk")
    assert [(f.dimension, f.values) for f in narrow.filters] == [("product_type", ["FLUID MILK"])]
    assert [f.values for f in milk.read("sales of bath").filters] == [["BATH"]]
