"""Builds a warehouse from a source: into a new file, checked, then put in place of the old one."""

import datetime as dt
import errno
import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO

import duckdb

from tools.errors import ToolError
from tools.warehouse import canonical, checks, facts, schema
from tools.warehouse.fill import STAGED, Fill
from tools.warehouse.sources import complete_journey
from tools.warehouse.sources.source import Source
from tools.warehouse.stage import LoadError, stage

__all__ = ["LoadError", "LoadReport", "Progress", "build", "named", "version_of"]

Progress = Callable[[int, int, str], None]
"""Told (steps done, steps in all, what comes next)."""


@dataclass(frozen=True)
class LoadReport:
    """What was loaded: rows per table as (table, rows in, rows out, note), total sales in dollars."""

    path: Path
    data_version: str
    tables: list[tuple[str, int, int, str]]
    net_sales: Decimal
    first_day: dt.date
    last_day: dt.date
    seconds: float


def named(source: str) -> Source:
    """A source by its name. Raises ToolError when there is none of that name."""
    sources = {"complete_journey": complete_journey.source}
    if source not in sources:
        raise ToolError(f"There is no source '{source}'. There are: {', '.join(sources)}.")
    return sources[source]()


def version_of(source: Source) -> str:
    """Twelve hex digits that change with the source's files or with anything the load does to them."""
    digest = hashlib.blake2b(digest_size=6)
    for fill in canonical.FILLS:
        digest.update(repr((fill.table, fill.statements, fill.note)).encode())
    digest.update(repr((schema.ddl(), facts.TOPICS, sorted(source.reads.items()), source.country)).encode())
    for name, path in sorted(source.files.items()):
        digest.update(name.encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()


def build(
    path: Path,
    source: str | Source = "complete_journey",
    progress: Progress | None = None,
    wait: bool = False,
) -> LoadReport:
    """Builds the warehouse at `path` from a source, replacing what is there only when all checks hold.

    With `wait`, a load that is already running is waited for; otherwise LoadError is raised at once.
    Also raises LoadError when the source breaks a check or does not read, or the disk is full.
    """
    given = named(source) if isinstance(source, str) else source
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path, wait):
        fresh = path.with_name(f"{path.name}.loading")
        _remove(fresh)
        try:
            report = _fill(fresh, given, progress or (lambda done, total, what: None))
            _sync(fresh)
            os.replace(fresh, path)
            _sync(path.parent)
        except OSError as error:
            raise LoadError(_disk(error, path)) from error
        except duckdb.Error as error:
            raise LoadError(_unreadable(error, given)) from error
        finally:
            _remove(fresh)
    return LoadReport(path, *report)


def _fill(
    fresh: Path, source: Source, progress: Progress
) -> tuple[str, list[tuple[str, int, int, str]], Decimal, dt.date, dt.date, float]:
    began = time.monotonic()
    total = len(canonical.FILLS) + 2
    version = version_of(source)
    with duckdb.connect(str(fresh), config={"autoinstall_known_extensions": False}) as connection:
        for statement in schema.ddl():
            connection.execute(statement)
        stage(connection, source)
        for done, fill in enumerate(canonical.FILLS):
            progress(done, total, fill.table.replace("_", " "))
            for statement in fill.statements:
                connection.execute(statement)
        progress(total - 2, total, "checks")
        broken = checks.failures(connection, canonical.FILLS)
        if broken:
            raise LoadError(f"The data of {source.name} does not hold together: {'; '.join(broken)}.")
        tables = [_count(connection, fill, source) for fill in canonical.FILLS]
        connection.executemany("INSERT INTO load_report VALUES (?, ?, ?, ?)", tables)
        facts.record(connection)
        row = connection.execute("SELECT min(order_date), max(order_date), sum(net_sales) FROM order_lines")
        first_day, last_day, net_sales = row.fetchone() or (None, None, None)
        if first_day is None:
            raise LoadError(f"The data of {source.name} holds no sales.")
        connection.execute(
            "INSERT INTO meta VALUES (?, ?, ?, ?, ?)",
            [version, source.name, dt.datetime.now(dt.UTC).replace(tzinfo=None), first_day, last_day],
        )
        progress(total - 1, total, "writing")
        connection.execute("CHECKPOINT")
    progress(total, total, "done")
    return version, tables, net_sales, first_day, last_day, time.monotonic() - began


def _count(connection: duckdb.DuckDBPyConnection, fill: Fill, source: Source) -> tuple[str, int, int, str]:
    staged = f"SELECT count(*) FROM staged_{fill.table}" if fill.table in STAGED else "SELECT 0"
    row = connection.execute(f"SELECT ({staged}), (SELECT count(*) FROM {fill.table})").fetchone()
    rows_in, rows_out = row or (0, 0)
    note = " ".join(part for part in (source.notes.get(fill.table, ""), fill.note) if part)
    return fill.table, rows_in, rows_out, note


@contextmanager
def _alone(path: Path, wait: bool) -> Iterator[IO[str]]:
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise LoadError("Another load of this shop is running. Wait until it is done.") from None
        yield lock


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(fresh: Path) -> None:
    for leftover in fresh.parent.glob(f"{fresh.name}*"):
        if leftover.is_file():
            leftover.unlink()


def _disk(error: OSError, path: Path) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full; a warehouse needs about 250 MB. Free some space and load again."
    return f"The warehouse could not be written: {error.strerror}. The old one is untouched."


def _unreadable(error: duckdb.Error, source: Source) -> str:
    if "No space left" in str(error):
        return "The disk is full; a warehouse needs about 250 MB. Free some space and load again."
    return f"The data of {source.name} does not load: {str(error).splitlines()[0]}"
