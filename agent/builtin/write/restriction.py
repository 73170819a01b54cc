"""A filter as a person would say it: 'on weekends', 'in store 367', 'to households with kids'."""

import datetime as dt

from agent.builtin.write import words
from agent.builtin.write.households import people
from knowledge.metrics import Definitions, Dimension
from tools.warehouse.request import Filter
from tools.wording import clock

SAID = {"Weekend": "on weekends", "Monday to Friday": "from Monday to Friday", "Whole week": "in whole weeks",
        "Partial week": "in partial weeks", "Full price": "at full price"}  # fmt: skip
"""Values that read better in words of their own."""
BEFORE = {
    "weekday": "on", "date": "on", "holiday": "on", "week": "in", "month": "in", "quarter": "in",
    "year": "in", "part_of_day": "in the", "store": "in", "customer": "of", "order": "in",
    "campaign": "for", "campaign_type": "for", "offer": "for",
}  # fmt: skip
LISTED = 6
"""Ids that are named one by one; of more, only their number is said."""


def is_goods(f: Filter, definitions: Definitions) -> bool:
    """Whether the filter says which products: 'of Grocery'."""
    dimension = definitions.dimensions.get(f.dimension)
    return dimension is None or dimension.group == "product"


def is_people(f: Filter, definitions: Definitions) -> bool:
    """Whether the filter describes households: 'with kids'; a household's own number does not."""
    dimension = definitions.dimensions.get(f.dimension)
    return dimension is not None and dimension.group == "customer" and dimension.kind != "id"


def placed(f: Filter, definitions: Definitions) -> str:
    """A filter that is neither on goods nor on people, with the preposition it takes."""
    dimension = definitions.dimensions[f.dimension]
    if len(f.values) == 1 and (said := SAID.get(str(f.values[0]))):
        return said
    if dimension.labels and dimension.group == "promotion":
        return words.listed([str(v).lower() for v in f.values], "or")
    if f.dimension == "hour":
        return _hours(f)
    if f.dimension == "weekday" and f.op == "in":
        return f"on {words.listed([f'{v}s' for v in f.values], 'or')}"
    if f.dimension in BEFORE:
        value = named(f, definitions)
        return f"{BEFORE[f.dimension]} {value.lower() if f.dimension == 'part_of_day' else value}"
    return f"with {dimension.label.lower()} {named(f, definitions)}"


def named(f: Filter, definitions: Definitions) -> str:
    """A filter's values in words; a bare number gets its noun ('store 367'), many ids only their number."""
    dimension = definitions.dimensions.get(f.dimension)
    label = dimension.label.lower() if dimension else f.dimension.replace("_", " ")
    if f.op == "between":
        return f"{label} {f.values[0]} to {f.values[1]}"
    if f.op in ("contains", "not_contains"):
        return f"{label} with {words.listed([f'“{v}”' for v in f.values], 'or')} in its name"
    if dimension is not None and dimension.kind == "time" and not str(f.values[0]).isdigit():
        return _days([str(v) for v in f.values], f.dimension)
    if (family := _family(f, dimension)) is not None:
        return family
    if len(f.values) > LISTED and dimension is not None:
        return f"{len(f.values)} {dimension.plural.lower()}"
    labels = dimension.labels if dimension else {}
    said = [labels.get(str(v).lower()) or words.readable(v) for v in f.values]
    if f.dimension == "fuel":
        said = ["fuel" for _ in said]
    if f.dimension == "brand":
        said = ["private label" if str(s) == "Private" else f"{s} brand" for s in said]
    said = _apart(said)
    if str(f.values[0]).isdigit():
        noun = label if len(said) == 1 or dimension is None else dimension.plural.lower()
        said[0] = f"{noun} {said[0]}"
    goods = dimension is None or dimension.group == "product"
    return words.listed(said, "and" if goods and f.op == "in" else "or")


def _family(f: Filter, dimension: Dimension | None) -> str | None:
    """People's word for just these values, where there are several: 'dairy'."""
    synonyms = dimension.values_synonyms if dimension and len(f.values) > 2 else {}
    return next((word for word, values in synonyms.items() if set(values) == set(f.values)), None)


def _none(f: Filter, definitions: Definitions) -> str:
    """The value for none of a dimension, where it has one: what is left without it is 'on display'."""
    dimension = definitions.dimensions.get(f.dimension)
    return dimension.none if dimension and dimension.none else ""


def _hours(f: Filter) -> str:
    """'at 5 pm', 'between 5 pm and 8 pm': the last hour of a range counts to its end."""
    first, last = int(str(f.values[0])), int(str(f.values[-1]))
    if f.op == "between" and last > first:
        return f"between {clock(first)} and {clock(last + 1)}"
    return f"at {words.listed([clock(v) for v in dict.fromkeys(f.values)], 'or')}"


def _days(values: list[str], step: str) -> str:
    """'October 2017', '20 to 26 November 2017': days that follow each other as one stretch."""
    if step == "date" and len(values) > 1:
        found = sorted(dt.date.fromisoformat(v) for v in values)
        if (found[-1] - found[0]).days == len(found) - 1:
            return words.days(found[0], found[-1])
    return words.listed([words.date(v, step) for v in values], "or")


def _apart(names: list[str]) -> list[str]:
    """The names without those that are another's plural: 'Cheese' stands for 'Cheeses' too."""
    return list({n.lower().removesuffix("s"): n for n in reversed(names)}.values())[::-1]


def phrase(filters: list[Filter], definitions: Definitions, of: str = "for", to: str = "from") -> str:
    """Filters as they follow a noun: ' of Grocery to households with kids in store 367 without fuel'.

    `of` goes before goods, `to` before households. Empty without any filter.
    """
    kept = [f for f in filters if not f.op.startswith("not_") and f.values != ["Not fuel"]]
    placed_at_all = [f for f in filters if f.op == "not_in" and f.values == [_none(f, definitions)]]
    left = [named(f, definitions) for f in filters if f not in kept and f not in placed_at_all]
    brands = [named(f, definitions) for f in kept if f.dimension == "brand"]
    goods = [named(f, definitions) for f in kept if is_goods(f, definitions) and f.dimension != "brand"]
    goods = [" ".join([*brands, words.listed(goods)])] if goods and brands else goods or brands
    households = [f for f in kept if is_people(f, definitions)]
    text = f" {of} {words.listed(goods)}" if goods else ""
    text += f" {to} {people(households, definitions)}" if households else ""
    others = [f for f in kept if not is_goods(f, definitions) and f not in households]
    text += "".join(f" {placed(f, definitions)}" for f in others)
    text += "".join(f" {str(f.values[0]).removeprefix('Not ').lower()}" for f in placed_at_all)
    return f"{text} without {words.listed(left, 'or')}" if left else text
