"""A run keeps wrong, unscored and crashed apart, and every case gets a thread of its own."""

import asyncio
import json
from pathlib import Path
from typing import Any

from evals.case import Case, parse_case
from evals.report import answers_line, summary, write
from evals.run import CaseResult, run_suite

CASES = [
    {
        "id": "right",
        "question": "turnover?",
        "must_contain": [{"kind": "number", "label": "n", "any_of": [5]}],
    },
    {"id": "wrong", "question": "orders?", "must_contain": [{"kind": "number", "label": "n", "any_of": [7]}]},
    {"id": "look", "question": "fuel?", "must_contain": [{"kind": "behaviour", "label": "mentions fuel"}]},
    {"id": "crash", "question": "boom"},
    {"id": "talk", "turns": [{"user": "orders?"}, {"user": "without fuel?"}]},
]


def run(threads: list[tuple[str, str]]) -> dict[str, CaseResult]:
    async def ask(question: str, thread: str) -> Any:
        threads.append((thread, question))
        if question == "boom":
            raise RuntimeError("the tool broke")
        return {"text": f"{question} 5", "status": "answered", "tools": []}

    async def all_results() -> list[CaseResult]:
        cases: list[Case] = [parse_case(case) for case in CASES]
        return [await result for result in run_suite(cases, ask, lambda answer: answer["text"])]

    return {result.id: result for result in asyncio.run(all_results())}


def test_each_outcome_is_told_apart() -> None:
    results = run([])
    assert {name: result.outcome for name, result in results.items()} == {
        "right": "passed",
        "wrong": "failed",
        "look": "unscored",
        "crash": "crashed",
        "talk": "passed",
    }
    assert "the tool broke" in (results["crash"].error or "")


def test_turns_of_a_conversation_share_a_thread_and_cases_do_not() -> None:
    threads: list[tuple[str, str]] = []
    run(threads)
    talk = [thread for thread, question in threads if question == "without fuel?"]
    assert sum(thread == talk[0] for thread, _ in threads) == 2
    assert len({thread for thread, _ in threads}) == len(CASES)


def test_the_report_names_each_fault_and_leaves_behaviours_to_people(tmp_path: Path) -> None:
    results = list(run([]).values())
    write(results, tmp_path)
    text = summary(results)
    assert "wrong: missing_number" in text
    assert "crashed  crash" in text
    (people,) = [json.loads(line) for line in (tmp_path / "people.jsonl").read_text().splitlines()]
    assert people["judge"] == ["mentions fuel"]
    assert len((tmp_path / "results.jsonl").read_text().splitlines()) == len(CASES)


def test_answers_alone_are_a_line_a_case() -> None:
    results = run([])
    assert json.loads(answers_line(results["right"])) == {"id": "right", "answer": "turnover? 5"}
    assert json.loads(answers_line(results["talk"]))["turns"] == ["orders? 5", "without fuel? 5"]
    assert "crashed" in json.loads(answers_line(results["crash"]))["answer"]
