"""The note of what the reader found in a question: hints for a model that can judge them."""

from typing import Any

from agent.reading.result import Reading
from agent.scope import chips
from knowledge.metrics import Definitions
from tools.warehouse.request import Period

CERTAIN = 0.9
"""The score from which a link is told; what is likely only would send the model the wrong way."""


def note(reading: Reading, previous: dict[str, Any], definitions: Definitions) -> list[str]:
    """What the question names beyond doubt, a line each. Nothing of a reading that was pieced together."""
    named = {(s.kind, s.target) for s in reading.spans if s.score >= CERTAIN}
    lines = []
    if metrics := [m for m in reading.metrics if _by_name(m, reading, definitions)]:
        lines.append(f"metrics: {', '.join(metrics)}")
    if by := [d for d in reading.by if ("dimension", d) in named]:
        lines.append(f"by: {', '.join(by)}")
    # Single letters that nothing explains are the rest of a list that was read in part ("type A, B or C").
    if not any(len(word) <= 2 for word in reading.unknown):
        certain = {target.partition("=")[0] for kind, target in named if kind == "value"}
        lines += [
            f"filter: {f.dimension} {f.op} {', '.join(str(v) for v in f.values)}"
            for f in reading.filters
            if f.dimension in certain
        ]
    if reading.period:
        lines.append(f"period: {_days(reading.period)}")
    if isinstance(reading.compare, Period):
        lines.append(f"compare: {_days(reading.compare)}")
    lines += [f'"{c.words}" may mean: {"; ".join(c.labels)}' for c in reading.choices]
    lines += [
        f'"{said}" is not recorded here: {_reason(topic, definitions)}' for topic, said in reading.absent
    ]
    lines += reading.notes
    if previous and _goes_on(reading):
        lines.append(f"goes on from the request before: {'; '.join(chips(previous, definitions))}")
    return lines


def _by_name(metric: str, reading: Reading, definitions: Definitions) -> bool:
    """Whether the question calls the metric by one of its names, rather than by what people do (buyers)."""
    m = definitions.metrics[metric]
    names = {name.casefold() for name in (m.name.replace("_", " "), m.label, *m.synonyms)}
    return any(
        s.kind == "metric" and s.target == metric and s.score >= CERTAIN and s.text.casefold() in names
        for s in reading.spans
    )


def _goes_on(reading: Reading) -> bool:
    """Whether the question needs the one before it, and surely so."""
    alone = bool(reading.metrics) and (bool(reading.period) or bool(reading.by))
    doubt = any(s.kind == "follow_up" and s.score < CERTAIN for s in reading.spans)
    return reading.refers_back and not (alone or doubt or reading.replaces or reading.capability)


def _reason(topic: str, definitions: Definitions) -> str:
    return next((f"{a.reason} {a.needs}" for a in definitions.absent if a.topic == topic), topic)


def _days(period: Period) -> str:
    days = f"{period.start} to {period.end}"
    return f"{period.label} ({days})" if period.label else days
