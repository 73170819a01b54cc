"""A later part of a question: of what the others share, or of the rows that an earlier part found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.against_all import sided
from agent.builtin.asks import elliptical, verbless
from agent.builtin.desk import Desk, Step, Takes
from agent.builtin.follow import stands_alone
from agent.builtin.history import Answered, Turn
from agent.builtin.per import divided
from agent.builtin.pieces import Part, Piece
from agent.builtin.pointed import resolved
from agent.builtin.pointing import explained, pointer
from agent.builtin.references import THEN, Before, leaning, pointed_out
from agent.builtin.shared import Shared, built_in, later_wins, said_in, sharing
from agent.builtin.whom import heads, that_met, whose
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest


@dataclass(frozen=True)
class Message:
    """What a message's parts have come to so far: their steps, and what they said on what they are of."""

    turn: Turn
    steps: Sequence[Step]
    shared: Shared
    past: Sequence[Answered]
    """The answers of the turns before, newest first."""


def later(piece: Piece, message: Message, desk: Desk) -> Part | None:
    """The part as it reads beside the others; None while the result that it leans on is not there."""
    done = [s for s in message.steps if s.request is not None]
    last = done[-1] if done else None
    if last is None or last.request is None:
        return Part(desk.reader.read(piece.text, None), None)
    step = _leant_on(piece.text, done, desk)
    assert step.request is not None
    before = Before(step.reading, step.request)
    reading = desk.reader.read(pointed_out(piece.text, before, desk.definitions), last.request)
    reading, rows = leaning(reading, before, desk.definitions)
    if not pointer(reading):
        if not piece.opens and stands_alone(alone := desk.reader.read(piece.text, None)):
            reading = alone
        reading, against = sided(piece.text, reading, desk)
        if not stands_alone(reading) and not verbless(reading):
            return Part(reading, last.request, refines=piece.opens)
        shared = later_wins(message.shared, ahead_of(piece, reading, desk), desk.definitions)
        reading, slots = sharing(reading, shared, desk.definitions)
        return Part(reading, last.request, refines=False, takes=Takes(slots), against=against)
    outcome = message.turn.outcome(step.call)
    if step.request.by and rows != "people" and outcome is None:
        return None
    found = outcome.evidence() if outcome else None
    past = [
        (step.request, found),
        *((s.request, None) for s in reversed(done) if s is not step and s.request),
    ]
    part = (
        _of_people(reading, step.request)
        if rows == "people"
        else _of_rows(reading, [*past, *message.past], desk)
    )
    return replace(part, refines=False, takes=Takes(step=step.call, rows=rows))


def _leant_on(text: str, done: Sequence[Step], desk: Desk) -> Step:
    """The step whose rows the words name ('that week', 'then'), or the last."""
    for step in reversed(done):
        assert step.request is not None
        before = Before(step.reading, step.request)
        dimension = before.noun(desk.definitions)
        if dimension and (
            before.named_in(text, desk.definitions) or (THEN.search(text) and before.timed(dimension))
        ):
            return step
    return done[-1]


def _of_people(reading: Reading, request: MetricRequest) -> Part:
    """'Their average basket' after the categories that families buy is that of the families."""
    bare: dict[str, Any] = {
        "by": [],
        "order_by": None,
        "limit": None,
        "having": [],
        "share": False,
        "within": None,
        "add": [],
    }
    leant = replace(reading, refers_back=True, refers_to="", unknown=explained(reading))
    return Part(leant, request.model_copy(update=bare))


def _of_rows(reading: Reading, past: Sequence[Answered], desk: Desk) -> Part:
    """The part with its pronoun as the rows it stands for, of the households that were counted."""
    previous = that_met(reading, past[0][0])
    past = [(previous, past[0][1]), *past[1:]]
    reading = heads(divided(reading, previous, desk.definitions), previous, desk.definitions)
    pointed = resolved(reading, past, desk.definitions)
    base = pointed.previous
    if base is not None and not stands_alone(pointed.reading):
        base = whose(pointed.reading, base, desk.definitions)
        kept = [f for f in base.filters if not any(built_in(m, f, desk.definitions) for m in reading.metrics)]
        base = base.model_copy(update={"filters": kept})
    return Part(pointed.reading, base, pointed.ask)


def ahead_of(piece: Piece, reading: Reading, desk: Desk) -> Shared:
    """What the clauses after this one, in the same sentence, say of it, too: the days, and of a figure that
    is only named everything. What leans on this one's rows says nothing of it."""
    found = Shared()
    for text in piece.after:
        later_one = desk.reader.read(text, None)
        if pointer(later_one) in ("one", "there") or (pointer(later_one) and reading.by):
            break
        told = said_in(later_one, desk.definitions)
        found = later_wins(found, told, desk.definitions)
    if elliptical(piece.text, reading) or verbless(reading):
        return found
    return Shared(period=found.period)


def completed(piece: Piece, reading: Reading, desk: Desk) -> Reading:
    """The first part with what the others say of it: 'which store' before 'and which department sold most in
    Q4' is ranked by the same figure."""
    reading, _ = sharing(reading, ahead_of(piece, reading, desk), desk.definitions)
    if verbless(reading) and piece.after:
        other = desk.reader.read(piece.after[0], None)
        if other.rank is not None and other.by and not pointer(other):
            return replace(reading, metrics=other.metrics, rank=other.rank, shape="ranking")
    return reading
