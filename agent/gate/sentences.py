"""An answer's text as passages (sentences, bullets, table cells, headings), each with the words above it."""

import re
from dataclasses import dataclass
from typing import Literal

from agent.gate.blocks import BULLET, Block, Line, in_blocks, lines_of
from agent.gate.stops import sentence_spans

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{1,}:?[ \t]*)*\|?[ \t]*")


PART = "\x1f"
"""Parts the sentences of `Passage.previous`."""


@dataclass(frozen=True)
class Passage:
    """A stretch of text that is read as one statement.

    `start` and `end` are offsets in the answer; `unit` is what goes when a figure in it cannot be kept (the
    sentence, the whole bullet, the table's row). `lead` holds the headings, lead-in and parent bullets above.
    In a table `header` is the column's title, `label` the row's other words, `headers` all titles.
    """

    text: str
    start: int
    end: int
    unit: tuple[int, int]
    kind: Literal["sentence", "bullet", "cell", "heading"]
    lead: str = ""
    header: str = ""
    label: str = ""
    previous: str = ""


def passages(text: str) -> list[Passage]:
    """The passages of `text` in reading order. Every visible character outside markers lies in one."""
    return [passage for block in in_blocks(lines_of(text)) for passage in block_passages(block, text)]


def block_passages(block: Block, text: str) -> list[Passage]:
    """The passages of one block."""
    if block.kind == "table":
        return [cell for row in range(len(block.lines)) for cell in _cells(block, row)]
    start, end = block.lines[0].start, block.lines[-1].end
    if block.kind == "heading":
        return [Passage(text[start:end], start, end, (start, end), "heading")]
    if block.kind == "bullet":
        marker = BULLET.match(text[start:end])
        start = start + marker.end() if marker else start
    found: list[Passage] = []
    for a, b in sentence_spans(text, start, end):
        unit = (block.lines[0].start, end) if block.kind == "bullet" else (a, b)
        before = PART.join(one.text for one in found[-2:])
        lead = block.lead
        if block.kind == "bullet" and found:
            lead = f"{lead}\n{found[0].text}"
        found.append(
            Passage(
                text[a:b],
                a,
                b,
                unit,
                "bullet" if block.kind == "bullet" else "sentence",
                lead,
                "",
                "",
                before,
            )
        )
    return found


def _cells(block: Block, row: int) -> list[Passage]:
    line = block.lines[row]
    ruled = len(block.lines) > 1 and _RULE.fullmatch(block.lines[1].text) is not None
    if ruled and row == 1:
        return []
    cells = _split(line)
    header = [cell.text.strip() for cell in _split(block.lines[0])] if ruled and row > 0 else []
    words = [cell.text.strip() for cell in cells]
    found = []
    for n, cell in enumerate(cells):
        others = [
            f"{header[k]} {word}" if k < len(header) and re.fullmatch(r"[\s*]*\d+[\s*]*", word) else word
            for k, word in enumerate(words)
            if k != n and (k == 0 or not re.search(r"\d", word))
        ]
        found.append(
            Passage(
                cell.text,
                cell.start,
                cell.end,
                (line.start, line.end),
                "cell" if row or not ruled else "heading",
                block.lead,
                header[n] if n < len(header) else "",
                " | ".join(others),
            )
        )
    return found


def _split(line: Line) -> list[Line]:
    """The cells of a table row, escaped bars kept."""
    body = line.text.rstrip()
    at = len(body) - len(body.lstrip()) + 1
    end = len(body) - 1 if body.endswith("|") and not body.endswith("\\|") else len(body)
    cells = []
    for part in re.split(r"(?<!\\)\|", body[at:end]):
        cells.append(Line(line.start + at, line.start + at + len(part), part))
        at += len(part) + 1
    return cells
