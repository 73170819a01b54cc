"""What the figures and words of one passage claim together: order, direction, rank, period."""

from collections.abc import Iterator

from agent.gate.candidate import tell
from agent.gate.claims import Used, Wrong
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.order import contradicted
from agent.gate.outside import foreign_periods, wrongly_left_out
from agent.gate.reading import Reading
from agent.gate.sentences import Passage
from agent.gate.sequence import misdirected, of_another, too_many, upside_down
from agent.gate.tallies import miscounted
from agent.gate.term import Term


def jointly_wrong(
    passage: Passage,
    named: Named,
    frames: list[Frame],
    bound: list[tuple[Reading, Term]],
    measured: list[Figure],
) -> Iterator[Wrong]:
    """What the figures and words of one passage claim together: order, direction, rank, period."""
    for reading, candidate in misdirected(bound, passage.text):
        figure = reading.figure
        yield Wrong(figure.start, figure.end, "the direction is contrary to the evidence", tell(candidate))
    for reading, candidate in of_another(bound, passage.text):
        figure = reading.figure
        yield Wrong(
            figure.start, figure.end, "it is of another metric than what it stands beside", tell(candidate)
        )
    for figure in too_many(measured, passage.text):
        yield Wrong(figure.start, figure.end, "a part is larger than its whole", "")
    for figure in upside_down(measured, passage.text):
        yield Wrong(figure.start, figure.end, "the ends of the range are the wrong way round", "")
    yield from miscounted(passage, named, frames, measured)
    for mention in wrongly_left_out(named, passage.text, frames):
        said = passage.text[mention.start : mention.end]
        yield Wrong(mention.start, mention.end, f"the evidence does not leave out {said}", "")
    for mention in foreign_periods(passage, named, frames, len(measured)):
        said = passage.text[mention.start : mention.end]
        yield Wrong(mention.start, mention.end, f"no evidence covers {said}", _periods(frames))
    used = [
        Used(r.figure.start, c.measure)
        for r, c in bound
        if c.measure is not None or c.formula in ("ratio", "sum")
    ]
    yield from contradicted(passage, named, frames, used)


def _periods(frames: list[Frame]) -> str:
    return "; ".join(
        f"{one.id} covers {one.period.first} to {one.period.last}" for one in frames if one.period
    )
