"""One figure held against a limit of the person's own."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "metric", "op", "value", "said"),
    [
        ("is the private label share above 18%?", "private_label_share", ">", 0.18, "18%"),
        ("did sales pass 300k in april", "sales", ">=", 300_000.0, "300,000"),
        ("can you tell me if we had fewer than 9000 orders in february", "orders", "<", 9000.0, "9,000"),
        ("is our average basket over $25", "average_basket", ">", 25.0, "$25"),
        ("did sales grow more than 3% in march", "sales_change_pct", ">", 0.03, "3%"),
        ("did orders fall by at least 4% in june", "orders_change_pct", "<=", -0.04, "4%"),
    ],
)
def test_a_yes_or_no_question_holds_its_figure_against_the_limit(
    reader: Reader, question: str, metric: str, op: str, value: float, said: str
) -> None:
    reading = reader.read(question)
    assert reading.limit is not None
    assert not reading.unknown
    assert not reading.having
    assert (reading.limit.metric, reading.limit.op, reading.limit.said) == (metric, op, said)
    assert reading.limit.value == pytest.approx(value)


@pytest.mark.parametrize(
    "question", ["which stores sold over 100k", "how many orders were over $100", "did any store pass 100k"]
)
def test_groups_that_meet_a_condition_are_no_limit(reader: Reader, question: str) -> None:
    reading = reader.read(question)
    assert reading.limit is None
    assert reading.having


def test_a_verb_may_name_the_limit(reader: Reader) -> None:
    reading = reader.read("did redemptions triple in august")
    assert reading.limit is not None
    assert (reading.limit.metric, reading.limit.value) == ("redemptions_change_pct", 2.0)
    assert reading.compare == "previous_period"
