"""Whether the definitions can answer a request at all; if not, an error that says what would work."""

from rapidfuzz import fuzz, process, utils

from knowledge.metrics import Definitions, Dimension, Metric
from tools.errors import ToolError
from tools.warehouse.request import MetricRequest

MOVING = ("date", "week", "month", "quarter", "year")
"""Dimensions whose values differ between two periods, so that a comparison cannot line them up."""


def check(request: MetricRequest, definitions: Definitions) -> None:
    """Raises ToolError, with suggestions, for an unknown name or a combination that has no meaning."""
    metrics = [*request.metrics, *(h.metric for h in request.having)]
    for name in metrics:
        if name not in definitions.metrics:
            raise ToolError(_unknown("metric", name, definitions.metrics))
    dimensions = [*request.by, *(f.dimension for f in request.filters)]
    for name in dimensions:
        if name not in definitions.dimensions:
            raise ToolError(_unknown("dimension", name, definitions.dimensions))
    if len(set(request.by)) < len(request.by):
        raise ToolError("A dimension is named twice in 'by'.")
    for metric in dict.fromkeys(metrics):
        for dimension in dict.fromkeys(dimensions):
            _check_reach(metric, dimension, definitions)
    moving = [name for name in request.by if name in MOVING]
    if request.compare and moving:
        raise ToolError(
            f"Two periods cannot be compared {moving[0]} by {moving[0]}, because their {moving[0]}s "
            f"differ. Leave out 'compare' and group by {moving[0]} over both periods, or leave {moving[0]} "
            "out of 'by'."
        )
    if request.share and all(definitions.metrics[m].ratio for m in request.metrics):
        raise ToolError(
            f"{definitions.metrics[request.metrics[0]].label} is itself a ratio, so a group has no "
            "share of it. Ask for the share of a total such as sales, orders or customers."
        )
    if request.share and not request.by:
        raise ToolError("A share needs groups: name a dimension in 'by'.")


def did_you_mean(word: str, choices: list[str], limit: int = 4) -> list[str]:
    """The choices that look most like a word, best first; none if nothing does."""
    found = process.extract(
        word, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=65
    )
    return [str(choice) for choice, _, _ in found]


def _unknown(kind: str, name: str, known: dict[str, Metric] | dict[str, Dimension]) -> str:
    words = {
        word: entry.name for entry in known.values() for word in (entry.name, entry.label, *entry.synonyms)
    }
    near = dict.fromkeys(words[word] for word in did_you_mean(name.replace("_", " "), list(words), 8))
    hint = f" Did you mean {' or '.join(list(near)[:3])}?" if near else ""
    return f"There is no {kind} '{name}'.{hint} The {kind}s are: {', '.join(known)}."


def _check_reach(metric: str, dimension: str, d: Definitions) -> None:
    if dimension in d.dimensions_of(metric):
        return
    fitting = [m.name for m in d.metrics.values() if dimension in d.dimensions_of(m.name)]
    same_unit = sorted(fitting, key=lambda name: d.metrics[name].unit != d.metrics[metric].unit)
    raise ToolError(
        f"{d.metrics[metric].label} cannot be cut by {d.dimensions[dimension].label.lower()}: "
        f"{_why(metric, d)} no {d.dimensions[dimension].label.lower()} recorded. "
        f"Metrics that can: {', '.join(same_unit[:8]) or 'none'}. "
        f"{d.metrics[metric].label} can be cut by: {', '.join(d.dimensions_of(metric))}."
    )


def _why(metric: str, d: Definitions) -> str:
    return " and ".join(sorted(d.facts[name].label for name in d.facts_of(metric))) + " have"
