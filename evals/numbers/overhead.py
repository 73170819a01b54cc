"""What a built-in answer costs beside its own SQL in plain DuckDB, warm, on a shop of any size."""

import asyncio
import dataclasses
import os
import tempfile
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from agent.question import Question
from agent.run import answer
from agent.runtime import Runtime
from agent.settings import BUILTIN, read_settings
from agent.start import started
from tools.warehouse.connection import Warehouse, open_warehouse

QUESTIONS = (
    "What were sales in December?",
    "Top 5 departments by sales",
    "Average basket by month",
    "Sales by age group",
    "Which weekday has the fewest orders?",
    "How many households bought beer but never wine?",
    "Orders over $200 in December",
    "Sales without fuel in Q2 compared with Q1",
    "Which campaign had the best response rate?",
    "Private label share by department",
    "Units of yogurt by week",
    "Sales of soft drinks by mailer placement",
)
MOST_TIMES, MOST_S = 5, 0.3
LONGEST_S = 600
"""The plain query may take its time on a large, busy machine: it is measured, not bounded."""


@dataclass(frozen=True)
class Cost:
    """Seconds of one answer and of the queries behind it, each the best of the warm runs."""

    question: str
    answer_s: float
    sql_s: float
    status: str = "answered"
    cpu_s: float = 0.0
    """Computing seconds of all threads: how long the answer takes at most where nothing else runs."""

    @property
    def ratio(self) -> float:
        """How many times its own queries the answer takes."""
        return self.answer_s / self.sql_s

    @property
    def within(self) -> bool:
        """Whether there is an answer, in at most 5 times its queries or 300 ms, whichever is larger."""
        return self.status == "answered" and self.answer_s <= max(MOST_TIMES * self.sql_s, MOST_S)


async def costs(shop: Path, questions: tuple[str, ...] = QUESTIONS, times: int = 3) -> list[Cost]:
    """Asks each question `times` times, each on a thread of its own, after a first, cold time."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "warehouse.duckdb").symlink_to(shop.resolve())
        settings = dataclasses.replace(read_settings(), home=home, model=BUILTIN)
        plain = open_warehouse(shop)
        async with started(settings) as runtime:
            for question in questions:
                rounds = [await _round(question, runtime, plain) for _ in range(times + 1)][1:]
                answer_s, sql_s, cpu_s, statuses = zip(*rounds, strict=True)
                status = next((one for one in statuses if one != "answered"), "answered")
                found.append(Cost(question, min(answer_s), min(sql_s), status, min(cpu_s)))
    return found


async def _round(question: str, runtime: Runtime, plain: Warehouse) -> tuple[float, float, float, str]:
    """Seconds of the answer and of its queries alone, computing seconds of the answer, and its status."""
    began, computed = time.perf_counter(), time.process_time()
    given = await answer(Question(question, f"bench-{uuid.uuid4().hex}"), runtime)
    answered, computed = time.perf_counter(), time.process_time() - computed
    for evidence in given["evidence"]:
        plain.run(evidence["sql"] or "SELECT 1", timeout_s=LONGEST_S)
    return answered - began, time.perf_counter() - answered, computed, given["status"]


def shown(found: list[Cost]) -> list[str]:
    """A line for each question, and what they come to."""
    lines = [f"{'ms answer':>10} {'ms its CPU':>10} {'ms its SQL':>10} {'ratio':>6}  question"]
    for cost in found:
        over = "" if cost.within else f"   {'OVER' if cost.status == 'answered' else cost.status.upper()}"
        times = " ".join(f"{1000 * s:>10.0f}" for s in (cost.answer_s, cost.cpu_s, cost.sql_s))
        lines.append(f"{times} {cost.ratio:>6.1f}  {cost.question}{over}")
    typical, ratio = median(c.answer_s for c in found), median(c.ratio for c in found)
    bar = f"{MOST_TIMES} times their SQL or {MOST_S * 1000:.0f} ms"
    within = f"{sum(c.within for c in found)} of {len(found)} within {bar}"
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return [*lines, f"on {busy}: median {typical * 1000:.0f} ms, {ratio:.1f} times its SQL; {within}"]


def section(shop: Path) -> tuple[list[str], list[str]]:
    """The costs of all questions on a shop, and the bar missed where one costs too much."""
    found = asyncio.run(costs(shop))
    return shown(found), [f"{cost.question} ({cost.status})" for cost in found if not cost.within]
