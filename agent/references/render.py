"""A model's text with its references as figures, each with its binding, and the way back to what it wrote."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.gate import Given
from agent.gate.frames import Frame, frame
from agent.gate.lexicon import Vocabulary
from agent.gate.numbers import figures
from agent.gate.sentences import Passage, passages
from agent.gate.term import Term
from agent.gate.words import said
from agent.references.compute import compute
from agent.references.places import frame_of, words
from agent.references.syntax import Broken, Place, Reference, parse
from agent.references.wording import signed, suited, worded
from agent.safe_text import inert
from tools.evidence import Evidence

REFERENCE = re.compile(
    r"`?\{+(?P<inside>[^{}]*)\}+`?|[{}]|(?P<bare>\b[DKM]\d+(?:\[[^\[\]{}\n]*\])?\.[a-z_]\w*\b)"
)
"""A reference; also one whose braces were forgotten, which nobody should read as it is."""
_IN_A_CALL = re.compile(r"\{[^{}]*\b[DKM]\d+\s*[.\[][^{}]*\}")
UNKNOWN = "(figure not known)"
"""What stands for a reference that means nothing, until its sentence goes."""
_UNSIGNED = re.compile(
    r"\b(?:gap|differen\w+|margin|distance|lead|spread|apart|t(?:ook|akes?|aking)|shaved|cost)\b[^.;\d]{0,40}\Z",
    re.IGNORECASE,
)
"""Words after which the size alone is said: "a gap of $5", "took $5 off"."""


@dataclass(frozen=True)
class Rendered:
    """`text` as people read it, the figures `given` in it, and `places`: where each reference stands in the
    text and in the source."""

    text: str
    given: list[Given] = field(default_factory=list)
    places: list[tuple[int, int, int, int]] = field(default_factory=list)

    def in_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the text came from."""
        return self._back(start, first=True), self._back(end, first=False)

    def _back(self, at: int, *, first: bool) -> int:
        moved = 0
        for start, end, source_start, source_end in self.places:
            if end <= at and (start < end or start < at):
                moved = source_end - end
            elif start < at:
                return source_start if first else source_end
        return at + moved


@dataclass
class _Part:
    """A reference: where it stands in the source, and what it came to."""

    start: int
    end: int
    inside: str
    shown: str = UNKNOWN
    reason: str = ""
    term: Term | None = None
    formats: Sequence[str] = ()
    sign: str = ""


def referring(value: Any) -> bool:
    """Whether a reference stands in what a call is given, where nothing would write it out."""
    if isinstance(value, str):
        return _IN_A_CALL.search(value) is not None
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(referring(part) for part in parts)


def render(
    source: str, evidence: Sequence[Evidence], numbers: Collection[float], vocabulary: Vocabulary
) -> Rendered:
    """Every reference of the source as its figure; one that means nothing is given with the reason.

    `numbers` are those a formula may hold beside evidence: what the user said.
    """
    frames = {one["id"]: frame(one, vocabulary.covers) for one in evidence}
    parts = [_part(found, source, frames, numbers) for found in REFERENCE.finditer(source)]
    if not parts:
        return Rendered(source)
    plain = _joined(source, parts)
    stretches = passages(plain.text)
    for part, (start, end, _, _) in zip(parts, plain.places, strict=True):
        if part.term is not None:
            agrees = _told(plain.text, stretches, start, end)
            part.sign = signed(part.term, part.shown, part.formats, agrees)
    return _joined(source, parts)


def _part(
    found: re.Match[str], source: str, frames: Mapping[str, Frame], numbers: Collection[float]
) -> _Part:
    part = _Part(found.start(), found.end(), (found["inside"] or found["bare"] or "").strip())
    before, after = source[: part.start], source[part.end :]
    try:
        if not part.inside:
            raise Broken("braces hold a reference and nothing else")
        reference = parse(part.inside)
        if (name := _name(reference, frames)) is not None:
            part.shown = inert(name)
            return part
        term = suited(compute(reference.node, frames, numbers), reference.formats, after)
        part.term, part.formats = term, reference.formats
        part.shown = worded(term, reference.formats, before, after)
    except Broken as broken:
        part.reason = str(broken)
    return part


def _name(reference: Reference, frames: Mapping[str, Frame]) -> str | None:
    node = reference.node
    return words(node, frame_of(node, frames)) if isinstance(node, Place) else None


def _joined(source: str, parts: Sequence[_Part]) -> Rendered:
    text, at = "", 0
    given: list[Given] = []
    places: list[tuple[int, int, int, int]] = []
    for part in parts:
        text += source[at : part.start]
        if part.sign and text.endswith("$"):
            text = f"{text[:-1]}{part.sign}$"
        else:
            text += part.sign
        start = len(text) - len(part.sign) if not text.endswith("$") else len(text)
        text += part.shown
        at = part.end
        places.append((start, len(text), part.start, part.end))
        if part.term is not None or part.reason:
            written = part.inside or source[part.start : part.end]
            given.append(Given(start, len(text), part.term, written, part.reason))
    return Rendered(text + source[at:], given, places)


def _told(text: str, stretches: Sequence[Passage], start: int, end: int) -> bool:
    """Whether the words beside a figure say which way it goes, so that it needs no sign."""
    passage = next((p for p in stretches if p.start <= start < p.end), None)
    if passage is None or passage.kind == "cell":
        return False
    start, end = start - passage.start, end - passage.start
    here = figures(passage.text)
    figure = next((f for f in here if f.start < end and start < f.end), None)
    if figure is None:
        return False
    floor = max((f.end for f in here if f.end <= figure.start), default=0)
    role, direction = said(passage.text, figure, floor, passage.lead if passage.kind == "bullet" else "")
    return (role == "change" and direction != 0) or _UNSIGNED.search(passage.text[: figure.start]) is not None
