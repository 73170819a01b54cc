"""Ways in which a rank may hold: the places of a row in an order, by this column or another that is meant."""

import re

from agent.gate.claims import CHANGES, Used, competing
from agent.gate.context import METRIC, TIME, Mention
from agent.gate.frames import Frame, Measure
from agent.gate.named import Named
from agent.gate.periods import rows_of
from agent.gate.rank_words import Rank
from agent.gate.reach import Reach
from agent.gate.sentences import Passage

_IN = re.compile(r"\s(?:in|on|during)\s(?:the\s)?[\s*_]*", re.IGNORECASE)
_TELLS = re.compile(r":|,?\s(?:by|up|down)\b")
_SEVERAL = re.compile(r"\s(?:\w+\s)?(?:ones|[a-z]+[a-rt-z]s)\b(?!['’])")


def by_none(frame: Frame, subject: Mention, found: Reach, rank: Rank) -> Measure | None:
    """A column by which the rank does not hold, where it holds by none."""
    levels = [m for m in frame.measures if m.kind == "value"]
    among = competing(frame, found.attached, subject)
    rows = rows_of(frame, subject, among)
    if len(rows) != 1 or len(levels) < 2:
        return None
    for measure in levels:
        for turned in (1, -1) if rank.place == 1 and measure.unit != "usd" else (-1 if rank.low else 1,):
            if rank.place in places_of(frame, measure, rows[0], among, turned):
                return None
    return levels[0]


def by_change(
    passage: Passage, frame: Frame, used: list[Used], rank: Rank, among: tuple[int, ...], row: int
) -> bool:
    """Whether the place holds by the change that the words go on to tell ("the most, by 25.6 %")."""
    after = min((u for u in used if u.start >= rank.end), key=lambda u: u.start, default=None)
    if after is None or after.measure is None or after.measure.kind not in CHANGES:
        return False
    if not _TELLS.match(passage.text[rank.end : after.start]):
        return False
    return rank.place in places_of(frame, after.measure, row, among, -1 if rank.low else 1)


def by_another(
    passage: Passage,
    named: Named,
    frame: Frame,
    rank: Rank,
    among: tuple[int, ...],
    row: int,
    measure: Measure,
) -> bool:
    """Whether the place holds by another column, where the words right after the rank name none ("Grocery,
    the largest department, grew least"), or the row is among several that are called so ("the smallest
    departments are tiny: Toys, for example")."""
    text, turned = passage.text, -1 if rank.low != (rank.moved < 0) else 1
    metrics = {m.start for m in named.own if m.axis == METRIC}
    several = _SEVERAL.match(text, rank.end)
    if several and len(among) > 5 and not any(several.start() < at < several.end() for at in metrics):
        return min(places_of(frame, measure, row, among, turned)) <= max(2, len(among) // 3)
    if measure.kind == "value":
        return False
    if any(m.axis == METRIC and 0 <= m.start - rank.end <= 12 for m in named.own):
        return False
    kinds = ("change", "change_pct") if rank.moved else ("value",)
    named_metrics = {m.value for m in named.own if m.axis == METRIC}
    return any(
        rank.place in places_of(frame, other, row, among, turned)
        for other in frame.measures
        if other.kind in kinds and other is not measure
        if not named_metrics or other.metric in named_metrics or measure.kind != "value"
    )


def in_its_time(
    passage: Passage, named: Named, frame: Frame, rank: Rank, subject: Mention, measure: Measure
) -> bool:
    """Whether the rank holds of the period right after it, among those of its subject ("lowest in Q1")."""
    own = rows_of(frame, subject, tuple(range(len(frame.rows))))
    for m in named.own if frame.time and subject.axis != TIME else ():
        if m.axis == TIME and m.span and _IN.fullmatch(passage.text[rank.end : max(rank.end, m.start)]):
            rows = rows_of(frame, m, own)
            return len(rows) == 1 and rank.place in places_of(
                frame, measure, rows[0], own, -1 if rank.low else 1
            )
    return False


def places_of(frame: Frame, measure: Measure, row: int, among: tuple[int, ...], turned: int) -> range:
    """The places in the order that a row holds, several where it is tied."""
    known = [n * turned for r in among if (n := frame.number(r, measure)) is not None]
    own = (frame.number(row, measure) or 0.0) * turned
    ahead = sum(1 for n in known if n > own)
    return range(ahead + 1, ahead + known.count(own) + 1)


def by_percent(frame: Frame, measure: Measure, rank: Rank, among: tuple[int, ...], row: int) -> bool:
    """Whether the place holds by percent change, which "fastest-growing" and "biggest drop" may mean."""
    percent = frame.sibling(measure, "change_pct") if rank.moved else None
    own = frame.number(row, percent) if percent else None
    if percent is None or own is None:
        return False
    turned = rank.moved * (-1 if rank.low else 1)
    return (
        sum(1 for r in among if (n := frame.number(r, percent)) is not None and n * turned > own * turned)
        == rank.place - 1
    )
