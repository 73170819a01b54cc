"""The questions of a message, read: each on its own, or as it settles what was asked back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.again import again
from agent.builtin.base import Replan, apart, asked_form, last_step, returned, side_by_side, told_alike
from agent.builtin.clarify import Ask, picked
from agent.builtin.desk import Desk
from agent.builtin.edit import set_beside
from agent.builtin.follow import stands_alone
from agent.builtin.history import Answered, Turn, answered, previous_request
from agent.builtin.intent import COMMON
from agent.builtin.parts import MOST, parts
from agent.builtin.per import divided
from agent.builtin.pointed import resolved
from agent.builtin.pointing import explained, pointer
from agent.builtin.requests import requested
from agent.builtin.whom import whose
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest


@dataclass(frozen=True)
class Part:
    """A question, read, and the request that a fragment refers to."""

    reading: Reading
    previous: MetricRequest | None
    ask: Ask | None = None
    """What a pronoun leaves open."""
    one_of_several: bool = False
    """Whether it is one side of a comparison that takes a request for each."""


def questions(turns: Sequence[Turn], desk: Desk, replan: Replan) -> list[Part]:
    """The last turn's questions, read. A reply to a question back is read as what it chooses."""
    turn, before = turns[-1], turns[:-1]
    past = answered(before)
    previous = past[0][0] if past else None
    if before and (asked := before[-1].ask):
        chosen = reply(turn.question, asked, before, desk, replan(before).ask)
        if chosen:
            return [chosen]
    found: list[Part] = []
    for text in parts(turn.question):
        reading = again(desk.reader.read(text, previous), before, desk, COMMON)
        read = [Part(reading, previous)]
        if all(nothing(p.reading) for p in found):
            read = going_on(reading, past, before, desk, replan)
            reading = read[0].reading
        if found and nothing(reading) and not (reading.unknown and all(polite(p.reading) for p in found)):
            continue
        found += read
    asking = [p for p in found if p.ask or p.one_of_several or p.reading.unknown or not nothing(p.reading)]
    return (asking or found)[:MOST]


def going_on(
    reading: Reading, past: list[Answered], before: Sequence[Turn], desk: Desk, replan: Replan
) -> list[Part]:
    """The question with what it goes on from: an earlier answer, both sides of the last one, or none."""
    reading, past = returned(reading, past)
    alone = stands_alone(reading) and not pointer(reading)
    if alone or not past:
        return [_resolved(reading, past, desk)]
    several = side_by_side(before) if past[0] in answered(before[-1:]) else []
    if several and (nth := reading.refers_nth) is not None and abs(nth) <= len(several):
        chosen = several[nth - 1 if nth > 0 else nth]
        return [Part(replace(reading, refers_back=True, refers_to="", refers_nth=None), chosen[0])]
    if several and pointer(reading) in ("", "pair", "several", "one") and not set_beside(reading):
        leaning = replace(reading, refers_back=True, refers_to="", unknown=explained(reading))
        return [replace(_resolved(leaning, [one], desk), one_of_several=True) for one in several]
    step = last_step(past[0][0], before, replan)
    past, reading = asked_form(past, step), told_alike(reading, step)
    if two := apart(reading, past[0][0]):
        return [replace(_resolved(one, past, desk), one_of_several=True) for one in two]
    return [_resolved(reading, past, desk)]


def _resolved(reading: Reading, past: list[Answered], desk: Desk) -> Part:
    """The question once its pronoun is known, of the same households and as a share where the last was."""
    previous = past[0][0] if past else None
    reading = divided(reading, previous, desk.definitions)
    pointed = resolved(reading, past, desk.definitions)
    reading, base = pointed.reading, pointed.previous
    if base is not None and not stands_alone(reading):
        base = whose(reading, base, desk.definitions)
        if base.share and not (reading.by or reading.rank or (reading.refers_to and reading.metrics)):
            reading = replace(reading, share=True)
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
    known = replace(first, unknown=[], choices=[])
    try:
        base = requested(known, previous, desk.definitions).request if not nothing(known) else previous
    except ValueError:
        return None
    return Part(replace(second, refers_back=True, rank=second.rank or first.rank), base)


def nothing(reading: Reading) -> bool:
    """Whether a reading links nothing that could be looked up, declined or explained."""
    return not (
        reading.metrics or reading.by or reading.filters or reading.period or reading.compare or reading.rank
        or reading.having or reading.share or reading.drops or reading.absent or reading.capability
        or reading.outside or reading.count_of or reading.summary
    )  # fmt: skip


def polite(reading: Reading) -> bool:
    """Whether it is thanks or a greeting and no more."""
    return bool(reading.capability) and all(name in ("thanks", "greeting") for name, _ in reading.capability)
