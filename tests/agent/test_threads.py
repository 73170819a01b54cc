"""Threads: nothing is lost to parallel questions, crashes, broken calls or crafted rows."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from agent import window
from agent.events import Done, Step
from agent.memory import open_store, strict_serializer
from agent.one_at_a_time import ThreadLocks
from agent.run import history, resume, unfinished

ROOT = Path(__file__).resolve().parents[2]


def said_by(process: subprocess.Popen[bytes]) -> bytes:
    """The first line that the process prints; the pipe is closed then."""
    assert process.stdout
    with process.stdout as pipe:
        return pipe.readline()


async def test_parallel_questions_on_a_thread_are_all_kept_in_order(desk_of: Any) -> None:
    async with desk_of([f"Hello {word}." for word in ("a", "b", "c", "d")]) as desk:
        runs = [asyncio.create_task(desk.events(f"question {n}")) for n in range(4)]
        events = await asyncio.gather(*runs)
        filed = await history("t", desk.runtime)
        state = await desk.runtime.graph.aget_state({"configurable": {"thread_id": "t"}})
    assert [a["question"] for a in filed] == [f"question {n}" for n in range(4)]
    assert [a["text"] for a in filed] == ["Hello a.", "Hello b.", "Hello c.", "Hello d."]
    assert len(state.values["messages"]) == 8
    assert any(isinstance(e, Step) and e.key == "wait" for e in events[3])


async def test_threads_do_not_wait_for_each_other(desk_of: Any) -> None:
    async with desk_of(["Hello.", "Good day."]) as desk, desk.runtime.locks.hold("a"):
        answer = await asyncio.wait_for(desk.answer("hello", "b"), 5)
    assert answer["status"] == "answered"


async def test_another_process_that_holds_the_thread_is_waited_for(tmp_path: Path) -> None:
    code = textwrap.dedent("""
        import asyncio, sys
        from pathlib import Path
        from agent.one_at_a_time import ThreadLocks
        async def main():
            async with ThreadLocks(Path(sys.argv[1])).hold("t"):
                print("held", flush=True)
                await asyncio.sleep(60)
        asyncio.run(main())
    """)
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert said_by(other) == b"held\n"
    locks = ThreadLocks(tmp_path)
    assert locks.busy("t")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.3), locks.hold("t"):
            pass
    other.kill()
    other.wait()
    async with asyncio.timeout(2), locks.hold("t"):
        assert locks.busy("t")
    assert not locks.busy("t")


async def test_a_call_without_a_result_is_answered_before_the_next(desk_of: Any, call: Any) -> None:
    async with desk_of(["Hello."]) as desk:
        left = [HumanMessage("deli?"), call("sales_of", "lost", department="DELI")]
        config = {"configurable": {"thread_id": "t"}}
        await desk.runtime.graph.aupdate_state(config, {"messages": left}, as_node="answer")
        answer = await desk.answer("hello")
        shown = desk.model.shown[0]
    results = [m for m in shown if isinstance(m, ToolMessage)]
    assert [r.tool_call_id for r in results] == ["lost"]
    assert results[0].status == "error"
    assert isinstance(shown[shown.index(results[0]) - 1], AIMessage)
    assert answer["status"] == "answered"


def test_call_ids_that_come_again_keep_their_own_results(call: Any) -> None:
    one = ToolMessage("first", tool_call_id="c1")
    messages = [HumanMessage("a"), call("sales_of"), one, HumanMessage("b"), call("sales_of")]
    mended = window.answered(messages)
    assert mended[2] is one
    assert mended[5].content == window.INTERRUPTED


def test_a_model_sees_recent_turns_and_only_new_tables(call: Any) -> None:
    messages: list[Any] = []
    for n in range(20):
        content = json.dumps({"id": f"D{n}", "title": f"Sales {n}", "rows": [n]})
        result = ToolMessage(content, tool_call_id="c1", additional_kwargs={"evidence": f"D{n}"})
        messages += [HumanMessage(f"q{n}"), call("sales_of"), result]
    shown = window.recent(messages)
    questions = [m.content for m in shown if isinstance(m, HumanMessage)]
    tables = [m.content for m in shown if isinstance(m, ToolMessage)]
    assert questions == [f"q{n}" for n in range(8, 20)]
    assert [json.loads(str(table))["rows"] for table in tables[-3:]] == [[17], [18], [19]]
    assert tables[:-3] == [f"D{n}: Sales {n} {window.LEFT_OUT}" for n in range(8, 17)]


async def test_a_model_sees_what_was_declined_and_what_was_offered(desk_of: Any, call: Any) -> None:
    back = call("ask_user", question="Which?", options=["By sales", "By orders"])
    script = ["[declined] No costs here.", back, "I see."]
    async with desk_of(script) as desk:
        for question in ("margin?", "the best?", "the second"):
            await desk.answer(question)
        seen = [m.content for m in desk.model.shown[-1] if isinstance(m, AIMessage) and not m.tool_calls]
    assert seen == ["[declined] No costs here.", "Which?\n1. By sales\n2. By orders"]


CRASH = textwrap.dedent("""
    import asyncio, sys, time
    from pathlib import Path
    sys.path.insert(0, str(Path("tests/agent").resolve()))
    from conftest import Box, Scripted, call, sales_of
    from langchain_core.tools import tool
    from agent.context import Context
    from agent.speaker import Speaker
    from agent.question import Question
    from agent.run import ask
    from agent.runtime import open_runtime
    import datetime as dt

    @tool
    def slow() -> str:
        "Takes long."
        print("in the tool", flush=True)
        time.sleep(60)
        return "done"

    async def main():
        script = [call("sales_of", "c1", department="DELI"), call("slow", "c2")]
        speaker = Speaker("openai:scripted", Scripted(script=script), remote=True)
        tools = [Box(sales_of, lambda a: "Deli"), Box(slow, lambda a: "Slow")]
        context = Context(speaker, Speaker("builtin", Scripted(script=[])), tools, dt.date(2017, 12, 31))
        async with open_runtime(context, Path(sys.argv[1])) as runtime:
            async for event in ask(Question("deli?", "t"), runtime):
                pass

    asyncio.run(main())
""")


async def test_a_turn_killed_in_a_tool_goes_on_from_its_last_step(desk_of: Any, tmp_path: Path) -> None:
    path = tmp_path / "threads.sqlite"
    run = subprocess.Popen([sys.executable, "-c", CRASH, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert said_by(run) == b"in the tool\n"
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    from langchain_core.tools import tool

    @tool
    def slow() -> str:
        """Quick this time."""
        return "done"

    from types import SimpleNamespace

    box = SimpleNamespace(tool=slow, label=lambda args: "Slow", ends_turn=False)
    started = time.monotonic()
    async with desk_of(["Deli sold $123 [D1]."], tools=[box]) as desk:
        assert await unfinished("t", desk.runtime)
        events = [event async for event in resume("t", desk.runtime)]
        assert not await unfinished("t", desk.runtime)
        assert [event async for event in resume("t", desk.runtime)] == []
        filed = await history("t", desk.runtime)
    assert time.monotonic() - started < 10
    assert isinstance(events[-1], Done)
    answer = events[-1].answer
    assert answer["question"] == "deli?"
    assert answer["text"] == "Deli sold $123 [D1]."
    assert [e["id"] for e in answer["evidence"]] == ["D1"]
    assert [t["name"] for t in answer["tools"]] == ["sales_of", "slow"]
    assert len(filed) == 1


async def test_a_new_question_after_a_crash_is_answered_too(desk_of: Any, tmp_path: Path) -> None:
    path = tmp_path / "threads.sqlite"
    run = subprocess.Popen([sys.executable, "-c", CRASH, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert said_by(run) == b"in the tool\n"
    run.kill()
    run.wait()
    async with desk_of(["Hello."]) as desk:
        answer = await desk.answer("hello")
        shown = desk.model.shown[0]
    assert answer["text"] == "Hello."
    assert [m.content for m in shown if isinstance(m, HumanMessage)] == ["deli?", "hello"]
    assert [m.status for m in shown if isinstance(m, ToolMessage)] == ["success", "error"]


async def test_a_stopped_turn_leaves_the_thread_free(desk_of: Any, call: Any) -> None:
    async with desk_of([call("sales_of", department="DELI"), "Hello."]) as desk:
        run = asyncio.create_task(desk.events("deli?"))
        while not desk.model.shown:
            await asyncio.sleep(0.005)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        assert not desk.runtime.locks.busy("t")
        answer = await asyncio.wait_for(desk.answer("hello"), 5)
    assert answer["status"] == "answered"


async def test_a_bug_outside_the_tools_ends_the_turn_with_a_line(desk_of: Any, caplog: Any) -> None:
    def fails(question: str, scope: Any) -> Any:
        raise RuntimeError("internal detail")

    async with desk_of(["Hello."], read=fails) as desk:
        answer = await desk.answer("hello")
        assert not await unfinished("t", desk.runtime)
        assert [a["status"] for a in await history("t", desk.runtime)] == ["failed"]
    assert answer["status"] == "failed"
    assert "internal detail" not in json.dumps(answer)
    assert "internal detail" in caplog.text
    async with desk_of(["Hello."]) as desk:
        again = await desk.answer("hello")
    assert again["status"] == "answered"
    assert again["turn"] == 2


async def test_one_checkpoint_is_kept_of_a_finished_turn(desk_of: Any, tmp_path: Path) -> None:
    async with desk_of(["Hello.", "Good day.", "Welcome."]) as desk:
        for text in ("a", "b"):
            await desk.answer(text)
        await desk.answer("c", "other")
    with sqlite3.connect(tmp_path / "threads.sqlite") as connection:
        rows = connection.execute("SELECT thread_id, count(*) FROM checkpoints GROUP BY 1 ORDER BY 1")
        assert rows.fetchall() == [("other", 1), ("t", 1)]


async def test_a_crafted_row_runs_nothing(tmp_path: Path) -> None:
    from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

    class Evil:
        def __reduce__(self) -> Any:
            return os.system, ("echo",)

    marker = tmp_path / "ran"
    permissive = JsonPlusSerializer(allowed_msgpack_modules=True)
    crafted = permissive.dumps_typed(ToolMessage("x", tool_call_id="c"))
    assert isinstance(strict_serializer().loads_typed(crafted), ToolMessage)
    import ormsgpack

    call = ormsgpack.packb(("subprocess", "call", (["touch", str(marker)],)))
    row = ("msgpack", ormsgpack.packb(ormsgpack.Ext(1, call)))
    strict_serializer().loads_typed(row)
    assert not marker.exists()
    permissive.loads_typed(row)
    assert marker.exists(), "the row is not crafted well enough to show anything"
    async with open_store(tmp_path / "s.sqlite") as store:
        store.serde.loads_typed(row)
        with pytest.raises(Exception, match="pickle"):
            store.serde.loads_typed(("pickle", b"x"))
