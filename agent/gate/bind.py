"""Binds one figure to the evidence: cells, then facts, then formulas, each within what the words allow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.gate.candidate import tell
from agent.gate.cell_rows import cell_rows
from agent.gate.column_words import column_said
from agent.gate.context import METRIC, TIME
from agent.gate.counts import counted
from agent.gate.cues import averaged
from agent.gate.facts import facts
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.nearest import clause
from agent.gate.operands import cell
from agent.gate.reach import Reach, reach
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.term import Term
from agent.gate.words import Said

_TOTAL = re.compile(
    r"\b(?:total|overall|all|altogether|whole|shop|entire|combined|everything|store-?wide|shop-?wide|"
    r"grand)\b",
    re.IGNORECASE,
)
_OF_TOTAL = re.compile(
    r"(?:\bout of|\d[KMB]?\)? of|(?:%|\bpercent|\bhalf|\bthird|\bquarter|\bfifth|\btenth) of|"
    r"\bthe (?:\w+(?:'s)?\s)?total (?:of|is|was|sales of))"
    r"\s(?:the\s|its\s|all\s)?(?:(?:shop|store|"
    r"company)(?:['’]s)?\s)?(?:total\s(?:\w+\s)?(?:of\s)?)?[\s*_(]*\Z",
    re.IGNORECASE,
)
_AVERAGE_OF = re.compile(
    r"\b(?:the|an) (?:[\w-]+(?:['’]s)?\s)?average (?:of|is|was)\s[\s*_]*\Z", re.IGNORECASE
)
_OF_ALL_AFTER = re.compile(r"[\s*_]*of (?:the |all )?(?:overall |grand )?total\b", re.IGNORECASE)
_PART_RATE = re.compile(r"share|penetration|coverage")
_UNITS = {
    "usd": {"usd"},
    "percent": {"percent"},
    "points": {"points"},
    "times": {"times", "ratio"},
    "plain": {"count", "ratio"},
}


@dataclass(frozen=True)
class Bound:
    """The outcome: the candidate that fits, or why none does and what the evidence says instead."""

    candidate: Term | None
    reason: str = ""
    nearest: str = ""
    contrary: bool = False
    """That a cell fits but for its direction."""


def bind(reading: Reading, frames: list[Frame]) -> Bound:
    """The first candidate that the figure is a correct display of."""
    figure, said = reading.figure, reading.said
    contrary: Term | None = None
    nearest: Term | None = None
    totals = speaks_of_total(reading)
    of = _OF_TOTAL.search(reading.passage.text[: figure.start])
    whole = of is not None and not (figure.unit == "plain" and of.group()[:1].isdigit())
    for frame in frames:
        open_ = reach(frame, reading.attached, said, totals)
        if open_ is None:
            continue
        open_ = replace(open_, whole=whole and len(frame.rows) > 1)
        for candidate in _candidates(reading, open_):
            if not _same_unit(figure, candidate, reading.passage):
                continue
            shown = _in_said_unit(figure, candidate, reading.passage)
            if shown.fits(candidate.value):
                if _sign_agrees(shown, said, candidate, reading.passage):
                    return Bound(candidate)
                contrary = contrary or candidate
            elif nearest is None or (candidate.formula is None and nearest.formula is not None):
                nearest = candidate
    if contrary is not None:
        return Bound(None, "the direction or sign is contrary to the evidence", tell(contrary), True)
    names = ", ".join(sorted({one.mention.value for ones in reading.attached.values() for one in ones}))
    about = f" for {names}" if names else ""
    return Bound(None, f"no evidence gives {figure.text.strip()}{about}", tell(nearest) if nearest else "")


def speaks_of_total(reading: Reading) -> bool:
    """Whether the words around the figure say that it is of the whole."""
    text, figure = reading.passage.text, reading.figure
    start, end = clause(text, figure)
    beside = f"{reading.passage.header} {reading.passage.label}" if reading.passage.kind == "cell" else ""
    near = text[max(start, figure.start - 40) : min(end, figure.end + 40)]
    return bool(
        _TOTAL.search(near)
        or _AVERAGE_OF.search(text[: figure.start])
        or _OF_TOTAL.search(text[: figure.start])
        or _TOTAL.search(beside)
    )


def _candidates(reading: Reading, open_: Reach) -> Iterator[Term]:
    if not open_.whole and not _of_all(reading):
        yield from _cells(reading, open_)
    yield from facts(reading, open_)
    yield from counted(reading.figure, open_, reading.passage, reading.own)


def _of_all(reading: Reading) -> bool:
    """Whether the sentence sets out to speak of the whole, whatever the one before it spoke of."""
    names = [m for m in reading.own if m.start > -1_000 and m.axis != METRIC and (m.axis != TIME or m.span)]
    opens = re.match(r"\W*(?:overall|across all|in total|altogether)\b", reading.passage.text, re.IGNORECASE)
    carried = any(
        one.mention.start < 0 for axis, ones in reading.attached.items() if axis != METRIC for one in ones
    )
    return opens is not None and not names and carried


def _cells(reading: Reading, open_: Reach) -> Iterator[Term]:
    frame = open_.frame
    mean = averaged(reading.figure, reading.passage.text)
    part = _OF_ALL_AFTER.match(reading.passage.text[reading.figure.end :])
    for measure in open_.measures():
        if mean and measure.additive and len(frame.rows) > 1:
            continue
        if (
            part
            and measure.unit == "percent"
            and measure.kind == "value"
            and not _PART_RATE.search(measure.name)
        ):
            continue
        if not column_said(reading, frame, measure):
            continue
        for row in cell_rows(reading, open_, measure):
            found = cell(frame, row, measure)
            if found is not None:
                yield found


def _same_unit(figure: Figure, candidate: Term, passage: Passage) -> bool:
    if candidate.unit in _UNITS[figure.unit]:
        return True
    if figure.unit != "plain":
        return False
    title = passage.header if passage.kind == "cell" else ""
    if candidate.unit == "usd":
        return bool(title) and not re.search(r"%|percent|\bshare\b", title, re.IGNORECASE)
    if candidate.unit in ("percent", "points"):
        return bool(re.search(r"%|percent|pct|share|rate|points|pp\b", title, re.IGNORECASE)) or (
            abs(figure.value) <= 1 and figure.step <= 0.01
        )
    return False


def _in_said_unit(figure: Figure, candidate: Term, passage: Passage) -> Figure:
    """A bare number under a "%" title is that many hundredths."""
    percent = candidate.unit in ("percent", "points") and figure.unit == "plain"
    if percent and (passage.kind == "cell" and (abs(figure.value) > 1 or "%" in passage.header)):
        return replace(figure, value=figure.value / 100, step=figure.step / 100, loose=figure.loose / 100)
    return figure


def _sign_agrees(figure: Figure, said: Said, candidate: Term, passage: Passage) -> bool:
    value = candidate.value
    if not candidate.signed:
        return figure.sign >= 0 if value > 0 else figure.sign <= 0 if value < 0 else True
    bracketed = passage.kind == "cell" and re.fullmatch(r"[\s*]*\(.*\)[\s*]*", passage.text) is not None
    said_sign = said.direction if figure.sign else (-1 if bracketed else said.direction)
    if said_sign == 0:
        return value >= 0 or candidate.formula is not None
    return said_sign * value >= 0
