"""Rows of evidence as a Markdown table, with units, thousands separators and figures set to the right."""

import re
from collections.abc import Sequence

from agent.builtin.write.words import date, figure
from agent.screen import style
from tools.evidence import Column, Evidence, Value
from tools.wording import clock

SHOWN = 12
"""Rows under an answer; the evidence panel shows more."""

MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")
DIRECTIVE = re.compile(r":(?=[A-Za-z:])")


def markdown_table(evidence: Evidence, limit: int = SHOWN) -> str:
    """The first `limit` rows, and a line that says how many more there are."""
    columns, rows = evidence["columns"], evidence["rows"]
    if not columns or not rows:
        return ""
    lines = [
        _line([plain(column["label"]) for column in columns]),
        _line(["---:" if is_figure(column) else ":---" for column in columns]),
        *(_line([plain(cell(row.get(c["name"]), c)) for c in columns]) for row in rows[:limit]),
    ]
    left = len(rows) - limit
    more = f"\n\n###### {left:,} more {'row' if left == 1 else 'rows'} in the evidence" if left > 0 else ""
    return "\n".join(lines) + more


def cell(value: Value, column: Column) -> str:
    """A cell as the reader wants it written: '$1,234', '26.3%', 'March 2017', 'Grocery'."""
    shown = said(value, column)
    if column["unit"] == "date":
        return style.day(shown)
    counted = column["role"] == "metric" and not isinstance(value, bool | str)
    return style.figure(shown) if counted else shown


def said(value: Value, column: Column) -> str:
    """A cell in the one form that answers are checked and saved in. Changes carry their sign."""
    if value is None:
        return "Not recorded" if column["role"] == "dimension" else "–"
    if column["unit"] == "date":
        return date(str(value), column["name"])
    if isinstance(value, (bool, str)):
        return figure(value, column["unit"])
    if column["role"] == "dimension":
        # Store 34011 is no amount, and 13 is 1 pm.
        return clock(value) if column["name"] == "hour" else str(value)
    shown = figure(value, column["unit"])
    signed = column.get("kind") in ("change", "change_pct") and value > 0
    return f"+{shown}" if signed else shown.replace("-", "−", 1)


def is_figure(column: Column) -> bool:
    return column["unit"] not in ("text", "date")


def plain(text: str) -> str:
    """Text of the data as Markdown shows it literally: no link, emphasis, directive or table edge in it."""
    escaped = MARKUP.sub(r"\\\1", " ".join(text.split()))
    return DIRECTIVE.sub(r"\\:", escaped)


def csv_table(evidence: Evidence) -> str:
    """All rows as CSV: the columns' labels, raw values, and no cell that a spreadsheet would run."""
    lines = [[column["label"] for column in evidence["columns"]]]
    lines += [[_raw(row.get(column["name"])) for column in evidence["columns"]] for row in evidence["rows"]]
    return "".join(",".join(_quoted(text) for text in line) + "\r\n" for line in lines)


def _raw(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(round(value, 6))  # what follows is noise of adding up
    # A spreadsheet takes text that begins like this for a formula and runs it.
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[",\r\n]', text) else text


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"
