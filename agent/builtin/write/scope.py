"""What part of the shop and which days a figure is about, in words."""

from agent.builtin.write import words
from agent.builtin.write.view import View
from tools.warehouse.request import Filter, Having

OPERATORS = {
    ">": "more than",
    ">=": "at least",
    "<": "less than",
    "<=": "at most",
    "=": "exactly",
    "!=": "not",
}
FREE = ("since", "before", "between", "from", "after", "until", "up to", "on ")
"""Beginnings of a period's label that need no preposition before them."""


def where(view: View, conditions: bool = True) -> str:
    """The filters as they follow a noun: ' for Grocery without fuel'; empty when there are none."""
    if view.request is None:
        return ""
    kept: list[str] = []
    left: list[str] = []
    for f in view.request.filters:
        said = named(f, view)
        (left if f.op.startswith("not_") else kept).append(said)
    denied = [k.removeprefix("not ") for k in kept if k.startswith("not ")]
    kept = [k for k in kept if not k.startswith("not ")]
    text = f" for {words.listed(kept)}" if kept else ""
    if left or denied:
        text += f" without {words.listed(left + denied, 'or')}"
    return text + _conditions(view) if conditions else text


def when(view: View) -> str:
    """The period as it follows a verb: ' in March 2017'; all days there are when the request names none."""
    request = view.request
    if request is not None and request.period is not None:
        return said_of(request.period.label or words.days(request.period.start, request.period.end))
    if view.covers is None or request is None or not view.timed:
        return ""
    return said_of(words.days(view.covers.start, view.covers.end))


def said_of(label: str) -> str:
    """A period's label with the preposition it takes."""
    lowered = label.lower()
    if lowered.startswith(FREE):
        return f" {label}"
    if lowered.startswith(("last ", "first ", "past ")) and any(c.isdigit() for c in label):
        return f" in the {label[0].lower()}{label[1:]}"
    if " to " in lowered or " - " in lowered:
        return f" from {label}"
    if (lowered[:1].isalpha() and "," in label) or (lowered[:1].isdigit() and "-" in label):
        return f" on {label}"
    return f" in {label}"


def _conditions(view: View) -> str:
    """The conditions on groups: ' with at least 3 orders'."""
    having = view.request.having if view.request else []
    said = [condition(h, view) for h in having]
    return f" with {words.listed(said)}" if said else ""


def named(f: Filter, view: View) -> str:
    """A filter's values in words; a bare number gets its noun ('store 367')."""
    dimension = view.definitions.dimensions.get(f.dimension)
    label = dimension.label.lower() if dimension else f.dimension.replace("_", " ")
    if f.op == "between":
        return f"{label} {f.values[0]} to {f.values[1]}"
    if f.op in ("contains", "not_contains"):
        return f"{label} with {words.listed([f'“{v}”' for v in f.values], 'or')} in its name"
    labels = dimension.labels if dimension else {}
    said = [labels.get(str(v).lower()) or words.readable(v) for v in f.values]
    if str(f.values[0]).isdigit():
        noun = label if len(said) == 1 or dimension is None else dimension.plural.lower()
        said[0] = f"{noun} {said[0]}"
    return words.listed(said, "or" if f.op == "not_in" else "and")


def condition(h: Having, view: View) -> str:
    """A condition on groups in words: 'at least 3 orders', 'sales of more than $10,000'."""
    metric = view.definitions.metrics.get(h.metric)
    unit = metric.unit if metric else "count"
    label = metric.label.lower() if metric else h.metric
    value = words.figure(h.value, unit)
    if unit == "count":
        return f"{OPERATORS[h.op]} {value} {label}"
    return f"{label} of {OPERATORS[h.op]} {value}"
