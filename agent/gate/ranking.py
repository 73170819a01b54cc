"""Claims of rank against the order of the evidence: "highest", "third", "fastest-growing"."""

import re
from collections.abc import Iterator

from agent.gate.attach import Named, clause
from agent.gate.claims import Point, Used, Wrong, competing, meant, said_reach, says
from agent.gate.context import TIME, Mention
from agent.gate.frames import Frame, Measure
from agent.gate.rank_words import Rank, ranks
from agent.gate.reach import rows_of
from agent.gate.sentences import Passage


def ranked_wrongly(passage: Passage, named: Named, frame: Frame, used: list[Used]) -> Iterator[Wrong]:
    for rank in ranks(passage.text):
        subject = _subject(passage, named, frame, rank)
        found = said_reach(passage, named, frame, Point(rank.start, rank.end))
        if subject is None or found is None:
            continue
        measure = meant(frame, found, used, rank.moved, Point(rank.start, rank.end), named, passage.text)
        if measure is None:
            continue
        among = competing(frame, found.attached, subject)
        rows = rows_of(frame, subject, among)
        own = frame.number(rows[0], measure) if len(rows) == 1 else None
        if own is None or len(among) < 2:
            continue
        turned = -1 if rank.low != (rank.moved < 0) else 1
        whole = tuple(r for r in among if r not in frame.partial)
        places = [
            _places(frame, measure, rows[0], group, turned) for group in (among, whole) if rows[0] in group
        ]
        if any(rank.place in held for held in places) or _by_percent(frame, measure, rank, among, rows[0]):
            continue
        word, end = passage.text[rank.start : rank.end], " from the lowest" if turned < 0 else ""
        reason = (
            f"'{word}' does not fit: {frame.id} puts {subject.value} at place {places[0].start}{end}"
            f" by {measure.name.replace('_', ' ')}"
        )
        yield Wrong(rank.start, rank.end, reason, says(frame, rows[0], measure))


def _places(frame: Frame, measure: Measure, row: int, among: tuple[int, ...], turned: int) -> range:
    """The places in the order that a row holds, several where it is tied."""
    known = [n * turned for r in among if (n := frame.number(r, measure)) is not None]
    own = (frame.number(row, measure) or 0.0) * turned
    ahead = sum(1 for n in known if n > own)
    return range(ahead + 1, ahead + known.count(own) + 1)


def _by_percent(frame: Frame, measure: Measure, rank: Rank, among: tuple[int, ...], row: int) -> bool:
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


def _subject(passage: Passage, named: Named, frame: Frame, rank: Rank) -> Mention | None:
    """Whose rank it is: the name right after ("the largest, Grocery"), else before it, else near."""
    on_axes = [
        m for m in (*named.own, *([] if named.own else named.above))
        if (m.axis in frame.axes and m.axis != frame.time) or (m.axis == TIME and frame.time and m.span)
    ]  # fmt: skip
    on_axes = [m for m in on_axes if rows_of(frame, m, tuple(range(len(frame.rows))))]
    if named.own and not any(m in named.own for m in on_axes):
        return None
    text = passage.text
    after = [m for m in on_axes if m.start >= rank.end]
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
