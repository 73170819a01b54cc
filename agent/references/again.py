"""The references of an answer that was filed, computed anew: for checking it with no model."""

from collections.abc import Sequence
from dataclasses import replace

from agent.answer import Claim
from agent.gate import Given
from agent.gate.frames import frame
from agent.gate.lexicon import Vocabulary
from agent.gate.numbers import figures
from agent.references.compute import compute
from agent.references.syntax import Broken, parse
from agent.references.wording import suited, worded
from tools.evidence import Evidence


def referenced(
    claims: Sequence[Claim], text: str, evidence: Sequence[Evidence], question: str, vocabulary: Vocabulary
) -> list[Given]:
    """The figures of the text that references made, each with what its reference comes to now."""
    frames = {one["id"]: frame(one, vocabulary.covers) for one in evidence}
    found: list[Given] = []
    for claim in claims:
        written = claim.get("reference")
        if not isinstance(written, str):
            continue
        given = Given(claim["start"], claim["end"], None, written)
        try:
            read = parse(written)
            before, after = text[: claim["start"]], text[claim["end"] :]
            term = suited(compute(read.node, frames, numbers(question)), read.formats, after)
            shown = worded(term, read.formats, before, after)
            if claim["text"].lstrip("+-") != shown:
                raise Broken(f"it comes to {shown}")
            found.append(replace(given, term=term))
        except Broken as broken:
            found.append(replace(given, reason=f"{written} does not give it now: {broken}"))
    return found


def numbers(question: str) -> set[float]:
    """The numbers that a question gives, which a formula may hold; a percent also as its part of one."""
    return {one.value for one in figures(question)}
