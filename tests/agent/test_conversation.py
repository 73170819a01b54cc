"""A conversation of ten turns through the OpenAI path, with replies written by hand (conversation.jsonl):
tool calls, a repaired figure, a mended call, a clarification, a refusal, SQL, an attempt to write, a garbled
call, and at the end a failure of the API."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.question import Question
from agent.run import answer, history
from agent.settings import Patience, Settings
from agent.start import started

TURNS = [json.loads(line) for line in Path(__file__).with_name("conversation.jsonl").read_text().splitlines()]
CHUNK = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}


class Written(BaseHTTPRequestHandler):
    """Streams the next reply; <<column>> in a text is that cell of the last tool result, as dollars."""

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)  # type: ignore[attr-defined]
        reply = self.server.replies.pop(0)  # type: ignore[attr-defined]
        if status := reply.get("status"):
            self.send_error(status, json.dumps(reply["error"]))
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        calls = [
            {"index": i, "id": f"call_{i}", "type": "function", "function": _function(call)}
            for i, call in enumerate(reply.get("tool_calls", []))
        ]
        text = _filled(reply.get("content", ""), body["messages"])
        self._event({"role": "assistant", "content": text} | ({"tool_calls": calls} if calls else {}))
        self._event({}, "tool_calls" if calls else "stop")
        self.wfile.write(b"data: [DONE]\n\n")

    def _event(self, delta: dict[str, Any], finish: str | None = None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.wfile.write(f"data: {json.dumps({**CHUNK, 'choices': [choice]})}\n\n".encode())


def _function(call: dict[str, Any]) -> dict[str, str]:
    given = call["arguments"]
    return {"name": call["name"], "arguments": given if isinstance(given, str) else json.dumps(given)}


def _filled(text: str, messages: list[dict[str, Any]]) -> str:
    results = [m["content"] for m in messages if m["role"] == "tool"]
    if "<<" in text:
        for name, value in json.loads(results[-1])["rows"][0].items():
            text = text.replace(f"<<{name}>>", f"${value:,.2f}")
    return text


@pytest.fixture
def api() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Written)
    server.requests, server.replies = [], [reply for turn in TURNS for reply in turn["replies"]]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


async def test_ten_turns(api: Any, mini_shop: Path, tmp_path: Path) -> None:
    (tmp_path / "warehouse.duckdb").symlink_to(mini_shop)
    settings = Settings(
        tmp_path,
        model="openai:gpt-4.1",
        api_key=SecretStr("sk-conversation"),
        base_url=f"http://127.0.0.1:{api.server_address[1]}/v1",
        patience=Patience(pause=0.01),
    )
    async with started(settings) as runtime:
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
