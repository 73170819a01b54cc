"""The links of a question as spans of the text as typed."""

from agent.reading.context import Sentence
from agent.reading.links import Link
from agent.reading.result import Span
from agent.reading.spelling import Spelled
from tools.warehouse.request import Filter


def spans(question: str, s: Sentence, spelled: Spelled) -> list[Span]:
    """One span for every link, in the characters of the question as typed."""
    made = []
    for link in s.links:
        start, end = s.tokens[link.first].start, s.tokens[link.after - 1].end
        target = _target(link)
        score = min(
            [
                link.score,
                *(spelled.corrected[i][2] for i in range(link.first, link.after) if i in spelled.corrected),
            ]
        )
        made.append(Span(start, end, question[start:end], link.kind, target, round(min(score, 1.0), 3)))
    return made


def _target(link: Link) -> str:
    if link.kind == "value" and link.data is not None:
        if isinstance(link.data, Filter):
            return f"{link.data.dimension} {link.data.op} {link.data.values}"
        meant = link.data[0]
        return f"{meant.dimension}={'|'.join(str(v) for v in meant.values)}"
    return link.target
