"""Two single figures side by side: which of them is higher, and by how much."""

import re

from agent.builtin.write import scope, words
from agent.builtin.write.cells import number
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View


def difference(first: View, second: View) -> str:
    """'In store 367 it is lower by $0.58 (1.9%).', from two figures of one measure; empty where they are no
    such two, or where nothing tells the first apart."""
    if not (first.metrics and second.metrics) or first.dimensions or second.dimensions:
        return ""
    metric = first.metrics[0]
    mine, other = first.measured(metric), second.measured(second.metrics[0])
    which = scope.where(first)
    if not (mine and other and which) or metric["name"] != second.metrics[0]["name"]:
        return ""
    one, two = number(mine[0], metric), number(other[0], second.metrics[0])
    if _part_of_it(first, second):
        return ""
    marks = f"[{first.mark}] [{second.mark}]"
    it = "they are" if is_plural(first.label(metric)) else "it is"
    if one == two:
        return f"{_capital(which)} {it} the same {marks}."
    unit = metric["unit"]
    gap = words.figure(abs(one - two), "points" if unit == "percent" else unit)
    rate = f" ({words.percent(abs(one - two) / two)})" if two and unit != "percent" else ""
    more = "higher" if one > two else "lower"
    return f"{_capital(which)} {it} {more} by {gap}{rate} {marks}."


def _part_of_it(first: View, second: View) -> bool:
    """Whether the first is a part of a total that the second is: a part is never the higher."""
    metric = first.metrics[0]
    name = metric.get("metric", metric["name"])
    whole = first.request is not None and second.request is not None
    inside = whole and all(f in first.request.filters for f in second.request.filters)  # type: ignore[union-attr]
    fewer = whole and len(second.request.filters) < len(first.request.filters)  # type: ignore[union-attr]
    return first.definitions.metrics[name].ratio is None and bool(inside and fewer)


def _capital(where: str) -> str:
    """A scope as it begins a sentence: ' of Beef' -> 'For Beef'."""
    said = re.sub(r"^(?:of|from|to)\b", "for", where.strip())
    return said[:1].upper() + said[1:]
