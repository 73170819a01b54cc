"""A formula as one aggregate of grouped rows."""

from tools.warehouse.second.formulas import Formula, Rate, Things


def aggregate(formula: Formula) -> str:
    """The SQL that gives the formula's figure for each group of rows of its source."""
    if isinstance(formula, Rate):
        over, under = aggregate(formula.over), aggregate(formula.under)
        return f"(coalesce({over}, 0) / nullif({under}, 0))"
    kept = f" FILTER (WHERE {formula.where})" if formula.where else ""
    if isinstance(formula, Things):
        return f"count(DISTINCT {formula.source}.{formula.column}){kept}"
    return formula.figure.format(kept=kept)
