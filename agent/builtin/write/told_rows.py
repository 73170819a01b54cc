"""Rows of a spread that a question asks for: one bin of a histogram, the top or the bottom tenth."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row
from agent.builtin.write.view import View
from tools.evidence import Column


def told_row(view: View, lead: str) -> str:
    """The sentence of a row by its place, 'bin:2' or 'tenth:10'; '' where the evidence has no such row."""
    kind, _, place = lead.partition(":")
    rows = view.evidence["rows"]
    columns = {c["name"]: c for c in view.evidence["columns"]}
    if kind not in columns or not place.isdigit() or not 0 < int(place) <= len(rows):
        return ""
    row = rows[int(place) - 1]
    told = _bin(view, row, columns) if kind == "bin" else _tenth(view, row, columns)
    return words.sentence(told, view.mark)


def _bin(view: View, row: Row, columns: dict[str, Column]) -> str:
    """'Sales of $20 to under $50 in 2017: 45,210 orders of 155,848 in all, 29.0%'."""
    units, share = words.figure(row["units"], "count"), words.figure(row["share_of_units"], "percent")
    metric = columns["bin"]["label"].rpartition(" per ")[0]
    where, when = (scope.where(view), scope.when(view)) if view.request else ("", "")
    of = next(
        (f" of {words.figure(f['value'], 'count')}" for f in view.evidence["facts"] if f["name"] == "units"),
        "",
    )
    noun = columns["units"]["label"].lower()
    return f"{metric}{where} of {row['bin']}{when}: {units} {noun}{of} in all, {share}"


def _tenth(view: View, row: Row, columns: dict[str, Column]) -> str:
    """'In the top tenth of customers, mean sales per customer were $6,539, from $4,364 to $24,880'."""
    unit = columns["mean"]["unit"]
    mean, low, high = (words.figure(row[name], unit) for name in ("mean", "low", "high"))
    of = columns["tenth"]["label"].partition(" of ")[2]
    where, when = (scope.where(view), scope.when(view)) if view.request else ("", "")
    label = columns["mean"]["label"].lower()
    verb = "was" if label.endswith("t") else "were"
    which = f"In the {str(row['tenth']).lower()} of {of}"
    return f"{which}, {label}{where} {verb} {mean}{when}, from {low} to {high}"
