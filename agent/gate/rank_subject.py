"""Whose rank a word of rank tells: the name right after, else the one before, else one near."""

import re

from agent.gate.claims import Point
from agent.gate.context import TIME, Mention
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.nearest import clause
from agent.gate.periods import rows_of
from agent.gate.rank_words import Rank
from agent.gate.sentences import Passage

_OF_TIME = re.compile(r"\s(?:month|quarter|week|day)\b", re.IGNORECASE)
_PEAK = re.compile(r"peak|trough|bottomed", re.IGNORECASE)


def whose_rank(passage: Passage, named: Named, frame: Frame, rank: Rank) -> Mention | None:
    """Whose rank it is: the name right after ("the largest, Grocery"), else before it, else near."""
    on_axes = [
        m for m in (*named.own, *([] if named.own else named.above))
        if (m.axis in frame.axes and m.axis != frame.time) or (m.axis == TIME and frame.time and m.span)
    ]  # fmt: skip
    if frame.time and (_PEAK.match(passage.text, rank.start) or _OF_TIME.match(passage.text, rank.end)):
        on_axes = [m for m in on_axes if m.axis == TIME]
    on_axes = [m for m in on_axes if rows_of(frame, m, tuple(range(len(frame.rows))))]
    if named.own and not any(m in named.own for m in on_axes):
        return None
    text = passage.text
    after = [m for m in on_axes if m.start >= rank.end]
    if re.search(r"\b(?:its|their)\s\Z", text[: rank.start]):
        whose = {m.axis for m in on_axes if m.end <= rank.start}
        after = [m for m in after if m.axis not in whose] or after
        return after[0] if after else None
    if text[rank.end :].startswith(":") and len({m.value for m in after}) > 1:
        return None
    before = [m for m in on_axes if m.end <= rank.start]
    if not any(m in named.own for m in on_axes):
        return on_axes[-1] if len({m.value for m in on_axes}) == 1 else None
    direct = re.compile(
        r"[\s,:(*_–—-]*(?:[\w'’-]+\s){0,4}?(?:is|was|were|are|in|by|:|,|\()?[\s*_(:,]*(?:the\s)?",
        re.IGNORECASE,
    )
    if (
        after
        and direct.fullmatch(text[rank.end : after[0].start])
        and not (before and before[-1].start >= clause(text, Point(rank.start, rank.end))[0])
    ):
        return after[0]
    start, _ = clause(text, Point(rank.start, rank.end))
    here = [m for m in before if m.start >= start]
    axes = {m.axis for m in here}
    if len(axes) > 1:
        return None
    return here[-1] if here else before[-1] if before else after[0] if after else None
