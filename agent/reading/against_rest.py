"""A set of customers set against all others: 'heavy buyers vs everyone else', 'the top 10% and the rest'."""

from collections.abc import Sequence

from agent.reading.context import Sentence
from tools.warehouse.request import Basket, CustomerSet

_AGAINST = {"vs", "versus", "than", "against", "and", "or", "with", "to", "compared", "from", "between"}


def against_rest(s: Sentence, chosen: Sequence[CustomerSet | Basket]) -> bool:
    """Whether the question sets its own customers or orders against all others, which then point at no answer
    before."""
    others = [p for p, x in enumerate(s.links) if x.target == "points:complement"]
    if not chosen or not others or s.refers_to != "complement":
        return False
    ahead = {w for x in s.links[max(0, others[0] - 3) : others[0]] for w in s.words(x).split()}
    if not ahead & _AGAINST:
        return False
    for place in others:
        s.tell(place)
    s.refers_to = ""
    return True


def settle_defined(
    s: Sentence, heavy: list[CustomerSet], drawn: list[str], tops: list[CustomerSet]
) -> tuple[list[CustomerSet], list[str]]:
    """'Heavy buyers = top 10% by spend': a size that is named takes the place of the usual one, and words
    before the sign name nothing else."""
    sign = next((p for p, x in enumerate(s.links) if s.words(x) == "="), None)
    if sign is not None and tops:
        for place in range(sign + 1):
            link = s.links[place]
            if link.kind in ("rank", "dimension", "metric", "unknown", "function"):
                s.tell(place)
    if heavy and tops:
        return [heavy[0].model_copy(update={"top": tops[0].top})], []
    return heavy + tops, drawn
