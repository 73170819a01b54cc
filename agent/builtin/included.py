"""'Is fuel in that?': whether the figure before holds a part, and how much of it that part is."""

import re

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest

ASKS = re.compile(
    r"^\W*(?:(?:so|and|but|ok)\W+)*(?:is|are|was|were|does|do|did)\b.*"
    r"\b(?:included?|counted|part of (?:it|that|this|those)|in (?:it|that|there|this|those))\W*$",
    re.IGNORECASE,
)


def part_of(reading: Reading, previous: MetricRequest | None) -> Filter | None:
    """The part that the question asks about, when it asks whether the figure before holds it."""
    if previous is None or reading.metrics or len(reading.filters) != 1 or not ASKS.search(reading.question):
        return None
    return reading.filters[0]


def left_out(part: Filter, previous: MetricRequest, definitions: Definitions) -> bool:
    """Whether the figure before leaves the part out, by a filter or by what its metric means."""
    wanted = {str(v) for v in part.values}
    for f in previous.filters:
        if f.dimension == part.dimension and f.op in ("in", "not_in"):
            has = wanted <= {str(v) for v in f.values}
            return has if f.op == "not_in" else not has
    label = definitions.metrics[previous.metrics[0]].label.lower()
    return "without" in label and any(v.lower() in label for v in wanted)
