"""The questions of a message, read: each on its own, or as it settles what was asked back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.builtin.again import again
from agent.builtin.base import (
    Replan,
    asked_form,
    last_answered,
    last_step,
    one_of_them,
    part_first,
    returned,
    told_alike,
    varied_first,
)
from agent.builtin.beside import NUMBERS, OTHERS, all_of, apart, lifted, side_by_side, two_asked
from agent.builtin.chosen import LEVELS
from agent.builtin.clarify import Ask, picked
from agent.builtin.desk import Desk, Step
from agent.builtin.edit import set_beside
from agent.builtin.follow import stands_alone
from agent.builtin.history import Answered, Turn, answered, previous_request
from agent.builtin.in_context import read_after
from agent.builtin.intent import COMMON
from agent.builtin.lift import undone, without_goods
from agent.builtin.per import divided
from agent.builtin.pieces import Opened, Part, greets, nothing, pieces, polite
from agent.builtin.pointed import ALIKE, resolved
from agent.builtin.pointing import explained, pointer
from agent.builtin.requests import requested
from agent.builtin.whom import heads, of_each_step, that_met, whose
from agent.reading.result import Reading


def questions(turns: Sequence[Turn], desk: Desk, replan: Replan) -> Opened:
    """The last turn's first question, read. A reply to a question back is read as what it chooses."""
    turn, before = turns[-1], turns[:-1]
    past = answered(before)
    previous = past[0][0] if past else None
    if before and (asked := before[-1].ask):
        chosen = reply(turn.question, asked, before, desk, replan(before).ask)
        if chosen:
            return Opened([chosen])
    found: list[Part] = []
    waiting = pieces(turn.question, desk)
    while waiting and all(nothing(p.reading) or polite(p.reading) for p in found):
        piece, *waiting = waiting
        reading, since = read_after(piece.text, past, desk)
        reading = again(reading, before, desk, COMMON)
        alone = polite(reading)
        found += [Part(reading, previous)] if alone else going_on(reading, since, before, desk, replan)
    asking = [p for p in found if p.ask or p.one_of_several or p.reading.unknown or not nothing(p.reading)]
    # A greeting is answered by the answer, thanks in a word of their own.
    asking = [p for p in asking if not greets(p.reading)] or asking
    return Opened(asking or found, waiting, piece)


def going_on(
    reading: Reading, past: list[Answered], before: Sequence[Turn], desk: Desk, replan: Replan
) -> list[Part]:
    """The question with what it goes on from: an earlier answer, both sides of the last one, or none."""
    reading, past = returned(reading, undone(reading.question, past))
    reading = one_of_them(reading, past[0][0]) if past else reading
    alone = stands_alone(reading) and not pointer(reading)
    if alone or not past:
        return [_resolved(reading, past, desk)]
    last = last_answered(before)
    several = side_by_side(before, replan) if last and past[0] in answered([last]) else []
    nth = reading.refers_nth
    if several and nth is not None and abs(nth) <= len(several):
        several = [several[nth - 1 if nth > 0 else nth]]
    if several and not set_beside(reading) and pointer(reading) in ("", "pair", "several", "one"):
        leaning = replace(
            reading, refers_back=True, refers_to="", refers_nth=None, unknown=explained(reading)
        )
        return [_on(step, leaning, desk) for step in several]
    pair = pointer(reading) == "pair" and not ALIKE.search(reading.question)
    both = two_asked(past) if pair else all_of(reading, past)
    if both:
        left = [u for u in explained(reading) if u.lower() not in NUMBERS]
        leaning = replace(reading, refers_back=True, refers_to="", unknown=left, rank=None, shape="value")
        found = [_resolved(leaning, [(request, None)], desk) for request in both]
        return [replace(part, one_of_several=True) for part in found]
    step = last_step(past[0][0], before, replan)
    past, reading = asked_form(past, step, reading), told_alike(reading, step)
    if sides := _against_others(reading, past, desk):
        return sides
    if two := apart(reading, past[0][0]) or lifted(reading, past[0][0], desk.definitions):
        return [replace(_resolved(one, past, desk), one_of_several=True) for one in two]
    return [_resolved(reading, past, desk)]


def _on(step: Step, leaning: Reading, desk: Desk) -> Part:
    """The fragment as it goes on from one of several steps."""
    assert step.request is not None
    past = asked_form([(step.request, None)], step, leaning)
    return replace(_resolved(told_alike(leaning, step), past, desk), one_of_several=True)


def _against_others(reading: Reading, past: list[Answered], desk: Desk) -> list[Part]:
    """'Did they spend more than the others': those who were spoken of, and all who were not."""
    if reading.refers_to != "complement" or not OTHERS.search(reading.question):
        return []
    chosen = {f.dimension for f in past[0][0].filters}
    own = [f for f in reading.filters if f.dimension not in chosen]
    leaning = replace(
        reading, refers_back=True, refers_to="set", unknown=explained(reading), shape="value", filters=own
    )
    base = whose(leaning, past[0][0], desk.definitions)
    if not (base.customers or base.filters) or base.by:
        return []
    rest = resolved(replace(leaning, refers_to="complement"), [(base, None)], desk.definitions)
    sides = ((leaning, base), (rest.reading, rest.previous))
    return [Part(replace(r, refers_to=""), previous, one_of_several=True) for r, previous in sides]


def _resolved(reading: Reading, past: list[Answered], desk: Desk) -> Part:
    """The question once its pronoun is known, of the same households and as a share where the last was."""
    past = varied_first(reading, past)
    previous = past[0][0] if past else None
    if previous is not None:
        previous = that_met(reading, previous)
        past = [(previous, past[0][1]), *past[1:]]
        reading = heads(divided(reading, previous, desk.definitions), previous, desk.definitions)
        reading = without_goods(reading, previous, LEVELS)
    pointed = resolved(reading, past, desk.definitions)
    reading, base = pointed.reading, pointed.previous
    if base is not None and not stands_alone(reading):
        if of_each_step(reading, base, desk.definitions):
            ask = Ask("Of which period? Who was new or lost can be followed for one period at a time.", ())
            return Part(reading, base, ask)
        base = part_first(reading, whose(reading, base, desk.definitions), desk.definitions)
    return Part(reading, base, pointed.ask)


def reply(
    said: str, asked: dict[str, Any], before: Sequence[Turn], desk: Desk, earlier: Ask | None
) -> Part | None:
    """The earlier question as the reply settles it; None when the reply is a question of its own."""
    previous = previous_request(before)
    labels = [str(label) for label in asked.get("options") or []]
    index = picked(said, labels)
    if earlier and earlier.options:
        if index is not None and earlier.labels == labels:
            return Part(earlier.options[index].reading, previous)
        if (again := picked(said, earlier.labels)) is not None:
            return Part(earlier.options[again].reading, previous)
    first = desk.reader.read(before[-1].question, previous)
    second = desk.reader.read(labels[index] if index is not None else said, previous)
    if nothing(second) or ((stands_alone(second) or pointer(second)) and index is None):
        return None
    asks_else = second.metrics or second.by or second.rank or second.compare or second.refers_to
    if index is None and asks_else and not stands_alone(first):
        return None  # the fragment that was not understood is let go
    known = replace(first, unknown=[], choices=[])
    try:
        base = requested(known, previous, desk.definitions).request if not nothing(known) else previous
    except ValueError:
        return None
    return Part(replace(second, refers_back=True, rank=second.rank or first.rank), base)
