"""Names in what customers or orders of the evidence were chosen by ("households that bought Diapers"): they
say whose figures these are, and are no row's."""

import re

from agent.gate.context import Mention
from agent.gate.frames import Frame
from agent.gate.named import Named

_CHOSEN = re.compile(
    r"\b(?:households?|customers?|shoppers?|buyers?|people|those|orders?|baskets?|trips?)"
    r"(?:\s(?:with|without|in)\b[^,;:.]*)?\s(?:that|who|which|with|without)\b[^;:.]*\Z",
    re.IGNORECASE,
)


def without_deeds(named: Named, text: str, frames: list[Frame]) -> Named:
    """The names of a passage without those that only tell whose figures the evidence holds."""
    own = [m for m in named.own if not (_CHOSEN.search(text[: m.start]) and is_deed(m, frames))]
    return named._replace(own=own)


def is_deed(mention: Mention, frames: list[Frame]) -> bool:
    """Whether a name stands in what customers or orders were chosen by, and no row of the evidence has it."""
    return any(mention.value in one.deeds.get(mention.axis, ()) for one in frames) and not any(
        str(row.get(mention.axis)).casefold() == mention.value for one in frames for row in one.rows
    )
