"""An answer's lines in blocks that belong together: prose, bullets, headings, tables."""

import re
from dataclasses import dataclass
from typing import Literal

from agent.gate.stops import lead_in

BULLET = re.compile(r"(?P<indent>[ \t]*)(?P<marker>[-*+•·]|\d{1,3}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")


@dataclass(frozen=True)
class Line:
    start: int
    end: int
    text: str


@dataclass
class Block:
    """Lines that belong together, and what stands above them."""

    kind: Literal["prose", "bullet", "heading", "table"]
    lines: list[Line]
    lead: str = ""


def lines_of(text: str) -> list[Line]:
    lines, at = [], 0
    for raw in re.split(r"(?<=\n)", text):
        lines.append(Line(at, at + len(raw.rstrip("\r\n")), raw.rstrip("\r\n")))
        at += len(raw)
    return lines


def is_table_row(line: str) -> bool:
    """Whether a line is written as a row of a markdown table."""
    return line.lstrip().startswith("|") and line.count("|") > 1


def in_blocks(lines: list[Line]) -> list[Block]:
    blocks: list[Block] = []
    heading, lead, last = "", "", ""
    parents: list[tuple[int, str]] = []
    broken = False
    for line in lines:
        bullet = BULLET.match(line.text)
        if not line.text.strip():
            last = ""
            continue
        if _HEADING.match(line.text) or re.fullmatch(r"\s*\*\*[^*\d]+\*\*:?\s*", line.text):
            heading, lead, parents = line.text, "", []
            blocks.append(Block("heading", [line]))
            last = "heading"
        elif is_table_row(line.text):
            if last != "table":
                blocks.append(Block("table", [], f"{heading}\n{lead}"))
            blocks[-1].lines.append(line)
            last = "table"
        elif bullet:
            depth = len(bullet["indent"].expandtabs(4))
            parents = [(d, words) for d, words in parents if d < depth]
            above = "\n".join([heading, lead, *(words for _, words in parents)])
            blocks.append(Block("bullet", [line], above))
            parents.append((depth, line.text[bullet.end() :]))
            last = "bullet"
        elif last in ("bullet", "prose") and not (last == "prose" and broken):
            blocks[-1].lines.append(line)
        else:
            blocks.append(Block("prose", [line], heading))
            parents, last = [], "prose"
        broken = line.text.endswith("  ")
        if last == "prose":
            lead = lead_in(" ".join(part.text for part in blocks[-1].lines))
    return blocks
