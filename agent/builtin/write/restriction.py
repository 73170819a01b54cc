"""A filter as a person would say it: 'on weekends', 'in store 367', 'from households with kids 2'."""

from agent.builtin.write import words
from agent.builtin.write.view import View
from tools.warehouse.request import Filter

SAID = {"Weekend": "on weekends", "Monday to Friday": "from Monday to Friday", "Whole week": "in whole weeks",
        "Partial week": "in partial weeks", "Full price": "at full price"}  # fmt: skip
"""Values that read better in words of their own."""
BEFORE = {
    "weekday": "on", "date": "on", "holiday": "on", "week": "in", "month": "in", "quarter": "in",
    "year": "in", "hour": "at", "part_of_day": "in the", "store": "in", "customer": "of", "order": "in",
    "campaign": "for", "campaign_type": "for", "offer": "for", "age": "from households aged",
}  # fmt: skip


def is_goods(f: Filter, view: View) -> bool:
    """Whether the filter says which products: 'for Grocery'."""
    dimension = view.definitions.dimensions.get(f.dimension)
    return dimension is None or dimension.group == "product"


def placed(f: Filter, view: View) -> str:
    """A filter that is not on goods, with the preposition it takes."""
    dimension = view.definitions.dimensions[f.dimension]
    if len(f.values) == 1 and (said := SAID.get(str(f.values[0]))):
        return said
    if dimension.labels and dimension.group == "promotion":
        return words.listed([str(v).lower() for v in f.values], "or")
    if f.dimension in BEFORE:
        value = named(f, view)
        if f.dimension == "age":
            value = value.removeprefix("age ").removeprefix("ages ").removeprefix("age groups ")
        return f"{BEFORE[f.dimension]} {value.lower() if f.dimension == 'part_of_day' else value}"
    if dimension.group == "customer":
        label = dimension.label.lower()
        value = named(f, view).removeprefix(label).strip()
        if label.startswith("household "):
            return f"from households of {label.removeprefix('household ')} {value}"
        return f"from households with {label} {value}"
    return f"with {dimension.label.lower()} {named(f, view)}"


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
    if f.dimension == "fuel":
        said = ["fuel" for _ in said]
    if f.dimension == "brand":
        said = [f"{s} brand" for s in said]
    if str(f.values[0]).isdigit():
        noun = label if len(said) == 1 or dimension is None else dimension.plural.lower()
        said[0] = f"{noun} {said[0]}"
    goods = dimension is None or dimension.group == "product"
    return words.listed(said, "and" if goods and f.op == "in" else "or")
