"""Turns of a thread: known while they run, ended together."""

import asyncio

import pytest

from agent.screen.turns import Turns


async def test_a_stop_ends_every_turn_of_its_thread_and_no_other():
    turns = Turns()

    async def turn(thread):
        with turns.running(thread):
            await asyncio.sleep(5)

    tasks = [asyncio.create_task(turn(thread)) for thread in ("a", "a", "b")]
    await asyncio.sleep(0)
    assert turns.any("a")
    turns.stop("a")
    for task in tasks[:2]:
        with pytest.raises(asyncio.CancelledError):
            await task
    assert not turns.any("a")
    assert turns.any("b")
    tasks[2].cancel()


def test_a_thread_without_turns_is_at_rest():
    assert not Turns().any("a")
    Turns().stop("a")


async def test_the_end_of_a_turn_is_told_also_where_it_was_stopped():
    turns, ended = Turns(), []
    turns.ended = ended.append

    async def turn(seconds):
        with turns.running("a"):
            await asyncio.sleep(seconds)

    tasks = [asyncio.create_task(turn(seconds)) for seconds in (0, 5)]
    await tasks[0]
    turns.stop("a")
    with pytest.raises(asyncio.CancelledError):
        await tasks[1]
    assert ended == tasks
