"""Benchmarks that print figures, each beside a named baseline measured in the same run."""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from agent.settings import read_settings

ECHO = """import chainlit as cl


@cl.on_message
async def on_message(message):
    await cl.Message(message.content).send()
"""
LONGEST_S = 120.0


def start(times: int = 3) -> str:
    """Seconds from the command to the first page served, for Aisle's chat and for a bare Chainlit echo."""
    shop = read_settings().warehouse
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "warehouse.duckdb").symlink_to(shop.resolve())
        (home / "echo.py").write_text(ECHO, encoding="utf-8")
        aisle = ["-m", "agent.screen", "--port"]
        echo = ["-m", "chainlit", "run", str(home / "echo.py"), "--headless", "--port"]
        first_page(aisle, Path.cwd(), home)  # the first start makes the tables and the secret
        ours = [first_page(aisle, Path.cwd(), home) for _ in range(times)]
        bare = [first_page(echo, home, home) for _ in range(times)]
    ratio = statistics.median(ours) / statistics.median(bare)
    shown = ", ".join(f"{seconds:.1f}" for seconds in sorted(ours))
    return (
        f"second start to first page: {statistics.median(ours):.1f} s ({shown}); "
        f"bare Chainlit echo {statistics.median(bare):.1f} s; ratio {ratio:.2f}"
    )


def first_page(command: list[str], folder: Path, home: Path) -> float:
    """Seconds until the command, given a free port as its last argument, serves a page. The process is ended.

    Raises TimeoutError when there is no page within two minutes.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, *command, str(port)],
        cwd=folder,
        env={**os.environ, "AISLE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - began < LONGEST_S:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
            else:
                return time.perf_counter() - began
        raise TimeoutError(f"no page from {' '.join(command)} within {LONGEST_S:g} seconds")
    finally:
        running.kill()
        running.wait()
