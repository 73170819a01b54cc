"""Two figures of two times in one sentence are two questions."""

import datetime as dt

import pytest

from agent.builtin.parts import timed_apart
from agent.reading import Reader
from knowledge.metrics import load_definitions


@pytest.mark.parametrize(
    ("question", "pieces"),
    [
        ("sales in may and orders in june", ["sales in may", "orders in june"]),
        ("units in may, customers in june", ["units in may", "customers in june"]),
        ("sales and orders in may and june", ["sales and orders in may and june"]),
        ("sales in may vs june", ["sales in may vs june"]),
        ("sales in may and sales in june", ["sales in may and sales in june"]),
        ("orders in may and customers in may", ["orders in may and customers in may"]),
    ],
)
def test_each_figure_keeps_its_own_time(question: str, pieces: list[str]) -> None:
    reader = Reader(load_definitions(), [], dt.date(2017, 1, 1), dt.date(2017, 12, 31))
    assert timed_apart([question], reader.read) == pieces
