"""A conversation of ten turns through the OpenAI path, with replies written by hand (written.jsonl):
tool calls, a repaired figure, a mended call, a clarification, a refusal, SQL, an attempt to write, a garbled
call, and at the end a failure of the API."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agent.question import Question
from agent.run import answer, history
from agent.settings import Settings
from agent.start import started

TURNS = [json.loads(line) for line in Path(__file__).with_name("written.jsonl").read_text().splitlines()]


async def test_ten_turns(api: Any, settings_of: Callable[[Path], Settings], mini_shop: Path) -> None:
    api.replies = [reply for turn in TURNS for reply in turn["replies"]]
    async with started(settings_of(mini_shop)) as runtime:
        answers = [await answer(Question(turn["user"], "talk"), runtime) for turn in TURNS]
        filed = await history("talk", runtime)
    assert not api.replies
    assert filed == answers
    for turn, found in zip(TURNS, answers, strict=True):
        assert found["status"] == turn["status"], found
        for words in turn["says"]:
            assert words in found["text"], found["text"]
        for words in turn.get("never", []):
            assert words not in found["text"]
        assert len(found["options"]) == turn.get("options", 0)
        errors = [tool["error"] for tool in found["tools"] if tool["error"]]
        assert len(errors) == len(turn.get("errors", []))
        assert all(words in error for words, error in zip(turn.get("errors", []), errors, strict=True))
        assert (turn.get("fallback") or "") in (found["fallback"] or "")
        assert bool(found["fallback"]) == ("fallback" in turn)
        assert found["removed"] == []
    assert "sk-conversation" not in json.dumps(answers)
    checks = [r for r in api.requests if "could not be confirmed" in str(r["messages"][-1]["content"])]
    assert len(checks) == sum(turn.get("repairs", 0) for turn in TURNS)
    assert "$99.00" in checks[0]["messages"][-1]["content"]
    assert not any("$99.00" in str(m["content"]) for m in api.requests[-1]["messages"])
