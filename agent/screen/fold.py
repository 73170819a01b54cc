"""Leaves out of the shown text a list that only repeats rows of the table under it."""

import re
from collections.abc import Sequence

from agent.screen.tables import said as cell
from tools.evidence import Column, Evidence, Value

ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+(.*)")
MARK = re.compile(r"\s?\[[DKM]\d+\]")
FIGURE = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?")


def without_repeats(text: str, evidence: Evidence, shown: int, written: str | None = None) -> str:
    """The text without the lists in which every item is one of the first `shown` rows, with no figure
    that the row does not have. A list that says anything else stays whole. `written` is the text, line by
    line, as it is to be shown; the text itself where none is given."""
    kept: list[int] = []
    block: list[int] = []
    rows, lines = evidence["rows"][:shown], text.split("\n")
    for number, line in enumerate([*lines, ""]):
        if ITEM.fullmatch(line):
            block.append(number)
            continue
        if not (len(block) > 1 and all(_repeats(lines[n], rows, evidence["columns"]) for n in block)):
            kept += block
        block = []
        kept.append(number)
    shown_lines = [*(lines if written is None else written.split("\n")), ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(shown_lines[n] for n in kept)).strip()


def _repeats(item: str, rows: Sequence[dict[str, Value]], columns: Sequence[Column]) -> bool:
    found = ITEM.fullmatch(item)
    said = MARK.sub("", found[1] if found else item)
    return any(_same(said, row, columns) for row in rows)


def _same(said: str, row: dict[str, Value], columns: Sequence[Column]) -> bool:
    names = [cell(row.get(c["name"]), c) for c in columns if c["role"] == "dimension"]
    if not names or not all(name in said for name in names):
        return False
    for name in names:
        said = said.replace(name, " ", 1)
    cells = {cell(row.get(c["name"]), c).lstrip("+−") for c in columns}
    return all(figure in cells for figure in FIGURE.findall(said))
