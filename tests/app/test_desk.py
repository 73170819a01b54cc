"""The desk: one start for all, tried again when it failed."""

import asyncio
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from agent.events import Step
from agent.screen import home as kept
from agent.screen.desk import Desk

CONTEXT = SimpleNamespace(roles={"Manager": ["Sales in December?"]}, tool=lambda name: None)
RUNTIME = SimpleNamespace(context=CONTEXT)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("AISLE_HOME", str(tmp_path))
    return tmp_path


class Agent:
    """Counts its starts; the first `failures` of them fail."""

    def __init__(self, failures=0):
        self.starts, self.failures = 0, failures

    def load(self):
        return SimpleNamespace(ask=self.ask), self.started

    @asynccontextmanager
    async def started(self, settings):
        self.starts += 1
        await asyncio.sleep(0.01)
        if self.starts <= self.failures:
            raise OSError("no warehouse")
        yield RUNTIME

    async def ask(self, question, runtime):
        yield question.text, question.thread, runtime


async def asked(desk):
    return [event async for event in desk.ask("hello", "t") if not isinstance(event, Step)]


async def test_many_questions_share_one_start():
    agent = Agent()
    desk = Desk(agent.load)
    assert await asyncio.gather(*(asked(desk) for _ in range(5))) == [[("hello", "t", RUNTIME)]] * 5
    assert agent.starts == 1


async def test_the_first_question_says_what_it_waits_for():
    desk = Desk(Agent().load)
    first = [event async for event in desk.ask("hello", "t")]
    assert [event.state for event in first[:2]] == ["started", "done"]
    assert len([event async for event in desk.ask("hello", "t")]) == 1


async def test_questions_of_the_shop_are_kept_for_the_next_page(home):
    assert kept.questions(home)["Manager"] == list(kept.ANY_SHOP["Manager"])
    await asked(Desk(Agent().load))
    assert kept.questions(home) == {"Manager": ["Sales in December?"]}


async def test_a_failed_start_is_raised_and_then_tried_again():
    agent = Agent(failures=1)
    desk = Desk(agent.load)
    with pytest.raises(OSError, match="no warehouse"):
        await asked(desk)
    assert await asked(desk)
    assert agent.starts == 2


async def test_a_question_that_is_given_up_does_not_end_the_start():
    agent = Agent()
    desk = Desk(agent.load)
    impatient = asyncio.create_task(asked(desk))
    await asyncio.sleep(0)
    impatient.cancel()
    assert await asked(desk)
    assert agent.starts == 1


class CutOff(Agent):
    """An agent whose last turn was cut off, if `noted`, or which never heard of it."""

    def __init__(self, noted):
        super().__init__()
        self.noted = noted

    def load(self):
        return SimpleNamespace(ask=self.ask, unfinished=self.unfinished, resume=self.resume), self.started

    async def unfinished(self, thread, runtime):
        return self.noted

    async def resume(self, thread, runtime):
        yield "the rest of", thread


@pytest.mark.parametrize(
    ("noted", "asked_before", "events"),
    [
        (True, "hello", [("the rest of", "t")]),
        (False, "hello", [("hello", "t", RUNTIME)]),
        (False, None, []),
    ],
)
async def test_a_turn_that_was_cut_off_goes_on_or_is_asked_again(noted, asked_before, events):
    desk = Desk(CutOff(noted).load)
    assert [event async for event in desk.go_on("t", asked_before)] == events
