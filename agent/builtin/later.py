"""A later part of a question: of what the others share, or of the rows that an earlier part found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.builtin.against_all import against_all, sided
from agent.builtin.asks import elliptical, verbless
from agent.builtin.base import Replan
from agent.builtin.clarify import Ask
from agent.builtin.desk import Desk, Plan, Step, Takes
from agent.builtin.fitted import as_asked, freed, measured, of_all, of_change, of_move, of_subject, topical
from agent.builtin.follow import stands_alone
from agent.builtin.history import Turn, answered
from agent.builtin.in_context import read_after
from agent.builtin.parts import ASKS
from agent.builtin.pieces import Part, Piece
from agent.builtin.pointing import pointer
from agent.builtin.questions import going_on
from agent.builtin.references import WHICH, Before, leaning
from agent.builtin.restated import OF_ALL, THEN, pointed_out
from agent.builtin.shared import Shared, later_wins, said_in, sharing
from agent.reading.result import Reading

POINTS = re.compile(r"\b(?:its?|they|their|them|there|that|those|this|these)\b", re.IGNORECASE)
OF_THAT = re.compile(r"\bof (?:that|it|this|those|them)\b", re.IGNORECASE)
LOST = Ask("It rests on the part before, which I could not answer.", ())


@dataclass(frozen=True)
class Message:
    """What a message's parts have come to so far: their steps, and what they said on what they are of."""

    turn: Turn
    steps: Sequence[Step]
    shared: Shared
    before: Sequence[Turn]
    replan: Replan

    @property
    def so_far(self) -> list[Turn]:
        """The turns before, and the parts that are answered as one more: a later part follows on from it."""
        return [*self.before, replace(self.turn, draft=self.turn.draft or "…")]

    def replanned(self, turns: Sequence[Turn]) -> Plan:
        """The plan that turns had; of the parts so far, their steps."""
        return Plan(self.last) if len(turns) > len(self.before) else self.replan(turns)

    @property
    def last(self) -> list[Step]:
        """The steps of the last part: one, or both sides of a comparison."""
        asked = self.steps[-1].reading.question if self.steps else ""
        return [s for s in self.steps if s.reading.question == asked]


def later(piece: Piece, message: Message, desk: Desk) -> list[Part] | None:
    """The part as it reads beside the others, one or more of a kind; None while the result that it leans on
    is not there."""
    done = [s for s in message.steps if s.request is not None]
    last = done[-1] if done else None
    if last is None or last.request is None:
        reading = desk.reader.read(piece.text, None)
        return [Part(reading, None, LOST if pointer(reading) else None)]
    step = _leant_on(piece, done, desk)
    assert step.request is not None
    leant = step.request
    if OF_ALL.match(piece.text) and step.focus and leant.by:
        return [of_all(piece.text, leant, step.focus)]
    before = Before(step.reading, leant)
    text = pointed_out(piece.text, before, desk.definitions)
    reading = topical(desk.reader.read(text, last.request), piece, before, desk)
    reading, rows = leaning(reading, before, desk.definitions)
    if not pointer(reading):
        alone = desk.reader.read(text, None)
        if stands_alone(alone) and (alone.metrics or not piece.opens or ASKS.search(piece.text)):
            reading = alone
        reading = measured(of_change(reading, last.request), last.request)
        reading, against = sided(piece.text, reading, desk)
        if stands_alone(reading) or verbless(reading):
            shared = later_wins(message.shared, ahead_of(piece, reading, desk), desk.definitions)
            reading, slots = sharing(reading, shared, desk.definitions)
            return [Part(reading, last.request, refines=False, takes=Takes(slots), against=against)]
        return [Part(reading, last.request, refines=piece.opens)]
    if any(message.turn.outcome(s.call) is None for s in done):
        return None
    past = [(as_asked(r), e) for r, e in answered(message.so_far)]
    past.sort(key=lambda one: one[0] != as_asked(leant))
    reading, past = read_after(text, past, desk)
    reading, rows = leaning(topical(reading, piece, before, desk), before, desk.definitions)
    reading = measured(of_move(reading), leant)
    if rows == "subject":
        parts = [of_subject(reading, leant)]
    else:
        parts = going_on(reading, past, message.so_far, desk, message.replanned)
    against = against_all(piece.text)
    if against and parts[0].previous and reading.summary:
        # "Do they have fewer customers than average" is of each of them, and of the average one.
        parts = [replace(p, reading=replace(p.reading, summary=None), against=against) for p in parts[:1]]
    parts = [freed(part, reading, desk) for part in parts]
    return [replace(p, refines=False, takes=Takes(step=step.call, rows=rows)) for p in parts]


def _leant_on(piece: Piece, done: Sequence[Step], desk: Desk) -> Step:
    """The step whose rows the words name ('that week', 'then') or that are the topic, or the last."""
    plain = piece.topic and not POINTS.search(piece.text)
    for step in reversed(done):
        assert step.request is not None
        before = Before(step.reading, step.request)
        dimension = before.noun(desk.definitions)
        if WHICH.search(piece.text) and before.counted not in ("", "customer", "order"):
            return step
        then = dimension and before.timed(dimension) and THEN.search(piece.text)
        if then or before.named_in(piece.text, desk.definitions) or (dimension and plain):
            return step
    return done[-1]


def ahead_of(piece: Piece, reading: Reading, desk: Desk) -> Shared:
    """What the clauses after this one, in the same sentence, say of it, too: the days, and of a figure
    that is only named everything. What leans on this one's rows says nothing of it."""
    found, leans = Shared(), False
    for text in piece.after:
        later_one = desk.reader.read(text, None)
        which = pointer(later_one) or ("several" if OF_THAT.search(text) else "")
        if which in ("one", "there") or (which and reading.by):
            break
        told = said_in(later_one, desk.definitions)
        leans = leans or bool(which)
        told = Shared(period=told.period) if leans else told
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
