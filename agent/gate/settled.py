"""Findings about words that figures beside them refute, whose binding is known: what is contradicted is then
exact, and the rules that guess what a word is about have no say."""

from collections.abc import Iterator, Sequence

from agent.gate.claims import CHANGES, Wrong
from agent.gate.context import METRIC, TIME
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.rank_words import Rank, ranks
from agent.gate.sentences import Passage
from agent.gate.term import Term
from agent.gate.whose import periods, touch
from agent.gate.words import moves

Settled = Sequence[tuple[Figure, Term]]


def frames_of(settled: Settled, frames: list[Frame]) -> list[Frame]:
    """The evidence that the figures are of, where it is known of all."""
    found = [one for one in frames if any(t.frame is one for _, t in settled)]
    return found or frames


def refuted(wrong: Wrong, passage: Passage, named: Named, settled: Settled) -> bool:
    """Whether a known figure shows that a finding is none."""
    if not settled:
        return False
    names = [m for m in named.own if m.axis not in (METRIC, TIME)]
    if any(m.start <= wrong.start and wrong.end <= m.end for m in names):
        return True
    rank = next((one for one in ranks(passage.text) if one.start == wrong.start), None)
    if rank is not None:
        return _holds(rank, passage, settled)
    move = next((one for one in moves(passage.text) if one.start == wrong.start), None)
    if move is not None:
        beside = [t for f, t in settled if f.start >= move.end][:1] or [t for _, t in settled][-1:]
        return any(t.signed and t.value * move.sign > 0 for t in beside)
    times = [m for m in named.own if m.axis == TIME and m.start == wrong.start]
    spans = [span for _, t in settled if t.frame is not None for span in periods(t, t.frame)]
    return any(touch(m, span) for m in times for span in spans)


def _holds(rank: Rank, passage: Passage, settled: Settled) -> bool:
    """Whether the cell next to a word of rank has that place in its column."""
    after = [t for f, t in settled if f.start >= rank.end]
    before = [t for f, t in settled if f.end <= rank.start]
    term = (after[:1] or before[-1:])[0]
    frame, measure, row = term.frame, term.measure, term.row
    if frame is None or measure is None or row is None:
        return False
    moved = measure.kind in CHANGES
    if (rank.moved != 0) != moved:
        return False
    down = rank.low != (rank.moved < 0)
    for group in _groups(frame, row):
        held = [(value, r) for r in group if (value := frame.number(r, measure)) is not None]
        order = [r for _, r in sorted(held, key=lambda pair: pair[0] if down else -pair[0])]
        if order[rank.place - 1 : rank.place] == [row]:
            return True
    return False


def _groups(frame: Frame, row: int) -> Iterator[list[int]]:
    """The rows among which one may be the highest: all, or those that share one of its names."""
    rows = [r for r in range(len(frame.rows)) if r not in frame.others]
    yield rows
    if len(frame.axes) > 1:
        for axis in frame.axes:
            yield [r for r in rows if frame.rows[r].get(axis) == frame.rows[row].get(axis)]
