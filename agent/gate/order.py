"""Claims of direction and rank that carry no figure: "rose" against a fall, "highest" against the order."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.gate.attach import Attached, Named, attach, clause
from agent.gate.context import METRIC, TIME, Mention
from agent.gate.frames import Frame, Measure
from agent.gate.reach import Reach, reach, rows_of
from agent.gate.sentences import Passage
from agent.gate.words import Rank, Said, moves, ranks

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


_DIRECT = re.compile(r"[\s*_]*(?:by|for|in|on)?[\s*_]*(?:\w+\s){0,1}", re.IGNORECASE)


class Wrong(NamedTuple):
    """Words at start to end that evidence contradicts."""

    start: int
    end: int
    reason: str
    nearest: str


class Used(NamedTuple):
    """A column that the figure at `start` was bound to."""

    start: int
    measure: Measure


class Point(NamedTuple):
    """A place in a passage."""

    start: int
    end: int


def contradicted(passage: Passage, named: Named, frames: list[Frame], used: list[Used]) -> Iterator[Wrong]:
    """What the passage claims of directions, ranks and comparisons against the evidence.

    `used` are the columns that the passage's figures were bound to: what is meant where no metric is said.
    """
    if passage.kind == "cell":
        return
    for frame in frames:
        yield from _moved_wrongly(passage, named, frame)
        yield from _ranked_wrongly(passage, named, frame, used)
        yield from _compared_wrongly(passage, named, frame, used)


def _reach(passage: Passage, named: Named, frame: Frame, at: Point) -> Reach | None:
    found = attach(passage, named, [at], at, lambda mention: True)
    if any(
        not one.hard and one.mention in named.own and one.mention.start > at.start
        for axis, ones in found.items()
        if axis in frame.axes
        for one in ones
    ):
        return None
    return reach(frame, found, Said("either", 0), False)


def _moved_wrongly(passage: Passage, named: Named, frame: Frame) -> Iterator[Wrong]:
    for move in moves(passage.text):
        word = passage.text[move.start : move.end]
        if _WEAK.fullmatch(word) or _UNSURE.search(passage.text[: move.start]):
            continue
        found = _reach(passage, named, frame, Point(move.start, move.end))
        if found is None:
            continue
        changes = [
            m
            for m in frame.measures
            if m.kind == "change" and (not found.metrics or m.metric in found.metrics)
        ]
        changes = changes or [
            m
            for m in frame.measures
            if m.kind == "change_pct" and (not found.metrics or m.metric in found.metrics)
        ]
        if len({m.metric for m in changes}) == 1 and len(found.rows) == 1:
            value = frame.number(found.rows[0], changes[0])
            if value is not None and value * move.sign < 0:
                yield Wrong(
                    move.start,
                    move.end,
                    f"'{word}' is contrary to the evidence",
                    _says(frame, found.rows[0], changes[0]),
                )


def _measure(
    frame: Frame, found: Reach, used: list[Used], moved: int, at: Point, named: Named, text: str
) -> Measure | None:
    """The one column that an order is about, or None where the words leave it open.

    A metric said right after the word decides ("highest redemption rate", "third by sales"), then the
    nearest figure of the clause, then any metric said.
    """
    levels = [m for m in frame.measures if m.kind == "value"]
    direct = [
        m.value
        for m in named.own
        if m.axis == METRIC and m.start >= at.end and _DIRECT.fullmatch(text[at.end : m.start])
    ]
    start, end = clause(text, at)
    after = [u.measure.metric for u in used if at.end <= u.start <= max(end, at.end + 30)]
    near = [u.measure.metric for u in used if start <= u.start < end]
    metrics = (
        set(direct[:1])
        or set(after[:1])
        or set(near[-1:])
        or found.metrics
        or {u.measure.metric for u in used[:1]}
    )
    if moved:
        metrics = metrics or {m.metric for m in levels}
        return next((m for m in frame.measures if m.kind == "change" and metrics == {m.metric}), None)
    levels = [m for m in levels if not metrics or m.metric in metrics]
    return levels[0] if len(levels) == 1 else None


def _ranked_wrongly(passage: Passage, named: Named, frame: Frame, used: list[Used]) -> Iterator[Wrong]:
    for rank in ranks(passage.text):
        subject = _subject(passage, named, frame, rank)
        found = _reach(passage, named, frame, Point(rank.start, rank.end))
        if subject is None or found is None:
            continue
        measure = _measure(frame, found, used, rank.moved, Point(rank.start, rank.end), named, passage.text)
        if measure is None:
            continue
        among = _among(frame, found.attached, subject)
        rows = rows_of(frame, subject, among)
        own = frame.number(rows[0], measure) if len(rows) == 1 else None
        if own is None or len(among) < 2:
            continue
        turned = -1 if rank.low != (rank.moved < 0) else 1
        ahead = sum(
            1 for r in among if (n := frame.number(r, measure)) is not None and n * turned > own * turned
        )
        tied = sum(1 for r in among if frame.number(r, measure) == own)
        by_share = _by_percent(frame, measure, rank, among, rows[0])
        if not ahead < rank.place <= ahead + tied and not by_share:
            word = passage.text[rank.start : rank.end]
            yield Wrong(rank.start, rank.end, f"'{word}' does not fit: {frame.id} puts {subject.value} at "
                                              f"place {ahead + 1}"
                        f"{' from the lowest' if turned < 0 else ''} by {measure.name.replace('_', ' ')}",
                        _says(frame, rows[0], measure))  # fmt: skip


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


def _among(frame: Frame, attached: dict[str, list[Attached]], subject: Mention) -> tuple[int, ...]:
    """The rows the subject competes with: those that share every other name."""
    rows = tuple(range(len(frame.rows)))
    for axis, ones in attached.items():
        if axis not in (subject.axis, METRIC) and (axis in frame.axes or (axis == TIME and frame.time)):
            for one in ones:
                rows = rows_of(frame, one.mention, rows) or rows
    return rows


def _compared_wrongly(passage: Passage, named: Named, frame: Frame, used: list[Used]) -> Iterator[Wrong]:
    for match in _COMPARE.finditer(passage.text):
        if re.match(r"\s+[\s$*_]*\d", passage.text[match.end() :]) or _UNSURE.search(
            passage.text[: match.start()]
        ):
            continue
        found = _reach(passage, named, frame, Point(match.start(), match.end()))
        before = [m for m in named.own if m.end <= match.start() and m.axis in frame.axes]
        after = [m for m in named.own if m.start >= match.end() and m.axis in frame.axes]
        if not before or not after or found is None or before[-1].axis != after[0].axis:
            continue
        measure = _measure(frame, found, used, 0, Point(match.start(), match.end()), named, passage.text)
        among = _among(frame, found.attached, before[-1])
        one, two = rows_of(frame, before[-1], among), rows_of(frame, after[0], among)
        if measure is None or len(one) != 1 or len(two) != 1:
            continue
        a, b = frame.number(one[0], measure), frame.number(two[0], measure)
        sign = 1 if match["more"] or match["above"] else -1
        if a is not None and b is not None and (a - b) * sign < 0:
            yield Wrong(match.start(), match.end(), f"'{match.group()}' is contrary to the evidence",
                        f"{_says(frame, one[0], measure)}; {_says(frame, two[0], measure)}")  # fmt: skip


def _says(frame: Frame, row: int, measure: Measure) -> str:
    names = ", ".join(str(frame.rows[row].get(axis)) for axis in frame.axes)
    value = frame.number(row, measure)
    return (
        f"{frame.id} says {measure.name.replace('_', ' ')}{f' of {names}' if names else ''} is {value:,.4g}"
    )
