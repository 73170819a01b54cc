"""A governed request in words: the chips under an answer."""

from typing import Any

from agent.builtin.write import words as say
from agent.builtin.write.deeds import done
from agent.builtin.write.restriction import LISTED
from knowledge.metrics import Definitions
from tools.warehouse.request import Filter, MetricRequest, Period


def chips(scope: dict[str, Any], definitions: Definitions) -> list[str]:
    """The parts of a governed request, each in a few words: "Sales", "by department", "March 2017"."""
    request = MetricRequest.model_validate(scope)
    found = [_metric(name, definitions) for name in request.metrics]
    found += [f"by {_dimension(name, definitions).lower()}" for name in request.by]
    found += [filtered(f, definitions) for f in request.filters]
    if request.customers:
        found.append(f"households that {done(request.customers, definitions)}")
    found += [f"{_metric(h.metric, definitions)} {h.op} {h.value:g}" for h in request.having]
    if request.period:
        found.append(_period(request.period))
    if isinstance(request.compare, Period):
        found.append(f"compared with {_period(request.compare)}")
    elif request.compare:
        found.append("compared with the period before")
    if request.share:
        found.append("share of the total")
    if request.limit:
        found.append(f"{'top' if request.descending else 'bottom'} {request.limit}")
    return found


def filtered(f: Filter, definitions: Definitions) -> str:
    """A filter in words: "Grocery", "not Fuel", "age 25 to 34", "store 367"."""
    dimension = definitions.dimensions.get(f.dimension)
    labels = dimension.labels if dimension else {}
    if dimension and len(f.values) > LISTED:
        return f"{'not ' if f.op == 'not_in' else ''}{len(f.values)} {dimension.plural.lower()}"
    values = [labels.get(str(v).lower()) or say.readable(v) for v in f.values]
    noun = _dimension(f.dimension, definitions).lower()
    if f.op == "between":
        return f"{noun} {values[0]} to {values[1]}"
    if f.op in ("contains", "not_contains"):
        return f"{noun} {'with' if f.op == 'contains' else 'without'} {say.listed(values, 'or')} in its name"
    number = dimension is not None and dimension.kind in ("id", "number")
    text = f"{noun} {say.listed(values, 'or')}" if number else say.listed(values, "or")
    return f"not {text}" if f.op == "not_in" else text


def _metric(name: str, definitions: Definitions) -> str:
    return definitions.metrics[name].label if name in definitions.metrics else name


def _dimension(name: str, definitions: Definitions) -> str:
    return definitions.dimensions[name].label if name in definitions.dimensions else name


def _period(period: Period) -> str:
    return period.label or say.days(period.start, period.end)
