"""What somebody typed: a question, or a command after a slash."""

import chainlit as cl

from agent.screen import commands
from agent.screen.live import choices
from agent.screen.live.turn import turn


async def answer(message: cl.Message) -> None:
    """Answers a message of the composer in its thread."""
    command = commands.read(message.content, message.command)
    if command is None:
        await turn(choices.asked(message.content))
        return
    try:
        wanted = commands.asked(*command)
    except commands.Unclear as unclear:
        await cl.Message(str(unclear)).send()
        return
    if wanted.says:
        await cl.Message(wanted.says).send()
    else:
        await turn(choices.asked(wanted.text, calls=wanted.calls))


async def offer() -> None:
    """Sends the list of commands, which opens at a slash."""
    await cl.context.emitter.set_commands(commands.offered())  # type: ignore[arg-type]
