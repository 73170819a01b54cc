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


@pytest.mark.parametrize(
    ("question", "left_out"),
    [
        ("sales less produce", True),
        ("revenue less beef in june", True),
        ("who spends less: renters or homeowners", False),
        ("do families buy less on weekends", False),
        ("who buys less in june, couples or families", False),
    ],
)
def test_less_takes_away_only_from_a_figure(reader: Reader, question: str, left_out: bool) -> None:
    read = reader.read(question)
    assert any(f.op == "not_in" for f in read.filters) is left_out
    assert any(s.kind == "negation" for s in read.spans) is left_out


@pytest.mark.parametrize("question", ["how was august", "what happened in week 12", "tell me about q2"])
def test_how_a_time_was_is_told_by_the_main_figures(reader: Reader, question: str) -> None:
    reading = reader.read(question)
    assert len(reading.metrics) > 1
    assert reading.compare == "previous_period"


def test_a_word_that_sounds_like_a_month_is_read_as_it(reader: Reader) -> None:
    period = reader.read("sales in agust compered to julie").period
    assert period is not None
    assert period.label == "August 2017"
