"""Which rows of evidence a chart draws, in which order, and under which names."""

from agent.screen.tables import cell
from knowledge.metrics import load_definitions
from tools.evidence import Chart, Column, Evidence, Value

MOST_BARS, BARS_OF_MANY = 24, 15
WHOLE = ("heat", "calendar", "scatter", "funnel", "box")
"""Kinds that draw all rows, or the one."""
Rows = list[dict[str, Value]]


def drawn(evidence: Evidence, chart: Chart) -> Rows:
    """The rows to draw. A line leaves out the weeks or months of which the data hold only a part, since it
    would seem to fall there; bars of hours, weekdays or ages stand in that order; a long ranking ends early.
    """
    rows = evidence["rows"]
    if chart["kind"] in WHOLE:
        return rows
    x = _column(evidence, chart["x"])
    if chart["kind"] == "line":
        whole = [row for row in rows if str(row.get(x["name"])) not in _parts(evidence)]
        return whole if len(whole) > 1 else rows
    named = list(dict.fromkeys(row.get(x["name"]) for row in rows))
    if len(named) > MOST_BARS:
        first = set(named[:BARS_OF_MANY])
        return [row for row in rows if row.get(x["name"]) in first]
    if not in_order(evidence, chart):
        return rows
    place = {value: number for number, value in enumerate(ordered(named, x))}
    return sorted(rows, key=lambda row: place[row.get(x["name"])])


def in_order(evidence: Evidence, chart: Chart) -> bool:
    """Whether the bars stand in an order of their own, such as that of the day, and not by height."""
    ranked = evidence["scope"].get("limit") is not None
    many = len({row.get(chart["x"]) for row in evidence["rows"]}) > MOST_BARS
    return _has_order(chart["x"]) and not ranked and not many


def left_out(evidence: Evidence) -> str | None:
    """What a chart says of rows that it does not draw: 'the first 15 of 31', 'whole weeks only'."""
    chart = evidence["chart"]
    if chart is None or chart["kind"] in WHOLE:
        return None
    if chart["kind"] == "line":
        fewer = len(drawn(evidence, chart)) < len(evidence["rows"])
        return f"whole {_column(evidence, chart['x'])['label'].lower()}s only" if fewer else None
    count = len({row.get(chart["x"]) for row in evidence["rows"]})
    return f"the first {BARS_OF_MANY} of {count:,}" if count > MOST_BARS else None


def ordered(values: list[Value], column: Column) -> list[Value]:
    """The values in the order of their own, what is not recorded last; as they are where they have none."""
    if not _has_order(column["name"]):
        return values
    order = [str(value) for value in load_definitions().dimensions[column["name"]].order]

    def place(value: Value) -> tuple[bool, int, float, str]:
        known = order.index(str(value)) if str(value) in order else len(order)
        return value is None, known, value if isinstance(value, int | float) else 0, str(value)

    return sorted(values, key=place)


def named(value: Value, column: Column) -> str:
    """A group as it reads beside the others in a chart: a number says what it is the number of."""
    text, dimension = cell(value, column), load_definitions().dimensions.get(column["name"])
    numbered = value is not None and dimension and (dimension.kind == "id" or dimension.name == "week")
    return f"{column['label']} {text}" if numbered else text


def _column(evidence: Evidence, name: str) -> Column:
    return next(column for column in evidence["columns"] if column["name"] == name)


def _parts(evidence: Evidence) -> list[str]:
    said = [str(fact["value"]) for fact in evidence["facts"] if fact["name"] == "partial"]
    return [part for text in said for part in text.split(", ")]


def _has_order(name: str) -> bool:
    dimension = load_definitions().dimensions.get(name)
    return dimension is not None and (bool(dimension.order) or dimension.kind in ("time", "number"))
