"""A limit that follows a question as a clause of its own: 'share of private label, is it even 20 percent?'"""

import re
from dataclasses import dataclass, replace
from typing import Any

from agent.reading.comparisons import comparisons
from agent.reading.numerals import joined
from agent.reading.result import Limit, Reading, Span
from agent.reading.tokens import tokenize
from tools.warehouse.request import Comparison

_CLAUSE = re.compile(
    r"[\s,;:?.–-]*\b(?:and |&)?\s*(?:is|are|was|were) (?:it|that|this|they|those) "
    r"(?:(?:even|really|actually|still|at all|now) )*(?P<bound>(?:above|over|more than|at least|under|below|"
    r"less than|fewer than|higher than|lower than|beyond|at most|exactly|up to)?\s*\$?\s?\d?[\w.,%]*"
    r"(?: (?:%|percent|pct|dollars|bucks|hundred|thousand|grand|million|k))*)\W*$",
    re.IGNORECASE,
)
_LONGEST = 400
"""Characters of a question that may end so; a pasted document does not."""


@dataclass(frozen=True)
class Bound:
    """The comparison of the clause; the unit is "$", "%" or ""."""

    op: Comparison
    value: float
    unit: str


def bound_after(question: str) -> tuple[str, Bound | None]:
    """The question without the clause, and what it says; the question as it is where it has none."""
    found = _CLAUSE.search(question) if len(question) <= _LONGEST else None
    if found is None or not found.start():
        return question, None
    tokens = joined(tokenize(found["bound"]))
    if len(tokens) < 2 or tokens[0].kind == "number" or tokens[0].norm == "$":
        tokens = joined(tokenize(f"at least {found['bound']}"))  # "is it even 20 percent"
    read = [c for c in comparisons(tokens, 0) if c[0] == len(tokens) and c[4] is None]
    if not read:
        return question, None
    _, op, value, unit, _ = read[0]
    return question[: found.start()], Bound(op, value, unit)


def held_against(r: Reading, bound: Bound, clause: str, definitions: Any) -> Reading:
    """The reading with the clause as the limit of its figure; with the clause as unknown where it has none
    in that unit."""
    question = r.question + clause
    metric = r.metrics[0] if r.metrics else "sales"
    unit = definitions.metrics[metric].unit
    scale = 0.01 if bound.unit == "%" else 1.0
    if bound.unit == "%" and unit != "percent":
        metric = f"{metric}_share" if r.share else f"{metric}_change_pct" if r.compare else ""
    elif unit == "percent" and bound.unit != "%":
        metric = ""
    if not metric or r.limit is not None:
        return replace(r, question=question, unknown=[*r.unknown, clause.strip(" ,;?")])
    spans = [*r.spans, Span(len(r.question), len(question), clause, "function", "limit")]
    number = f"{bound.value:,.2f}".rstrip("0").rstrip(".")
    said = f"{number}%" if bound.unit == "%" else f"${number}" if bound.unit == "$" else number
    limit = Limit(metric, bound.op, bound.value * scale, said)
    return replace(r, question=question, spans=spans, limit=limit)
