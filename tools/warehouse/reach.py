"""Whether the definitions can answer a request at all; if not, an error that says what would work.

The first sentence of an error is for the person who asked; the names after it are for a model.
"""

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

from knowledge.metrics import Definitions, Dimension, Metric
from tools.errors import ToolError
from tools.warehouse import derived
from tools.warehouse.request import CustomerSet, Having, MetricRequest, Selection
from tools.warehouse.shapes import check_shape
from tools.warehouse.steps import MOVING

MOST_NAMES = 12


def check(request: MetricRequest, definitions: Definitions) -> None:
    """Raises ToolError, with suggestions, for an unknown name or a combination that has no meaning."""
    d = definitions
    conditions = [derived.metric_of(h.metric, d) or h.metric for h in request.having]
    check_selection(request, [*request.metrics, *conditions], request.by, d)
    _check_looks_back(request, d)
    check_shape(request, d)


def check_selection(selection: Selection, metrics: list[str], by: list[str], d: Definitions) -> None:
    """Raises ToolError for an unknown name, a metric that the dimensions of the selection or of `by` do not
    cut, or a set of households that the data cannot form."""
    dimensions = list(dict.fromkeys([*by, *selection.dimensions]))
    _check_names(metrics, dimensions, d)
    for metric in dict.fromkeys(metrics):
        for dimension in dimensions:
            _check_reach(metric, dimension, d)
    if selection.customers:
        for metric in dict.fromkeys(metrics):
            _check_has_key(metric, "customer_id", "households", "'customers'", d)
        for asked in selection.customers:
            _check_set(asked, d)
    if selection.baskets:
        for metric in dict.fromkeys(metrics):
            _check_has_key(metric, "order_id", "orders", "'baskets'", d)
        for basket in selection.baskets:
            measures: list[Having | None] = [*basket.having] or [None]
            for measured in measures:
                _check_set(CustomerSet(bought=basket.holding, at_least=measured), d)


def did_you_mean(word: str, choices: list[str], limit: int = 4) -> list[str]:
    """The choices that look most like a word, best first; none if nothing does."""
    found = process.extract(
        word, choices, scorer=fuzz.WRatio, processor=utils.default_process, limit=limit, score_cutoff=65
    )
    return [str(choice) for choice, _, _ in found]


def _check_names(metrics: Iterable[str], dimensions: Iterable[str], d: Definitions) -> None:
    for name in metrics:
        if name not in d.metrics:
            raise ToolError(_unknown("metric", name, d.metrics))
    for name in dimensions:
        if name not in d.dimensions:
            raise ToolError(_unknown("dimension", name, d.dimensions))


def _unknown(kind: str, name: str, known: dict[str, Metric] | dict[str, Dimension]) -> str:
    words = {
        word: entry.name for entry in known.values() for word in (entry.name, entry.label, *entry.synonyms)
    }
    asked = name.replace("_", " ")
    near = list(dict.fromkeys(words[word] for word in did_you_mean(asked, list(words), 40)))[:MOST_NAMES]
    hint = f" Did you mean {' or '.join(near[:3])}?" if near else ""
    others = dict.fromkeys([*near, *known])
    return f"There is no {kind} '{asked}'.{hint} Some {kind}s: {_few(others)}."


def _check_reach(metric: str, dimension: str, d: Definitions) -> None:
    if dimension in d.dimensions_of(metric):
        return
    fitting = [m.name for m in d.metrics.values() if dimension in d.dimensions_of(m.name)]
    same_unit = sorted(fitting, key=lambda name: d.metrics[name].unit != d.metrics[metric].unit)
    facts = " and ".join(sorted(d.facts[name].label for name in d.facts_of(metric)))
    noun = d.dimensions[dimension].label.lower()
    why = f"{facts} are recorded without it"
    if d.follows_customers(metric) and all(d.reaches(fact, dimension) for fact in d.facts_of(metric)):
        why = "it needs days that follow on each other, such as weeks or months"
    raise ToolError(
        f"{d.metrics[metric].label} cannot be split by {noun}: {why}. "
        f"Metrics that can: {_few(same_unit) or 'none'}. "
        f"{d.metrics[metric].label} can be split by: {_few(d.dimensions_of(metric))}."
    )


def _check_has_key(metric: str, key: str, whom: str, field: str, d: Definitions) -> None:
    facts = [d.facts[name] for name in sorted(d.facts_of(metric))]
    without = [fact.label for fact in facts if key not in fact.keys]
    if without:
        one = whom.removesuffix("s")
        raise ToolError(
            f"{d.metrics[metric].label} cannot be limited to some {whom}: {' and '.join(without)} "
            f"belong to no {one}. Leave out {field}, or ask for a metric of purchases, such as sales or "
            "customers."
        )


def _check_looks_back(request: MetricRequest, d: Definitions) -> None:
    """Customers who are new, kept or lapsed are so in a period, beside all that they bought before it."""
    metrics = [*request.metrics, *(derived.metric_of(h.metric, d) or h.metric for h in request.having)]
    following = [m for m in metrics if d.follows_customers(m)]
    if not following:
        return
    label, steps = d.metrics[following[0]].label, [name for name in request.by if name in MOVING]
    if narrowed := [name for name in request.dimensions if name in MOVING]:
        raise ToolError(
            f"{label} needs the purchases before too, which a filter by {narrowed[0]} takes away. Give the "
            f"{narrowed[0]} as 'period', or group by {narrowed[0]}."
        )
    if len(steps) > 1:
        raise ToolError(f"{label} can be grouped by one of {' and '.join(steps)} at a time.")
    if not request.period and not steps and any(d.looks_back(m) for m in following):
        raise ToolError(
            f"{label} compares a period with the one before it. Name a period, or group by month."
        )


def _check_set(asked: CustomerSet, d: Definitions) -> None:
    fact = d.fact_of(asked.deed)
    if fact is None:
        raise ToolError(f"The shop does not record what households {asked.deed}.")
    measured = [asked.at_least.metric] if asked.at_least else []
    measured += [asked.top.by] if asked.top else []
    if asked.when != "any" and not fact.date:
        raise ToolError(
            f"{fact.label.capitalize()} have no day, so nobody has a first or last; use when 'any'."
        )
    _check_names(measured, [f.dimension for f in asked.filters], d)
    for f in asked.filters:
        if not d.reaches(fact.name, f.dimension):
            noun = d.dimensions[f.dimension].label.lower()
            fitting = [deed for deed in ("bought", "mailed", "redeemed") if _reached(deed, f.dimension, d)]
            raise ToolError(
                f"A set of what households {asked.deed} cannot be split by {noun}: {fact.label} are recorded "
                f"without it. Sets that can: {', '.join(fitting) or 'none'}."
            )
    for metric in measured:
        if d.facts_of(metric) != {fact.name}:
            fitting = [m for m in d.metrics if d.facts_of(m) == {fact.name}]
            raise ToolError(
                f"{d.metrics[metric].label} is not a figure of {fact.label}, so it cannot decide who belongs "
                f"to the set. Metrics that can: {_few(fitting)}."
            )


def _reached(deed: str, dimension: str, d: Definitions) -> bool:
    return any(fact.deed == deed and d.reaches(fact.name, dimension) for fact in d.facts.values())


def _few(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - MOST_NAMES} more" if len(found) > MOST_NAMES else ""
    return ", ".join(found[:MOST_NAMES]) + more
