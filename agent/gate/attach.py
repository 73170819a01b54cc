"""Which named thing a figure belongs to: reading order, clauses, lists and the words above decide."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from agent.gate.context import METRIC, Lexicon, Mention, mentions
from agent.gate.sentences import Passage


class Spot(Protocol):
    """Anything at a place in a passage: a figure, or a word that claims a direction or a rank."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Attached(NamedTuple):
    """A mention that a figure belongs to. `hard`: said in the same clause, row or column title; a soft one
    is carried over from elsewhere in the sentence or from above."""

    mention: Mention
    hard: bool


class Named(NamedTuple):
    """What one passage names: by axis in its own text, in the table's row and title, and above."""

    own: list[Mention]
    beside: list[Mention]
    above: list[Mention]


_CLAUSE = re.compile(
    r",\s|;\s|\s[—–-]\s|\s(?:but|while|whereas|and|against|versus|vs\.?|followed by|compared (?:with|to)|than)\s"
)
_INTO = re.compile(
    r"[\s*_]*(?:\w+[\s*_]+){0,2}?(?:in|from|for|by|at|on|during|within)\s(?:the\s|both\s)?[\s*_]*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\s*_]*\([\s*_]*")
_OF_METRIC = re.compile(r"[\s*_]*(?:(?:of|in|worth of|total|net)[\s*_]+)*(?:the\s)?(?:unique\s|distinct\s)?")
_PRONOUN = re.compile(r"\b(?:it|its|they|their|them|this|that|these|those|there|which)\b", re.IGNORECASE)


def read(passage: Passage, known: Lexicon) -> Named:
    """Finds what the passage and the words around it name."""
    own = mentions(passage.text, known)
    beside = (
        mentions(passage.header, known) + mentions(passage.label, known) if passage.kind == "cell" else []
    )
    above = mentions(passage.lead, known) if passage.lead else []
    carried = passage.previous if passage.kind == "bullet" or _PRONOUN.search(passage.text) else ""
    if carried:
        above = above + mentions(carried, known)
    return Named(own, beside, above)


def attach(passage: Passage, named: Named, spots: Sequence[Spot], spot: Spot,
           suits: Callable[[Mention], bool]) -> dict[str, list[Attached]]:  # fmt: skip
    """The mentions that the figure at `spot` belongs to, by axis; `suits` says which metrics its unit allows.

    `spots` are all figures of its kind in the passage, in order, for lists ("A and B sold 2 and 3").
    """
    attached: dict[str, list[Attached]] = {}
    own: dict[str, list[Mention]] = defaultdict(list)
    for mention in named.own:
        if mention.axis != METRIC or suits(mention):
            own[mention.axis].append(mention)
    for mention in named.beside:
        if mention.axis != METRIC or suits(mention):
            attached.setdefault(mention.axis, []).append(Attached(mention, True))
    for axis, candidates in own.items():
        if axis in attached:
            continue
        attached[axis] = (
            _metrics(passage.text, candidates, spot)
            if axis == METRIC
            else [_nearest(passage.text, candidates, spots, spot)]
        )
    above: dict[str, list[Mention]] = defaultdict(list)
    for mention in named.above:
        if mention.axis not in attached and (mention.axis != METRIC or suits(mention)):
            above[mention.axis].append(mention)
    for axis, candidates in above.items():
        values = {mention.value for mention in candidates}
        if axis == METRIC:
            attached[axis] = [Attached(mention, False) for mention in candidates]
        elif len(values) == 1:
            attached[axis] = [Attached(candidates[-1], False)]
    return attached


def _metrics(text: str, candidates: list[Mention], spot: Spot) -> list[Attached]:
    """The metric that follows directly ("10,213 orders"), else the last one said, else the next."""
    after = [m for m in candidates if m.start >= spot.end]
    before = [m for m in candidates if m.end <= spot.start]
    direct = [m for m in after if _OF_METRIC.fullmatch(text[spot.end : m.start])]
    found = (
        direct[:1] + before[-1:]
        if direct and text[spot.start : spot.end].endswith("%")
        else direct[:1] or before[-1:]
    )
    return [Attached(mention, True) for mention in found or after[:1] or candidates[:1]]


def _nearest(text: str, candidates: list[Mention], spots: Sequence[Spot], spot: Spot) -> Attached:
    listed = _listed(text, candidates, spots, spot)
    if listed is not None:
        return Attached(listed, True)
    inside = [m for m in candidates if m.start < spot.end and spot.start < m.end]
    after = [m for m in candidates if m.start >= spot.end]
    before = [m for m in candidates if m.end <= spot.start]
    if inside:
        return Attached(inside[0], True)
    if after and not any(spot.end <= s.start < after[0].start for s in spots):
        between = text[spot.end : after[0].start]
        if _INTO.fullmatch(between) or (_BRACKET.fullmatch(between) and not before):
            return Attached(after[0], True)
    start, end = clause(text, spot)
    here = [m for m in before if m.start >= start]
    if here:
        return Attached(here[-1], True)
    next_here = [m for m in after if m.end <= end]
    if next_here and not any(spot.end <= s.start < next_here[0].start for s in spots):
        return Attached(next_here[0], True)
    return Attached(before[-1] if before else after[0] if after else candidates[0], False)


def clause(text: str, spot: Spot) -> tuple[int, int]:
    """Where the clause around a spot begins and ends."""
    start, end = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= spot.start:
            start = match.end()
        elif match.start() >= spot.end:
            end = match.start()
            break
    return start, end


def _listed(text: str, candidates: list[Mention], spots: Sequence[Spot], spot: Spot) -> Mention | None:
    """In "A, B and C sold 1, 2 and 3" (or figures first) the nth figure is the nth name's."""
    if len(candidates) < 2 or len(spots) != len(candidates) or spot not in spots:
        return None
    names_first = candidates[-1].end <= spots[0].start
    figures_first = spots[-1].end <= candidates[0].start
    if not names_first and not figures_first:
        return None
    joined = all(
        re.fullmatch(
            r"[\s*_]*(?:,|and|&|versus|vs\.?|against|to|compared with)?[\s*_]*(?:and|vs\.?)?[\s*_]*",
            text[a.end : b.start],
            re.I,
        )
        for a, b in zip(spots, spots[1:], strict=False)
    )
    return candidates[list(spots).index(spot)] if joined else None
