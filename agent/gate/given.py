"""Figures whose binding is known, because a reference made them: what is left to check are the words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.gate.about import About, about_in
from agent.gate.candidate import tell
from agent.gate.claims import CHANGES, Wrong
from agent.gate.cues import cues
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.nearest import clause
from agent.gate.numbers import figures
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.term import Term
from agent.gate.whose import other_thing
from agent.gate.words import moves

_MOVED = re.compile(r"\[\s*(\w+)\s*([<>])=?\s*0%?\s*\]")
_SIZE = re.compile(
    r"\b(?:difference|gap|distance|margin|spread|change)\s(?:of|is|was)\s(?:only\s|just\s|about\s)?[\s$*_]*\Z",
    re.IGNORECASE,
)
"""Words after which the size alone is said, whatever direction stands before them."""
_ROWS = re.compile(r"\[[^\]]*\]")
_CONDITION = re.compile(r"[<>]=?\s*([^\],&]+)")


@dataclass(frozen=True)
class Given:
    """A figure at `start` to `end` of the text that stands for `term`, or (None) for nothing: `reason` says
    why. `reference` is what the model wrote."""

    start: int
    end: int
    term: Term | None
    reference: str
    reason: str = ""


def of_passage(given: Sequence[Given], passage: Passage) -> list[Given]:
    """Those in a passage."""
    return [one for one in given if passage.start <= one.start < passage.end]


def is_said(given: Sequence[Given], figure: Figure) -> bool:
    """Whether a figure is part of what a reference beside it says: the limit of its condition ("6 months over
    $380,000"), a number of the user's in it ("5% more would be $16,143"), or a number in the name of its
    column or fact ("the top 20% made 54.6%")."""
    conditions = " ".join(limit for one in given for limit in _CONDITION.findall(one.reference))
    bare = " | ".join(_ROWS.sub("", one.reference.split("|")[0]) for one in given)
    labels = " ".join(label for one in given if one.term for label in _labels(one.term))
    if any(figure.fits(number.value) for number in figures(f"{conditions} | {labels} | {bare}")):
        return True
    return figure.text.strip(" %") in re.findall(r"\d+", labels)


def _labels(term: Term) -> Iterator[str]:
    """What the evidence calls the columns and facts that a figure is of."""
    if term.frame is None:
        return
    columns = {cell["column"] for cell in term.cells}
    yield from (m.label for m in term.frame.measures if m.name in columns)
    yield from (str(f.get("label") or "") for f in term.frame.facts if f.get("name") in columns)


def for_figure(given: Sequence[Given], figure: Figure, passage: Passage) -> Given | None:
    """The one that a figure of the passage is, if it is still shown as what it stands for."""
    start, end = passage.start + figure.start, passage.start + figure.end
    for one in given:
        if one.term is not None and one.start < end and start < one.end:
            exact = replace(figure, hedge="exact", step=max(figure.step, 1e-9 * abs(one.term.value)))
            if exact.fits(one.term.value):
                return one
    return None


def contrary(
    reading: Reading, one: Given, measured: Sequence[Figure], beside: Sequence[Term]
) -> Iterator[Wrong]:
    """What the words around a figure say against what it stands for; nothing where they leave it open, or
    where a name is of another such figure of the passage (`beside`)."""
    figure, term = reading.figure, one.term
    if term is None or term.frame is None:
        return
    about = about_in(reading, term.frame, cues(reading, measured))
    if _misdirected(reading, term, about) or _miscounted(reading, one, term.frame):
        reason = "the direction, or which of the two is compared with which, is contrary to the evidence"
        yield Wrong(figure.start, figure.end, reason, tell(term))
    elif name := other_thing(reading, term, beside):
        reason = f"this figure is not of {name}"
        yield Wrong(figure.start, figure.end, reason, f"{tell(term)}{_whose(term, term.frame)}")


def way_of(term: Term, about: About | None, moved: bool) -> int:
    """+1 or -1: which way a change or difference goes as the words tell it; 0 where they leave it open.

    `moved`: the words speak of a movement in time ("rose"), not of one month that is above another.
    """
    sign = (term.value > 0) - (term.value < 0)
    if not term.signed or term.formula not in (None, "difference", "percent_change"):
        return 0
    if term.pair is None or term.formula == "percent_change":
        return sign
    one, other = term.pair
    if about is None or one == other:
        return 0
    for rows, turned in ((about.reference, one), (about.subject, other)):
        if bool(rows & one) != bool(rows & other):
            return -sign if rows & turned else sign
    when = about.frame.when
    if moved and about.frame.time and len(one) == len(other) == 1:
        now, then = when[min(one)], when[min(other)]
        if now is not None and then is not None and now.first != then.first:
            return sign if now.first > then.first else -sign
    return 0


def _misdirected(reading: Reading, term: Term, about: About) -> bool:
    said = reading.said
    # A sign was written because no word says the direction.
    if said.role != "change" or not said.direction or reading.figure.sign:
        return False
    if _SIZE.search(reading.passage.text[: reading.figure.start]):
        return False
    start, end = clause(reading.passage.text, reading.figure)
    moved = any(True for _ in moves(reading.passage.text[start:end]))
    return said.direction * way_of(term, about, moved) < 0 or _from_the_other(term, about)


def _from_the_other(term: Term, about: About) -> bool:
    """Whether a percent change is counted from the side that the words make the subject."""
    if term.pair is None or term.formula != "percent_change":
        return False
    new, old = term.pair
    return _one_of(about.reference, new, old) and _one_of(about.subject, old, new)


def _one_of(rows: set[int], this: frozenset[int], other: frozenset[int]) -> bool:
    return bool(rows & this) and not rows & other


def _miscounted(reading: Reading, one: Given, frame: Frame) -> bool:
    """Whether rows that fell are counted beside a verb that says they rose, or the other way round."""
    condition = _MOVED.search(one.reference)
    if condition is None or not any(m.name == condition[1] and m.kind in CHANGES for m in frame.measures):
        return False
    start, end = clause(reading.passage.text, reading.figure)
    way = 1 if condition[2] == ">" else -1
    signs = [move.sign for move in moves(reading.passage.text[start:end])]
    return bool(signs) and way not in signs


def _whose(term: Term, frame: Frame) -> str:
    if term.formula is None or not term.rows or len(term.rows) > 4:
        return ""
    names = [", ".join(str(frame.rows[r].get(a)) for a in frame.axes) for r in sorted(term.rows)]
    return f" (of {'; '.join(names)})"
