"""A chat as a process of its own, for as long as a measurement lasts."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

LONGEST_S = 120.0
AISLE = ("-m", "agent.screen", "--port")


class Served(NamedTuple):
    """Where the chat is, the seconds from its command to its first page, and the process."""

    url: str
    seconds: float
    process: "subprocess.Popen[bytes]"


@contextmanager
def served(
    command: Sequence[str], folder: Path, home: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Runs the command, given a free port as its last argument, until the block ends; what it writes goes to
    `home`/said.log. Raises TimeoutError when there is no page within two minutes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url, began = f"http://localhost:{port}", time.perf_counter()
    with (home / "said.log").open("ab") as log:
        running = subprocess.Popen(
            [sys.executable, *command, str(port)],
            cwd=folder,
            env={**os.environ, "AISLE_HOME": str(home), **(settings or {})},
            stdout=log,
            stderr=log,
        )
    try:
        while True:
            try:
                urllib.request.urlopen(url, timeout=5).read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
            if running.poll() is not None or time.perf_counter() - began > LONGEST_S:
                said = (home / "said.log").read_text(encoding="utf-8")[-2000:]
                raise TimeoutError(f"no page from {' '.join(command)}: {said}")
        yield Served(url, time.perf_counter() - began, running)
    finally:
        running.kill()
        running.wait()
