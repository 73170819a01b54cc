"""What of an earlier request other figures know: sales know no campaign, but whom it was mailed to."""

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import CustomerSet, MetricRequest


def reachable(
    previous: MetricRequest, reading: Reading, definitions: Definitions
) -> tuple[MetricRequest, list[str]]:
    """The earlier request without what the newly asked metrics do not know, and words for that."""
    known = [set(definitions.dimensions_of(m)) for m in reading.metrics if m in definitions.metrics]
    lost = [f.dimension for f in previous.filters if any(f.dimension not in k for k in known)]
    by = [b for b in previous.by if all(b in k for k in known)]
    if not lost and by == previous.by:
        return previous, []
    if reading.refers_to in ("entity", "set"):
        # "How many of them shopped" is of those who were mailed; any other question has left the campaign.
        previous, lost = as_households(previous, lost, reading.metrics, definitions)
    kept = previous.model_copy(
        update={"filters": [f for f in previous.filters if f.dimension not in lost], "by": by}
    )
    if not lost:
        return kept, []
    named = [definitions.dimensions[name].label for name in dict.fromkeys(lost)]
    metric = definitions.metrics[reading.metrics[0]].label.lower()
    return kept, [f"{n} is not recorded for {metric}, so this is for all" for n in named]


def as_households(
    request: MetricRequest, lost: list[str], metrics: list[str], definitions: Definitions
) -> tuple[MetricRequest, list[str]]:
    """The request with filters on campaigns as the households that were mailed them, where the metrics are of
    purchases, which know no campaign; and the dimensions that are still out of reach."""
    bought = all("order_lines" in definitions.facts_of(m) for m in metrics if m in definitions.metrics)
    campaigns = [
        f
        for f in request.filters
        if f.dimension in lost and definitions.dimensions[f.dimension].group == "campaign" and f.op == "in"
    ]
    if not bought or not campaigns or not metrics:
        return request, lost
    sets = [*request.customers, CustomerSet(mailed=campaigns)]
    kept = [f for f in request.filters if f not in campaigns]
    moved = {f.dimension for f in campaigns}
    changed = request.model_copy(update={"filters": kept, "customers": sets})
    return changed, [name for name in lost if name not in moved]
