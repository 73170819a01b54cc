"""python -m tools.warehouse [--if-missing] [--home DIR]: loads the shop into <home>/warehouse.duckdb."""

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tools.errors import ToolError
from tools.warehouse.connection import stored_version
from tools.warehouse.load import LoadReport, build, named, version_of


def main() -> int:
    """Loads the shop and says what went in and out. Exit code 1 when the load did not go through."""
    parser = argparse.ArgumentParser(prog="python -m tools.warehouse", description=__doc__)
    parser.add_argument("--if-missing", action="store_true", help="do nothing when it is there and current")
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("AISLE_HOME") or ".aisle"))
    given = parser.parse_args()
    path = given.home / "warehouse.duckdb"
    console = Console()
    try:
        if given.if_missing and stored_version(path) == version_of(named("complete_journey")):
            return 0
        report = _with_bar(console, path)
    except ToolError as error:
        console.print(str(error), style="red", markup=False)
        return 1
    _show(console, report)
    return 0


def _with_bar(console: Console, path: Path) -> LoadReport:
    bar = Progress(
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
    )
    with bar:
        task = bar.add_task("starting", total=None)

        def progress(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        return build(path, progress=progress)


def _show(console: Console, report: LoadReport) -> None:
    table = Table("table", "rows in", "rows out", "note", title="Loaded")
    for name, rows_in, rows_out, note in report.tables:
        table.add_row(name, f"{rows_in:,}", f"{rows_out:,}", note)
    console.print(table)
    console.print(
        f"Sales ${report.net_sales:,.2f}, {report.first_day} to {report.last_day}, "
        f"data version {report.data_version}, {report.seconds:.1f} s",
        markup=False,
    )


if __name__ == "__main__":
    sys.exit(main())
