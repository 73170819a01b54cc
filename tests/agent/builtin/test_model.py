"""The analyst in the loop of a turn: what it calls, asks and says; readings are given by hand."""

import datetime as dt
import json
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agent.builtin.desk import Desk
from agent.builtin.model import BuiltinAnalyst, reply
from agent.reading.result import Choice, Rank, Reading, Span
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.warehouse.request import Filter, MetricRequest, Period

DEFINITIONS = load_definitions()
YEAR = Period(start=dt.date(2017, 1, 1), end=dt.date(2017, 12, 31), label="2017")
MARCH = Period(start=dt.date(2017, 3, 1), end=dt.date(2017, 3, 31), label="March 2017")
APRIL = Period(start=dt.date(2017, 4, 1), end=dt.date(2017, 4, 30), label="April 2017")
GROCERY = Filter(dimension="department", values=["GROCERY"])


class Given:
    """A reader that knows a few questions; it links nothing in any other."""

    def __init__(self, **readings: Reading) -> None:
        self.readings = {r.question: r for r in readings.values()}

    def read(self, question: str, previous: MetricRequest | None = None) -> Reading:
        return self.readings.get(question, Reading(question))


def spans(question: str, **kinds: str) -> list[Span]:
    return [
        Span(question.index(words), question.index(words) + len(words), words, kind)  # type: ignore[arg-type]
        for kind, words in kinds.items()
    ]


SALES = Reading("sales in march", metrics=["sales"], period=MARCH)
AND_APRIL = Reading("and in april?", period=APRIL, refers_back=True)
MARGIN = Reading("what was our margin", absent=[("margin and profit", "margin")])
BOTH = Reading(
    "sales and margin in march", metrics=["sales"], period=MARCH, absent=[("margin and profit", "margin")],
    spans=spans("sales and margin in march", metric="sales", absent="margin"),
)  # fmt: skip
ONLINE = Reading(
    "online sales in march", metrics=["sales"], period=MARCH, absent=[("channel", "online")],
    spans=spans("online sales in march", absent="online", metric="sales"),
)  # fmt: skip
GROCRY = Reading("sales of grocri", metrics=["sales"], unknown=["grocri"])
PRICE = Reading(
    "price by department", by=["department"], metrics=["price_per_unit"],
    choices=[
        Choice("price", ("price_per_unit", "average_basket"), ("Average price per unit", "Average basket"))
    ],
)  # fmt: skip
IT = Reading(
    "how much does it sell", metrics=["sales"], refers_to="entity",
    spans=spans("how much does it sell", follow_up="it"),
)  # fmt: skip
FORECAST = Reading("what will we sell in may", capability=[("forecast", "will")], metrics=["sales"])
TOP = Reading("top 2 departments", by=["department"], rank=Rank(True, 2), shape="ranking")
BY_UNITS = Reading(
    "by units", metrics=["units"], refers_back=True, spans=spans("by units", metric="units")
)  # fmt: skip
TOP_ASKED = Reading("top 2 departments?", by=["department"], rank=Rank(True, 2), shape="ranking")
HELLO = Reading("hello", capability=[("greeting", "hello")])
DEFINE = Reading("what does average basket mean", metrics=["average_basket"], capability=[("define", "mean")])

ADVICE = Reading(
    "sales in march, your advice", metrics=["sales"], period=MARCH, capability=[("recommend", "advice")],
    spans=spans("sales in march, your advice", metric="sales", capability="advice"),
)  # fmt: skip
ADVICE_ALONE = Reading(
    "what should we do about sales", metrics=["sales"], capability=[("recommend", "should")]
)

GERMAN = Reading("Wie hoch war der Umsatz?", language="de", unknown=["wie"])
WHY = Reading("why did sales drop in april", metrics=["sales"], period=APRIL, capability=[("why", "why")])
CHICKEN = Reading(
    "sales of chicken", metrics=["sales"], filters=[Filter(dimension="category", values=["CHICKEN"])],
    choices=[Choice(
        "chicken",
        tuple(Filter(dimension="category", values=[v]) for v in ("CHICKEN", "CHICKEN/POULTRY")),
        ("CHICKEN (category)", "CHICKEN/POULTRY (category)"),
    )],
)  # fmt: skip

DESK = Desk(
    reader=Given(**{n: v for n, v in globals().items() if isinstance(v, Reading)}),
    definitions=DEFINITIONS,
    box=(),
    near=lambda word: [("Grocery (department)", GROCERY)] if word == "grocri" else [],
    covers=YEAR,
    examples=("sales in march",),
)


def run(call: dict[str, Any], number: int) -> ToolMessage:
    """A tool that knows the shape of a governed answer, and figures that tell requests apart."""
    if call["name"] != "query_metric":
        return ToolMessage(json.dumps(call["args"]), tool_call_id=call["id"], name=call["name"])
    args = MetricRequest.model_validate(call["args"])
    column = {"name": args.metrics[0], "label": DEFINITIONS.metrics[args.metrics[0]].label, "unit": "usd",
              "role": "metric", "metric": args.metrics[0]}  # fmt: skip
    value = float(args.period.start.month * 1000) if args.period else 12000.0
    evidence = make(
        "query_metric", "t", columns=[column], rows=[{args.metrics[0]: value}], scope=call["args"]
    )
    return ToolMessage(json.dumps({**evidence, "id": f"D{number}"}), tool_call_id=call["id"])


def ask(messages: list[BaseMessage], question: str, **kwargs: Any) -> list[BaseMessage]:
    """The messages after a whole turn."""
    messages = [*messages, HumanMessage(question)]
    for _ in range(6):
        said = reply(messages, DESK, **kwargs)
        messages.append(said)
        for call in said.tool_calls:
            messages.append(run(dict(call), len(messages)))
        if not said.tool_calls or said.tool_calls[0]["name"] == "ask_user":
            return messages
    raise AssertionError("the analyst does not come to an end")


def requests(messages: list[BaseMessage]) -> list[dict[str, Any]]:
    return [c["args"] for m in messages if isinstance(m, AIMessage) for c in m.tool_calls]


def test_a_measure_named_behind_the_question_is_the_measure_of_it() -> None:
    found = requests(ask([], "top 2 departments? by units"))
    assert [(r["metrics"], r["by"]) for r in found] == [(["units"], ["department"])]


def test_it_calls_then_answers_from_the_evidence() -> None:
    messages = ask([SystemMessage("prompt")], "sales in march")
    assert requests(messages)[0]["metrics"] == ["sales"]
    assert messages[-1].text.startswith("Sales were $3,000 in March 2017 [D3].")
    assert messages[-1].additional_kwargs["status"] == "answered"


def test_equal_messages_give_an_equal_reply() -> None:
    first, second = (reply([HumanMessage("sales in march")], DESK) for _ in range(2))
    assert first == second


def test_ids_of_calls_differ_between_turns() -> None:
    messages = ask(ask([], "sales in march"), "sales in march")
    ids = [c["id"] for m in messages if isinstance(m, AIMessage) for c in m.tool_calls]
    assert len(ids) == len(set(ids)) == 2


def test_a_fragment_goes_on_from_the_request_before() -> None:
    messages = ask(ask([], "sales in march"), "and in april?")
    assert "$4,000 in April 2017" in messages[-1].text


def test_a_pronoun_that_points_at_nothing_is_asked_about() -> None:
    assert requests(ask([], "how much does it sell"))[0]["question"].startswith("Which")


def test_a_result_of_another_model_in_the_same_turn_is_used_and_not_asked_again() -> None:
    args = {**requests(ask([], "sales in march"))[0], "filters": [], "share": False}
    made = {"name": "query_metric", "args": args, "id": "gpt", "type": "tool_call"}
    said = reply([HumanMessage("sales in march"), AIMessage("", tool_calls=[made]), run(made, 7)], DESK)
    assert said.tool_calls == []
    assert "$3,000" in said.text
    assert "[D7]" in said.text


def test_what_another_model_found_is_told_where_the_question_is_not_understood() -> None:
    made = {"name": "query_metric", "args": {"metrics": ["sales"]}, "id": "call_7", "type": "tool_call"}
    other = AIMessage("", tool_calls=[made])  # type: ignore[list-item]
    said = reply([HumanMessage("sales of grocri"), other, run(made, 1)], DESK)
    assert said.additional_kwargs["status"] == "answered"
    assert "$12,000" in said.text


def test_what_is_not_recorded_is_declined_with_what_it_would_take() -> None:
    said = ask([], "what was our margin")[-1]
    assert said.text.startswith("[declined] ")
    assert "cost" in said.text.lower()
    assert requests([said]) == []
    assert said.additional_kwargs["status"] == "declined"


def test_the_part_that_can_be_answered_is() -> None:
    messages = ask([], "sales and margin in march")
    assert "$3,000" in messages[-1].text
    assert "cost" in messages[-1].text.lower()


def test_a_missing_restriction_is_not_dropped_silently() -> None:
    messages = ask([], "online sales in march")
    assert requests(messages) == []
    assert messages[-1].text.startswith("[declined] ")


def test_an_unknown_word_is_asked_about_and_the_reply_settles_it() -> None:
    messages = ask([], "sales of grocri")
    asked = requests(messages)[0]
    assert asked["options"][0] == "Grocery (department)"
    messages.append(AIMessage(asked["question"]))
    for answer in ("1", "grocery", "the first one", "Grocery (department)"):
        settled = ask(messages, answer)
        assert requests(settled)[-1]["filters"] == [{"dimension": "department", "values": ["GROCERY"]}], (
            answer
        )


def test_leaving_the_word_out_is_a_choice() -> None:
    messages = ask([], "sales of grocri")
    assert requests(ask(messages, "2"))[-1] == {"metrics": ["sales"]}


def test_a_new_question_after_a_question_back_is_answered() -> None:
    messages = ask(ask([], "sales of grocri"), "sales in march")
    assert "$3,000" in messages[-1].text


def test_words_with_two_readings_are_asked_about() -> None:
    messages = ask([], "price by department")
    assert requests(messages)[0]["options"] == ["Average price per unit", "Average basket"]
    assert requests(ask(messages, "the second"))[-1]["metrics"] == ["average_basket"]


def test_without_the_tool_to_ask_it_asks_in_its_text() -> None:
    said = ask([], "sales of grocri", allowed={"query_metric"})[-1]
    assert "1. Grocery (department)" in said.text
    assert said.additional_kwargs["status"] == "clarify"


def test_a_failed_call_is_said_once_and_not_tried_again() -> None:
    first = reply([HumanMessage("sales in march")], DESK)
    error = ToolMessage("no such metric", tool_call_id=first.tool_calls[0]["id"], status="error")
    said = reply([HumanMessage("sales in march"), first, error], DESK)
    assert said.tool_calls == []
    assert "No such metric." in said.text


def test_a_complaint_takes_the_sentences_out() -> None:
    messages = [*ask([], "sales in march"), HumanMessage("- $3,000: not in the evidence", name="checks")]
    said = reply(messages, DESK)
    assert "$3,000" not in said.text
    assert said.tool_calls == []


def test_a_ranking_without_a_measure_is_of_sales_and_says_so() -> None:
    messages = ask([], "top 2 departments")
    assert requests(messages)[0] == {
        "metrics": ["sales"], "by": ["department"], "order_by": "sales", "limit": 2, "share": True,
    }  # fmt: skip
    assert "Measured by sales" in messages[-1].text


def test_a_meaning_needs_no_look_up() -> None:
    messages = ask([], "what does average basket mean")
    assert requests(messages) == []
    assert DEFINITIONS.metrics["average_basket"].meaning in messages[-1].text


def test_nothing_asked_gets_examples() -> None:
    assert requests(ask([], "hmm"))[0]["options"] == ["sales in march"]


def test_streaming_gives_the_same_message() -> None:
    analyst = BuiltinAnalyst(desk=DESK)
    for question in ("sales in march", "what was our margin"):
        whole = analyst.invoke([HumanMessage(question)])
        chunks = list(analyst.stream([HumanMessage(question)]))
        joined = chunks[0]
        for chunk in chunks[1:]:
            joined = joined + chunk
        assert joined.text == whole.text
        assert joined.tool_calls == whole.tool_calls
        assert joined.response_metadata["finish_reason"] == whole.response_metadata["finish_reason"]


def test_only_bound_tools_are_called() -> None:
    def query_metric(metrics: list[str]) -> str:
        """Look up."""
        return ""

    bound = BuiltinAnalyst(desk=DESK).bind_tools([query_metric])
    assert bound.invoke([HumanMessage("hello")]).tool_calls == []
    assert bound.invoke([HumanMessage("sales in march")]).tool_calls[0]["name"] == "query_metric"


def test_an_empty_question_gets_a_sentence() -> None:
    assert reply([HumanMessage("  ")], DESK).additional_kwargs["status"] == "clarify"


def test_what_it_cannot_do_is_said_with_the_nearest_figures() -> None:
    messages = ask([], "what will we sell in may")
    assert "cannot forecast" in messages[-1].text
    assert requests(messages)[0]["by"] == ["month"]
    assert messages[-1].additional_kwargs["status"] == "declined"
    whole, parts = requests(ask([], "why did sales drop in april"))
    assert (whole["compare"], whole.get("by")) == ("previous_period", None)
    assert (parts["by"], parts["order_by"], parts["descending"]) == (["department"], "sales_change", False)


def test_advice_is_refused_after_the_figures_and_with_a_next_step() -> None:
    said = ask([], "sales in march, your advice")[-1]
    assert said.additional_kwargs["status"] == "answered"
    assert said.text.startswith("Sales were $3,000 in March 2017")
    assert "I cannot say in this version: a next step is" in said.text.split("\n\n")[-1]
    alone = ask([], "what should we do about sales")
    assert "cannot recommend" in alone[-1].text
    assert requests(alone)[0]["by"] == ["month"]


def test_a_name_said_outright_is_taken_and_the_other_meanings_mentioned() -> None:
    messages = ask([], "sales of chicken")
    assert requests(messages)[0]["filters"] == [{"dimension": "category", "values": ["CHICKEN"]}]
    assert "Chicken/Poultry" in messages[-1].text


def test_another_language_is_answered_in_it() -> None:
    said = ask([], "Wie hoch war der Umsatz?")[-1]
    assert "Englisch" in said.text
