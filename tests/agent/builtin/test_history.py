"""Turns, outcomes and the previous request, from messages alone."""

import json

from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

from agent.builtin.history import Call, previous_request, turns


def called(name: str, args: dict, call_id: str) -> AIMessage:
    return AIMessage("", tool_calls=[{"name": name, "args": args, "id": call_id, "type": "tool_call"}])


def test_a_turn_holds_its_calls_with_their_results() -> None:
    found = turns(
        [
            SystemMessage("You are an analyst"),
            HumanMessage("sales?"),
            called("query_metric", {"metrics": ["sales"]}, "a"),
            ToolMessage(json.dumps({"id": "D1"}), tool_call_id="a"),
            AIMessage("Sales were $5 [D1]."),
            HumanMessage("orders?"),
        ]
    )
    assert [t.question for t in found] == ["sales?", "orders?"]
    assert found[0].outcomes[0].call == Call("query_metric", {"metrics": ["sales"]})
    assert found[0].draft == "Sales were $5 [D1]."
    assert [t.number for t in found] == [1, 2]


def test_equal_calls_are_recognised_whatever_empty_arguments_they_spell_out() -> None:
    short = Call("query_metric", {"metrics": ["sales"]})
    long = Call("query_metric", {"filters": [], "metrics": ["sales"], "compare": None, "share": False})
    assert short.key == long.key
    assert short.key != Call("query_metric", {"metrics": ["orders"]}).key


def test_the_previous_request_is_the_last_that_succeeded_whoever_made_it() -> None:
    found = turns(
        [
            HumanMessage("sales?"),
            called("query_metric", {"metrics": ["sales"], "by": ["month"]}, "call_gpt"),
            ToolMessage("{}", tool_call_id="call_gpt"),
            HumanMessage("and margin?"),
            called("query_metric", {"metrics": ["margin"]}, "b"),
            ToolMessage("unknown metric", tool_call_id="b", status="error"),
            HumanMessage("well"),
        ]
    )
    request = previous_request(found[:-1])
    assert request is not None
    assert (request.metrics, request.by) == (["sales"], ["month"])
    assert previous_request([]) is None


def test_a_signed_message_is_a_complaint_and_not_a_question() -> None:
    found = turns(
        [
            HumanMessage("sales?"),
            AIMessage("Sales were $5. Orders were 7."),
            HumanMessage("- $5: not found", name="checks"),
        ]
    )
    assert len(found) == 1
    assert found[0].complaints == ["- $5: not found"]


def test_a_later_draft_answers_the_complaint() -> None:
    found = turns(
        [
            HumanMessage("sales?"),
            AIMessage("Sales were $5."),
            HumanMessage("- $5: not found", name="checks"),
            AIMessage("Orders were 7."),
        ]
    )
    assert found[0].complaints == []
