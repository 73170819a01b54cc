"""Where one clause asks for figures of different forms: a total, a ranking and a worst day are three."""

import re
from collections.abc import Callable

from agent.reading.result import Reading

JOINTS = (
    re.compile(r",\s+(?:and |plus |also |as well as )?|\s+(?:and|plus|&|as well as)\s+", re.IGNORECASE),
    re.compile(r"\s+with\s+(?=(?:the|its|their)\b)", re.IGNORECASE),
)
"""Words between the figures of a list, and some that seldom are: 'sales per month with the peak month'."""
ITS = re.compile(r"(?:its|their|his|her)\b", re.IGNORECASE)
BARE = {"metric", "function", "rank", "dimension", "share"}
"""What a figure is named by; anything else says of what it is."""
FEW = 4
"""Words that a figure named by itself has at most: 'how many customers'."""


def of_different_forms(clause: str, read: Callable[[str], Reading]) -> list[str]:
    """The clause, cut before each ranking that no one request holds beside what stands before it: 'sales last
    month, | top 3 departments | and the worst day'. What is grouped and ranked alike stays together."""
    found = [clause]
    for joint in JOINTS:
        found = [piece for text in found for piece in _cut(text, joint, read)]
    return found


def _cut(clause: str, joint: re.Pattern[str], read: Callable[[str], Reading]) -> list[str]:
    pieces, between = joint.split(clause), joint.findall(clause)
    found = [pieces[0]]
    for words, piece in zip(between, pieces[1:], strict=True):
        if _apart(found[-1], piece, read) or (len(found) > 1 and _bare(found[-1], piece, read)):
            found.append(piece)
        else:
            found[-1] += words + piece
    return [piece.strip() for piece in found]


def _apart(before: str, piece: str, read: Callable[[str], Reading]) -> bool:
    """Whether a piece is a ranking of its own, or a share of what stands before it, which asks for another
    form of figure."""
    later = read(piece)
    its = bool(ITS.match(piece))
    part = later.share and its
    if its and later.metrics and not (later.unknown or later.rank or later.by):
        whose = read(before)
        part = part or bool(whose.rank and whose.by and whose.rank.n is None)  # of the one that stands first
    if (
        not part and (later.rank is None or not later.by or (later.compare and later.rank.on == "value"))
    ) or later.unknown:
        return False
    named = any(s.kind == "dimension" and s.target in later.by for s in later.spans)
    if not part and not named:
        return False  # "the store with the biggest drop"
    earlier = read(before)
    first = next((s.kind for s in later.spans if s.kind in ("metric", "rank", "dimension")), "")
    if first == "metric" and elliptical(before, earlier):
        return False  # "sales and customers of the top 3 stores"
    asks = earlier.metrics or (earlier.rank and earlier.by) or earlier.count_of or earlier.tool
    if not asks or earlier.unknown:
        return False
    return bool(part) or earlier.by != later.by or (earlier.rank is None) != (later.rank is None)


def _bare(before: str, piece: str, read: Callable[[str], Reading]) -> bool:
    """Whether a figure follows a ranking in a list of several forms: 'sales, best month, share of buyers'."""
    later, earlier = read(piece), read(before)
    figure = later.metrics and not (later.rank or later.by or later.unknown or later.refers_back)
    return bool(figure) and earlier.rank is not None


def elliptical(text: str, reading: Reading) -> bool:
    """Whether a clause names a figure and nothing else, so that what a later one says is said of it, too:
    'how much, how many customers and how often do families shop'."""
    said = {s.kind for s in reading.spans if s.kind != "function" or s.target}
    return len(re.findall(r"\w+", text)) <= FEW and said <= BARE and bool(reading.metrics)


def verbless(reading: Reading) -> bool:
    """Whether it names groups and leaves open what is asked of them: 'which store' before 'and which
    department sold most'."""
    only = not (reading.metrics or reading.rank or reading.filters or reading.having or reading.count_of)
    return bool(reading.by) and only and not reading.refers_to
