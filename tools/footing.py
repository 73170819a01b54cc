"""What the rates of groups rest on: the little behind a rate that leads, or that is above all there is."""

from knowledge.metrics import Definitions, Dimension
from tools.caveats import high_rate
from tools.choice_words import value_words
from tools.evidence import Value
from tools.warehouse import wholes
from tools.warehouse.request import MetricRequest
from tools.wording import listed, lower_first

Rows = list[dict[str, Value]]
MOST_NAMED = 3
FEW = 20
"""A rate of fewer orders, customers ... than this may be chance."""
LITTLE = 0.001
"""So small a part of the largest group's base is little, where amounts are divided."""


def rests_on(request: MetricRequest, raw: Rows, d: Definitions) -> list[str]:
    """Rates above 100 %, which only a base of next to nothing gives, with that base."""
    said = []
    for metric in request.metrics:
        ratio = d.metrics[metric].ratio
        for row in raw if d.metrics[metric].unit == "percent" else []:
            value, base = row.get(metric), row.get(f"{wholes.BASE}{metric}")
            if ratio and isinstance(value, float) and value > 1 and isinstance(base, int | float):
                group = [_of(row[by], d.dimensions[by]) for by in request.by]
                said.append(high_rate(d.metrics[metric], group, d.metrics[ratio.denominator], float(base)))
    return said[:MOST_NAMED]


def little_behind(request: MetricRequest, raw: Rows, d: Definitions) -> list[str]:
    """Which of the first groups of a ranking by a rate rest on little: "Based on little: store 569 (3 orders)
    and store 189 (1 order)." Kinds of customers are named where they are few, and are left out here."""
    metric = request.order_by or request.metrics[0]
    ratio = d.metrics[metric].ratio if metric in request.metrics else None
    people = all(d.dimensions[b].group == "customer" for b in request.by)
    if ratio is None or len(request.by) != 1 or people or d.dimensions[request.by[0]].kind == "time":
        return []
    below, by = d.metrics[ratio.denominator], d.dimensions[request.by[0]]
    known = [row for row in raw if row.get(by.name) is not None]
    bases = [(r, base) for r in known if isinstance(base := r.get(f"{wholes.BASE}{metric}"), int | float)]
    largest = next((most for r in raw if isinstance(most := r.get(f"{wholes.MOST}{metric}"), int | float)), 0)
    enough = FEW if below.unit == "count" else LITTLE * largest
    few = [
        f"{_named(row[by.name], by)} ({_amount(base, below.unit, lower_first(below.label))})"
        for row, base in bases[:MOST_NAMED]
        if base < enough
    ]
    return [f"Based on little: {listed(few)}."] if few else []


def _amount(base: float, unit: str, noun: str) -> str:
    if unit == "usd":
        return f"{noun} of ${base:,.2f}"
    return f"{base:,.0f} {noun.removesuffix('s') if base == 1 else noun}"


def _named(value: Value, dimension: Dimension) -> str:
    noun = f"{dimension.label.lower()} " if dimension.kind == "id" else ""
    return f"{noun}{value_words(str(value), dimension)}"


def _of(value: Value, dimension: Dimension) -> str:
    if value is None:
        return f"where no {dimension.label.lower()} is recorded"
    return f"of {_named(value, dimension)}"
