"""A later part of a question: of what the others share, or of the rows that an earlier part found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.against_all import against_all, sided
from agent.builtin.asks import elliptical, verbless
from agent.builtin.base import Replan
from agent.builtin.chosen import LEVELS
from agent.builtin.clarify import Ask
from agent.builtin.desk import Desk, Plan, Step, Takes
from agent.builtin.follow import stands_alone
from agent.builtin.history import Turn, answered
from agent.builtin.in_context import read_after
from agent.builtin.parts import ASKS
from agent.builtin.pieces import Part, Piece
from agent.builtin.pointing import explained, pointer
from agent.builtin.questions import going_on
from agent.builtin.references import Before, leaning
from agent.builtin.restated import THEN, pointed_out
from agent.builtin.shared import Shared, built_in, later_wins, said_in, sharing
from agent.builtin.whom import counted
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

ELSE = re.compile(r"\belse\b|\bother (?:things|goods|products|categories|stuff)\b|\bbesides\b", re.IGNORECASE)
"""'What else do they buy': nothing of what they were chosen by."""
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
    before = Before(step.reading, leant)
    text = pointed_out(piece.text, before, desk.definitions)
    reading = _topical(desk.reader.read(text, last.request), piece, before, desk)
    reading, rows = leaning(reading, before, desk.definitions)
    if not pointer(reading):
        alone = desk.reader.read(piece.text, None)
        if stands_alone(alone) and (alone.metrics or not piece.opens or ASKS.search(piece.text)):
            reading = alone
        reading, against = sided(piece.text, reading, desk)
        if stands_alone(reading) or verbless(reading):
            shared = later_wins(message.shared, ahead_of(piece, reading, desk), desk.definitions)
            reading, slots = sharing(reading, shared, desk.definitions)
            return [Part(reading, last.request, refines=False, takes=Takes(slots), against=against)]
        return [Part(reading, last.request, refines=piece.opens)]
    if any(message.turn.outcome(s.call) is None for s in done):
        return None
    past = [(_asked(r), e) for r, e in answered(message.so_far)]
    past.sort(key=lambda one: one[0] != _asked(leant))
    reading, past = read_after(text, past, desk)
    reading, rows = leaning(_topical(reading, piece, before, desk), before, desk.definitions)
    if rows == "subject":
        parts = [_of_subject(reading, leant)]
    else:
        parts = going_on(reading, past, message.so_far, desk, message.replanned)
    against = against_all(piece.text)
    if against and parts[0].previous and reading.summary:
        # "Do they have fewer customers than average" is of each of them, and of the average one.
        parts = [replace(p, reading=replace(p.reading, summary=None), against=against) for p in parts[:1]]
    parts = [_free(part, reading, desk) for part in parts]
    return [replace(p, refines=False, takes=Takes(step=step.call, rows=rows)) for p in parts]


def _topical(reading: Reading, piece: Piece, before: Before, desk: Desk) -> Reading:
    """'In the week with the lowest sales, how many customers came': a figure of the topic's rows."""
    plain = reading.metrics and not (reading.by or reading.rank or reading.period or pointer(reading))
    if not (piece.topic and plain and before.noun(desk.definitions)):
        return reading
    return replace(reading, refers_to="entity" if before.one(desk.definitions) else "set", refers_back=True)


def _asked(request: MetricRequest) -> MetricRequest:
    """The request as it was asked: that only whole weeks were ranked is said of no other figure."""
    kept = [f for f in request.filters if f.dimension != "full_week"]
    return request.model_copy(update={"filters": kept}) if kept != request.filters else request


def _leant_on(piece: Piece, done: Sequence[Step], desk: Desk) -> Step:
    """The step whose rows the words name ('that week', 'then') or that are the topic, or the last."""
    for step in reversed(done):
        assert step.request is not None
        before = Before(step.reading, step.request)
        dimension = before.noun(desk.definitions)
        then = dimension and before.timed(dimension) and THEN.search(piece.text)
        if then or before.named_in(piece.text, desk.definitions) or (dimension and piece.topic):
            return step
    return done[-1]


def _of_subject(reading: Reading, request: MetricRequest) -> Part:
    """'Their average basket' after the categories that families buy is that of the families, 'who buys it'
    after the months of coffee is of coffee."""
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


def _free(part: Part, reading: Reading, desk: Desk) -> Part:
    """The part without a condition that its figure holds already; of other goods where it asks what else."""
    base = part.previous
    if base is None or stands_alone(part.reading):
        return part
    kept = [f for f in base.filters if not any(built_in(m, f, desk.definitions) for m in reading.metrics)]
    base = base.model_copy(update={"filters": kept})
    if base.compare and part.reading.share and not reading.filters:
        base = base.model_copy(update={"compare": None, "having": []})
    elif base.compare and part.reading.share:
        # "How much of it was in store 367", of a change, is the change there.
        part = replace(part, reading=replace(part.reading, share=False, shape="compare"))
    if not ELSE.search(reading.question):
        return replace(part, previous=base)
    goods = [f for f in base.filters if f.dimension in LEVELS and f.op == "in"]
    goods += [f for s in base.customers for f in s.bought or [] if f.dimension in LEVELS and f.op == "in"]
    if goods and base.filters and not base.customers and not part.reading.filters:
        base = counted(base.model_copy(update={"metrics": ["customers"]}), desk.definitions)
    base = base.model_copy(update={"filters": [f for f in base.filters if f not in goods]})
    others = [f.model_copy(update={"op": "not_in"}) for f in goods]
    return replace(
        part, previous=base, reading=replace(part.reading, filters=[*part.reading.filters, *others])
    )


def ahead_of(piece: Piece, reading: Reading, desk: Desk) -> Shared:
    """What the clauses after this one, in the same sentence, say of it, too: the days, and of a figure
    that is only named everything. What leans on this one's rows says nothing of it."""
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
