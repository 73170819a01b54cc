"""How a spread is told: the middle, the usual range, what the top has."""

from typing import Any

from agent.builtin.write.spread import spread
from agent.builtin.write.view import View
from knowledge.metrics import load_definitions
from tools.evidence import make

FIGURES = {
    "units": ("Orders", 400, "count"),
    "median": ("Median sales per order", 17.5, "usd"),
    "mean": ("Mean sales per order", 29.49, "usd"),
    "q1": ("First quartile of sales per order", 7.0, "usd"),
    "q3": ("Third quartile of sales per order", 36.0, "usd"),
    "top_10": ("Share of sales from the top 10% of orders", 0.395, "percent"),
}


def text(*left_out: str) -> str:
    facts: list[Any] = [
        {"name": name, "label": label, "value": value, "unit": unit}
        for name, (label, value, unit) in FIGURES.items()
        if name not in left_out
    ]
    return spread(View({**make("measure_spread", "t", facts=facts), "id": "D1"}, load_definitions()))


def test_the_middle_comes_first_and_the_top_last() -> None:
    assert text() == (
        "Median sales per order were $17.50, against an average of $29.49, which a few large ones pull up "
        "[D1]. The middle half of the 400 orders lay between $7.00 (first quartile) and $36.00 (third "
        "quartile) [D1]. The top 10% of orders made up 39.5% of sales [D1]."
    )
    assert "top 10%" not in text("top_10")


def test_without_its_facts_it_is_left_to_others() -> None:
    assert text("median") == ""
