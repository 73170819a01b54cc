"""The words of a text with their stems, its evidence marks, and what a name in it is."""

import re
from typing import NamedTuple

from agent.gate.dates import Span

TIME = "time"
METRIC = "metric"
LEFT_OUT = "without "
Phrases = dict[str, list[tuple[tuple[str, ...], str, str]]]
"""By first stem: the stems of a phrase, its axis and its value."""
_TOKEN = re.compile(r"[^\W_]+(?:['’](?!s\b)[^\W_]+)?(?:['’]s\b)?\+?")
MARK = re.compile(r"\[([DKM]\d+(?:\s*[,;]\s*[DKM]\d+)*)\]")


_MARKS = re.compile(rf"{MARK.pattern}(?:\s?{MARK.pattern})*")


class Mention(NamedTuple):
    """Where a text names something. `axis` is a dimension, TIME or METRIC; `value` is compared casefolded;
    `span` is set for periods (None there means the whole year)."""

    start: int
    end: int
    axis: str
    value: str
    span: Span | None = None
    joint: Span | None = None
    words: str = ""
    """What is written there, casefolded."""


class Token(NamedTuple):
    start: int
    end: int
    stem: str


class Lexicon(NamedTuple):
    """What can be named. `near` is from the evidence, `far` from the shop's vocabulary; `axes` are the
    dimensions that the evidence tells apart or filters by."""

    near: Phrases
    far: Phrases
    axes: frozenset[str]
    values: frozenset[tuple[str, str]] = frozenset()
    """(axis, value) of everything near."""
    said: frozenset[str] = frozenset()
    """Stems of the words by which the evidence calls its own periods ("the week of Halloween")."""


def tokens(text: str) -> list[Token]:
    """The words of a text with their stems; "Groceries", "Grocery's" and "GROCERY" share one."""
    return [Token(m.start(), m.end(), stem(m.group())) for m in _TOKEN.finditer(text)]


def stem(word: str) -> str:
    """A word without case, possessive and plural ending."""
    low = re.sub(r"['’]s\Z", "", word.casefold())
    if len(low) > 4 and low.endswith("ies"):
        return low[:-3] + "y"
    if len(low) > 4 and low.endswith(("ches", "shes", "xes", "sses")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith("ss") else low


def marks(text: str) -> set[str]:
    """The ids of evidence that a text cites."""
    return {mark.strip() for match in MARK.finditer(text) for mark in re.split("[,;]", match[1])}


def cited_by(text: str, start: int) -> set[str]:
    """The evidence that a figure at `start` cites: by the next mark, else by any mark of the text."""
    after = _MARKS.search(text, start)
    return marks(after.group()) if after else marks(text)
