"""Limits that rows are said to keep ("five of the twelve months above $385,000"), and the row nearest."""

import re
from collections.abc import Iterator, Sequence

from agent.gate.context import METRIC, TIME, Mention
from agent.gate.cues import FIRST_N, first_n
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.numbers import figures
from agent.gate.operands import cell
from agent.gate.periods import rows_of
from agent.gate.reading import Reading
from agent.gate.term import Term
from agent.gate.words import DOWN, UP

_OR_MORE = re.compile(
    r"[\s*_]*(?:\w+\s)?(?:or|and)\s(?P<way>more|above|higher|less|fewer|below|under)\b", re.IGNORECASE
)
OTHERS = re.compile(r"\b(?:others?|rest|remaining|else|in between)\b", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|none|not one|not a single|neither|never)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"\b(?:and|but|while|whereas)\s(?:(?:it|they|was|were|stayed|only|just)\s)*(?:{DOWN}|{UP}|short|below|above|less|more)\b",
    re.IGNORECASE,
)
_IN = re.compile(r"[\s*_]*(?:\w+\s){0,2}?(?:in|for|on|at|by)\s(?:only\s|just\s|all\s)?", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_UNITS = {"plain": ("count", "ratio"), "times": ("ratio",), "points": ("points", "percent")}


def way(figure: Figure, text: str) -> int:
    """+1 where a figure is said as a lower limit ("over 5", "5 or more"), -1 as an upper one, else 0."""
    after = _OR_MORE.match(text[figure.end :])
    if after:
        return 1 if after["way"].casefold() in ("more", "above", "higher") else -1
    return {"over": 1, "under": -1}.get(figure.hedge, 0)


def can_limit(figure: Figure, measure: Measure) -> bool:
    return measure.unit in _UNITS.get(figure.unit, (figure.unit,)) and measure.kind != "before"


def keeping(frame: Frame, measure: Measure, figure: Figure, side: int) -> set[int]:
    """The rows on the side of a limit that is said."""
    sign = figure.sign or 1
    held = [(r, v) for r in range(len(frame.rows)) if (v := frame.number(r, measure)) is not None]
    return {r for r, v in held if (v - figure.value * sign) * side >= 0}


def limit_kept(reading: Reading, frame: Frame, measure: Measure, measured: Sequence[Figure]) -> Term | None:
    figure, text = reading.figure, reading.passage.text
    side = way(figure, text)
    if not side or not can_limit(figure, measure):
        return None
    kept = keeping(frame, measure, figure, side)
    every = {r for r in range(len(frame.rows)) if frame.number(r, measure) is not None} - frame.others
    if any(_counts(one, frame, text, kept, every) for one in figures(text) if _beside(one, figure, text)):
        other = _ELSEWHERE.search(text, figure.end)
        here = [m for m in reading.own if other is None or m.start < other.start()]
        listed = rows_said(here, frame, text, figure)
        return _nearest(frame, measure, figure, kept, True) if listed <= kept else None
    before = text[: figure.start]
    if _NONE.search(before):
        return _nearest(frame, measure, figure, every) if not kept & every else None
    named = rows_said(reading.own, frame, text, figure)
    if _ONLY.search(before) and named:
        return _nearest(frame, measure, figure, kept) if kept == named else None
    sets = (
        [every - named]
        if OTHERS.search(before)
        else [named]
        if named
        else [every, rows_above(reading, frame)]
    )
    if OTHERS.search(before) and not named:
        sets = [every - rows_above(reading, frame), *_but_ends(frame, measure, every)]
    for rows in sets:
        if rows and rows <= kept and (found := _nearest(frame, measure, figure, rows)):
            return found
    return None


def _beside(count: Figure, limit: Figure, text: str) -> bool:
    """Whether a count may be of what keeps a limit: said before it, or right after ("over 5 in two")."""
    return count.end <= limit.start or bool(
        count.start >= limit.end and _IN.fullmatch(text[limit.end : count.start])
    )


def _but_ends(frame: Frame, measure: Measure, every: set[int]) -> Iterator[set[int]]:
    """All rows but the few highest or lowest, which "the others" after those may mean."""
    order = sorted(every, key=lambda r: frame.number(r, measure) or 0.0)
    for n in range(1, min(5, len(order) - 1)):
        yield from (set(order[n:]), set(order[:-n]))


def _nearest(
    frame: Frame, measure: Measure, figure: Figure, rows: set[int], counted: bool = False
) -> Term | None:
    """The row closest to a limit, if that is near enough for the limit to mean anything."""
    limit = abs(figure.value)
    held = [t for r in rows if (t := cell(frame, r, measure)) is not None]
    best = min(held, key=lambda t: abs(abs(t.value) - limit), default=None)
    if best is None or counted:
        return best
    return best if abs(abs(best.value) - limit) <= slack(figure) else None


def slack(figure: Figure) -> float:
    """How far a limit may be from what it limits: a unit of its last digit that is not 0, or five ("$45")."""
    unit = 2 * figure.loose
    digits = round(abs(figure.value) / unit) if unit else 0
    five = digits > 10 and digits % 10 == 5
    return unit * (5 if five else 1) * (1 + 1e-6)


def rows_said(own: Sequence[Mention], frame: Frame, text: str, figure: Figure) -> set[int]:
    """The rows that the passage itself names, by every dimension it says anything of."""
    found: set[int] | None = None
    for axis in frame.axes:
        key = TIME if axis == frame.time else axis
        here = [m for m in own if m.axis == key and m.start >= 0 and (key != TIME or m.span)]
        here = [m._replace(span=m.joint) if m.joint else m for m in here]
        rows = {r for m in here for r in rows_of(frame, m, tuple(range(len(frame.rows))))}
        if rows and len(rows) < len(frame.rows):
            found = rows if found is None else found & rows
    return found or set()


def rows_above(reading: Reading, frame: Frame) -> set[int]:
    """The rows that the sentences above name."""
    shifted = [m._replace(start=0) for m in reading.own if m.start < 0 and m.axis != METRIC]
    return rows_said(shifted, frame, reading.passage.text, reading.figure)


def _counts(count: Figure, frame: Frame, text: str, kept: set[int], every: set[int]) -> bool:
    """Whether a count before a limit is of the rows that keep it ("five of the twelve months")."""
    if count.unit != "plain" or count.value != int(count.value) or not 0 < count.value <= len(frame.rows):
        return False
    among = counted_among(count, frame, text)
    return len(kept & every & among) == count.value


def counted_among(count: Figure, frame: Frame, text: str) -> set[int]:
    """The rows that "of the ten largest" restricts a count to; else all."""
    first = FIRST_N.search(text, count.end)
    every = set(range(len(frame.rows)))
    if first is None or not re.fullmatch(
        r"\sof (?:the|our|these)\s(?:\w+\s){0,2}", text[count.end : first.start()] + ""
    ):
        return every
    return set(range(min(first_n(first), len(frame.rows)))) or every
