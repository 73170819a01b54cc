"""Where the cell, fact or formula behind a figure is looked for, the surest way first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.gate.bind import Bound, bind
from agent.gate.bounds import bounded
from agent.gate.context import cited_by, marks
from agent.gate.derive import derived
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.interpret import carried, interpret
from agent.gate.named import Named
from agent.gate.operands import Near
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.term import Term
from agent.gate.told import told

DERIVED = ("percent", "times", "points")


@dataclass(frozen=True)
class Scene:
    """A passage with what it names (`named`; `again` with what the sentence before names), the evidence it
    may speak of (`frames` by its marks, `every`), and all its figures."""

    passage: Passage
    named: Named
    again: Named
    frames: list[Frame]
    every: Sequence[Frame]
    units: Mapping[str, set[str]]
    measured: list[Figure]


_AGAIN = (
    r"or|that is|i\.e\.|well|just|a|about|and|so|nearly|almost|roughly|around|more than|less than|over|under|"
    r"slightly|little|bit"
)
_IN_OTHER_WORDS = re.compile(
    rf"[\s*_]*(?:\s(?:\w+\s){{0,4}}?of\s[^,;:()\d]{{1,40}})?[,(–—-]\s?(?:(?:{_AGAIN})\s)*"
)


def restated(figure: Figure, text: str, near: Near) -> Term | None:
    """What the figure right before stands for, said again in words: "34.7% of sales, more than a third"."""
    before = [(f, t) for f, t in near.here if f.end <= figure.start]
    last = max(before, key=lambda one: one[0].end, default=None)
    if last is None or figure.form != "fraction" or last[1].unit != figure.unit:
        return None
    said_again = _IN_OTHER_WORDS.fullmatch(text[last[0].end : figure.start])
    return last[1] if said_again and figure.fits(last[1].value) else None


def sought(
    figure: Figure, scene: Scene, near: Near, bound: Sequence[tuple[Reading, Term]], again: bool = False
) -> tuple[Reading, Bound]:
    """How the figure was read and what it was bound to, or why to nothing.

    A cell or fact that the names right around it point to comes first, then what can be worked out, then the
    same with the names of the sentence before, then anything that no word speaks against. A second look
    (`again`) works from cells and facts alone, so that two figures cannot prove each other.
    """
    passage = scene.passage
    if again:
        near = Near([(f, t) for f, t in near.here if t.formula is None], near.above)
    cited = cited_by(passage.text, figure.start)
    usable = [one for one in scene.frames if one.id in cited] or scene.frames
    others = (marks(passage.previous) | marks(passage.text)) - cited
    wider = [one for one in scene.every if one.id in others | cited] if cited and others else []
    first: tuple[Reading, Bound] | None = None
    for sense, of in (
        (scene.named, usable),
        (scene.again, usable),
        *([(scene.again, wider)] if wider else []),
    ):
        reading = interpret(figure, scene.measured, passage, sense, of, scene.units)
        reading = carried(reading, list(bound)) if figure.unit in DERIVED else reading
        outcome = bind(reading, of)
        if outcome.candidate is None and not outcome.contrary:
            found = derived(reading, of, near, scene.measured)
            outcome = Bound(found) if found is not None else outcome
        if outcome.candidate is not None or outcome.contrary:
            return reading, outcome
        first = first or (reading, outcome)
    assert first is not None
    reading = interpret(figure, scene.measured, passage, scene.again, usable, scene.units)
    before = sorted(((f.start, n) for n, (f, _) in enumerate(near.here) if f.start < figure.start))
    found = told(reading, usable, [near.here[n][1] for _, n in before])
    found = found or restated(figure, passage.text, near)
    found = found or bounded(reading, usable, near, scene.measured)
    return (reading, Bound(found)) if found is not None else first
