"""One column divided by another in the same row: sales per order, items per household."""

import re
from collections.abc import Iterator

from agent.gate.candidate import Candidate, Place, compute, fact_number, total_of
from agent.gate.figure import Figure
from agent.gate.frames import Frame, Measure
from agent.gate.reach import Reach
from agent.gate.words import Said

_PER = re.compile(r"\b(?:per|each|apiece|averag\w*|dividing|divided|baskets?|every)\b", re.IGNORECASE)
_LEAST_DIGITS = 100
"""A quotient must show three digits, or it could be met by chance."""


def per_each(figure: Figure, said: Said, reach: Reach, text: str) -> Iterator[Candidate]:
    """A column per one of a counted column, of the named row or of the whole."""
    frame = reach.frame
    sure = figure.step > 0 and abs(figure.value) / figure.step >= _LEAST_DIGITS
    if figure.unit not in ("usd", "plain") or not sure or not _PER.search(text) or said.role == "change":
        return
    kind = "before" if said.role == "before" and any(m.kind == "before" for m in frame.measures) else "value"
    shown = [m for m in frame.measures if m.kind == kind]
    for top in (m for m in shown if m.unit == figure.unit or (figure.unit == "plain" and m.unit == "count")):
        for bottom in (m for m in shown if m.unit == "count" and m is not top):
            for one, other in _places(frame, reach, top, bottom):
                unit = "usd" if figure.unit == "usd" else "ratio"
                yield from compute("ratio", frame, [one, other], unit)


def _places(frame: Frame, reach: Reach, top: Measure, bottom: Measure) -> Iterator[tuple[Place, Place]]:
    if len(reach.rows) == 1:
        yield (reach.rows[0], top.name), (reach.rows[0], bottom.name)
    one, other = total_of(frame, top), total_of(frame, bottom)
    whole = not reach.named or reach.totals
    if whole and one and other and top.kind == "value" and fact_number(frame, other):
        yield (None, one), (None, other)
