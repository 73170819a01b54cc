"""The small parts: cutting messages, picking options, mending drafts, finding tools and similar names."""

import datetime as dt
from typing import NamedTuple

import pytest
from langchain_core.tools import BaseTool, tool

from agent.builtin.clarify import picked
from agent.builtin.intent import slots, specialist
from agent.builtin.near import nearest, starters
from agent.builtin.parts import parts
from agent.builtin.repair import mended
from agent.reading.result import Rank, Reading
from knowledge.metrics import load_definitions
from tools.warehouse.request import Filter, Period
from tools.warehouse.values import DimensionValue

DEFINITIONS = load_definitions()
VALUES = [
    DimensionValue("department", "GROCERY", ("groceries",), 300.0),
    DimensionValue("department", "PRODUCE", ("fruit and veg",), 100.0),
]
YEAR = Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31), label="2017")


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("What were sales in March?", ["What were sales in March?"]),
        ("Sales in March? And orders?", ["Sales in March?", "And orders?"]),
        (
            "what were sales in march and how many customers bought fuel",
            ["what were sales in march", "how many customers bought fuel"],
        ),
        ("orders in march, no I meant april", ["orders in march", "no I meant april"]),
        ("sales and orders by department", ["sales and orders by department"]),
        ("sales for 2.5 months vs. april", ["sales for 2.5 months vs. april"]),
        ("Sales by store.\nOnly the top 3.", ["Sales by store.", "Only the top 3."]),
        ("", [""]),
    ],
)
def test_a_message_is_cut_into_its_questions(message: str, expected: list[str]) -> None:
    assert parts(message) == expected


LABELS = ["Grocery (department)", "Frozen grocery (department)", "Leave out 'grocri'"]


@pytest.mark.parametrize(
    ("reply", "index"),
    [
        ("1", 0), ("2.", 1), ("option 3", 2), ("the second one", 1), ("the last one", 2),
        ("grocery", 0),
        ("Frozen grocery (department)", 1), ("leave out grocri", 2), ("4", None),
        ("what about orders?", None),
        ("department", None),
    ],
)  # fmt: skip
def test_a_reply_picks_an_option_or_none(reply: str, index: int | None) -> None:
    assert picked(reply, LABELS) == index


def test_a_draft_loses_the_sentences_with_failed_figures_only() -> None:
    draft = "Sales were $3,000 [D1]. Orders were 77 [D1].\n\n- March: $3,001 [D1].\n- April: $12 [D1]."
    assert mended(draft, ["Figures:\n- $3,000 is not in the evidence\n- 12: no"]) == (
        "Orders were 77 [D1].\n\n- March: $3,001 [D1]."
    )


def test_a_figure_that_is_a_reference_falls_with_no_digit_of_another() -> None:
    draft = "Deli sold {D1[12].sales}. Deli sold 12 hams."
    assert mended(draft, ["- 12: no"]) == "Deli sold {D1[12].sales}."


class Plugged(NamedTuple):
    tool: BaseTool
    examples: list[str]


@tool
def forecast(metric: str, weeks: int = 8) -> str:
    """Forecast a metric."""
    return ""


@tool
def simulate(price: float) -> str:
    """Needs a price that no reading holds."""
    return ""


def test_a_new_tool_is_found_by_its_examples_and_filled_from_the_reading() -> None:
    plugged = Plugged(forecast, ["forecast sales for the next weeks", "what will orders be next month"])
    question = "forecast orders for the next weeks"
    reading = Reading(question, metrics=["orders"], capability=[("forecast", "forecast")])
    found = specialist(question, reading, [plugged], {"query_metric"})
    assert found is plugged
    assert slots(plugged, reading, None) == {"metric": "orders"}
    assert specialist("sales by department", Reading("sales by department"), [plugged], set()) is None


def test_a_tool_that_the_reading_names_is_taken_with_what_it_wants() -> None:
    plugged = Plugged(forecast, ["forecast sales"])
    reading = Reading("how far will it go", tool="forecast", wants={"metric": "orders"})
    assert specialist(reading.question, reading, [plugged], set()) is plugged
    assert slots(plugged, reading, None) == {"metric": "orders"}


def test_figures_that_are_all_understood_are_no_other_tools() -> None:
    plugged = Plugged(forecast, ["orders for the next weeks"])
    reading = Reading("orders for the last weeks", metrics=["orders"])
    assert specialist(reading.question, reading, [plugged], set()) is None


def test_a_rank_that_is_read_whole_is_no_other_tools() -> None:
    plugged, asked = Plugged(forecast, ["which department fell most"]), "which department fell most in q4"
    ranks = Reading(asked, rank=Rank(False, None, "change"))
    assert specialist(asked, ranks, [plugged], set()) is None
    assert specialist(asked, Reading(asked), [plugged], set()) is plugged


def test_a_tool_whose_slots_stay_empty_is_left_alone() -> None:
    plugged = Plugged(simulate, ["simulate a price change"])
    assert specialist("simulate a price change", Reading("simulate a price change"), [plugged], set()) is None


def test_similar_names_are_offered_best_first() -> None:
    near = nearest(DEFINITIONS, VALUES)
    assert near("grocri")[0] == ("Grocery (department)", Filter(dimension="department", values=["GROCERY"]))
    assert near("zzqx") == []


def test_starters_name_what_the_shop_has() -> None:
    assert any("Grocery" in question for question in starters(VALUES, YEAR))
