"""The questions of a message, read: each on its own, or as it settles what was asked back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agent.builtin.again import again
from agent.builtin.clarify import Ask, picked
from agent.builtin.desk import Desk
from agent.builtin.follow import stands_alone
from agent.builtin.history import Turn, answered, previous_request
from agent.builtin.intent import COMMON
from agent.builtin.parts import MOST, parts
from agent.builtin.per import divided
from agent.builtin.pointed import resolved
from agent.builtin.pointing import pointer
from agent.builtin.requests import requested
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

AskedBack = Callable[[Sequence[Turn]], Ask | None]
"""What the plan for these turns asks back."""


@dataclass(frozen=True)
class Part:
    """A question, read, and the request that a fragment refers to."""

    reading: Reading
    previous: MetricRequest | None
    ask: Ask | None = None
    """What a pronoun leaves open."""


def questions(turns: Sequence[Turn], desk: Desk, asked_back: AskedBack) -> list[Part]:
    """The last turn's questions, read. A reply to a question back is read as what it chooses."""
    turn, before = turns[-1], turns[:-1]
    past = answered(before)
    previous = past[0][0] if past else None
    if before and (asked := before[-1].ask):
        chosen = reply(turn.question, asked, before, desk, asked_back(before))
        if chosen:
            return [chosen]
    found: list[Part] = []
    for text in parts(turn.question):
        reading, base = again(desk.reader.read(text, previous), before, desk, COMMON), previous
        ask = None
        if all(nothing(p.reading) for p in found):
            pointed = resolved(divided(reading, previous, desk.definitions), past, desk.definitions)
            reading, base, ask = pointed.reading, pointed.previous, pointed.ask
        if found and nothing(reading) and not (reading.unknown and all(polite(p.reading) for p in found)):
            continue
        found.append(Part(reading, base, ask))
    asking = [p for p in found if p.ask or p.reading.unknown or not nothing(p.reading)]
    return (asking or found)[:MOST]


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
