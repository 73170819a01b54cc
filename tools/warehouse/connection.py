"""The read-only connection to a warehouse file, for the SQL that Aisle writes itself."""

import datetime as dt
import threading
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from tools.errors import ToolError
from tools.evidence import Value
from tools.warehouse.schema import quoted
from tools.work import work

OPTIONS: dict[str, str | bool | int | float | list[str]] = {
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
}
# The order matters: file access can only be shut once the warehouse is attached, settings last.
LOCK = (
    "SET temp_directory=''",
    "SET enable_progress_bar=false",
    "SET enable_external_access=false",
    "SET disabled_filesystems='LocalFileSystem'",
    "SET lock_configuration=true",
)


class Result(NamedTuple):
    """Rows as plain JSON values. `truncated`: there were more rows than were asked for."""

    columns: list[str]
    rows: list[tuple[Value, ...]]
    truncated: bool


class Unavailable(ToolError):
    """There is no warehouse to ask; the text says which command makes one."""


class Warehouse:
    """A warehouse file, read-only and safe to share between threads: each call has its own cursor.

    A file that was swapped by a new load is noticed at the next call. Raises Unavailable when there is
    no file or it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self._opening = threading.Lock()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._file: tuple[int, int, int] | None = None
        self._meta: tuple[str, dt.date, dt.date] | None = None
        self._cursor().close()

    @property
    def data_version(self) -> str:
        """Short hash of the data that is being read; changes with every new load."""
        return self._about()[0]

    @property
    def first_day(self) -> dt.date:
        """First local day with sales."""
        return self._about()[1]

    @property
    def last_day(self) -> dt.date:
        """Last local day with sales; relative time phrases count from here."""
        return self._about()[2]

    def run(self, sql: str, max_rows: int = 10_000, timeout_s: float = 30) -> Result:
        """Runs one query. Raises ToolError when it takes longer than `timeout_s` seconds, and Stopped when
        the call that it belongs to is stopped."""
        cursor = self._cursor()
        late = threading.Event()

        def stop() -> None:
            late.set()
            cursor.interrupt()

        clock = threading.Timer(timeout_s, stop)
        clock.daemon = True
        clock.start()
        try:
            with work().stoppable(cursor.interrupt):
                cursor.execute(sql)
                columns = [entry[0] for entry in cursor.description or []]
                rows = cursor.fetchmany(max_rows + 1)
        except duckdb.InterruptException:
            if not late.is_set():
                raise
            raise ToolError(
                f"The query took longer than {timeout_s:g} seconds. "
                "Ask for less: fewer groups or a shorter period."
            ) from None
        finally:
            clock.cancel()
            clock.join()
            cursor.close()
        return Result(columns, [plain_row(row) for row in rows[:max_rows]], len(rows) > max_rows)

    def close(self) -> None:
        """Lets the file go; the next call opens it again."""
        with self._opening:
            # Not closed by hand: that would break off queries that still run on cursors of it.
            self._connection = None

    def _about(self) -> tuple[str, dt.date, dt.date]:
        self._cursor().close()
        if self._meta is None:
            raise Unavailable(_missing(self.path))
        return self._meta

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        with self._opening:
            try:
                stat = self.path.stat()
            except FileNotFoundError:
                raise Unavailable(_missing(self.path)) from None
            file = (stat.st_dev, stat.st_ino, stat.st_mtime_ns)
            if self._connection is None or file != self._file:
                self._connection, self._meta = _opened(self.path)
                self._file = file
            cursor = self._connection.cursor()
        cursor.execute("USE shop")
        return cursor


def open_warehouse(path: Path) -> Warehouse:
    """The warehouse at `path`. Raises Unavailable, saying which command to run, when there is none."""
    return Warehouse(path)


def stored_version(path: Path) -> str | None:
    """The data version of the warehouse at `path`, or None when there is none that can be read."""
    try:
        connection, meta = _opened(path)
    except Unavailable:
        return None
    connection.close()
    return meta[0]


def plain(value: Any) -> Value:
    """A database value as a plain JSON value: exact decimals as floats, dates in ISO, inf and nan as None."""
    if value is None or isinstance(value, bool | str | int):
        return value
    if isinstance(value, float | Decimal):
        number = float(value)
        return number if isfinite(number) else None
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return str(value)


def plain_row(row: tuple[Any, ...]) -> tuple[Value, ...]:
    """A row of plain JSON values."""
    return tuple(plain(value) for value in row)


def _opened(path: Path) -> tuple[duckdb.DuckDBPyConnection, tuple[str, dt.date, dt.date]]:
    if not path.is_file():
        raise Unavailable(_missing(path))
    try:
        # The engine shares one instance per file path in a process: a swapped file would still be read
        # from the old one. Attached to an instance of its own, each opening sees the file that is there.
        connection = duckdb.connect(":memory:", config=OPTIONS)
        connection.execute(f"ATTACH {quoted(str(path))} AS shop (READ_ONLY)")
        connection.execute("USE shop")
        row = connection.execute("SELECT data_version, first_day, last_day FROM meta").fetchone()
    except duckdb.Error:
        raise Unavailable(
            "The shop's data is damaged or was written by another version. Run: make warehouse."
        ) from None
    if row is None:
        raise Unavailable(_missing(path))
    for statement in LOCK:
        connection.execute(statement)
    return connection, row


def _missing(path: Path) -> str:
    return f"The shop's data is not loaded yet ({path.name} is missing). Run: make warehouse."
