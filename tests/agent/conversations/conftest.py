"""An OpenAI-compatible server that streams written replies, so that a whole conversation runs as it would
over the network."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from agent.settings import Patience, Settings


class OpenAIServer(BaseHTTPRequestHandler):
    """Streams the next of `server.replies`; <<column>> in a text is that cell of the last tool result, as
    dollars. A reply with a `status` is an error."""

    server: Any

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append(body)
        reply = self.server.replies.pop(0)
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
        chunk = {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        self.wfile.write(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())


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
    """The server. Put replies into `api.replies`; what was asked stands in `api.requests`."""
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), OpenAIServer)
    server.requests, server.replies = [], []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings_of(api: Any, tmp_path: Path) -> Callable[[Path], Settings]:
    """`settings_of(shop)`: a home of its own over the warehouse `shop`, with the server as its model."""

    def made(shop: Path) -> Settings:
        (tmp_path / "warehouse.duckdb").symlink_to(shop)
        return Settings(
            tmp_path,
            model="openai:gpt-4.1",
            api_key=SecretStr("sk-conversation"),
            base_url=f"http://127.0.0.1:{api.server_address[1]}/v1",
            patience=Patience(pause=0.01),
        )

    return made
