"""The columns of free SQL as evidence has them: what each measures, as far as it can be told."""

import re
from collections.abc import Mapping, Sequence

from tools.errors import ToolError
from tools.evidence import Column, Unit, Value
from tools.warehouse import schema
from tools.warehouse.lineage import is_name, units
from tools.warehouse.sandbox.pool import Selected

SHARE = re.compile(r"(?:^|_)(?:share|pct|percent|percentage|rate)(?:_|$)", re.IGNORECASE)
MOST = 10.0
"""A percent is a fraction; one beyond 1,000 % was meant as a number from 0 to 100."""


def columns(found: Selected, names: Sequence[str], sql: str, given: Mapping[str, Unit]) -> list[Column]:
    """A column for each of `names`; units that were `given` come before those that are inferred.

    Raises ToolError for a given unit whose column is not there or cannot have it.
    """
    if unknown := set(given) - set(names):
        raise ToolError(f"units names {sorted(unknown)}; the columns are {', '.join(names)}.")
    told = units(sql)
    if len(told) != len(names):
        told = [None] * len(names)
    made: list[Column] = []
    for place, name in enumerate(names):
        values = [row[place] for row in found.rows]
        kind = found.types[place]
        unit = _unit(name, kind, told[place], values)
        if name in given:
            unit = _given(name, given[name], kind, values)
        label = name.replace("_", " ").strip().capitalize() or name
        role = "dimension" if unit in ("text", "date") else "metric"
        made.append({"name": name, "label": label, "unit": unit, "role": role})  # type: ignore[typeddict-item]
    return made


def _given(name: str, unit: Unit, kind: str, values: Sequence[Value]) -> Unit:
    if unit != "text" and not _is_number(kind):
        raise ToolError(f"{name} holds no numbers ({kind}), so its unit cannot be {unit}.")
    if unit == "percent" and any(isinstance(v, int | float) and abs(v) > MOST for v in values):
        raise ToolError(
            f"A percent is a fraction (0.263 is 26.3 %): divide {name} by 100, or call it a ratio."
        )
    return unit


def _unit(name: str, kind: str, told: Unit | None, values: Sequence[Value]) -> Unit:
    """The unit, as far as type, name and origin give it away; a plain number otherwise."""
    if kind.startswith(("DATE", "TIMESTAMP")):
        return "date"
    if not _is_number(kind):
        return "text"
    whole = kind.endswith("INT") or kind == "INTEGER"
    if whole and (is_name(name) or told == "text"):
        return "text"
    # Sums of money keep two decimals and the widest precision; nothing else in the schema does.
    unit: Unit = "usd" if kind in (schema.MONEY, "DECIMAL(38,2)") else "count" if whole else "ratio"
    unit = told if told in ("usd", "count", "ratio") else unit
    if unit == "ratio" and SHARE.search(name) and all(_is_fraction(v) for v in values):
        return "percent"
    return unit


def _is_number(kind: str) -> bool:
    return kind.endswith("INT") or kind in ("INTEGER", "DOUBLE", "FLOAT") or kind.startswith("DECIMAL")


def _is_fraction(value: Value) -> bool:
    return value is None or (isinstance(value, int | float) and -1 <= value <= 1)
