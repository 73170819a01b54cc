"""The single figures that the last answers gave, and whether they are of as many months or weeks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.builtin.chosen import sides
from agent.builtin.history import Answered
from agent.builtin.steps import LENGTH
from tools.evidence import Evidence, Value
from tools.warehouse.request import Filter, MetricRequest


@dataclass(frozen=True)
class Figure:
    """One figure of an earlier answer and the request behind it."""

    request: MetricRequest
    evidence: Evidence
    value: float


def headlines(past: Sequence[Answered]) -> list[Figure]:
    """The single figures of one metric that the last answers gave, newest first, each once."""
    found: list[Figure] = []
    if past and (rows := _sides(*past[0])):
        return rows
    for request, evidence in past:
        if request.compare:
            continue
        if evidence is None or request.by or len(request.metrics) != 1:
            break
        value = evidence["rows"][0].get(request.metrics[0]) if evidence["rows"] else None
        if not isinstance(value, int | float) or (found and request.metrics != found[0].request.metrics):
            break
        if all(request != f.request for f in found):
            found.append(Figure(request, evidence, float(value)))
    return found


def _sides(request: MetricRequest, evidence: Evidence | None) -> list[Figure]:
    """The figures of the few that stand side by side in the last answer, the last row first."""
    if evidence is None or request.by != [sides(request)] or request.compare or len(request.metrics) != 1:
        return []
    name = request.by[0]
    rest = [f for f in request.filters if f.dimension != name]
    found: list[Figure] = []
    for row in evidence["rows"]:
        who, value = row.get(name), row.get(request.metrics[0])
        if who is None or not isinstance(value, int | float):
            return []
        one = request.model_copy(
            update={"by": [], "filters": [*rest, Filter(dimension=name, values=[who])], "order_by": None}
        )
        found.insert(0, Figure(one, evidence, float(value)))
    return found


def each_a(step: str, figures: Sequence[Figure]) -> bool:
    """Whether the figures are of as many steps: of January, February and March."""
    periods = [f.request.period for f in figures if f.request.period]
    apart = {p.start for p in periods}
    return len(apart) == len(figures) and all((p.end - p.start).days < LENGTH[step] for p in periods)


def spoken_rows(found: Evidence) -> list[dict[str, Value]]:
    """The rows that the answer spoke of: weeks that the days cut off were passed over."""
    cut = set(re.findall(r"[\w-]+", " ".join(w for w in found["warnings"] if "not whole" in w)))
    steps = [
        c["name"] for c in found["columns"] if c["role"] == "dimension" and c["name"] in ("week", "month")
    ]
    named = [c["name"] for c in found["columns"] if c["role"] == "dimension"]
    known = [r for r in found["rows"] if all(r.get(name, "") is not None for name in named)]
    return [r for r in known if not cut & {str(r.get(name)) for name in steps}] or known or found["rows"]
