"""Numbers of rows that words tell without a figure's own noun: "two shrank", "the other three", "three of the
six": held against the rows that moved, or that keep the limit said beside them."""

import re
from collections.abc import Iterator, Sequence

from agent.gate.claims import CHANGES, Wrong
from agent.gate.context import METRIC, TIME, stem, tokens
from agent.gate.counts import axis_of
from agent.gate.digits import small
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.limits import can_limit, keeping, way
from agent.gate.named import Named
from agent.gate.periods import rows_of
from agent.gate.sentences import Passage
from agent.gate.steps import moved_in_time
from agent.gate.words import VERB

_N = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_OF = rf"\s(?:out\s)?of\s(?:the|our|these|all)(?:\stop)?\s(?:{_N}|\d{{1,2}})\b"
_WORDS = r"(?:\s(?!and\b|but\b|was\b|were\b|is\b|are\b|times?\b|in\b|of\b|per\b|points?\b)[a-z]+)"
_MOVED = re.compile(
    rf"(?:\A\W*|[,;:]\s|\b(?:only|just|and|but|while|whereas|other|remaining)\s)(?P<n>{_N})(?:{_OF})?"
    rf"{_WORDS}{{0,3}}?(?:,(?P<name>\s[^,;.:]{{1,40}}),{_WORDS}{{0,2}}?)?\s(?=(?P<verb>{VERB.pattern}))",
    re.IGNORECASE,
)
_MOVED_IN = re.compile(
    rf"(?P<verb>{VERB.pattern})\sin\s(?:only\s|just\s)?(?P<n>{_N})(?:{_OF}|(?=\s*[,.;]|\s(?:and|but)\b|\s\[))"
    r"(?P<name>\Z\A)?",
    re.IGNORECASE,
)
_KEPT = re.compile(
    rf"\b(?P<n>{_N})\s(?:out\s)?of\s(?:the|our|these|all)(?:\stop)?\s(?P<m>{_N}|\d{{1,2}})\b"
    rf"|\b(?:only|just)\s(?P<n2>{_N})\s(?P<noun>[a-z]+(?:\s[a-z]+)?)",
    re.IGNORECASE,
)
_REST = re.compile(
    rf"\b(?:the\sother|the\sremaining|and)\s(?P<n>{_N})(?=\s(?:(?:do|did|are|were|stay|stayed|sold|made|spend|"
    r"had|have|reach)\s){0,2}(?:(?P<more>more|above|higher)|(?P<less>less|fewer|below|lower|not))\b|\s?[,.;\[])",
    re.IGNORECASE,
)


def miscounted(
    passage: Passage, named: Named, frames: Sequence[Frame], measured: Sequence[Figure]
) -> Iterator[Wrong]:
    """Words that count rows as no reading of the evidence does; nothing where rows may be missing."""
    text = passage.text
    if passage.kind == "cell" or any(not one.rows for one in frames):
        return
    whole = not any(one.limited for one in frames)
    for match in (*_MOVED.finditer(text), *_MOVED_IN.finditer(text)) if whole else ():
        found = VERB.match(match["verb"])
        sign = 1 if found and found["up"] else -1
        sets = [rows for one in frames for rows in _moved(one, named, sign)]
        yield from _unless(match, {len(rows) for rows in sets}, "moved so")
        yield from _named_else(match, named, frames, sign) if match["name"] else ()
    limits = [(figure, side) for figure in measured if (side := way(figure, text))]
    for match in _KEPT.finditer(text) if len(limits) == 1 else ():
        of = [one for one in frames if _is_of(match, one)]
        kept = {n for one in of for n in _kept(one, *limits[0])}
        yield from _unless(match, kept, "keep this limit")
        for other in _REST.finditer(text, limits[0][0].end) if of else ():
            left = {len(one.rows) - len(one.others) - small(match["n"] or match["n2"]) for one in of}
            yield from _unless(other, left, "are left")
            if limits[0][1] == (1 if other["more"] else -1 if other["less"] else 0):
                yield Wrong(other.start("n"), other.end("n"), "the others do not keep this limit", "")


def _is_of(match: re.Match[str], frame: Frame) -> bool:
    """Whether a count is of this evidence's rows: out of as many as it has, or by their noun."""
    if match["m"]:
        return len(frame.rows) - len(frame.others) == small(match["m"])
    nouns = [stem(t.stem) for t in tokens(match["noun"])]
    return not frame.limited and axis_of(frame, nouns) is not None


def _unless(match: re.Match[str], right: set[int], what: str) -> Iterator[Wrong]:
    """The word that counts, unless its number is among those that hold, or none is known."""
    n = "n" if match["n"] else "n2"
    if right and small(match[n]) not in right:
        said = " or ".join(str(n) for n in sorted(right))
        yield Wrong(match.start(n), match.end(n), f"not so many {what}", f"it is {said}")


def _named_else(match: re.Match[str], named: Named, frames: Sequence[Frame], sign: int) -> Iterator[Wrong]:
    """A name put between a count and its verb, of a row that went the other way."""
    for m in named.own:
        if match.start("name") <= m.start and m.end <= match.end("name") and m.axis != METRIC:
            of = [(one, rows_of(one, m, tuple(range(len(one.rows))))) for one in frames if m.axis in one.axes]
            sets = [moved for one, rows in of if rows for moved in _moved(one, named, sign)]
            if sets and not any(set(rows) & set(moved) for _, rows in of for moved in sets):
                yield Wrong(m.start, m.end, "it did not move so", "")


def _kept(frame: Frame, limit: Figure, side: int) -> Iterator[int]:
    """How many rows keep a limit, by each column that it can be of."""
    for measure in frame.measures:
        if can_limit(limit, measure) and measure.kind != "share":
            yield len(keeping(frame, measure, limit, side) - frame.others)


def _moved(frame: Frame, named: Named, sign: int) -> Iterator[list[int]]:
    """The rows that went up or down: of all, or of those that share a name the passage says."""
    every = tuple(r for r in range(len(frame.rows)) if r not in frame.others)
    groups = [every]
    for m in named.own:
        if m.axis != METRIC and (m.axis in frame.axes or (m.axis == TIME and frame.time and m.span)):
            groups.append(rows_of(frame, m, every))
    for measure in frame.measures:
        if measure.kind in CHANGES or measure.name == "contribution":
            held = {r: v for r in every if (v := frame.number(r, measure)) is not None}
            many = [rows for rows in groups if len(rows) > 1]
            yield from ([r for r in rows if r in held and held[r] * sign > 0] for rows in many)
        elif measure.kind == "value":
            yield from moved_in_time(frame, measure, sign)
