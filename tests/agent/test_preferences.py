"""What a user asked to be remembered: kept for that user, applied where it fits, said, and taken back."""

from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.tools import tool

from agent import memory_talk, preferences
from agent.preferences import MOST, Preferences, Wish, made
from agent.question import Question
from agent.run import ask
from tools import evidence
from tools.errors import ToolError

COLUMNS: list[Any] = [
    {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
    {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"},
]
FUEL = {"dimension": "fuel", "op": "not_in", "values": ["Fuel"]}
GROCERY = {"dimension": "department", "values": ["GROCERY"]}
STORE = {"dimension": "store", "values": [367]}


@pytest.fixture
def no_fuel() -> preferences.Preference:
    return made("exclude", "always leave out fuel", "Without fuel", filters=[FUEL], named=["Fuel", "gas"])


@pytest.fixture
def my_store() -> preferences.Preference:
    return made("focus", "I only care about store 367", "Only store 367", filters=[STORE], named=["367"])


@pytest.mark.parametrize(
    ("args", "question", "added"),
    [
        ({"metrics": ["sales"]}, "sales in march", [FUEL, STORE]),
        ({"metrics": ["sales"], "filters": [GROCERY]}, "grocery sales", [FUEL, STORE]),
        ({"metrics": ["sales"], "by": ["store"]}, "sales by store", [FUEL]),
        ({"metrics": ["sales"], "by": ["fuel"]}, "sales of Gas against the rest", [STORE]),
        ({"metrics": ["sales"], "filters": [{**STORE, "values": [406]}]}, "sales of store 406", [FUEL]),
        ({"metrics": ["sales"], "filters": [{"dimension": "fuel", "values": ["Fuel"]}]}, "it alone", [STORE]),
        ({"metrics": ["sales"]}, "sales of store 367 with fuel", []),
    ],
)
def test_it_is_added_where_neither_question_nor_look_up_speaks_of_it(
    args: dict[str, Any],
    question: str,
    added: list[dict[str, Any]],
    no_fuel: preferences.Preference,
    my_store: preferences.Preference,
) -> None:
    changed, used = preferences.applied(args, question, [no_fuel, my_store])
    assert changed.get("filters", []) == [*args.get("filters", []), *added]
    assert [one["filters"][0] for one in used] == added


def test_goods_to_look_at_alone_give_way_to_goods_that_are_asked_for() -> None:
    grocery = made("focus", "I only care about grocery", "Only grocery", filters=[GROCERY], named=["GROCERY"])
    asked = {"filters": [{"dimension": "category", "values": ["YOGURT"]}]}
    assert preferences.applied(asked, "yogurt sales", [grocery]) == (asked, [])


def test_each_user_has_a_memory_that_can_be_heard_and_emptied(
    tmp_path: Any, no_fuel: Any, my_store: Any
) -> None:
    kept = Preferences(tmp_path)
    for one in (no_fuel, no_fuel | {"id": "again"}, my_store):
        assert "From now on I" in str(memory_talk.told(Wish("keep", one), "anna", kept))
    assert [one["words"] for one in kept.of("anna")] == ["Without fuel", "Only store 367"]
    assert kept.of("ben") == []
    assert "always leave out fuel" in str(memory_talk.told(Wish("list"), "anna", kept))
    assert "nothing about wine" in str(memory_talk.told(Wish("forget", what="wine"), "anna", kept))
    assert memory_talk.told(Wish("forget", what="fuel"), "anna", kept) == "Forgotten: without fuel."
    assert memory_talk.told(Wish("forget"), "anna", kept) == "Forgotten: only store 367."
    assert memory_talk.told(Wish("forget"), "anna", kept) is None
    assert "remember nothing" in str(memory_talk.told(Wish("list"), "anna", kept))


def test_a_memory_is_not_endless(tmp_path: Any) -> None:
    kept = Preferences(tmp_path)
    assert all(kept.keep("anna", made("note", "x", f"Note {n}")) for n in range(MOST))
    assert not kept.keep("anna", made("note", "x", "One more"))


@pytest.mark.parametrize(
    ("refuses", "told"), [(False, ["Without fuel, as you asked me to remember"]), (True, [])]
)
async def test_an_answer_that_followed_it_says_so_and_records_what_ran(
    desk_of: Any, call: Any, no_fuel: preferences.Preference, refuses: bool, told: list[str]
) -> None:
    @tool(response_format="content_and_artifact")
    def sales_where(filters: list[dict[str, Any]] | None = None) -> tuple[str, dict[str, Any]]:
        """Sales in dollars."""
        if refuses and filters:
            raise ToolError("no such filter here")
        rows: list[dict[str, Any]] = [{"department": "GROCERY", "sales": 123}]
        return "", dict(
            evidence.make("sales_where", "Sales", columns=COLUMNS, rows=rows, data_version="test")
        )

    box = SimpleNamespace(tool=sales_where, label=lambda args: "Looking", ends_turn=False)
    async with desk_of([call("sales_where"), "Grocery sold $123 [D1]."], tools=[box]) as desk:
        desk.runtime.preferences.keep("anna", no_fuel)
        events = [event async for event in ask(Question("grocery?", "t", user="anna"), desk.runtime)]
    answer = events[-1].answer
    assert [w.split(":")[0] for w in answer["warnings"]] == told
    assert answer["evidence"][0]["call"]["args"] == ({} if refuses else {"filters": [FUEL]})
    assert answer["text"] == "Grocery sold $123 [D1]."
