"""The two sides of a change: now and before, or one group and another; and what is measured on each."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pydantic import Field

from knowledge.metrics import Definitions, Dimension
from tools.choice_words import filtered
from tools.companions import fact, trading
from tools.errors import ToolError
from tools.evidence import Chart, Column, Fact, Unit, Value
from tools.ready import ready
from tools.warehouse.connection import Warehouse
from tools.warehouse.periods import period_words, previous
from tools.warehouse.request import Filter, MetricRequest, Period, Selection
from tools.warehouse.steps import MOVING
from tools.wording import listed, lower_first


class Change(Selection):
    """Which figure changed, between what, and how to take the change apart."""

    metric: str = Field(default="sales", description="The figure whose change is explained")
    into: Literal["drivers", "prices", "groups"] = Field(
        default="drivers",
        description="drivers: customers x orders per customer x average basket; prices: volume, mix and "
        "price of sales; groups: what each group of 'by' adds",
    )
    by: str | None = Field(default=None, description="A dimension: a row for each of its groups")
    level: Literal["product", "product_type", "category"] = Field(
        default="product", description="For prices: what has a price of its own"
    )
    compare: Period | Literal["previous_period"] = Field(
        default="previous_period", description="The period before"
    )
    against: list[Filter] = Field(
        default_factory=list,
        description="Instead of another period, another group: filters that stand in place of those of the "
        "same dimensions, or beside them",
    )


class Sides(NamedTuple):
    """Both selections as requests by the same dimensions, how each is called, and what must be said."""

    now: MetricRequest
    before: MetricRequest
    now_words: str
    before_words: str
    said: list[str]
    noun: str = "change"
    """What lies between the sides: a change in time, a difference of groups."""
    days: Sequence[Fact] = ()
    """On how many days each side traded, where that differs."""


class Explained(NamedTuple):
    """A change taken apart: everything of its evidence but title and scope."""

    rows: list[dict[str, Value]]
    columns: list[Column]
    facts: list[Fact]
    chart: Chart | None
    said: list[str]
    sql: str
    method: str


def sides(asked: Change, metrics: list[str], by: list[str], warehouse: Warehouse, d: Definitions) -> Sides:
    """Raises ToolError for names and values that are unknown, and where there is nothing to compare with."""
    if asked.against:
        replaced = {f.dimension for f in asked.against}
        kept = [f for f in asked.filters if f.dimension not in replaced]
        now, clipped = ready(asked, metrics, by, warehouse, d)
        other = asked.model_copy(update={"filters": [*kept, *asked.against]})
        before, _ = ready(other, metrics, by, warehouse, d)
        return Sides(now, before, _own(now, before, d), _own(before, now, d), clipped, "difference")
    if asked.period is None:
        raise ToolError(
            "A change needs two periods: name the one to explain as 'period' (the one before it is taken, or "
            "the one in 'compare'), or another group in 'against'."
        )
    if moving := [name for name in by if name in MOVING]:
        raise ToolError(
            f"Two periods have no {d.dimensions[moving[0]].plural} in common, so the change cannot be shared "
            f"out by {moving[0]}. Use another dimension, such as weekday, department or store."
        )
    then = asked.compare if isinstance(asked.compare, Period) else previous(asked.period)
    now, clipped = ready(asked, metrics, by, warehouse, d, beside=then)
    before, cut = ready(asked.model_copy(update={"period": then}), metrics, by, warehouse, d)
    said = list(dict.fromkeys([*clipped, *cut]))
    first, second = now.period or asked.period, before.period or then
    days, differ = trading(first, second, warehouse)
    return Sides(now, before, period_words(first), period_words(second), [*said, *differ], days=days)


def totals(
    metric: str, unit: Unit, label: str, now: float | None, before: float | None, on: Sides
) -> list[Fact]:
    """The figure on both sides and its change."""
    if now is None or before is None:
        return []
    noun, points = f"{on.noun.capitalize()} in {lower_first(label)}", unit == "percent"
    facts = [
        fact(f"{metric}_now", f"{label}, {on.now_words}", _counted(now, unit), unit),
        fact(f"{metric}_before", f"{label}, {on.before_words}", _counted(before, unit), unit),
        fact(f"{metric}_change", noun, _counted(now - before, unit), "points" if points else unit),
    ]
    if before and not points:
        facts.append(fact(f"{metric}_change_pct", f"{noun}, %", (now - before) / before, "percent"))
    return facts


def _counted(value: float, unit: Unit) -> Value:
    return round(value) if unit == "count" else value


def group_columns(by: list[str], d: Definitions) -> list[Column]:
    """The dimensions of the rows."""
    return [
        {"name": name, "label": d.dimensions[name].label, "unit": "text", "role": "dimension"} for name in by
    ]


def named(value: Value, dimension: Dimension, d: Definitions) -> str:
    """A group in a sentence: 'Grocery', 'store 367', 'age 35-44', 'no department'."""
    if value is None or isinstance(value, bool):
        return f"no {dimension.label.lower()}"
    return filtered(Filter(dimension=dimension.name, values=[value]), d)


def _own(side: MetricRequest, other: MetricRequest, d: Definitions) -> str:
    """What tells a side from the other, in words."""
    return listed([filtered(f, d) for f in side.filters if f not in other.filters]) or "all"
