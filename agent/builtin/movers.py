"""'Only the ones that went up' after a comparison: the groups that rose, or those that fell."""

import re

from agent.reading.result import Rank, Reading, RefersTo
from tools.warehouse.request import Having, MetricRequest

UP = (
    r"up|rose|risen|rising|gr[eo]w|grown|growing|gained|gaining|increased?|increasing|improved|positive|"
    r"better|higher"
)
DOWN = (
    r"down|fell|fallen|falling|dropped|dropping|declined|declining|lost|decreased?|shrank|shrunk|negative|"
    r"worse|lower"
)
MOVED = re.compile(
    r"^\W*(?:(?:and|ok|okay|now|so|then|please|pls|just|only|show|give|me|keep|list|see|what about|"
    r"how about)\W+)*"
    r"(?:(?:the|those|these|them|all|any|anything|anyone|something|ones?|which|that|who|what|of)\W+)*"
    r"(?:(?:have|has|had|did|are|is|were|was|went|go|going|actually|really)\W+)*"
    rf"(?:(?P<up>{UP})|(?P<down>{DOWN}))\W*(?:only|please|pls|then|then)?\W*$",
    re.IGNORECASE,
)
POINTS = re.compile(r"\b(?:only|just|ones?|those|these|them|which|what|any\w*|something)\b", re.IGNORECASE)


def movers(question: str, previous: MetricRequest) -> Reading | None:
    """The fragment as a condition on the change of what was compared; None for any other question."""
    said = MOVED.match(question)
    if said is None or not POINTS.search(question) or not (previous.by and previous.compare):
        return None
    up = said["up"] is not None
    met = Having(metric=f"{previous.metrics[0]}_change", op=">" if up else "<", value=0)
    shown: RefersTo = "set" if previous.limit else ""
    return Reading(
        question, having=[met], rank=Rank(up, on="change"), shape="ranking", refers_back=True, refers_to=shown
    )
