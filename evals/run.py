"""Runs the cases of a suite through the agent and keeps every transcript with its verdict."""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from agent.answer import Answer
from evals.case import Case
from evals.scorers import Finding, score_turn

Ask = Callable[[str, str], Awaitable[Answer]]
"""Asks one question on one thread and gives the answer."""
Outcome = Literal["passed", "failed", "unscored", "crashed"]


@dataclass
class TurnResult:
    """One turn of a transcript: what was asked, the text a reader sees, and what the scorers found."""

    user: str
    text: str
    findings: list[Finding]
    seconds: float
    answer: Answer


@dataclass
class CaseResult:
    """A finished case. `error` is set where the agent raised: a crash is neither right nor wrong."""

    id: str
    category: str
    repeat: int
    turns: list[TurnResult] = field(default_factory=list)
    error: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Crashed, failed, unscored (code found no fault, a person must look), or passed."""
        codes = {finding.code for turn in self.turns for finding in turn.findings}
        if self.error is not None:
            return "crashed"
        if codes - {"unscored"}:
            return "failed"
        return "unscored" if codes else "passed"

    def record(self) -> dict[str, Any]:
        """The result as plain values, for a results file."""
        return {**asdict(self), "outcome": self.outcome}


async def run_case(case: Case, repeat: int, ask: Ask, render: Callable[[Answer], str]) -> CaseResult:
    """Asks the turns of a case in order on a thread of their own, scoring each."""
    result = CaseResult(case.id, case.category, repeat)
    thread = f"eval-{uuid.uuid4().hex}"
    for turn in case.turns:
        started = time.perf_counter()
        try:
            answer = await ask(turn.user, thread)
        except Exception as error:  # noqa: BLE001 - a crash of the judged is a verdict, not ours to raise
            result.error = f"{type(error).__name__}: {error}"
            return result
        seconds = time.perf_counter() - started
        text = render(answer)
        tools = [call["name"] for call in answer["tools"]]
        findings = score_turn(turn, text, answer["status"], tools)
        result.turns.append(TurnResult(turn.user, text, findings, seconds, answer))
    return result


def run_suite(
    cases: list[Case], ask: Ask, render: Callable[[Answer], str], repeats: int = 1, at_once: int = 2
) -> Iterator[Awaitable[CaseResult]]:
    """The results of all cases, in the order in which they finish, `at_once` of them running side by side."""
    gate = asyncio.Semaphore(at_once)

    async def one(case: Case, repeat: int) -> CaseResult:
        async with gate:
            return await run_case(case, repeat, ask, render)

    return asyncio.as_completed([one(case, repeat) for repeat in range(repeats) for case in cases])
