"""Conversations that a language model has played on the real shop, seeing nothing but the requests, with its
calls, drafts and repairs as it gave them: played.jsonl, with a failure of the API at the end,
played_shapes.jsonl, which asks for what changed, spread, stood out and who stopped buying, and
played_references.jsonl, in which figures are written as references."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.question import Question
from agent.run import answer
from agent.settings import Settings
from agent.start import started

PLAYED = [
    ("played.jsonl", 9, "$4.12 million"),
    ("played_shapes.jsonl", 11, "89.0 %"),
    ("played_references.jsonl", 1, "{"),
]
"""The file, how many drafts went back to the model when this was measured (lower it when the gate understands
more), and what must not be shown: a wrong figure that was planted, or a brace."""


@pytest.mark.real_shop
@pytest.mark.parametrize(("file", "most_repairs", "planted"), PLAYED)
async def test_what_a_model_said_stands(
    file: str, most_repairs: int, planted: str,
    api: Any, settings_of: Callable[[Path], Settings], real_shop: Path, record_property: Any,
) -> None:  # fmt: skip
    turns = [json.loads(line) for line in Path(__file__).with_name(file).read_text().splitlines()]
    answers, repairs = [], []
    async with started(settings_of(real_shop)) as runtime:
        for turn in turns:
            # A repair that is no longer asked for leaves its reply over.
            api.replies, api.requests = _renumbered(turn, answers), []
            answers.append(await answer(Question(turn["user"], "talk"), runtime))
            repairs.append(sum(_is_repair(request) for request in api.requests))
    print(f"repairs {sum(repairs)}: {repairs}; removed {[len(found['removed']) for found in answers]}")
    record_property("repairs", sum(repairs))
    for turn, found in zip(turns, answers, strict=True):
        assert found["status"] == turn["status"], found["text"]
        assert bool(found["fallback"]) == turn.get("fallback", False), found["text"]
        assert len(found["removed"]) <= turn.get("removed", 0), found["removed"]
        known = {evidence["id"] for evidence in found["evidence"]}
        for claim in found["claims"]:
            assert claim["cells"] or claim["kind"] not in ("cell", "formula")
            assert {cell["evidence"] for cell in claim["cells"]} <= known
        assert planted not in found["text"], found["text"]
    assert sum(repairs) <= most_repairs


def _renumbered(turn: dict[str, Any], before: list[Any]) -> list[Any]:
    """The turn's replies. Where an earlier repair may have looked something up or not, the evidence they cite
    is numbered from `first`, and moves with what is there now."""
    if "first" not in turn:
        return list(turn["replies"])
    ids = [int(i[1:]) for found in before for tool in found["tools"] for i in tool["evidence"]]
    moved = max(ids) + 1 - turn["first"]
    text = json.dumps(turn["replies"])
    return list(json.loads(re.sub(r"(?<=\[D)\d+(?=\])", lambda m: str(int(m[0]) + moved), text)))


def _is_repair(request: dict[str, Any]) -> bool:
    last = request["messages"][-1]
    return last["role"] == "user" and "Your draft was checked" in str(last["content"])
