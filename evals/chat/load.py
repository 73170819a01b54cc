"""Fifty chats at once, beside an echo that sends the same texts: mix-ups, order, 95th percentiles."""

import asyncio
import json
import statistics
import tempfile
import time
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from agent.answer import Answer
from agent.question import Question
from agent.run import answer
from agent.screen.answer_text import answer_markdown
from agent.settings import read_settings
from agent.start import started
from evals.chat.client import Talk, Visitor
from evals.chat.server import AISLE, served

CHATS = 50
WORST_RATIO = 2.0
LONGEST_S = 300.0
FIRST_DAY = date(2017, 1, 2)
ASKED = (
    "What were sales on {day}?",
    "Top 5 departments by sales on {day}",
    "How many orders were there on {day}?",
    "Average basket by department on {day}",
    "How many customers shopped on {day}?",
)
ECHO = """import json
import os

import chainlit as cl

with open(os.environ["ECHOED_TEXTS"], encoding="utf-8") as file:
    TEXTS = json.load(file)


@cl.on_message
async def on_message(message):
    await cl.Message(TEXTS[message.content]).send()
"""


class Measured(NamedTuple):
    """Of each chat its answers in the order in which they came (id, text); the waits for the first, and for
    those that were asked together, in seconds."""

    answers: list[list[tuple[str, str]]]
    once: list[float]
    rapid: list[float]


def questions(chats: int) -> list[list[str]]:
    """What each chat asks: no two ask the same."""
    days = [FIRST_DAY + timedelta(days=7 * (n % 50) + n // 50 % 7) for n in range(chats)]
    return [[text.format(day=f"{day:%-d %B %Y}") for text in ASKED] for day in days]


def report(chats: int = CHATS) -> tuple[str, int]:
    """What `python -m evals bench chat` prints, and how many bars were missed."""
    asked = questions(chats)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "warehouse.duckdb").symlink_to(read_settings().warehouse.resolve())
        wanted = asyncio.run(alone(asked, home / "alone.sqlite"))
        with served(AISLE, Path.cwd(), home, {"AISLE_MODEL": "builtin", "OPENAI_API_KEY": ""}) as chat:
            ours = asyncio.run(measured(chat.url, asked))
        (home / "echo.py").write_text(ECHO, encoding="utf-8")
        (home / "texts.json").write_text(json.dumps(echoed(asked, wanted)), encoding="utf-8")
        echo = ("-m", "chainlit", "run", str(home / "echo.py"), "--headless", "--port")
        with served(echo, home, home, {"ECHOED_TEXTS": str(home / "texts.json")}) as chat:
            theirs = asyncio.run(measured(chat.url, asked))
    wrong = mixed(ours.answers, wanted)
    total = chats * len(ASKED)
    lines = [f"{chats} chats at once: {wrong} of {total} answers to another question or out of order"]
    missed = int(wrong > 0)
    for name, own, bare in (
        ("one question each", ours.once, theirs.once),
        (f"then {len(ASKED) - 1} more each without waiting", ours.rapid, theirs.rapid),
    ):
        ratio = p95(own) / p95(bare)
        missed += ratio > WORST_RATIO
        lines.append(
            f"{name}: p95 {p95(own):.2f} s, median {statistics.median(own):.2f} s; bare Chainlit echo of the "
            f"same texts {p95(bare):.2f} s; ratio {ratio:.2f} (at most {WORST_RATIO:g})"
        )
    return "\n".join(lines), missed


async def alone(asked: Sequence[Sequence[str]], threads: Path) -> list[list[Answer]]:
    """The same questions asked of the agent itself, one after the other: what each must be answered."""
    async with started(read_settings(), threads) as runtime:
        return [
            [await answer(Question(text, f"alone-{n}"), runtime) for text in texts]
            for n, texts in enumerate(asked)
        ]


async def measured(url: str, asked: Sequence[Sequence[str]]) -> Measured:
    """Opens a chat for each list of questions; asks the first of all at once, then the others of all."""
    visitors = [Visitor(url) for _ in asked]
    for visitor in (Visitor(url), *visitors):
        await visitor.sign_in()
    first = await visitors[0].open()
    await first.say(asked[0][0])  # opens the shop's data, which the others need not wait for
    await first.until(1)
    await first.close()
    talks = [await visitor.open() for visitor in visitors]
    once = await asyncio.gather(*(_asked(t, texts[:1]) for t, texts in zip(talks, asked, strict=True)))
    rapid = await asyncio.gather(*(_asked(t, texts[1:]) for t, texts in zip(talks, asked, strict=True)))
    answers = [[(a["id"], a["output"]) for a in talk.answers()] for talk in talks]
    for talk in talks:
        await talk.close()
    return Measured(answers, [s for found in once for s in found], [s for found in rapid for s in found])


async def _asked(talk: Talk, texts: Sequence[str]) -> list[float]:
    """Says all texts without waiting in between; the seconds until each answer was there."""
    before, sent = len(talk.answers()), []
    for text in texts:
        sent.append(time.monotonic())
        await talk.say(text)
    found = (await talk.until(before + len(texts), LONGEST_S))[before:]
    return [answer["at"] - began for answer, began in zip(found, sent, strict=True)]


def mixed(answers: Sequence[Sequence[tuple[str, str]]], wanted: Sequence[Sequence[Answer]]) -> int:
    """How many answers are not, word for word, those to the questions of their place."""
    pairs = [
        (said, answer_markdown(right, message))
        for found, expected in zip(answers, wanted, strict=True)
        for (message, said), right in zip(found, expected, strict=True)
    ]
    return sum(said != right for said, right in pairs)


def echoed(asked: Sequence[Sequence[str]], wanted: Sequence[Sequence[Answer]]) -> dict[str, str]:
    """What the echo sends for each question: the text that Aisle sends."""
    pairs = [
        (q, a) for texts, found in zip(asked, wanted, strict=True) for q, a in zip(texts, found, strict=True)
    ]
    return {question: answer_markdown(found, str(uuid.UUID(int=0))) for question, found in pairs}


def p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]
