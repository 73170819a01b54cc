"""Words that name a value elsewhere and are plain English here, and goods that orders are to hold or not."""

import pytest

from agent.reading.reader import Reader


@pytest.mark.parametrize(
    ("question", "dimension"),
    [
        ("compare store 10 and store 20 on sales and orders", "on_deal"),
        ("what share of sales do the top 3 stores make up", "department"),
    ],
)
def test_plain_english_is_no_value(reader: Reader, question: str, dimension: str) -> None:
    assert dimension not in [f.dimension for f in reader.read(question).filters]


def test_on_sale_stays_a_value(reader: Reader) -> None:
    assert [f.dimension for f in reader.read("sales of products on sale").filters] == ["on_deal"]


def test_goods_of_one_kind_with_and_without_are_of_the_orders(reader: Reader) -> None:
    baskets = reader.read("soft drinks without cheese baskets").baskets
    assert [b.negate for b in baskets] == [False, True]
    assert reader.read("sales of soft drinks without cheese").baskets == []
