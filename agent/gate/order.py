"""Claims of direction and rank that carry no figure: "rose" against a fall, "highest" against the order."""

import re
from collections.abc import Iterator

from agent.gate.claims import Point, Used, Wrong, competing, meant, said_reach, says
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.numbers import figures
from agent.gate.periods import rows_of
from agent.gate.ranking import ranked_wrongly
from agent.gate.sentences import Passage
from agent.gate.words import moves

_UNSURE = re.compile(
    r"(?:\b(?:not|never|no|would|could|may|might|if|should|whether|than|to|without|expected)|"
    r"n['’]t)\s(?:\w+\s)?\Z",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"up|down|drops?|dips?|rises?|gains?|dent|growth|growing|rising|increas(?:e|ing)|decreas(?:e|ing)|"
    r"decline|declining|falling|reduction|improvement|uplift|expand|contracts?\Z",
    re.I,
)
_COMPARE = re.compile(
    r"\b(?:(?P<more>more|higher|larger|bigger|greater|better)|(?P<less>less|lower|fewer|smaller|"
    r"worse))\b(?:\s[\w'’-]+){0,3}?\sthan\b"
    r"|\b(?P<above>outs(?:old|ells?)|outperform(?:s|ed)?|exceed(?:s|ed)?|beats?|ahead of|overt(?:ook|"
    r"akes?))\b|\b(?P<below>trail(?:s|ed)?|lag(?:s|ged)? behind|behind|short of)\b",
    re.IGNORECASE,
)


def contradicted(passage: Passage, named: Named, frames: list[Frame], used: list[Used]) -> Iterator[Wrong]:
    """What the passage claims of directions, ranks and comparisons against the evidence.

    `used` are the columns that the passage's figures were bound to: what is meant where no metric is said.
    """
    if passage.kind == "cell":
        return
    for frame in frames:
        yield from _moved_wrongly(passage, named, frame)
        yield from ranked_wrongly(passage, named, frame, used)
        yield from _compared_wrongly(passage, named, frame, used)


def _moved_wrongly(passage: Passage, named: Named, frame: Frame) -> Iterator[Wrong]:
    for move in moves(passage.text):
        word = passage.text[move.start : move.end]
        if _WEAK.fullmatch(word) or _UNSURE.search(passage.text[: move.start]):
            continue
        found = said_reach(passage, named, frame, Point(move.start, move.end))
        if found is None:
            continue
        changes = [m for m in frame.measures if m.kind == "change" and found.allows(m)]
        changes = changes or [m for m in frame.measures if m.kind == "change_pct" and found.allows(m)]
        if len({m.metric for m in changes}) == 1 and len(found.rows) == 1:
            value = frame.number(found.rows[0], changes[0])
            if value is not None and value * move.sign < 0:
                yield Wrong(
                    move.start,
                    move.end,
                    f"'{word}' is contrary to the evidence",
                    says(frame, found.rows[0], changes[0]),
                )


def _compared_wrongly(passage: Passage, named: Named, frame: Frame, used: list[Used]) -> Iterator[Wrong]:
    for match in _COMPARE.finditer(passage.text):
        if any(-1 <= one.start - match.end() <= 3 for one in figures(passage.text)) or _UNSURE.search(
            passage.text[: match.start()]
        ):
            continue
        found = said_reach(passage, named, frame, Point(match.start(), match.end()))
        before = [m for m in named.own if m.end <= match.start() and m.axis in frame.axes]
        after = [m for m in named.own if m.start >= match.end() and m.axis in frame.axes]
        if not before or not after or found is None or before[-1].axis != after[0].axis:
            continue
        if re.search(r"\d", passage.text[match.end() : after[0].start]):
            continue
        measure = meant(frame, found, used, 0, Point(match.start(), match.end()), named, passage.text)
        among = competing(frame, found.attached, before[-1])
        one, two = rows_of(frame, before[-1], among), rows_of(frame, after[0], among)
        if measure is None or len(one) != 1 or len(two) != 1:
            continue
        a, b = frame.number(one[0], measure), frame.number(two[0], measure)
        sign = 1 if match["more"] or match["above"] else -1
        if a is not None and b is not None and (a - b) * sign < 0:
            yield Wrong(match.start(), match.end(), f"'{match.group()}' is contrary to the evidence",
                        f"{says(frame, one[0], measure)}; {says(frame, two[0], measure)}")  # fmt: skip
