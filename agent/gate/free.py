"""Columns of free SQL: units and roles that were guessed from types, read again by names and values."""

import re
from collections.abc import Sequence

from tools.evidence import Column, Value

Row = dict[str, Value]
_MONEY = re.compile(r"sales|spend|spent|price|value|discount|revenue|amount|basket|cost|usd|dollars", re.I)
_COUNTED = re.compile(
    r"orders|trips|units|households|customers|count|number|items|visits|share|pct|rate", re.I
)
_PART = re.compile(r"share|percent|pct|rate|ratio_of|penetration|fraction|proportion", re.I)
_PLACE = re.compile(r"decile|quintile|quartile|tenth|fifth|rank|bucket|segment|cluster|tile|bin|group", re.I)


def read_free(columns: Sequence[Column], rows: list[Row]) -> tuple[list[Column], list[Row]]:
    """The columns with the units and roles their names say, and rows whose percents are fractions."""
    read, scaled = [], set()
    for column in columns:
        name = str(column["name"])
        values = [row.get(name) for row in rows]
        numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
        unit, role = column.get("unit"), column.get("role")
        words = f"{name} {column.get('label') or ''}"
        if role == "metric" and unit in ("ratio", "count") and numbers:
            if _PART.search(words) and unit == "ratio":
                column = {
                    **column,
                    "unit": "percent",
                    "additive": bool(re.search("share|fraction", words, re.I)),
                }
                if max(abs(v) for v in numbers) > 1.5:
                    scaled.add(name)
            elif unit == "ratio" and _is_money(words):
                column = {**column, "unit": "usd", "additive": False}
            elif unit == "count" and _PLACE.search(name) and len(set(values)) == len(values) > 1:
                column = {**column, "unit": "text", "role": "dimension"}
        read.append(column)
    if scaled:
        rows = [{k: _hundredth(v) if k in scaled else v for k, v in row.items()} for row in rows]
    return read, rows


def _is_money(words: str) -> bool:
    """Whether the last word of a name that tells is one of money: orders per sale is not."""
    head = re.split(r"[_\s]per[_\s]", words, maxsplit=1)[0]
    return _MONEY.search(head) is not None and _COUNTED.search(head) is None


def _hundredth(value: Value) -> Value:
    return value / 100 if isinstance(value, int | float) and not isinstance(value, bool) else value
