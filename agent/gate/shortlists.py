"""Claims about a whole list: that the bullets or rows shown are the highest, the top five, the lowest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.gate.claims import Wrong
from agent.gate.context import marks
from agent.gate.frames import Frame, Measure
from agent.gate.sentences import Passage
from agent.gate.term import Term

_NUMBER = r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten"
_HIGH = r"highest|largest|biggest|best|top|strongest"
_LOW = r"lowest|smallest|worst|weakest|bottom"
_CLAIM = re.compile(
    rf"\b(?:(?P<n>{_NUMBER})\s(?P<word>{_HIGH}|{_LOW})\b|(?P<first>top|bottom|best|worst)\s(?P<m>{_NUMBER})\b"
    rf"|the\s(?P<others>{_HIGH}|{_LOW})\sothers\b)",
    re.IGNORECASE,
)
_N = {w: n for n, w in enumerate("two three four five six seven eight nine ten".split(), 2)}  # noqa: SIM905
_IS_LOW = re.compile(_LOW, re.IGNORECASE)


@dataclass(frozen=True)
class Heard:
    """A passage and the cells that its figures were bound to."""

    passage: Passage
    cells: list[Term]


def shortlisted_wrongly(heard: Sequence[Heard], frames: Sequence[Frame]) -> Iterator[tuple[Passage, Wrong]]:
    """Sentences beside a list whose claim about it the evidence contradicts."""
    for one in heard:
        cited = marks(one.passage.text)
        of = [frame for frame in frames if frame.id in cited] or list(frames)
        if len(of) == 1 and one.passage.kind not in ("bullet", "cell"):
            yield from ((one.passage, wrong) for wrong in _cut_claims(one.passage.text, of[0]))
    at, earlier = 0, set[int]()
    while at < len(heard):
        end = at
        while end < len(heard) and heard[end].passage.kind in ("bullet", "cell"):
            end += 1
        if end > at:
            shown = _shown(heard[at:end])
            for one in (*heard[max(0, at - 1) : at], *heard[end : end + 2]):
                if shown is not None:
                    yield from ((one.passage, wrong) for wrong in _claims(one.passage.text, *shown, earlier))
        for one in heard[at : max(end, at + 1)]:
            earlier |= {cell.row for cell in one.cells if cell.row is not None}
        at = max(end, at + 1)


def _shown(items: Sequence[Heard]) -> tuple[Frame, Measure, list[int]] | None:
    """The rows a list shows, by the first column that each of its lines was bound to."""
    lines: dict[tuple[int, int], Term] = {}
    for item in items:
        for cell in item.cells:
            if cell.row is not None and cell.measure is not None and cell.measure.kind == "value":
                lines.setdefault(item.passage.unit, cell)
    first = next(iter(lines.values()), None)
    if first is None or first.frame is None or first.measure is None or len(lines) < 2:
        return None
    if any(cell.frame is not first.frame or cell.measure != first.measure for cell in lines.values()):
        return None
    return first.frame, first.measure, [cell.row for cell in lines.values() if cell.row is not None]


def _claims(text: str, frame: Frame, measure: Measure, rows: list[int], earlier: set[int]) -> Iterator[Wrong]:
    for match in _CLAIM.finditer(text):
        said = (match["n"] or match["m"] or "").casefold()
        count = _N.get(said, int(said) if said.isdecimal() else len(rows))
        word = match["word"] or match["first"] or match["others"]
        low = _IS_LOW.fullmatch(word) is not None
        if count != len(rows) or len(frame.axes) != 1:
            continue
        beyond = set(range(len(frame.rows))) - set(rows) - (earlier if match["others"] else set())
        outside = [n for r in beyond if (n := frame.number(r, measure)) is not None]
        inside = [n for r in rows if (n := frame.number(r, measure)) is not None]
        if not inside:
            continue
        wrong = (
            (min(outside) < max(inside) if low else max(outside) > min(inside))
            if outside
            else _cut_wrongly(frame, measure, low)
        )
        if wrong:
            yield Wrong(
                match.start(),
                match.end(),
                f"these are not the {word.casefold()}",
                f"{frame.id} orders them by {measure.name}",
            )


def _cut_claims(text: str, frame: Frame) -> Iterator[Wrong]:
    """Of evidence cut to n rows: that they are the highest where the lowest were asked for, or so."""
    for match in _CLAIM.finditer(text):
        said, word = (match["n"] or match["m"] or "").casefold(), match["word"] or match["first"]
        count = _N.get(said, int(said) if said.isdecimal() else 0)
        low = word is not None and _IS_LOW.fullmatch(word) is not None
        if word and count == frame.limit and _cut_wrongly(frame, None, low):
            end = "highest" if low else "lowest"
            yield Wrong(
                match.start(),
                match.end(),
                f"these are not the {word.casefold()}",
                f"{frame.id} has the {end}",
            )


def _cut_wrongly(frame: Frame, measure: Measure | None, low: bool) -> bool:
    """Whether the evidence was cut at the other end of the order, where only its limit tells."""
    scope = frame.evidence.get("scope") or {}
    ordered, descending = scope.get("order_by"), scope.get("descending", True)
    by_measure = ordered is None or measure is None or ordered == measure.name
    if ordered in frame.axes or not isinstance(descending, bool):
        return False
    return frame.limit is not None and by_measure and descending is low
