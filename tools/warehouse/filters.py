"""Filters as conditions on the rows of a frame, and values of a dimension as the table holds them."""

import datetime as dt

import ibis
from ibis.expr.types import BooleanValue

from knowledge.metrics import Definitions, Dimension
from tools.errors import ToolError
from tools.warehouse.frames import Frame
from tools.warehouse.request import Filter


def keeps(filter_: Filter, definitions: Definitions, frame: Frame) -> BooleanValue:
    """The condition of one filter. A negation also keeps rows without a value.

    Raises ToolError for a value or operator that does not suit the dimension.
    """
    dimension = definitions.dimensions[filter_.dimension]
    key = frame.key(dimension)
    if filter_.op in ("contains", "not_contains"):
        if dimension.kind != "category" or dimension.labels:
            raise ToolError(f"{dimension.label} has no text to search; use 'in' with its values.")
        words = [key.lower().contains(str(value).lower()) for value in filter_.values]
        found = ibis.or_(*words)
        return found if filter_.op == "contains" else ~found | key.isnull()
    if filter_.op == "between":
        if dimension.order:
            first, last = sorted(_place(dimension, value) for value in filter_.values)
            return key.isin([stored(dimension, value) for value in dimension.order[first : last + 1]])
        if dimension.kind == "category":
            raise ToolError(f"{dimension.label} has no order, so 'between' cannot be used; use 'in'.")
        low, high = (ibis.literal(stored(dimension, value)) for value in filter_.values)
        return key.between(low, high)
    values = [stored(dimension, value) for value in filter_.values]
    return key.isin(values) if filter_.op == "in" else ~key.isin(values) | key.isnull()


def stored(dimension: Dimension, value: str | int | float) -> str | int | bool | dt.date:
    """The value as it stands in the table, from the value as people see it. Raises ToolError if none fits."""
    text = str(value)
    for raw, label in dimension.labels.items():
        if label == text:
            return {"true": True, "false": False}.get(raw, int(raw) if raw.isdigit() else raw)
    if dimension.labels:
        raise ToolError(f"{dimension.label} is one of {', '.join(dimension.labels.values())}, not '{text}'.")
    try:
        if dimension.show == "month":
            return dt.date.fromisoformat(f"{text}-01")
        if dimension.show == "quarter":
            year, quarter = text.upper().split("-Q")
            return dt.date(int(year), int(quarter) * 3 - 2, 1)
        if dimension.show == "day" or (dimension.table == "date" and dimension.column == "date"):
            return dt.date.fromisoformat(text)
        if dimension.kind in ("id", "number", "time"):
            return int(float(text)) if float(text) == int(float(text)) else _refuse(dimension, text)
    except (ValueError, OverflowError):
        return _refuse(dimension, text)
    return text


def _refuse(dimension: Dimension, text: str) -> int:
    looks = {"month": "2017-03", "quarter": "2017-Q1", "day": "2017-03-15"}.get(dimension.show)
    looks = looks or ("2017-03-15" if dimension.column == "date" else "a whole number, e.g. 13")
    raise ToolError(f"'{text}' is not a {dimension.label.lower()}; write it as {looks}.")


def _place(dimension: Dimension, value: str | int | float) -> int:
    names = [str(v).lower() for v in dimension.order]
    if str(value).lower() not in names:
        raise ToolError(f"{dimension.label} has no '{value}'; it has {', '.join(map(str, dimension.order))}.")
    return names.index(str(value).lower())
