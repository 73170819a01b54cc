"""Takes statements that could not be kept out of an answer, and leaves clean text behind."""

import re
from collections.abc import Sequence

from agent.gate.blocks import is_table_row
from agent.gate.outcomes import Failure

_NUMBERED = re.compile(r"(?P<indent>[ \t]*)(?P<number>\d{1,3})(?P<mark>[.)])(?P<rest>[ \t]+.*)")
_BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•·]|\d{1,3}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}[ \t:|-]*")


def remove(text: str, failures: Sequence[Failure]) -> tuple[str, list[str]]:
    """The text without the sentences, bullets and table rows of `failures`, and what was removed, in order.

    Headings and lead-ins that introduce nothing any more go too; numbered lists are numbered anew. Failures
    in chart titles change nothing here.
    """
    spans = sorted({_with_children(text, failure.unit) for failure in failures if failure.title is None})
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    removed = [text[start:end].strip() for start, end in merged]
    if not merged:
        return text, []
    for start, end in reversed(merged):
        text = _cut(text, start, end)
    return _tidy(text), removed


def _with_children(text: str, unit: tuple[int, int]) -> tuple[int, int]:
    """A bullet together with the bullets under it, which make no sense alone."""
    start, end = unit
    line = text[text.rfind("\n", 0, start) + 1 : end]
    own = _BULLET.match(line)
    if own is None or start != text.rfind("\n", 0, start) + 1:
        return unit
    depth = len(own["indent"].expandtabs(4))
    for match in re.finditer(r"\n([^\n]*)", text[end:]):
        child = _BULLET.match(match[1])
        if child is None or len(child["indent"].expandtabs(4)) <= depth:
            return (start, end + match.start())
    return (start, len(text))


def _cut(text: str, start: int, end: int) -> str:
    """The text without a stretch: the whole line where nothing else stands on it."""
    before, after = text[:start], text[end:]
    line_start = not before.rstrip(" \t") or before.rstrip(" \t").endswith("\n")
    line_end = not after.strip(" \t") or after.lstrip(" \t").startswith("\n")
    if line_start and line_end:
        return before.rstrip(" \t") + after.lstrip(" \t").removeprefix("\n")
    if line_start:
        return before + after.lstrip(" \t")
    return (
        before.rstrip(" \t")
        + ("" if line_end or not after.strip() else " ")
        + (after if line_end else after.lstrip(" \t"))
    )


def _tidy(text: str) -> str:
    lines = _without_dangling(text.split("\n"))
    counters: dict[int, int] = {}
    out: list[str] = []
    for line in lines:
        numbered = _NUMBERED.fullmatch(line)
        if numbered:
            depth = len(numbered["indent"].expandtabs(4))
            counters = {d: n for d, n in counters.items() if d <= depth}
            counters[depth] = (
                counters.get(depth, 0 if int(numbered["number"]) <= 20 else int(numbered["number"]) - 1) + 1
            )
            line = f"{numbered['indent']}{counters[depth]}{numbered['mark']}{numbered['rest']}"
        elif line.strip() and not line.startswith((" ", "\t")):
            counters = {}
        out.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")


def _without_dangling(lines: list[str]) -> list[str]:
    """The lines without headings, lead-ins and table heads that nothing follows; until none is left."""
    while True:
        kept = [line for n, line in enumerate(lines) if not _dangles(lines, n)]
        if len(kept) == len(lines):
            return kept
        lines = kept


def _dangles(lines: list[str], n: int) -> bool:
    line = lines[n]
    later = next((other for other in lines[n + 1 :] if other.strip()), None)
    if _HEADING.match(line):
        level = len(line.strip()) - len(line.strip().lstrip("#"))
        deeper = (
            later is not None
            and _HEADING.match(later)
            and len(later.strip()) - len(later.strip().lstrip("#")) > level
        )
        return later is None or (bool(_HEADING.match(later)) and not deeper)
    if _RULE.fullmatch(line) and "|" in line:
        return n + 1 >= len(lines) or not is_table_row(lines[n + 1])
    if is_table_row(line):
        alone_above = n == 0 or not is_table_row(lines[n - 1])
        followed = n + 1 < len(lines) and is_table_row(lines[n + 1])
        return alone_above and not followed
    lead_in = line.rstrip(" *").endswith(":") and not _BULLET.match(line)
    introduces = later is not None and (_BULLET.match(later) or is_table_row(later))
    return lead_in and not introduces and (n + 1 >= len(lines) or not lines[n + 1].strip())
