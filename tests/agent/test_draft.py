"""A draft on its way to the screen."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage

from agent.complaints import complaints
from agent.draft import Desk, checked, speaking, titled, trimmed
from agent.gate import Failure, Vocabulary
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
    desk = Desk([SALES], "sales?", NONE)
    draft = checked(message, desk)
    assert [f.text for f in draft.failures] == ["$5"]
    kept = trimmed(draft, desk)
    assert kept.text == "Sales were $700 [D1]."
    assert kept.removed == ["Costs were $5 [D1]."]
    assert [(c["text"], kept.text[c["start"] : c["end"]]) for c in kept.claims] == [("$700", "$700")]


ROWS = numbered(
    "D3",
    columns=[
        {"name": "department", "label": "Department", "unit": "text", "role": "dimension"},
        {"name": "sales", "label": "Sales", "unit": "usd", "role": "metric", "metric": "sales"},
    ],
    rows=[{"department": "DELI", "sales": 596_827.4}, {"department": "MEAT", "sales": 308_575.0}],
)


def failure(text: str, sentence: str, start: int = 0, nearest: str = "") -> Failure:
    return Failure(text, start, start + 1, sentence, "no evidence gives it", nearest, (0, 1))


def test_complaints_stand_under_their_sentence_and_name_the_cell_that_holds_the_figure() -> None:
    first, second = "Deli $596,827, Meat $9 [D3].", "Wine sold $310,000 [D3]."
    near, far = "D3 says sales of MEAT is 308,575 USD", "D3 says sales of DELI is 596,827.40 USD"
    failures = [
        failure("$310,000", second, 50, near),
        failure("$9", first, 20, far),
        failure("$596,827", first, 5, far),
        failure("7 %", first, 30, "D3: the sum of the cells named is 905,402 USD"),
    ]
    assert complaints(failures, [SALES, ROWS]) == [
        f"In: {first}",
        '- "$596,827": D3 has it as Sales of DELI, {D3[DELI].sales}.',
        '- "$9": no evidence gives it.',
        '- "7 %": no evidence gives it.',
        f"In: {second}",
        f'- "$310,000": no evidence gives it. {near}.',
    ]


@pytest.mark.parametrize(
    "below", ["- Sales were $700 [D1].", "This is sales alone.", "1. Sales were $700 [D1]."]
)
def test_an_answer_that_lost_its_first_sentence_begins_with_its_evidence(below: str) -> None:
    message = AIMessage(f"Costs were $5 [D1].\n\n{below}")
    desk = Desk([SALES], "sales?", NONE)
    kept = trimmed(checked(message, desk), desk)
    assert kept.text.startswith("From the data: Sales of Grocery [D1].")
    assert kept.text.endswith(below)
    assert all(kept.text[c["start"] : c["end"]] == c["text"] for c in kept.claims)


def test_a_title_with_a_wrong_figure_leads_no_answer() -> None:
    untrue: Any = {**SALES, "title": "Sales of $999"}
    message = AIMessage("Costs were $5 [D1].\n\n- Sales were $700 [D1].")
    desk = Desk([untrue], "sales?", NONE)
    kept = trimmed(checked(message, desk), desk)
    assert kept.text == "From the data [D1].\n\n- Sales were $700 [D1]."


def test_the_status_comes_from_the_mark_or_from_the_built_in_analyst() -> None:
    desk = Desk([], "q", NONE)
    assert checked(AIMessage("[declined] No costs."), desk).status == "declined"
    clarify = AIMessage("Which?", additional_kwargs={"status": "clarify"})
    assert checked(clarify, desk).status == "clarify"
    assert checked(AIMessage("Hello."), desk).status == "answered"


def test_a_chart_title_with_a_wrong_figure_gives_way_to_the_plain_one() -> None:
    chart: Any = {"kind": "bar", "title": "Sales were $999", "x": "department", "y": ["sales"]}
    wrong: Any = {**SALES, "chart": chart}
    right: Any = {**SALES, "chart": {**chart, "title": "Sales were $700"}}
    mended = titled([wrong, right], "q", NONE)
    assert [e["chart"]["title"] for e in mended if e["chart"]] == ["Sales of Grocery"]
