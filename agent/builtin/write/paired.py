"""Two single figures side by side: which of them is higher, and by how much."""

import re

from agent.builtin.write import scope, words
from agent.builtin.write.cells import number
from agent.builtin.write.value import is_plural
from agent.builtin.write.view import View
from tools.evidence import Column


def difference(first: View, second: View) -> str:
    """'In store 367 it is lower by $0.58 (1.9%).', for each measure of two single figures; empty where they
    are no such two, or where nothing tells the first apart."""
    which = scope.where(first)
    if first.dimensions or second.dimensions or not which:
        return ""
    pairs = [(m, o) for m in first.metrics for o in second.metrics if m["name"] == o["name"]]
    said = [_one(first, second, m, len(pairs) > 1) for m, _ in pairs]
    told = [text for text in said if text]
    return f"{_capital(which)} {words.listed(told)} [{first.mark}] [{second.mark}]." if told else ""


def _one(first: View, second: View, metric: Column, named: bool) -> str:
    """'it is lower by $0.58 (1.9%)'; `named` says which measure is meant. A part of a total is never told to
    be less than it."""
    mine, other = first.measured(metric), second.measured(metric)
    if not mine or not other or _part_of_it(first, second, metric):
        return ""
    one, two = number(mine[0], metric), number(other[0], metric)
    label = first.label(metric)
    it = label.lower() if named else "they" if is_plural(label) else "it"
    verb = "are" if is_plural(label) else "is"
    if one == two:
        return f"{it} {verb} the same"
    more = "higher" if one > two else "lower"
    if named:
        return f"{it} {verb} {more}, {first.cell(mine[0], metric)} against {second.cell(other[0], metric)}"
    unit = metric["unit"]
    gap = words.figure(abs(one - two), "points" if unit == "percent" else unit)
    rate = f" ({words.percent(abs(one - two) / two)})" if two and unit != "percent" else ""
    return f"{it} {verb} {more} by {gap}{rate}"


def _part_of_it(first: View, second: View, metric: Column) -> bool:
    """Whether the first figure is a part of a total that the second one is."""
    if first.definitions.metrics[metric.get("metric", metric["name"])].ratio or not (
        first.request and second.request
    ):
        return False
    mine, all_ = first.request.filters, second.request.filters
    return all(f in mine for f in all_) and len(all_) < len(mine)


def _capital(where: str) -> str:
    """A scope as it begins a sentence: ' of Beef' -> 'For Beef'."""
    said = re.sub(r"^(?:of|from|to)\b", "for", where.strip())
    return said[:1].upper() + said[1:]
