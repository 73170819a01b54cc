"""A limit that follows a question as a clause of its own."""

import pytest

from agent.reading import Reader


@pytest.mark.parametrize(
    ("question", "metric", "op", "value"),
    [
        ("what share of sales is grocery, is it over 40%?", "sales_share", ">", 0.4),
        ("discount rate in may - is that even 15 percent", "discount_rate", ">=", 0.15),
        ("how many orders did june have and was it more than twelve thousand", "orders", ">", 12_000.0),
        ("average basket in q3. is it under $30?", "average_basket", "<", 30.0),
    ],
)
def test_the_clause_is_the_limit_of_the_figure(
    reader: Reader, question: str, metric: str, op: str, value: float
) -> None:
    reading = reader.read(question)
    assert reading.limit is not None
    assert (reading.limit.metric, reading.limit.op) == (metric, op)
    assert reading.limit.value == pytest.approx(value)
    assert not reading.unknown


def test_a_bound_in_another_unit_is_asked_about(reader: Reader) -> None:
    assert reader.read("discount rate in may, is it over $5").unknown


@pytest.mark.parametrize("question", ["sales in may, is it up?", "which store is it", "is it over"])
def test_other_clauses_stay_as_they_are(reader: Reader, question: str) -> None:
    assert reader.read(question).limit is None
