"""Figures that the tools themselves have put into words: in warnings, titles, methods and passages."""

from collections.abc import Sequence

from agent.gate.context import MARK, tokens
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.numbers import figures
from agent.gate.sentences import Passage


def quoted(figure: Figure, passage: Passage, frames: Sequence[Frame]) -> tuple[str, str] | None:
    """(evidence, field) where a tool's own words (a warning, a title…) give this figure for this subject."""
    words = {t.stem for t in tokens(passage.text) if len(t.stem) > 3 and t.stem.isalpha()}
    said_whole = MARK.sub("", passage.text).strip(" .").casefold()
    for frame in frames:
        for where in ("warnings", "title", "method", "passages"):
            for said in _texts(frame, where):
                shared = words & {t.stem for t in tokens(said) if len(t.stem) > 3}
                verbatim = len(said_whole) > 12 and said_whole in said.casefold()
                if (verbatim or len(shared) >= 2) and any(
                    one.unit == figure.unit
                    and (one.sign, one.hedge) == (figure.sign, figure.hedge)
                    and figure.fits(one.value)
                    for one in figures(said)
                ):
                    return frame.id, where
    return None


def _texts(frame: Frame, where: str) -> list[str]:
    value = frame.evidence.get(where)
    if isinstance(value, str):
        return [value]
    found = []
    for one in value if isinstance(value, list) else []:
        text = one.get("text") if isinstance(one, dict) else one
        if isinstance(text, str):
            found.append(text)
    return found
