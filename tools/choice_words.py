"""What figures are chosen by, in words: filters, alternatives, conditions, what is in an order."""

from knowledge.metrics import Definitions, Dimension
from tools.evidence import Kind
from tools.warehouse import derived
from tools.warehouse.request import Basket, Filter, Having
from tools.wording import date, listed, lower_first, readable

MOST_NAMED = 6
"""Values of a filter that are named one by one; of more, only their number is said."""
_CONDITIONS = {
    ">": "more than", ">=": "at least", "<": "less than", "<=": "at most", "=": "exactly", "!=": "other than",
}  # fmt: skip
_OF: dict[Kind, str] = {
    "value": "{}", "before": "{} before", "change": "change in {}", "change_pct": "change in {}",
    "share": "share of {}", "share_within": "share of {} within its group", "running": "running {}",
    "moving": "average {}", "index": "index of {}",
}  # fmt: skip


def filtered(f: Filter, d: Definitions) -> str:
    """A filter in words: "without fuel", "age 65+", "campaign 13", "Grocery", "March 2017"."""
    dimension = d.dimensions[f.dimension]
    noun = dimension.label.lower()
    named = [value_words(v, dimension) for v in f.values]
    if f.op == "between":
        return f"{noun} {named[0]} to {named[1]}"
    if f.op in ("contains", "not_contains"):
        quoted = listed([f"'{v}'" for v in f.values], "or")
        return f"{noun} {'with' if f.op == 'contains' else 'without'} {quoted} in its name"
    values = listed(named, "or")
    if len(named) > MOST_NAMED:
        return f"{'without ' if f.op == 'not_in' else ''}{len(named)} {dimension.plural.lower()}"
    if dimension.labels:
        labels = list(dimension.labels.values())
        if dimension.name == "fuel" and len(f.values) == 1:
            return "without fuel" if (f.values[0] == labels[0]) == (f.op == "not_in") else "fuel only"
        return f"not {values.lower()}" if f.op == "not_in" else values.lower()
    said = f"{noun} {values}" if _needs_noun(dimension) else values
    return f"without {said}" if f.op == "not_in" else said


def alternatives(any_of: list[list[Filter]], d: Definitions) -> str:
    """Groups of filters of which one must hold: "Produce or private", "(Meat and private) or Deli"."""
    groups = [listed([filtered(f, d) for f in group]) for group in any_of]
    several = [len(group) > 1 for group in any_of]
    return listed([f"({g})" if many else g for g, many in zip(groups, several, strict=True)], "or")


def value_words(value: str | int | float, dimension: Dimension) -> str:
    """A value of a dimension as a person would say it."""
    if (dimension.kind == "time" or dimension.show != "as_is") and not str(value).isdigit():
        return date(str(value), dimension.name)
    return readable(value)


def condition(h: Having, d: Definitions) -> str:
    """A condition in words: "at least 3 orders", "sales of more than $100", "sales that fell", "a share of
    sales of more than 5%"."""
    name, kind = derived.split(h.metric, d) or (h.metric, "value")
    metric, noun = d.metrics[name], lower_first(d.metrics[name].label)
    if kind in ("change", "change_pct") and h.value == 0 and h.op in ("<", ">"):
        return f"{noun} that {'fell' if h.op == '<' else 'rose'}"
    percent = metric.unit == "percent" or kind in ("change_pct", "share", "share_within")
    digits = 0 if h.value == int(h.value) else 2
    figure = f"{h.value:.1%}" if percent else f"{'$' if metric.unit == 'usd' else ''}{h.value:,.{digits}f}"
    if metric.unit == "count" and kind == "value":
        return f"{_CONDITIONS[h.op]} {figure} {noun}"
    return f"{figure_words(h.metric, d)} of {_CONDITIONS[h.op]} {figure}"


def figure_words(column: str, d: Definitions) -> str:
    """A column of figures inside a sentence: "sales", "change in sales", "share of sales"."""
    name, kind = derived.split(column, d) or (column, "value")
    return _OF[kind].format(lower_first(d.metrics[name].label))


_TAKEN_OFF: dict[tuple[str, str, float], str] = {
    ("coupon_discount", ">", 0): "a coupon",
    ("total_discount", ">", 0): "a discount",
}
"""Conditions on orders that have a plainer word."""


def basket(one: Basket, d: Definitions) -> str:
    """Which orders count, by what they hold: "orders with Beer", "orders without Pork", "orders with sales of
    more than $50", "orders with Beer (sales of more than $20)"."""
    held = listed([filtered(f, d) for f in one.holding])
    met = listed([_TAKEN_OFF.get((h.metric, h.op, h.value)) or condition(h, d) for h in one.having])
    said = f"{held} ({met})" if held and met else held or met
    return f"orders {'without' if one.negate else 'with'} {said}"


def _needs_noun(dimension: Dimension) -> bool:
    """Whether a bare value would not say what it is: 13, 367, 65+."""
    if dimension.kind == "time":
        return dimension.name == "week"
    return dimension.kind in ("id", "number") or dimension.group == "customer"
