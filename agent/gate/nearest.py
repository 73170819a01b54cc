"""The one name that a figure stands nearest to, by reading order, clauses and lists."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.gate.context import Mention
from agent.gate.lists import Spot, listed


class Attached(NamedTuple):
    """A mention that a figure belongs to. `hard`: said in the same clause, row or column title; a soft one
    is carried over from elsewhere in the sentence or from above."""

    mention: Mention
    hard: bool


_CLAUSE = re.compile(
    r",\s|;\s|\s[—–-]\s|\s(?:but|while|whereas|and|against|versus|vs\.?|followed by|compared (?:with|to)|"
    r"than)\s"
)
_INTO = re.compile(
    r"[\s*_]*(?:(?!and|but|while|versus|vs|against)\w+[\s*_]+){0,2}?(?:in|from|for|by|at|on|during|within|with|have|had)\s(?:the\s|both\s)?[\s*_]*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\s*_]*\([\s*_]*")
REFERENCE = re.compile(
    r"\b(?:than|versus|vs\.?|against|below|above|behind|ahead of|(?:second|next|close|relative|"
    r"compared) to|compared with)"
    r"\s(?:the\s|that of\s|in\s|on\s)*[\s*_]*\Z",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\bfrom\s(?:(?!\bfrom\b)[^;:])*?\bto\s(?:about\s|around\s|just\s|only\s)?"
    r"[\s$*_]*\Z",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:from|versus|vs\.?|against|than)\b", re.IGNORECASE)


def nearest_name(text: str, candidates: list[Mention], spots: Sequence[Spot], spot: Spot) -> Attached | None:
    in_list = listed(text, candidates, spots, spot)
    if in_list is not None:
        return Attached(in_list, True)
    inside = [m for m in candidates if m.start < spot.end and spot.start < m.end]
    after = [m for m in candidates if m.start >= spot.end]
    before = [m for m in candidates if m.end <= spot.start]
    if inside:
        return Attached(inside[0], True)
    if after and not any(spot.end <= s.start < after[0].start for s in spots):
        between = text[spot.end : after[0].start]
        if _INTO.fullmatch(between) or (
            _BRACKET.fullmatch(between) and (not before or text[after[0].end :].startswith(")"))
        ):
            return Attached(after[0], True)
    start, end = clause(text, spot)
    subject = _subject(text, before, spot)
    if subject is not None:
        return Attached(subject, True)
    here = [m for m in before if m.start >= start]
    went = _FROM_TO.search(text[: spot.start])
    led = [m for m in before if went and m.end <= went.start()]
    if went and led and before[-1].start > went.start():
        return Attached(led[-1], True)
    if here:
        compared = REFERENCE.search(text[: here[-1].start]) and re.search(
            "[,;:–—]", text[here[-1].end : spot.start]
        )
        return Attached(here[-1], not compared)
    next_here = [m for m in after if m.end <= end and not REFERENCE.search(text[: m.start])]
    if next_here and not any(spot.end <= s.start < next_here[0].start for s in spots):
        return Attached(next_here[0], True)
    if not before and after and re.search(r"\d", text[spot.end : after[0].start]):
        return None
    return Attached(before[-1] if before else after[0] if after else candidates[0], False)


def _subject(text: str, before: list[Mention], spot: Spot) -> Mention | None:
    """After "A was below B: 3" the figure is A's again, unless it is what A is compared with."""
    if (
        len(before) < 2
        or before[-2].value == before[-1].value
        or not REFERENCE.search(text[: before[-1].start])
    ):
        return None
    between = text[before[-1].end : spot.start]
    resumed = re.search(r"[:;]", between) and not re.search(r"\d", between)
    return before[-2] if resumed and not _BACK.search(between) else None


def clause(text: str, spot: Spot) -> tuple[int, int]:
    """Where the clause around a spot begins and ends."""
    start, end = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= spot.start:
            start = match.end()
        elif match.start() >= spot.end:
            end = match.start()
            break
    return start, end
