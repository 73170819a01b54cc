"""A look-up that the data do not allow: why, in the tool's first sentence, and what they do allow instead."""

import re

from agent.builtin.write import words
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

CUTS = ("department", "month", "store", "campaign_type", "age")
"""Groups that are named for the figure that was asked for, those that it has."""
NEAR = 3
"""Figures that are named instead."""


def refused(message: str, request: MetricRequest | None, definitions: Definitions) -> str:
    """The message's first sentence, which is for whoever asked, and the nearest figures."""
    first = words.sentence(re.split(r"(?<=[.!?])\s", message.strip())[0])
    if request is None:
        return first
    metric = definitions.metrics.get(request.metrics[0])
    if metric is None:
        return first
    reached = definitions.dimensions_of(metric.name)
    missing = next((n for n in (*request.by, *request.dimensions) if n not in reached), None)
    if missing is None:
        return first
    facts = definitions.facts_of(metric.name)
    fitting = [m for m in definitions.metrics.values() if missing in definitions.dimensions_of(m.name)]
    # Figures of the same records first, and amounts and counts before rates.
    fitting.sort(key=lambda m: (definitions.facts_of(m.name) != facts, m.ratio is not None))
    figures = words.listed([m.label.lower() for m in fitting[:NEAR]], "or")
    cuts = [definitions.dimensions[n].label.lower() for n in CUTS if n in reached]
    noun = definitions.dimensions[missing].label.lower()
    near = [f"by {noun} you can ask for {figures}"] if fitting else []
    near += [f"{metric.label.lower()} can be split by {words.listed(cuts[:NEAR], 'or')}"] if cuts else []
    return f"{first} {words.sentence('; '.join(near))}" if near else first
