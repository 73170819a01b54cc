"""What the words of a fragment do to the slots they speak of: replace them, add to them, or narrow them."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from agent.reading.result import Reading

OTHERS = re.compile(r"(and|what about|how about)\b(?! (by|per)\b)", re.I)
AND = re.compile(r"\W*(?:and|n|&|\+)\b(?! (?:by|per|only|just)\b)", re.I)
ADDS = re.compile(r"\b(also|too|as well|add|plus|along with|on top)\b", re.I)
WHOLE = re.compile(
    r"\b(?:full|whole|entire|all) (?:of the |the )?(?:year|2017|period|twelve months|12 months)\b|"
    r"\b(?:over|in|across|during|for) the (?:whole |entire |full )?year\b",
    re.I,
)
ONLY = re.compile(r"\b(?:only|just)\b|\b(?:of|among) (?:those|these|them)\b", re.I)
NARROWS = re.compile(r"\b(of (those|these|them|that)|within|among|in there|there)\b", re.I)
AGAINST = re.compile(
    r"\b(?:vs|v|versus|against|than|next to|alongside|relative to|"
    r"(?:compared?|comparison|comparing|stacks? up) (?:(?:it|that|this|those|them) )?(?:to|with|against))"
    r"\W+(?:\w+\W+){0,2}$",
    re.I,
)
"""Words for a comparison whose first side was said before."""
IS_THAT = re.compile(
    r"\b(?:is|are|was|were|does|do|did|would)\W+(?:that|this|it|those|these|they)\b", re.IGNORECASE
)
NAMES = ("metric", "value", "period", "dimension")


@dataclass(frozen=True)
class Edit:
    """How a fragment changes what it speaks of; what it does not speak of stays in any case."""

    adds: bool = False
    """'Also orders', 'add wine': what was there stays beside it."""
    beside: bool = False
    """'Vs wine', 'compared to store 292': the other side of a comparison."""
    beside_figure: bool = False
    """'Vs units': another figure beside the one before."""
    joins: bool = False
    """'And cheese?': one more where several stand side by side already, else in the place of the one."""
    narrows: bool = False
    """'Of those', 'within that': a part of what was chosen."""
    others: bool = False
    """'And couples?', 'no, i meant couples': other people than before, and not families that are couples."""
    whole: bool = False
    """'For the full year': all the days, and no steps."""
    only: bool = False
    """'Only those who ...': fewer of the same."""


def edit_of(reading: Reading) -> Edit:
    """What the words of a fragment do."""
    said = reading.question
    return Edit(
        adds=bool(ADDS.search(said)),
        beside=set_beside(reading) and not reading.replaces,
        beside_figure=set_beside(reading, ("metric",)) and not reading.replaces,
        joins=bool(AND.match(said)) and not reading.replaces,
        narrows=bool(NARROWS.search(said)) or (reading.share and of_that(reading)),
        others=bool(OTHERS.match(said)) or set_beside(reading) or reading.replaces or _bare(reading),
        whole=bool(WHOLE.search(said)),
        only=bool(ONLY.search(said)),
    )


def _bare(reading: Reading) -> bool:
    """Whether the fragment is a name and no more: 'families?' after singles."""
    named = [s for s in reading.spans if s.kind != "function"]
    return len(named) == 1 and named[0].kind == "value" and named[0].start == 0


def of_that(reading: Reading) -> bool:
    """Whether a question for a share is of the figure before: 'what % of produce is that'."""
    return bool(reading.refers_to) or IS_THAT.search(reading.question) is not None


def set_beside(reading: Reading, kinds: Collection[str] = ("value", "period")) -> bool:
    """Whether the first thing that the words name is set against what was spoken of before, and is of one of
    these kinds."""
    first = next((s for s in reading.spans if s.kind in NAMES), None)
    if first is None or first.kind not in kinds:
        return False
    return AGAINST.search(reading.question[: first.start]) is not None
