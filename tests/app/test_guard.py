"""The guard: who is let in, what is closed, which headers go out."""

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from agent.screen.guard import Guard

OWN = {"host": "localhost:8000", "origin": "http://localhost:8000"}


async def answer(request):
    return PlainTextResponse("inside")


async def talk(socket):
    await socket.accept()
    await socket.send_text("inside")
    await socket.close()


@pytest.fixture
def client() -> TestClient:
    every = ["GET", "POST", "PUT", "DELETE"]
    routes = [Route("/{path:path}", answer, methods=every), WebSocketRoute("/ws/socket.io/", talk)]
    return TestClient(Guard(Starlette(routes=routes)), base_url="http://localhost:8000")


def test_the_own_page_is_let_in_with_safe_headers(client):
    reply = client.get("/", headers={"origin": "http://localhost:8000"})
    assert reply.text == "inside"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert reply.headers["x-frame-options"] == "DENY"
    assert "cache-control" not in reply.headers
    assert "immutable" in client.get("/assets/index-1.js").headers["cache-control"]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.5:8000", "", "127.0.0.1.nip.io"]
)
def test_another_name_for_this_machine_is_refused(client, host):
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "http://localhost:3000", "null"])
def test_another_site_is_refused(client, origin):
    assert client.post("/project/action", headers={"origin": origin}).status_code == 403
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/ws/socket.io/", headers={**OWN, "origin": origin}),
    ):
        pass


def test_the_own_socket_is_let_in(client):
    with client.websocket_connect("/ws/socket.io/", headers=OWN) as socket:
        assert socket.receive_text() == "inside"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/mcp"),
        ("DELETE", "/mcp"),
        ("PUT", "/project/thread/share"),
        ("GET", "/project/share/abc"),
        ("POST", "/project/file"),
        ("POST", "/login"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/copilot/index.js"),
    ],
)
def test_doors_that_aisle_does_not_use_are_closed(client, method, path):
    assert client.request(method, path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/login"), ("GET", "/project/file/x"), ("PUT", "/project/thread")]
)
def test_doors_beside_them_are_open(client, method, path):
    assert client.request(method, path).status_code == 200


def test_a_large_body_is_refused_before_it_is_read(client):
    assert client.post("/feedback", content=b"x" * 1_000_001).status_code == 413
    assert client.post("/feedback", headers={"content-length": "much"}).status_code == 413
