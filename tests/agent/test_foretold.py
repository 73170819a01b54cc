"""Options of a question back with the figure that each would give; none where there is none in time."""

import time
import uuid
from typing import Any

import pytest

from agent import foretold as module
from agent.foretold import foretold
from agent.question import Question
from agent.run import answer
from agent.runtime import Runtime


async def test_an_option_has_the_figure_that_choosing_it_gives(shop: Runtime) -> None:
    thread = uuid.uuid4().hex
    asked = await answer(Question("sales of zzqqzz", thread), shop)
    assert asked["status"] == "clarify"
    found = await foretold(thread, asked["options"], shop)
    assert len(found) == len(asked["options"])
    chosen = await answer(Question(asked["options"][-1], thread), shop)
    last = found[-1]
    assert last is not None
    assert last.value == pytest.approx(chosen["evidence"][0]["rows"][0]["sales"])


async def test_a_conversation_that_went_on_has_no_options_left(shop: Runtime) -> None:
    thread = uuid.uuid4().hex
    asked = await answer(Question("sales of zzqqzz", thread), shop)
    await answer(Question("sales by store", thread), shop)
    assert await foretold(thread, asked["options"], shop) == []
    assert await foretold(uuid.uuid4().hex, asked["options"], shop) == []


async def test_what_is_not_ready_in_time_has_no_figure(shop: Runtime, monkeypatch: Any) -> None:
    thread = uuid.uuid4().hex
    asked = await answer(Question("sales of zzqqzz", thread), shop)
    monkeypatch.setattr(module, "PATIENCE_S", 0.05)
    monkeypatch.setattr(module, "_looked_up", lambda *given: time.sleep(0.4))
    assert await foretold(thread, asked["options"], shop) == [None] * len(asked["options"])
