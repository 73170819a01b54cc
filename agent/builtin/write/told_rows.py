"""Rows of a spread that a question asks for: one bin of a histogram, the top or the bottom tenth."""

from agent.builtin.write import scope, words
from agent.builtin.write.view import Row, View
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
    when = scope.when(view) if view.request else ""
    return words.sentence(f"{told}{when}", view.mark)


def _bin(view: View, row: Row, columns: dict[str, Column]) -> str:
    """'45,210 orders, 29% of all, had sales of $20 to under $50'."""
    units, share = words.figure(row["units"], "count"), words.figure(row["share_of_units"], "percent")
    metric = columns["bin"]["label"].rpartition(" per ")[0].lower()
    where = scope.where(view) if view.request else ""
    return f"{units} {columns['units']['label'].lower()}, {share} of all, had {metric}{where} of {row['bin']}"


def _tenth(view: View, row: Row, columns: dict[str, Column]) -> str:
    """'In the top tenth of customers, mean sales per customer were $6,539, from $4,364 to $24,880'."""
    unit = columns["mean"]["unit"]
    mean, low, high = (words.figure(row[name], unit) for name in ("mean", "low", "high"))
    of = columns["tenth"]["label"].partition(" of ")[2]
    where = scope.where(view) if view.request else ""
    label = columns["mean"]["label"].lower()
    verb = "was" if label.endswith("t") else "were"
    return f"In the {str(row['tenth']).lower()} of {of}, {label}{where} {verb} {mean}, from {low} to {high}"
