"""What a text says lies outside its figures and does not, or speaks of though no evidence covers it."""

import re
from collections.abc import Iterator

from agent.gate.aside import wrong_times
from agent.gate.context import LEFT_OUT, TIME, Mention
from agent.gate.dates import is_whole_year
from agent.gate.frames import Frame
from agent.gate.named import Named
from agent.gate.nearest import clause
from agent.gate.periods import covers
from agent.gate.sentences import Passage
from agent.gate.words import moves

_DENIED = re.compile(
    r"\b(?:no|not|cannot|can't|without|missing|outside|unavailable|closed|begins?|starts?|ends?|first|last|"
    r"only|until|since|if|"
    r"would|could|should|instead|would you|want)\b|n['’]t\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:lower|higher|more|less|fewer|larger|smaller|better|worse|weaker|stronger)\b", re.IGNORECASE
)
_TITLE = re.compile(r".*:[\s*]*|\*\*[^*]+\*\*[:\s]*(?:\[[^\]]+\]\s*)*", re.DOTALL)


def wrongly_left_out(named: Named, text: str, frames: list[Frame]) -> Iterator[Mention]:
    """Names that the text leaves out ("without Fuel") where all evidence leaves out others of their kind."""
    yield from wrong_times(named, text, frames)
    for mention in named.own:
        axis = mention.axis.removeprefix(LEFT_OUT)
        kept_out = [one.left_out[axis] for one in frames if axis in one.left_out]
        if axis != mention.axis and kept_out and not any(mention.value in values for values in kept_out):
            same_words = [m for m in named.own if m.start == mention.start and m is not mention]
            if not any(
                m.value in one.left_out.get(m.axis.removeprefix(LEFT_OUT), ())
                for m in same_words
                for one in frames
            ):
                yield mention


def foreign_periods(passage: Passage, named: Named, frames: list[Frame], figures: int) -> Iterator[Mention]:
    """Periods that a passage speaks of as though covered, and that no evidence covers.

    Only in passages with figures, in lead-ins and in headings: elsewhere a date may be named freely.
    """
    titles = passage.kind == "heading" or _TITLE.fullmatch(passage.text) is not None
    governed = [one for one in frames if one.governed and (one.period or one.time or one.covers)]
    compares = any(True for _ in moves(passage.text)) or _COMPARES.search(passage.text) is not None
    if not (figures or titles or compares) or passage.kind == "cell" or len(governed) < len(frames):
        return
    for mention in named.own:
        if mention.axis != TIME or mention.span is None:
            continue
        start, end = clause(passage.text, mention)
        if _DENIED.search(passage.text[start:end]) or any(covers(one, mention) for one in governed):
            continue
        if is_whole_year(mention.span) and any(_in_year(one, mention) for one in governed):
            continue
        yield mention


def _in_year(frame: Frame, mention: Mention) -> bool:
    spans = [frame.period or frame.covers, frame.compare, *frame.when]
    return any(
        span is not None and mention.span is not None and span.first.year == mention.span.first.year
        for span in spans
    )
