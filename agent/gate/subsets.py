"""Groups of rows that share a word of their names: "the three wine categories", "largest of the meats"."""

import re

from agent.gate.context import stem, tokens
from agent.gate.frames import Frame, Measure
from agent.gate.rank_words import Rank

_OF_THE = re.compile(
    r"[\s*_]*(?:one\s)?(?:of|among|in)\s(?:all\s)?(?:the|our|these)\s(?:(?:two|three|four|five|six|\d+)\s)?(?P<words>[\w/&-]+(?:\s[\w/&-]+)?)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:\A|[.;:]\s)\W*(?:of|among)\s(?:all\s)?(?:the|our|these)\s(?:(?:two|three|four|five|six|\d+)\s)?(?P<words>[\w/&-]+(?:\s[\w/&-]+)?),[^.;:]*\Z",
    re.IGNORECASE,
)


_SIZED = re.compile(
    r"[\s*_]*(?:of|among|in)\s(?:all\s)?(?:the|our|these)\s(?P<large>large[r]?|big(?:ger)?|major|main)\s",
    re.IGNORECASE,
)


def at_least_as_large(text: str, rank: Rank, frame: Frame, measure: Measure, row: int) -> tuple[int, ...]:
    """The rows no smaller than one, where a rank is told of "the large departments"; else none."""
    level = frame.sibling(measure, "value")
    own = frame.number(row, level) if level and _SIZED.match(text, rank.end) else None
    if level is None or own is None:
        return ()
    return tuple(r for r in range(len(frame.rows)) if (frame.number(r, level) or 0.0) >= own)


def sharing(words: str, frame: Frame, axis: str) -> tuple[int, ...]:
    """The rows, several but not all, whose name on an axis holds the first of the words that any holds."""
    names = [{t.stem for t in tokens(str(row.get(axis)))} for row in frame.rows]
    for word in (stem(t.stem) for t in tokens(words)):
        rows = tuple(r for r, held in enumerate(names) if word in {stem(one) for one in held})
        if len(word) > 2 and 1 < len(rows) < len(frame.rows):
            return rows
    return ()


def ranked_among(text: str, rank: Rank, frame: Frame, axis: str) -> tuple[int, ...]:
    """The rows that a rank is said to hold among ("the largest of the wines"); none where it is of all."""
    said = _OF_THE.match(text, rank.end) or _OPENING.search(text[: rank.start])
    return sharing(said["words"], frame, axis) if said and axis in frame.axes else ()
