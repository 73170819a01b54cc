"""A formula over a part of the shop as a query of one figure."""

from collections.abc import Sequence

from knowledge.metrics import Definitions, Group
from tools.warehouse.second.conditions import Part, where
from tools.warehouse.second.formula import Formula, Rate, Standing, Things
from tools.warehouse.second.sources import SOURCES
from tools.warehouse.second.standing import standing


def scalar(formula: Formula, part: Part, d: Definitions, lifted: frozenset[Group] = frozenset()) -> str:
    """The SQL of one figure. Raises Unreached for what a source has no way to."""
    if isinstance(formula, Rate):
        over = scalar(formula.over, part, d, lifted)
        under = scalar(formula.under, part, d, lifted | formula.lifted)
        return f"SELECT coalesce(({over}), 0) / nullif(({under}), 0)"
    if isinstance(formula, Standing):
        return standing(formula, part, d, lifted)
    rows = where(formula.source, part, d, lifted)
    found = _rows(formula.source, [*rows, formula.where])
    if not isinstance(formula, Things):
        return f"SELECT {formula.figure.format(kept='')} {found}"
    column = f"{formula.source}.{formula.column}"
    if not formula.listed:
        return f"SELECT count(*) FROM (SELECT {column} {found} GROUP BY {column})"
    table, _, key = formula.listed.partition(".")
    key = key or formula.column
    return f"SELECT {formula.counted} FROM {table} AS thing WHERE thing.{key} IN (SELECT {column} {found})"


def _rows(alias: str, conditions: Sequence[str]) -> str:
    kept = [one for one in conditions if one]
    return f"FROM {SOURCES[alias].table} AS {alias}" + (f" WHERE {' AND '.join(kept)}" if kept else "")
