"""Governed requests beside slow, obvious SQL written by hand, on any shop: the same rows in the same order,
the same totals.

The list is `requests/*.yaml`, by subject: `asked` are the fields of a MetricRequest, `sql` gives its rows,
`facts` (where there) one row whose columns are named like the facts of the evidence. In the SQL `lines` is
every order line with its product and its customer. It shares no code with the compiler.
"""

import time
from functools import cache
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.query_metric import query_metric
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest

LINES = """WITH lines AS (
  SELECT * FROM order_lines LEFT JOIN products USING (product_id) LEFT JOIN customers USING (customer_id))"""
REQUESTS = Path(__file__).parent / "requests"
MOST_ROWS = 2_000_000
LONGEST_S = 120
WANTED = 150


class Case(NamedTuple):
    """A request and what it must give."""

    name: str
    asked: dict[str, Any]
    sql: str
    facts: str | None = None


@cache
def cases() -> dict[str, Case]:
    """Every case by its name: 'subject: what is asked'. Raises ValueError for a name given twice."""
    found: dict[str, Case] = {}
    for file in sorted(REQUESTS.glob("*.yaml")):
        for title, case in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            name = f"{file.stem}: {title}"
            if name in found:
                raise ValueError(f"{name} is there twice")
            found[name] = Case(name, **case)
    return found


def difference(case: Case, warehouse: Warehouse) -> str | None:
    """The first thing in which the product and the obvious SQL differ, None where they agree."""
    try:
        evidence = query_metric(MetricRequest(**case.asked), warehouse, load_definitions())
    except ToolError as error:
        return f"refused: {error}"
    # What only describes a product beside its number was not asked for.
    about = {column["name"] for column in evidence["columns"] if column["role"] == "about"}
    found = [tuple(value for name, value in row.items() if name not in about) for row in evidence["rows"]]
    expected = _slowly(case.sql, warehouse)[1]
    if evidence["truncated"]:
        expected = expected[: len(found)]
    if len(found) != len(expected):
        return f"{len(found)} rows, by the obvious SQL {len(expected)}"
    for place, (mine, theirs) in enumerate(zip(found, expected, strict=True), 1):
        if len(mine) != len(theirs) or not all(map(_same, mine, theirs)):
            return f"row {place} is {mine}, by the obvious SQL {theirs}"
    return _facts_differ(case, {f["name"]: f["value"] for f in evidence["facts"]}, warehouse)


def section(shops: dict[str, Path]) -> tuple[list[str], list[str]]:
    """How many cases agree on each shop, those that differ, and the bars missed."""
    told, differing = [], []
    for shop, path in shops.items():
        warehouse, began = Warehouse(path), time.perf_counter()
        wrong = {name: why for name, case in cases().items() if (why := difference(case, warehouse))}
        took = time.perf_counter() - began
        told.append(f"{len(cases()) - len(wrong)} of {len(cases())} equal on the {shop} shop ({took:.0f} s)")
        differing += [f"  on the {shop} shop, {name}: {why}" for name, why in wrong.items()]
    missed = [f"{len(differing)} requests differ from their obvious SQL"] if differing else []
    if len(cases()) < WANTED:
        missed.append(f"only {len(cases())} requests stand beside their obvious SQL, not {WANTED}")
    return [*told, *differing], missed


def _slowly(sql: str, warehouse: Warehouse) -> tuple[list[str], list[tuple[Any, ...]]]:
    result = warehouse.run(f"{LINES}\n{sql}", max_rows=MOST_ROWS, timeout_s=LONGEST_S)
    return result.columns, result.rows


def _facts_differ(case: Case, found: dict[str, Any], warehouse: Warehouse) -> str | None:
    if case.facts is None:
        return None
    columns, rows = _slowly(case.facts, warehouse)
    for name, value in zip(columns, rows[0], strict=True):
        if name not in found:
            return f"there is no fact {name}, only {', '.join(found)}"
        if not _same(found[name], value):
            return f"fact {name} is {found[name]}, by the obvious SQL {value}"
    return None


def _same(one: Any, other: Any) -> bool:
    """Whether two cells are the same; sums of floats may differ in their last digits."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)
