"""Bad input gets a sentence, never a trace, and nothing of the thread is lost."""

from typing import Any

import pytest

from agent.events import Done
from agent.question import LONGEST, InvalidQuestion, Question, check_thread, cleaned
from agent.run import ask, history


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u202e\ufeff", "\x00\x01", "?!…", "x" * (LONGEST + 1)])
async def test_what_is_no_question_is_answered_with_a_sentence(desk_of: Any, text: str) -> None:
    async with desk_of(["Hello."]) as desk:
        await desk.answer("hello")
        answer = await desk.answer(text)
        filed = await history("t", desk.runtime)
    assert answer["status"] == ("failed" if len(text) > LONGEST else "clarify")
    assert answer["text"].endswith(".") or answer["text"].endswith("?")
    assert len(answer["question"]) <= 200
    assert [a["question"] for a in filed] == ["hello"]


async def test_a_message_of_100_kb_is_refused_at_once(desk_of: Any) -> None:
    async with desk_of([]) as desk:
        answer = await desk.answer("sales? " * 15_000)
    assert "8,000" in answer["text"]


async def test_invisible_characters_go_and_are_mentioned(desk_of: Any) -> None:
    async with desk_of(["Hello."]) as desk:
        answer = await desk.answer("sa\u200bles\x00 in\u202e March?")
        seen = desk.model.shown[0][-1].text
    assert seen == "sales in March?"
    assert answer["warnings"] == ["I left out 3 invisible characters of your message."]


@pytest.mark.parametrize("text", ["¿Cuánto vendimos en marzo?", "三月份的销售额", "sales\r\nby\tmonth 😀"])
def test_other_languages_and_line_breaks_pass(text: str) -> None:
    assert cleaned(text) == (text.replace("\r\n", "\n"), [])


@pytest.mark.parametrize("thread", ["", "../x", "a b", "x" * 65, "a'; DROP TABLE x;--", "é", "a\n"])
async def test_a_broken_thread_id_is_refused_with_a_sentence(desk_of: Any, thread: str) -> None:
    with pytest.raises(InvalidQuestion):
        check_thread(thread)
    async with desk_of([]) as desk:
        answer = await desk.answer("sales?", thread)
    assert answer["status"] == "failed"
    assert "id is not valid" in answer["text"]


async def test_an_unknown_model_is_refused_with_a_sentence(desk_of: Any) -> None:
    async with desk_of([]) as desk:
        events = [e async for e in ask(Question("sales?", "t", model="openai:other"), desk.runtime)]
    assert isinstance(events[-1], Done)
    assert "openai:other" in events[-1].answer["text"]
