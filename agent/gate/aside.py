"""Names that say whose figures the evidence holds, and are no row's: what its customers or orders were chosen
by ("households that bought Diapers"), and the times that it leaves out ("without May or June")."""

import re
from collections.abc import Iterator

from agent.gate.context import LEFT_OUT, TIME, Mention
from agent.gate.dates import Span, named_periods, same
from agent.gate.frames import Frame
from agent.gate.named import Named

ASIDE = f"{LEFT_OUT}rows"
"""The axis of names that no row has."""
_CHOSEN = re.compile(
    r"\b(?:households?|customers?|shoppers?|buyers?|people|those|orders?|baskets?|trips?)"
    r"(?:\s(?:with|without|in)\b[^,;:.]*)?\s(?:that|who|which|with|without)\b[^;:.]*\Z",
    re.IGNORECASE,
)
_LEFT_OUT = re.compile(
    r"\b(?:without|excluding|except(?:ing)?(?: for)?|not counting|leaving out|other than|apart from)\b"
    r"[^;:.\d]*(?:\d{4}\s?(?:,|and|or|nor)\s[^;:.\d]*)*\Z",
    re.IGNORECASE,
)


def set_aside(named: Named, text: str, frames: list[Frame]) -> Named:
    """The names of a passage, those that only tell whose figures the evidence holds on an axis of no row."""
    return named._replace(own=[_aside(m, text[: m.start], frames) for m in named.own])


def _aside(mention: Mention, before: str, frames: list[Frame]) -> Mention:
    deed = _CHOSEN.search(before) is not None and is_deed(mention, frames)
    out = mention.axis == TIME and _LEFT_OUT.search(before) is not None
    return mention._replace(axis=ASIDE) if deed or (out and _is_out(mention, frames)) else mention


def wrong_times(named: Named, text: str, frames: list[Frame]) -> Iterator[Mention]:
    """Times that a text leaves out where the evidence leaves out others."""
    of = [one for one in frames if one.time is None and any(_spans(one))]
    for m in named.own if of and len(of) == len(frames) else ():
        if m.axis == TIME and m.span and _LEFT_OUT.search(text[: m.start]):
            yield m


def _is_out(mention: Mention, frames: list[Frame]) -> bool:
    spans = [span for one in frames for span in _spans(one)]
    return mention.span is not None and any(same(mention.span, span) for span in spans)


def _spans(frame: Frame) -> Iterator[Span]:
    """The times that a request leaves out by name."""
    values = (value for kept in frame.left_out.values() for value in kept)
    yield from (p.span for value in values for p in named_periods(value) if p.span is not None)


def is_deed(mention: Mention, frames: list[Frame]) -> bool:
    """Whether a name stands in what customers or orders were chosen by, and no row of the evidence has it."""
    return any(mention.value in one.deeds.get(mention.axis, ()) for one in frames) and not any(
        str(row.get(mention.axis)).casefold() == mention.value for one in frames for row in one.rows
    )
