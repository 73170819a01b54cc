"""Warm workers for free SQL: a few at once, each killed when it is late and replaced when it dies."""

import json
import os
import queue
import select
import subprocess
import sys
import threading
import time
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tools.warehouse
from tools.errors import ToolError
from tools.evidence import Value
from tools.warehouse.connection import Unavailable, open_warehouse
from tools.warehouse.sandbox.complaints import TOO_BIG, TOO_SLOW
from tools.warehouse.sandbox.gate import refuse_odd_text
from tools.warehouse.sandbox.pivot import filled
from tools.work import Stopped, work

WORKERS = 2
START_S = 20.0
LOOK_S = 0.1

# The package `tools` is the model's tool box and imports much; a worker needs none of it.
BOOT = """
import sys, types
tools = types.ModuleType("tools")
tools.__path__ = [sys.argv[1]]
sys.modules["tools"] = tools
from tools.warehouse.sandbox.worker import main
main(sys.argv[2])
"""


class Selected(NamedTuple):
    """Rows of free SQL as plain JSON values, with the database's own types. Truncated: something was cut."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Value, ...]]
    truncated: bool
    data_version: str


def run_select(path: Path, sql: str, max_rows: int = 1_000, timeout_s: float = 6.5) -> Selected:
    """Runs one SELECT on the warehouse at `path` in a worker process; safe to call from several threads.

    Raises ToolError: refused by the gate, wrong in itself, too slow or too big (each says what to do),
    and Unavailable when there is no warehouse; Stopped when the call that it belongs to is stopped.
    """
    refuse_odd_text(sql)
    pool = _pool(Path(path).resolve())
    whole = filled(sql, lambda values: pool.run(values, max_rows, timeout_s).rows)
    return pool.run(whole, max_rows, timeout_s)


class _Worker:
    """One worker process and the state of the file it has open."""

    def __init__(self, path: Path) -> None:
        self.file = _state(path)
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", BOOT, str(Path(tools.warehouse.__file__).parent.parent), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
        )
        try:
            self.data_version = str(self.read(time.monotonic() + START_S)["data_version"])
        except (TimeoutError, BrokenPipeError):
            self.kill()
            open_warehouse(path).close()  # says what is wrong with the file, if that is it
            raise RuntimeError("the SQL worker did not start") from None

    def ask(self, sql: str, max_rows: int, timeout_s: float) -> dict[str, Any]:
        """The worker's answer. Raises TimeoutError when it is late, BrokenPipeError when the worker died."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"sql": sql, "max_rows": max_rows}).encode() + b"\n")
        self.process.stdin.flush()
        return self.read(time.monotonic() + timeout_s)

    def read(self, until: float) -> dict[str, Any]:
        """One line from the worker. Raises TimeoutError or BrokenPipeError, as `ask`."""
        assert self.process.stdout is not None
        handle = self.process.stdout.fileno()
        received = b""
        while not received.endswith(b"\n"):
            if not select.select([handle], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            block = os.read(handle, 1 << 16)
            if not block:
                raise BrokenPipeError
            received += block
        answer: dict[str, Any] = json.loads(received)
        return answer

    def kill(self) -> None:
        """Ends the process at once."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


class _Pool:
    """At most WORKERS at once; the rest wait in line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self.places = threading.Semaphore(WORKERS)

    def run(self, sql: str, max_rows: int, timeout_s: float) -> Selected:
        """One query, from its place in line to its rows."""
        worker = self.take(timeout_s)
        try:
            with work().stoppable(worker.process.kill):
                answer = worker.ask(sql, max_rows, timeout_s)
        except BaseException as error:
            self.let_go(worker)
            if isinstance(error, TimeoutError):
                raise ToolError(TOO_SLOW) from None
            if isinstance(error, BrokenPipeError):
                raise ToolError(TOO_BIG) from None
            raise
        if answer.get("last"):
            self.let_go(worker)
        else:
            self.give_back(worker)
        if "error" in answer:
            raise ToolError(answer["error"])
        rows = [tuple(row) for row in answer["rows"]]
        return Selected(answer["columns"], answer["types"], rows, answer["truncated"], worker.data_version)

    def take(self, wait_s: float) -> _Worker:
        """A worker that reads the present file. Raises ToolError when all stay busy for `wait_s` seconds."""
        until, waiting = time.monotonic() + wait_s, work()
        while not self.places.acquire(timeout=LOOK_S):
            if waiting.stopped:
                raise Stopped
            if time.monotonic() > until:
                raise ToolError("Other queries are still running. Try again in a moment.")
        try:
            state = _state(self.path)
            while True:
                try:
                    worker = self.idle.get_nowait()
                except queue.Empty:
                    return _Worker(self.path)
                if worker.file == state and worker.process.poll() is None:
                    return worker
                worker.kill()
        except BaseException:
            self.places.release()
            raise

    def give_back(self, worker: _Worker) -> None:
        """Keeps the worker warm for the next query."""
        self.idle.put(worker)
        self.places.release()

    def let_go(self, worker: _Worker) -> None:
        """Ends a worker that can no longer be trusted."""
        worker.kill()
        self.places.release()


@cache
def _pool(path: Path) -> _Pool:
    return _Pool(path)


def _state(path: Path) -> tuple[int, int, int]:
    try:
        stat = path.stat()
    except FileNotFoundError:
        raise Unavailable("The shop's data is not loaded yet. Run: make warehouse.") from None
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns
