"""A message in pieces: the clauses that ask, and what a reading of one has come to."""

import re
from dataclasses import dataclass, field, replace

from agent.builtin.against_all import Against
from agent.builtin.asks import of_different_forms
from agent.builtin.clarify import Ask
from agent.builtin.desk import NOTHING_TAKEN, Desk, Takes
from agent.builtin.nested import of_the_top
from agent.builtin.parts import asking, sentences, timed_apart
from agent.builtin.same_whole import of_the_same
from agent.reading.result import Reading
from tools.warehouse.request import MetricRequest

COMPARES = re.compile(r"^how (?:does|do|did) (?:that|this|it|they|these|those) compare\b", re.IGNORECASE)
MANNERS = ("thanks", "greeting")
"""Capabilities that ask for nothing."""


@dataclass(frozen=True)
class Part:
    """A question, read, and the request that a fragment refers to."""

    reading: Reading
    previous: MetricRequest | None
    ask: Ask | None = None
    """What a pronoun leaves open."""
    one_of_several: bool = False
    """Whether it is one side of a comparison that takes a request for each."""
    refines: bool = True
    """Whether, asking for nothing itself, it sharpens the question before: 'Only the first three.'"""
    takes: Takes = NOTHING_TAKEN
    against: Against | None = None
    """What the figure is set against where that is everything: the chain, the average store."""


@dataclass(frozen=True)
class Piece:
    """A clause that asks, and those after it in the same sentence."""

    text: str
    after: tuple[str, ...] = ()
    opens: bool = True
    """Whether its sentence begins with it."""
    topic: bool = False
    """Whether it follows a ranking that is the topic and no question: 'our 3 best weeks: how many orders'."""


@dataclass(frozen=True)
class Opened:
    """The first question of a message, read (and what stands before it), and the pieces that are left."""

    parts: list[Part]
    rest: list[Piece] = field(default_factory=list)
    piece: Piece | None = None
    """What the last of the parts was read from; None for a reply to a question back."""


def pieces(message: str, desk: Desk) -> list[Piece]:
    """The clauses of a message that ask for something each, in order."""

    def asks(text: str) -> bool:
        reading = desk.reader.read(text, None)
        figure = reading.metrics or (reading.rank and reading.by)
        return asking(text) or bool(figure and not reading.unknown)

    found = []
    for sentence in sentences(message, asks):
        clauses = of_the_same(_compared(sentence, desk))
        clauses = [one for text in clauses for one in of_different_forms(text, desk.reader.read)]
        clauses = [one for text in timed_apart(clauses, desk.reader.read) for one in of_the_top(text, desk)]
        topic = not asking(clauses[0]) and len(clauses) > 1 and _ranks(clauses[0], desk)
        found += [Piece(text, tuple(clauses[at:]), at == 1, topic) for at, text in enumerate(clauses, 1)]
    return found


def _compared(clauses: list[str], desk: Desk) -> list[str]:
    """The clauses, of which 'and how does that compare with the same days in July' stays with the one before
    it where both are read as one comparison."""
    found = clauses[:1]
    for clause in clauses[1:]:
        whole = f"{found[-1]}, and {clause}"
        reading = desk.reader.read(whole, None) if COMPARES.match(clause) else None
        if reading is not None and reading.compare and reading.metrics and not reading.unknown:
            found[-1] = whole
        else:
            found.append(clause)
    return found


def _ranks(text: str, desk: Desk) -> bool:
    reading = desk.reader.read(text, None)
    return bool(reading.rank and reading.by)


def nothing(reading: Reading) -> bool:
    """Whether a reading links nothing that could be looked up, declined or explained."""
    return not (
        reading.metrics or reading.by or reading.filters or reading.period or reading.compare or reading.rank
        or reading.having or reading.share or reading.drops or reading.absent or reading.capability
        or reading.outside or reading.count_of or reading.summary
    )  # fmt: skip


def polite(reading: Reading) -> bool:
    """Whether it is thanks or a greeting and no more."""
    bare = nothing(replace(reading, capability=[]))
    return bare and bool(reading.capability) and all(name in MANNERS for name, _ in reading.capability)


def greets(reading: Reading) -> bool:
    """Whether it is a greeting and no more."""
    return polite(reading) and all(name == "greeting" for name, _ in reading.capability)
