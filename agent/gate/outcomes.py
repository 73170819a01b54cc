"""What comes of a figure: the claim that it makes, or the failure to bear it out."""

from dataclasses import dataclass

from agent.answer import Claim
from agent.gate.figure import Figure
from agent.gate.given import Given
from agent.gate.sentences import Passage
from agent.gate.term import Term


@dataclass(frozen=True)
class Failure:
    """A figure, or a word of direction or rank, that the evidence does not bear out.

    `start` and `end` are offsets in the text, or in chart title number `title` where that is set. `unit` is
    the stretch that goes when it cannot be repaired. `nearest` says what the evidence does hold.
    """

    text: str
    start: int
    end: int
    sentence: str
    reason: str
    nearest: str
    unit: tuple[int, int]
    title: int | None = None
    known: bool = False
    """That the figure itself was given with its binding: the words around it are at fault."""


def claim_of(figure: Figure, passage: Passage, kind: str, candidate: Term | None) -> Claim:
    claim: Claim = {
        "text": figure.text,
        "start": passage.start + figure.start,
        "end": passage.start + figure.end,
        "value": candidate.value if candidate else figure.value,
        "kind": kind,  # type: ignore[typeddict-item]
        "cells": list(candidate.cells) if candidate else [],
    }
    if candidate is None or candidate.formula is None:
        return claim
    return {**claim, "formula": candidate.formula, "expression": candidate.expression}


def claim_given(source: Given, term: Term, passage: Passage) -> Claim:
    """The claim of a figure that a reference made, at just what the reference wrote."""
    claim: Claim = {
        "text": passage.text[source.start - passage.start : source.end - passage.start],
        "start": source.start,
        "end": source.end,
        "value": term.value,
        "kind": "formula" if term.formula else "cell",
        "cells": list(term.cells),
        "reference": source.reference,
    }
    return {**claim, "formula": term.formula, "expression": term.expression} if term.formula else claim


def failure_at(
    passage: Passage, start: int, end: int, reason: str, nearest: str, title: int | None
) -> Failure:
    said_text = passage.text[start:end].strip()
    where = f"{passage.label}: {passage.text.strip()}" if passage.kind == "cell" else passage.text
    return Failure(
        said_text, passage.start + start, passage.start + end, where, reason, nearest, passage.unit, title
    )
