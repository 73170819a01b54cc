"""A figure per something: 'and per visit?' divides the figure before by the orders behind it."""

import re
from dataclasses import replace

from agent.reading.result import Reading
from knowledge.metrics import Definitions
from tools.warehouse.request import MetricRequest

PER = re.compile(r"\b(?:per|for each|for every|each|a piece per)\s+$", re.IGNORECASE)


def divided(reading: Reading, previous: MetricRequest | None, definitions: Definitions) -> Reading:
    """The reading with the governed ratio that 'per ...' asks of the earlier figure, where there is one."""
    asked = [
        s
        for s in reading.spans
        if s.kind in ("metric", "dimension") and PER.search(reading.question[: s.start])
    ]
    others = [m for m in reading.metrics if m not in {s.target for s in asked}]
    if not asked or others or previous is None:
        return reading
    below = _counted(asked[0].target, definitions)
    of = {*previous.metrics, *(_over(m, definitions) for m in previous.metrics)}
    for name, metric in definitions.metrics.items():
        if metric.ratio and metric.ratio.numerator in of and metric.ratio.denominator == below:
            by = [b for b in reading.by if b != asked[0].target]
            return replace(reading, metrics=[name], by=by, rank=None, shape="value", refers_back=True)
    return reading


def asks_per(reading: Reading, metric: str) -> bool:
    """Whether the words ask for something per one of what the metric counts."""
    return any(
        s.target == metric
        and re.search(r"\b(?:per|for each|for every|an?|each)\s+$", reading.question[: s.start])
        for s in reading.spans
    )


def _over(name: str, definitions: Definitions) -> str:
    """What a ratio is taken of: of an average basket, the sales."""
    ratio = definitions.metrics[name].ratio if name in definitions.metrics else None
    return ratio.numerator if ratio else ""


def _counted(name: str, definitions: Definitions) -> str:
    """The metric that counts a dimension's members; a metric's own name stays."""
    dimension = definitions.dimensions.get(name)
    if name in definitions.metrics or dimension is None:
        return name
    wanted = f"count_distinct({dimension.column})"
    return next((n for n, m in definitions.metrics.items() if m.expression == wanted), name)
