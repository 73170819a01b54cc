"""One turn through the graph: tools, evidence, verification, the Answer."""

import asyncio
import threading
import time
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langchain_core.tools import tool

from agent.events import Done, Step, Token
from agent.question import Question
from agent.run import ask, history
from agent.settings import Limits
from agent.speaker import Speaker
from tools.work import work


async def test_a_tool_call_becomes_numbered_evidence_and_an_answer(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", department="GROCERY"), "Grocery sold $700 [D1]."]
    async with desk_of(script) as desk:
        events = await desk.events("sales of grocery?")
    steps = [e for e in events if isinstance(e, Step)]
    answer = events[-1].answer
    assert "Looking up sales of GROCERY" in [s.label for s in steps]
    assert "".join(e.text for e in events if isinstance(e, Token)) == answer["text"]
    assert answer["status"] == "answered"
    assert answer["text"] == "Grocery sold $700 [D1]."
    assert [e["id"] for e in answer["evidence"]] == ["D1"]
    assert answer["scope"]["metrics"] == ["sales"]
    assert answer["tools"][0]["evidence"] == ["D1"]
    assert answer["turn"] == 1
    assert {"scope", "think", "act", "verify", "total"} <= set(answer["timings"])


async def test_numbers_of_evidence_go_on_in_the_thread(desk_of: Any, call: Any) -> None:
    script = [
        call("sales_of", department="GROCERY"),
        "Grocery sold $700 [D1].",
        call("sales_of", department="DELI"),
        "Deli sold $123 [D2], grocery $700 [D1].",
    ]
    async with desk_of(script) as desk:
        await desk.answer("grocery?")
        second = await desk.answer("and deli?")
        filed = await history("t", desk.runtime)
    assert [e["id"] for e in second["evidence"]] == ["D1", "D2"]
    assert [a["turn"] for a in filed] == [1, 2]
    assert filed[1] == second


async def test_the_model_mends_a_call_by_the_text_of_the_tool_error(desk_of: Any, call: Any) -> None:
    script = [
        call("sales_of", "c1", department="GROCRY"),
        call("sales_of", "c2", department="GROCERY"),
        "Grocery sold $700 [D1].",
    ]
    async with desk_of(script) as desk:
        answer = await desk.answer("grocery?")
        seen = desk.model.shown[1][-1]
    assert isinstance(seen, ToolMessage)
    assert seen.status == "error"
    assert seen.content == "unknown department 'GROCRY', did you mean GROCERY?"
    assert [t["error"] for t in answer["tools"]] == [seen.content, None]
    assert answer["status"] == "answered"


async def test_wrong_arguments_and_unknown_tools_come_back_as_what_to_change(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", "c1", dept="GROCERY"), call("sales", "c2"), "I found nothing."]
    async with desk_of(script) as desk:
        await desk.answer("grocery?")
        first, second = desk.model.shown[1][-1], desk.model.shown[2][-1]
    assert first.content.startswith("The arguments are not right. department: Field required")
    assert "errors.pydantic.dev" not in first.content
    assert second.content.startswith("There is no tool 'sales'. The tools are: sales_of,")


async def test_a_bug_in_a_tool_ends_the_turn_and_the_thread_goes_on(
    desk_of: Any, call: Any, caplog: Any
) -> None:
    script = [call("broken", department="X"), call("sales_of", "c2", department="DELI"), "It sold $123 [D1]."]
    async with desk_of(script) as desk:
        first = await desk.answer("break")
        second = await desk.answer("deli?")
    assert first["status"] == "failed"
    assert "looking up something broken" in first["text"]
    assert "secret-internal-name" not in first["text"]
    error_id = first["text"].split("Error ")[1].split(";")[0]
    assert error_id in caplog.text
    assert second["status"] == "answered"


async def test_asking_back_ends_the_turn_with_options(desk_of: Any, call: Any) -> None:
    script = [call("ask_user", question="Which year?", options=["2016", "2017"])]
    async with desk_of(script) as desk:
        answer = await desk.answer("sales?")
    assert answer["status"] == "clarify"
    assert answer["text"] == "Which year?"
    assert answer["options"] == ["2016", "2017"]


async def test_figures_in_a_question_back_are_checked_too(desk_of: Any, call: Any) -> None:
    asked = "Grocery sold $999,999. Which year?"
    back = call("ask_user", "c2", question=asked, options=["2017"])
    async with desk_of([call("sales_of", department="GROCERY"), back]) as desk:
        answer = await desk.answer("sales?")
    assert (answer["status"], answer["text"]) == ("clarify", "Which year?")
    assert answer["removed"] == ["Grocery sold $999,999."]


async def test_a_figure_that_cannot_be_bound_is_repaired(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", department="GROCERY"), "Grocery sold $701 [D1].", "Grocery sold $700 [D1]."]
    async with desk_of(script) as desk:
        answer = await desk.answer("grocery?")
        complaint = desk.model.shown[2][-1]
        state = await desk.runtime.graph.aget_state({"configurable": {"thread_id": "t"}})
    assert isinstance(complaint, HumanMessage)
    assert "701" in complaint.content
    assert answer["text"] == "Grocery sold $700 [D1]."
    assert answer["removed"] == []
    assert not [m for m in state.values["messages"] if "701" in str(m.content)]


async def test_after_two_repairs_the_sentence_goes_and_the_answer_says_so(desk_of: Any, call: Any) -> None:
    good = "Grocery sold $700 [D1]."
    script = [call("sales_of", department="GROCERY"), *(f"{good} Wine sold ${n} [D1]." for n in (11, 12, 13))]
    async with desk_of(script) as desk:
        answer = await desk.answer("grocery?")
    assert answer["text"].startswith(good)
    assert "$13" not in answer["text"]
    assert "left out one statement" in answer["text"]
    assert answer["removed"] == ["Wine sold $13 [D1]."]
    assert not desk.model.script


async def test_marks_of_evidence_that_is_not_there_and_links_are_left_out(desk_of: Any, call: Any) -> None:
    text = (
        "Grocery sold $700 [D1] [D9], see [here](https://evil.example/?q=1) ![x](http://evil.example/p.png)."
    )
    async with desk_of([call("sales_of", department="GROCERY"), text]) as desk:
        answer = await desk.answer("grocery?")
    assert "D9" not in answer["text"]
    assert "evil" not in answer["text"]
    assert "[D1]" in answer["text"]
    assert any("D9" in w for w in answer["warnings"])


async def test_the_declined_mark_becomes_the_status(desk_of: Any) -> None:
    async with desk_of(["[declined] This shop records no costs."]) as desk:
        answer = await desk.answer("margin?")
    assert answer["status"] == "declined"
    assert answer["text"] == "This shop records no costs."


async def test_a_call_written_as_text_does_nothing(desk_of: Any) -> None:
    text = 'sales_of(department="GROCERY") {"name": "sales_of"}'
    async with desk_of([text]) as desk:
        answer = await desk.answer("grocery?")
    assert answer["tools"] == []


async def test_a_looping_model_is_stopped_and_what_was_found_is_said(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", f"c{i}", department="DELI") for i in range(9)]
    async with desk_of(script, limits=Limits(model_calls=3)) as desk:
        answer = await desk.answer("deli?")
    assert answer["status"] == "failed"
    assert "limit of 3 model calls" in answer["text"]
    assert "DELI [D1]" in answer["text"]
    assert len(answer["evidence"]) == 3


async def test_tool_calls_and_steps_have_limits(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", f"c{i}", department="DELI") for i in range(40)]
    async with desk_of(list(script), limits=Limits(tool_calls=2)) as desk:
        by_calls = await desk.answer("deli?", "a")
    async with desk_of(list(script), limits=Limits(steps=9, model_calls=99)) as desk:
        by_steps = await desk.answer("deli?", "b")
    assert "limit of 2 tool calls" in by_calls["text"]
    assert "limit of 9 steps" in by_steps["text"]


async def test_a_slow_tool_ends_at_the_time_limit(desk_of: Any, call: Any) -> None:
    @tool
    def slow() -> str:
        """Takes its time."""
        time.sleep(1.0)
        return "done"

    box = SimpleNamespace(tool=slow, label=lambda args: "Waiting", ends_turn=False)
    async with desk_of([call("slow")], limits=Limits(seconds=0.3), tools=[box]) as desk:
        answer = await desk.answer("wait")
    assert "limit of 0.3 seconds" in answer["text"]
    assert answer["timings"]["total"] < 0.9


async def test_a_turn_that_is_given_up_takes_its_work_along_and_the_thread_goes_on(
    desk_of: Any, call: Any
) -> None:
    ended: list[bool] = []

    @tool
    def endless() -> str:
        """Works until it is stopped."""
        broken_off, now = threading.Event(), work()
        now.told(0.5)
        with now.stoppable(broken_off.set):
            ended.append(broken_off.wait(10))
        return "done"

    box = SimpleNamespace(tool=endless, label=lambda args: "Working", ends_turn=False)
    async with desk_of([call("endless"), "Hello."], tools=[box]) as desk:
        parts: list[float | None] = []

        async def listen() -> None:
            async for event in ask(Question("work", "t"), desk.runtime):
                parts.extend([event.part] if isinstance(event, Step) and event.part else [])

        turn = asyncio.create_task(listen())
        while not parts:
            await asyncio.sleep(0.01)
        turn.cancel()
        began = time.monotonic()
        while not ended:
            await asyncio.sleep(0.01)
        assert ended == [True]
        assert time.monotonic() - began < 1
        assert parts == [0.5]
        assert (await desk.answer("hello", "t"))["text"] == "Hello."


async def test_money_has_a_limit_where_the_price_is_known(desk_of: Any, call: Any) -> None:
    usage = {"input_tokens": 100_000, "output_tokens": 0, "total_tokens": 100_000}
    reply = call("sales_of", department="DELI")
    reply.usage_metadata = usage
    async with desk_of([]) as desk:
        model = desk.model
        model.script = [reply]
        named = Speaker("openai:gpt-4.1", model, remote=True)
        object.__setattr__(desk.runtime, "context", _with(desk.runtime.context, named))
        answer = await desk.answer("deli?")
    assert "limit of $0.10 for language models" in answer["text"]
    assert answer["cost_usd"] == 0.2
    assert answer["tokens"]["input"] == 100_000


def _with(context: Any, speaker: Any, limits: Limits | None = None) -> Any:
    return replace(context, model=speaker, limits=limits or Limits(usd=0.10))


async def test_a_conversation_has_a_limit_and_says_what_it_has_spent(desk_of: Any) -> None:
    usage = {"input_tokens": 100_000, "output_tokens": 0, "total_tokens": 100_000}
    replies = [AIMessage("Hello."), AIMessage("Hello again.")]
    for reply in replies:
        reply.usage_metadata = usage  # type: ignore[assignment]
    async with desk_of([], builtin=["For nothing."]) as desk:
        desk.model.script = replies
        named = Speaker("openai:gpt-4.1", desk.model, remote=True)
        context = _with(desk.runtime.context, named, Limits(usd=1, thread_usd=0.3))
        object.__setattr__(desk.runtime, "context", context)
        first, second, third = [await desk.answer("hello") for _ in range(3)]
        object.__setattr__(desk.runtime, "context", replace(context, model=context.builtin))
        free = await desk.answer("hello")
    assert [first["spent"]["usd"], second["spent"]["usd"]] == [0.0, 0.2]
    assert third["spent"] == {"tokens": 200_000, "usd": 0.4}
    assert "limit of $0.30 for language models in one conversation. Begin a new one" in third["text"].replace(
        "new conversation", "new one"
    )
    assert free["text"] == "For nothing."


async def test_an_earlier_turn_leaves_nothing_in_the_next(desk_of: Any, call: Any) -> None:
    script = [call("sales_of", department="DELI"), "Deli sold $123 [D1].", "Good morning."]
    async with desk_of(script) as desk:
        await desk.answer("deli?")
        second = await desk.answer("hello")
    assert second["evidence"] == []
    assert second["tools"] == []
    assert second["claims"] == []


async def test_events_end_with_done_and_steps_close(desk_of: Any, call: Any) -> None:
    async with desk_of([call("sales_of", department="DELI"), "Deli sold $123 [D1]."]) as desk:
        events = await desk.events("deli?")
    assert isinstance(events[-1], Done)
    assert sum(isinstance(e, Done) for e in events) == 1
    opened = [e.key for e in events if isinstance(e, Step) and e.state == "started"]
    closed = [e.key for e in events if isinstance(e, Step) and e.state != "started"]
    assert opened == closed


async def test_a_reply_object_used_twice_is_not_lost(desk_of: Any) -> None:
    same = AIMessage("Hello there.", id="same")
    async with desk_of([same, same]) as desk:
        await desk.answer("hi")
        await desk.answer("hi again")
        filed = await history("t", desk.runtime)
    assert [a["question"] for a in filed] == ["hi", "hi again"]


async def test_figures_are_written_as_references_and_seen_so_by_the_model(desk_of: Any, call: Any) -> None:
    script = [
        call("sales_of", department="{D1.sales}"),
        call("sales_of", "c2", department="GROCERY"),
        "Grocery sold {D1.salez}. It is grocery.",
        "Grocery sold {D1.sales}. It is grocery.",
        "As I said, {D1.sales}.",
    ]
    async with desk_of(script) as desk:
        first = await desk.answer("grocery?")
        second = await desk.answer("how much?")
        shown = desk.model.shown
    assert "References are for the answer's text" in shown[1][-1].text
    assert "D1 has no column or fact salez" in shown[3][-1].text
    assert (first["text"], first["status"]) == ("Grocery sold $700 [D1]. It is grocery.", "answered")
    assert [claim["reference"] for claim in first["claims"]] == ["D1.sales"]
    assert "Grocery sold {D1.sales} [D1]. It is grocery." in [m.text for m in shown[4]]
    assert second["text"] == "As I said, $700 [D1]."


async def test_checks_that_take_long_keep_nobody_else_waiting(
    desk_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from agent.nodes import verify

    checked, ticks = verify.checked, []

    def slowly(*given: Any) -> Any:
        time.sleep(0.3)
        return checked(*given)

    async def others() -> None:
        while True:
            ticks.append(time.monotonic())
            await asyncio.sleep(0.01)

    monkeypatch.setattr(verify, "checked", slowly)
    async with desk_of(["Hello."]) as desk:
        beside = asyncio.create_task(others())
        await desk.answer("hello")
        beside.cancel()
    assert max(b - a for a, b in pairwise(ticks)) < 0.2
