"""Whole turns over the real shop: nothing the built-in analyst writes is cut; what it offers it answers."""

import asyncio
import dataclasses
import uuid
from pathlib import Path

import pytest

from agent.answer import Answer
from agent.question import Question
from agent.run import answer
from agent.settings import read_settings
from agent.start import started
from evals.case import load_suite

pytestmark = pytest.mark.real_shop
SUITES = Path(__file__).parents[3] / "evals" / "suites"
BEGINNINGS = [
    "sales by department in q3", "top 10 products by sales", "avg basket size for single households",
    "how many coupons were redeemed in campaign 18", "spend per household by income", "beer or wine?",
    "which departments shrank in q4 vs q3", "top 3 categories per department", "orders by month",
    "customers aged 25-34 or 35-44, avg spend", "private label share by department", "sales at 5pm",
    "running total of sales by month", "what is our margin", "new customers by month",
    "which households stopped buying produce?", "orders over $100 by month",
]  # fmt: skip


async def conversations(asked: list[list[str]], home: Path) -> list[Answer]:
    """The answers to all turns, each list of questions on a thread of its own."""
    settings = dataclasses.replace(read_settings(), model="builtin")
    found = []
    async with started(settings, home / "threads.sqlite") as runtime:
        for turns in asked:
            thread = uuid.uuid4().hex
            for text in turns:
                found.append(await answer(Question(text, thread), runtime))
    return found


def test_no_statement_of_its_own_is_cut(real_shop: Path, tmp_path: Path) -> None:
    suites = sorted(SUITES.glob("*.jsonl"))
    asked = [[t.user for t in case.turns] for suite in suites for case in load_suite(suite)]
    found = asyncio.run(conversations(asked, tmp_path))
    cut = [(a["question"], gone) for a in found for gone in a["removed"]]
    assert not cut
    assert [a["question"] for a in found if "went wrong on my side" in a["text"]] == []


def test_what_is_offered_is_answered(real_shop: Path, tmp_path: Path) -> None:
    first = asyncio.run(conversations([[q] for q in BEGINNINGS], tmp_path))
    offered = [[a["question"], o] for a in first for o in a["next_questions"]]
    then = asyncio.run(conversations(offered, tmp_path))[1::2]
    assert len(offered) >= 2 * len(BEGINNINGS)
    assert [a["question"] for a in then if a["status"] != "answered"] == []
