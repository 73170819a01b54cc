"""A language model that fails: bounded retries, then the built-in analyst; the key shows nowhere."""

import json
import logging
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage
from pydantic import SecretStr

from agent.model import ModelDown, openai_speaker, speak
from agent.settings import Patience, Settings
from agent.speaker import Speaker

KEY = "sk-test-5f1e9c0ffee"
CHUNK = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
USAGE = {"prompt_tokens": 100, "completion_tokens": 10, "total_tokens": 110}


class Server(ThreadingHTTPServer):
    """Gives the replies of `plan` in order, the last one again and again. A reply writes to the handler."""

    daemon_threads = True

    def __init__(self, plan: list[Any]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.plan = plan
        self.requests: list[dict[str, Any]] = []

    def handle_error(self, *args: Any) -> None:
        """A client that has gone is part of these tests."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append({"body": body, "authorization": self.headers.get("Authorization")})
        plan = self.server.plan
        (plan.pop(0) if len(plan) > 1 else plan[0])(self)


def streamed(*deltas: dict[str, Any], finish: str | None = "stop") -> Any:
    def send(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.end_headers()
        for delta in deltas:
            choice = {"index": 0, "delta": delta, "finish_reason": None}
            _event(handler, {**CHUNK, "choices": [choice]})
        if finish:
            _event(handler, {**CHUNK, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
            _event(handler, {**CHUNK, "choices": [], "usage": USAGE})
            handler.wfile.write(b"data: [DONE]\n\n")

    return send


def _event(handler: Handler, payload: dict[str, Any]) -> None:
    handler.wfile.write(f"data: {json.dumps(payload)}\n\n".encode())
    handler.wfile.flush()


def text(content: str) -> Any:
    return streamed({"role": "assistant", "content": content})


def tool_call(arguments: str) -> Any:
    function = {"name": "sales_of", "arguments": arguments}
    call = {"index": 0, "id": "c1", "type": "function", "function": function}
    return streamed({"role": "assistant", "tool_calls": [call]}, finish="tool_calls")


def status(code: int, body: Any = None, **headers: str) -> Any:
    def send(handler: Handler) -> None:
        error = {"error": {"message": f"Incorrect API key provided: {KEY}", "code": None}}
        payload = (json.dumps(error) if body is None else body).encode()
        handler.send_response(code)
        handler.send_header("Content-Type", "application/json" if body is None else "text/html")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(payload)))
        handler.end_headers()
        handler.wfile.write(payload)

    return send


def hang(handler: Handler) -> None:
    time.sleep(3)


def stall(handler: Handler) -> None:
    streamed({"role": "assistant", "content": "Half of"}, finish=None)(handler)
    time.sleep(3)


def no_choices(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    _event(handler, {**CHUNK, "choices": []})
    handler.wfile.write(b"data: [DONE]\n\n")


def not_json(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    handler.wfile.write(b"data: {not json\n\n")


@pytest.fixture
def serve() -> Iterator[Any]:
    servers: list[Server] = []

    def start(*plan: Any) -> Server:
        servers.append(Server(list(plan)))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


PATIENCE = Patience(connect=0.5, read=0.4, total=1.5, attempts=3, pause=0.01, longest_pause=0.05)


def speaker_at(server: Server, patience: Patience = PATIENCE) -> Speaker:
    url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    settings = Settings(Path("unused"), api_key=SecretStr(KEY), base_url=url, patience=patience)
    return openai_speaker("openai:gpt-4.1", settings)


async def said(server: Server) -> Any:
    return await speak(speaker_at(server), [HumanMessage("hi")], [], 30)


async def test_a_whole_reply_comes_with_its_tokens(serve: Any) -> None:
    server = serve(text("Hello."))
    reply = await said(server)
    assert reply.text == "Hello."
    assert reply.usage_metadata["input_tokens"] == 100
    assert server.requests[0]["body"]["stream"] is True
    assert server.requests[0]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (status(500), "has an error of its own (500)"),
        (status(429, retry_after="0"), "is too busy (429)"),
        (hang, "did not answer in time"),
        (stall, "did not answer in time"),
        (streamed({"content": "Half of"}, finish=None), "stopped in the middle of its reply"),
        (text(""), "sent an empty reply"),
        (no_choices, "sent an empty reply"),
        (tool_call('{"department": "GRO'), "sent a tool call that cannot be read"),
        (status(200, "<html>Sign in</html>"), "sent"),
        (not_json, "sent a reply that cannot be read"),
    ],
)
async def test_bad_replies_are_tried_again_and_then_given_up(serve: Any, bad: Any, reason: str) -> None:
    assert (await said(serve(bad, text("Hello.")))).text == "Hello."
    server = serve(bad)
    started = time.monotonic()
    with pytest.raises(ModelDown) as down:
        await said(server)
    assert down.value.reason.startswith(reason)
    assert len(server.requests) == 3
    assert time.monotonic() - started < 6
    assert down.value.__cause__ is None


@pytest.mark.parametrize("code", [400, 401, 403, 404])
async def test_a_refusal_is_not_tried_again(serve: Any, code: int) -> None:
    server = serve(status(code))
    with pytest.raises(ModelDown, match=str(code)):
        await said(server)
    assert len(server.requests) == 1


async def test_a_wait_that_the_server_asks_for_is_kept_up_to_a_cap(serve: Any) -> None:
    server = serve(status(429, retry_after="0.3"), text("Hello."))
    started = time.monotonic()
    await speak(speaker_at(server, Patience(pause=0.01, longest_pause=5)), [HumanMessage("hi")], [], 30)
    assert 0.3 <= time.monotonic() - started < 2
    server = serve(status(429, retry_after="3600"), text("Hello."))
    started = time.monotonic()
    await speak(speaker_at(server), [HumanMessage("hi")], [], 30)
    assert time.monotonic() - started < 2


async def test_a_dead_service_is_left_alone_for_a_while(serve: Any) -> None:
    server = serve(status(500))
    speaker = speaker_at(server)
    with pytest.raises(ModelDown):
        await speak(speaker, [HumanMessage("hi")], [], 30)
    with pytest.raises(ModelDown, match="a moment ago"):
        await speak(speaker, [HumanMessage("hi")], [], 30)
    assert len(server.requests) == 3
    speaker.breaker.until = 0
    server.plan = [text("Hello.")]
    assert (await speak(speaker, [HumanMessage("hi")], [], 30)).text == "Hello."


async def test_a_refused_request_does_not_keep_the_service_from_being_called(serve: Any) -> None:
    speaker = speaker_at(serve(status(400), text("Hello.")))
    with pytest.raises(ModelDown):
        await speak(speaker, [HumanMessage("hi")], [], 30)
    assert (await speak(speaker, [HumanMessage("hi")], [], 30)).text == "Hello."


async def test_nobody_listens_at_the_address() -> None:
    url = "http://127.0.0.1:9/v1"
    settings = Settings(Path("x"), api_key=SecretStr(KEY), base_url=url, patience=PATIENCE)
    with pytest.raises(ModelDown, match="could not be reached"):
        await speak(openai_speaker("openai:m", settings), [HumanMessage("hi")], [], 30)


async def test_without_a_key_and_without_a_server_nothing_is_called() -> None:
    speaker = openai_speaker("openai:gpt-4.1", Settings(Path("x")))
    with pytest.raises(ModelDown, match="has no key"):
        await speak(speaker, [HumanMessage("hi")], [], 30)


async def test_the_built_in_analyst_takes_over_and_says_so(serve: Any, desk_of: Any, call: Any) -> None:
    server = serve(tool_call('{"department": "DELI"}'), status(500))
    async with desk_of([], builtin=["Deli sold $123 [D1]."], speaker=speaker_at(server)) as desk:
        answer = await desk.answer("deli?")
    assert answer["text"] == "Deli sold $123 [D1]."
    assert answer["model"] == "builtin"
    assert answer["fallback"] == (
        "The language model has an error of its own (500), so the built-in analyst answered this question."
    )
    assert answer["tokens"]["input"] == 100


async def test_references_of_a_model_that_is_gone_are_figures_all_the_same(serve: Any, desk_of: Any) -> None:
    draft = "Deli sold {D1.sales}. Deli sold $999 in 1999 [D1]."
    server = serve(tool_call('{"department": "DELI"}'), text(draft), status(500))
    async with desk_of([], builtin=[draft], speaker=speaker_at(server)) as desk:
        answer = await desk.answer("deli?")
    assert answer["fallback"]
    assert answer["text"].startswith("Deli sold $123")
    assert "{" not in answer["text"]
    assert "999" not in answer["text"]


async def test_the_next_question_tries_the_model_again(serve: Any, desk_of: Any) -> None:
    server = serve(status(400), text("Good morning."))
    async with desk_of([], builtin=["Hello."], speaker=speaker_at(server)) as desk:
        first = await desk.answer("hello")
        second = await desk.answer("hello again")
    assert first["fallback"]
    assert second["fallback"] is None
    assert second["text"] == "Good morning."


async def test_the_key_is_in_no_log_no_answer_and_no_repr(serve: Any, desk_of: Any, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    for bad in (status(401), status(500), status(200, f"<html>{KEY}</html>")):
        speaker = speaker_at(serve(bad))
        async with desk_of([], builtin=["Hello."], speaker=speaker) as desk:
            answer = await desk.answer("hello", thread=f"t{id(bad)}")
        assert answer["fallback"]
        assert KEY not in json.dumps(answer)
        assert KEY not in repr(speaker) + repr(speaker.chat) + repr(desk.runtime)
    settings = Settings(Path("x"), api_key=SecretStr(KEY), base_url=f"http://user:{KEY}@h/v1")
    assert KEY not in repr(settings) + str(settings)
    assert KEY not in caplog.text


async def test_the_request_carries_prompt_question_and_readers_note(serve: Any, desk_of: Any) -> None:
    server = serve(text("Hello."))
    reads = {"read": lambda question, scope: {"note": ["metrics: sales"]}}
    async with desk_of([], speaker=speaker_at(server), **reads) as desk:
        await desk.answer("sales?")
    messages = server.requests[0]["body"]["messages"]
    assert [m["role"] for m in messages] == ["system", "user"]
    assert messages[0]["content"] == "You are Aisle."
    assert messages[1]["content"].startswith("sales?\n\n<reader_note>")
    assert "- metrics: sales" in messages[1]["content"]
    assert {t["function"]["name"] for t in server.requests[0]["body"]["tools"]} >= {"sales_of", "ask_user"}
