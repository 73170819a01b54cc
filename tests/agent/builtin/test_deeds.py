"""Households by what they did, in words."""

from agent.builtin.write.deeds import done
from knowledge.metrics import load_definitions
from tools.warehouse.request import CustomerSet, Filter, Having

BEER = Filter(dimension="category", values=["BEERS/ALES"])
PIZZA = Filter(dimension="category", values=["FROZEN PIZZA"])


def test_deeds_read_as_one_sentence() -> None:
    sets = [
        CustomerSet(bought=[BEER]),
        CustomerSet(mailed=[Filter(dimension="campaign", values=[18])]),
        CustomerSet(bought=[PIZZA], negate=True),
    ]
    assert done(sets, load_definitions()) == (
        "bought Beers/Ales and received campaign 18 but never bought Frozen Pizza"
    )


def test_a_set_by_what_was_spent() -> None:
    rich = CustomerSet(bought=[], at_least=Having(metric="sales", op=">", value=5000))
    assert done([rich], load_definitions()) == "spent more than $5,000"
