"""A draft on its way to the screen."""

from typing import Any

from langchain_core.messages import AIMessage

from agent.draft import checked, speaking, titled, trimmed
from agent.gate import Vocabulary
from tools import evidence

NONE = Vocabulary()


def numbered(number: str, **given: Any) -> evidence.Evidence:
    return {**evidence.make("t", "Sales of Grocery", **given), "id": number}


SALES = numbered(
    "D1",
    columns=[{"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"}],
    rows=[{"sales": 700.0}],
)
NAMES = numbered(
    "D2",
    columns=[{"name": "meaning", "label": "Meaning", "unit": "text", "role": "dimension"}],
    rows=[{"meaning": "Customers who bought"}],
)


def test_a_list_of_names_speaks_only_where_it_is_cited() -> None:
    assert speaking([SALES, NAMES], "Sales were $700 [D1].") == [SALES]
    assert speaking([SALES, NAMES], "Customers are buyers [D2].") == [SALES, NAMES]


def test_what_fails_is_cut_and_what_stays_is_bound_again() -> None:
    message = AIMessage("Costs were $5 [D1]. Sales were $700 [D1].")
    draft = checked(message, [SALES], "sales?", NONE)
    assert [f.text for f in draft.failures] == ["$5"]
    assert draft.complaints()[0].startswith('- "$5" in "Costs were $5 [D1].": ')
    kept = trimmed(draft, [SALES], "sales?", NONE)
    assert kept.text == "Sales were $700 [D1]."
    assert kept.removed == ["Costs were $5 [D1]."]
    assert [(c["text"], kept.text[c["start"] : c["end"]]) for c in kept.claims] == [("$700", "$700")]


def test_the_status_comes_from_the_mark_or_from_the_built_in_analyst() -> None:
    assert checked(AIMessage("[declined] No costs."), [], "q", NONE).status == "declined"
    clarify = AIMessage("Which?", additional_kwargs={"status": "clarify"})
    assert checked(clarify, [], "q", NONE).status == "clarify"
    assert checked(AIMessage("Hello."), [], "q", NONE).status == "answered"


def test_a_chart_title_with_a_wrong_figure_gives_way_to_the_plain_one() -> None:
    chart: Any = {"kind": "bar", "title": "Sales were $999", "x": "department", "y": ["sales"]}
    wrong: Any = {**SALES, "chart": chart}
    right: Any = {**SALES, "chart": {**chart, "title": "Sales were $700"}}
    mended = titled([wrong, right], "q", NONE)
    assert [e["chart"]["title"] for e in mended if e["chart"]] == ["Sales of Grocery"]
