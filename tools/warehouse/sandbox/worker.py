"""The process in which free SQL runs: limited, with nothing in its environment, and meant to be killed.

Reads {"sql", "max_rows"} as JSON lines on stdin; writes one JSON line for each: columns, types, rows,
truncated, or an error sentence ("last" when the process ends with it). The first line it writes says
which data it has open.
"""

import json
import os
import resource
import select
import sys
import threading
from typing import Any

import duckdb

from tools.warehouse import schema
from tools.warehouse.connection import plain
from tools.warehouse.sandbox.complaints import reworded
from tools.warehouse.sandbox.gate import checked

MEMORY = 1_500_000_000
CELL = 2_000
TOTAL = 1_000_000
COLUMNS = 100
NOBODY = 65534

OPTIONS: dict[str, Any] = {
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "allow_unsigned_extensions": False,
    "allow_persistent_secrets": False,
    "allow_extension_repositories": "forbidden",
    "python_enable_replacements": False,
    "python_scan_all_frames": False,
    "memory_limit": "512MB",
    "threads": 2,
    "max_execution_time": 5000,
    "max_expression_depth": 250,
    "pivot_limit": 500,
    "enable_external_file_cache": False,
}
# The order matters: the file system can only be shut once the shop is attached, settings last.
LOCK = (
    "SET temp_directory=''",
    "SET max_temp_directory_size='0B'",
    "SET enable_external_access=false",
    "SET disabled_filesystems='LocalFileSystem'",
    "SET lock_configuration=true",
)


def main(path: str) -> None:
    """Serves queries on the warehouse at `path` until stdin closes or memory has run out."""
    _limit()
    connection = _open(path)
    _leave_root()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    row = connection.execute("SELECT data_version FROM meta").fetchone()
    _say({"data_version": row[0] if row else ""})
    readable = schema.readable()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            _say(_answer(connection, asked["sql"], asked["max_rows"], readable))
        except (duckdb.OutOfMemoryException, MemoryError) as error:
            # What the allocator holds on to would make the next query fail.
            _say({"error": reworded(error, "", readable), "last": True})
            return
        except Exception as error:  # noqa: BLE001 - whatever it is, its text must not leave this process
            _say({"error": reworded(error, asked["sql"], readable)})


def _answer(
    connection: duckdb.DuckDBPyConnection, sql: str, max_rows: int, readable: dict[str, tuple[str, ...]]
) -> dict[str, Any]:
    cursor = connection.cursor()
    try:
        cursor.execute(checked(connection, sql, readable))
        described = (cursor.description or [])[:COLUMNS]
        rows: list[list[Any]] = []
        size, truncated = 0, len(cursor.description or []) > COLUMNS
        while row := cursor.fetchone():
            cells = [_short(plain(cell)) for cell in row[:COLUMNS]]
            size += sum(len(cell) if isinstance(cell, str) else 8 for cell in cells) + len(cells)
            if len(rows) >= max_rows or size > TOTAL:
                truncated = True
                break
            truncated = truncated or any(isinstance(cell, str) and cell.endswith(CUT) for cell in cells)
            rows.append(cells)
    finally:
        cursor.close()
    return {
        "columns": [column[0] for column in described],
        "types": [str(column[1]) for column in described],
        "rows": rows,
        "truncated": truncated,
    }


CUT = " … (cut)"


def _short(cell: Any) -> Any:
    return cell[:CELL] + CUT if isinstance(cell, str) and len(cell) > CELL else cell


def _open(path: str) -> duckdb.DuckDBPyConnection:
    """A database of nothing but views: the shop's tables, less the columns that may not be read."""
    connection = duckdb.connect(":memory:", config=OPTIONS)
    connection.execute(f"ATTACH {schema.quoted(path)} AS shop (READ_ONLY)")
    for table, columns in schema.readable().items():
        connection.execute(f"CREATE VIEW main.{table} AS SELECT {', '.join(columns)} FROM shop.main.{table}")
    for statement in LOCK:
        connection.execute(statement)
    return connection


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _leave_root() -> None:
    """The file is open by now: whoever gets out of the engine should not find itself root."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _end_with_parent() -> None:
    poll = select.poll()
    poll.register(sys.stdin.fileno(), 0)
    poll.poll()
    os._exit(0)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
