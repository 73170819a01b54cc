"""A formula as one aggregate of grouped rows."""

from tools.warehouse.second.formula import Formula, Rate, Standing, Things
from tools.warehouse.second.sources import Unreached


def aggregate(formula: Formula, only: str = "") -> str:
    """The SQL that gives the formula's figure for each group of rows of its source, of rows that meet `only`.

    Raises Unreached for a formula that grouped rows alone do not give.
    """
    if isinstance(formula, Standing):
        raise Unreached("groups by the status of customers")
    if isinstance(formula, Rate):
        if formula.lifted:
            raise Unreached("groups of several tables")
        over, under = aggregate(formula.over, only), aggregate(formula.under, only)
        return f"(coalesce({over}, 0) / nullif({under}, 0))"
    conditions = [one for one in (only, formula.where) if one]
    kept = f" FILTER (WHERE {' AND '.join(conditions)})" if conditions else ""
    if isinstance(formula, Things):
        if formula.counted != "count(*)":
            raise Unreached("groups by what is counted in another table")
        return f"count(DISTINCT {formula.source}.{formula.column}){kept}"
    return formula.figure.format(kept=kept)
