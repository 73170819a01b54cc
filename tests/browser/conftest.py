"""The real chat as a process of its own, and a browser that sees every request it makes."""

import os
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
SHOTS = Path("build/screenshots")
SILENT = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AISLE_MODEL")


class Chat:
    """`python -m agent.screen` on a free port, with a home of its own and the real warehouse in it."""

    def __init__(self, home: Path, warehouse: Path) -> None:
        self.home = home
        self.process: subprocess.Popen[str] | None = None
        self.url = ""
        (home / "warehouse.duckdb").symlink_to(warehouse)

    def start(self, **settings: str) -> float:
        """Starts it; the seconds until the first page was there."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if name not in SILENT}
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "agent.screen", "--port", str(port)],
            env={**kept, "AISLE_HOME": str(self.home), **settings},
            stdout=(self.home / "out.log").open("a"),
            stderr=(self.home / "err.log").open("a"),
            text=True,
        )
        self.url = f"http://localhost:{port}"
        while time.monotonic() < began + 60:
            try:
                with urllib.request.urlopen(self.url, timeout=5) as page:
                    assert b"Aisle" in page.read()
                return time.monotonic() - began
            except OSError:
                assert self.process.poll() is None, (self.home / "err.log").read_text()
                time.sleep(0.05)
        raise AssertionError("the chat did not start within a minute")

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=15)

    def said(self) -> str:
        """All that the process wrote."""
        return (self.home / "out.log").read_text() + (self.home / "err.log").read_text()


@pytest.fixture
def chat(tmp_path: Path, real_shop: Path) -> Iterator[Chat]:
    running = Chat(tmp_path, real_shop)
    yield running
    running.end(signal.SIGKILL)


@pytest.fixture(scope="module")
def standing_chat(tmp_path_factory: pytest.TempPathFactory, real_shop: Path) -> Iterator[Chat]:
    """One chat for the tests that do not stop it."""
    running = Chat(tmp_path_factory.mktemp("standing"), real_shop)
    running.start()
    yield running
    running.end(signal.SIGKILL)


# Per module: playwright keeps an event loop running, beside which later tests could not start their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        message = "Chromium is not installed"
        pytest.fail(message) if os.environ.get("AISLE_REQUIRE_BROWSER") else pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; in the end none of them may have asked another host for anything, or broken its policy."""
    outside: list[str] = []
    broken: list[str] = []
    contexts = []

    def requested(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in (
            "localhost",
            "127.0.0.1",
        ):
            outside.append(url)

    def opened(width: int = 1280, height: int = 900, color_scheme: str = "light") -> Page:
        size = {"width": width, "height": height}
        context = browser.new_context(viewport=size, color_scheme=color_scheme)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requested(request.url))
        page.on("websocket", lambda socket: requested(socket.url))
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("console", lambda m: broken.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert outside == []
    assert broken == []


@pytest.fixture(scope="session")
def shots() -> Path:
    SHOTS.mkdir(parents=True, exist_ok=True)
    return SHOTS


class Hanging(socketserver.BaseRequestHandler):
    """A language model that never answers."""

    def handle(self) -> None:
        while self.request.recv(65_536):
            pass


@pytest.fixture(scope="module")
def hanging_model() -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Hanging) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()


@pytest.fixture(scope="module")
def slow_chat(
    tmp_path_factory: pytest.TempPathFactory, real_shop: Path, hanging_model: str
) -> Iterator[Chat]:
    """A chat whose language model never answers, so that a turn lasts until it is stopped."""
    running = Chat(tmp_path_factory.mktemp("slow"), real_shop)
    running.start(OPENAI_API_KEY="sk-secret-of-the-test", OPENAI_BASE_URL=hanging_model)
    yield running
    running.end(signal.SIGKILL)
