"""A turn on the page: its steps, its text as it comes, the finished answer with the buttons under it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import chainlit as cl

from agent.answer import Answer
from agent.events import Done, Event, Step, Token
from agent.screen import answer_text, offers, panel, saved
from agent.screen.access.users import LOCAL_USER
from agent.screen.live import choices
from agent.screen.live.layer import Chart
from agent.screen.live.place import HOME, PACE, TURNS
from agent.screen.live.working import Working

log = logging.getLogger("aisle.screen")
YOU = cl.User(identifier=LOCAL_USER)
OFFERED: dict[str, list[cl.Action]] = {}
"""The buttons that stand under the last message of each thread."""


async def begin(answering: AsyncIterator[Event], asked: str | None) -> None:
    """Starts a turn that no typed message started; the button's request must not wait for it."""
    user = cl.context.session.user or YOU
    said = await cl.Message(asked, author=user.identifier, type="user_message").send() if asked else None

    async def run() -> None:
        await cl.context.emitter.task_start()
        async with cl.Step(name="on_message", type="run", parent_id=said.id if said else None):
            await turn(answering)
        await cl.context.emitter.task_end()

    cl.context.session.current_task = asyncio.create_task(run())


async def turn(answering: AsyncIterator[Event]) -> None:
    """Shows the events of a turn as they come. Never shows an exception."""
    if wait := PACE.wait((cl.context.session.user or YOU).identifier):
        await cl.Message(
            f"That is too many questions for one minute. Please ask again in {wait:.0f} s."
        ).send()
        return
    thread, message = cl.context.session.thread_id, cl.Message("")
    linked = answer_text.linker(message.id)
    try:
        with TURNS.running(thread):
            async with Working() as working:
                await asyncio.gather(*(button.remove() for button in OFFERED.pop(thread, [])))
                async for event in answering:
                    if isinstance(event, Step):
                        await working.step(event)
                    elif isinstance(event, Token):
                        await message.stream_token(linked(event.text))
                    elif isinstance(event, Done):
                        working.done(event.answer)
                        await finish(message, event.answer)
    except asyncio.CancelledError:
        message.content = f"{message.content}\n\n###### Stopped. Ask again, or ask something else.".strip()
        await message.send()
        raise
    except Exception as error:
        message.content = answer_text.apology(error)
        log.exception("%s (thread %s)", message.content, thread)
        await message.send()


async def finish(message: cl.Message, answer: Answer) -> None:
    """The finished message: text, table, chart, evidence and the buttons under it."""
    thread = message.thread_id
    saved.save(HOME, thread, message.id, answer)
    message.content = answer_text.answer_markdown(answer, message.id)
    drawn = panel.charts(thread, message.id, answer_text.charted(answer))
    elements: list[Any] = [Chart(**fields) for fields in drawn]
    message.elements = elements
    message.actions = OFFERED[thread] = [cl.Action(**b) for b in offers.buttons(answer, message.id)]
    await message.send()
    if not answer["turn"]:
        await choices.show()  # it may have been about what is remembered
