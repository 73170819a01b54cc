"""The headline figures of a governed answer, computed a second way and held against the first."""

import logging
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from knowledge.metrics import Definitions
from tools.errors import ToolError
from tools.evidence import Again, Column, Fact, Second, Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import Basket, CustomerSet, Filter, Having, MetricRequest, Period, Top
from tools.warehouse.second.days import period_before, weeks_of
from tools.warehouse.second.dimensions import PLACED_STEP
from tools.warehouse.second.formula import follows
from tools.warehouse.second.formulas import FORMULAS
from tools.warehouse.second.probes import Probe, Rows, probes
from tools.warehouse.second.sources import Unreached

log = logging.getLogger(__name__)

ROUTE = (
    "SQL of its own over the plain tables: rows chosen by IN and EXISTS instead of joins, days by the till's "
    "time stamp, money added in cents."
)
UNDERSTOOD: Mapping[type, frozenset[str]] = {
    MetricRequest: frozenset({
        "metrics", "by", "filters", "any_of", "customers", "baskets", "period", "compare", "within", "share",
        "share_over", "add", "points", "having", "order_by", "descending", "limit", "others",
    }),
    CustomerSet: frozenset({
        "bought", "mailed", "redeemed", "period", "at_least", "when", "top", "negate", "alternative",
    }),
    Basket: frozenset({"holding", "negate"}),
    Top: frozenset({"by", "share", "count", "lowest"}),
    Filter: frozenset({"dimension", "op", "values"}),
    Having: frozenset({"metric", "op", "value"}),
    Period: frozenset({"start", "end", "label"}),
}  # fmt: skip
"""What the second route reads of a request; a field beyond these changes it in a way unknown here."""
RELATIVE, ABSOLUTE = 1e-9, 1e-6
PATIENCE_S = 5.0
LEAST_S, MOST_TIMES = 1.0, 3.0


def check(
    request: MetricRequest,
    columns: Sequence[Column],
    rows: Rows,
    facts: Sequence[Fact],
    warehouse: Warehouse,
    d: Definitions,
    patience_s: float = PATIENCE_S,
) -> Second:
    """Totals, the first and the last row, how many groups meet a condition and which is the first of a
    ranking, each computed again.

    Where the second route has no way to the request, or takes longer than `patience_s` seconds, `agrees` is
    None and `why` says what is in the way.
    """

    def asked() -> tuple[list[Probe], str]:
        understood(request)
        return probes(request, columns, rows, facts, d)

    return confirmed(asked, [request], warehouse, patience_s)


def confirmed(
    asked: Callable[[], tuple[list[Probe], str]],
    requests: Sequence[MetricRequest],
    warehouse: Warehouse,
    patience_s: float = PATIENCE_S,
) -> Second:
    """The figures of `asked`, which also gives the SQL of the groups that they read ("" for none), computed
    again. `asked` may raise Unreached; `requests` are what the figures are of."""
    try:
        wanted, groups = asked()
        if not wanted:
            raise Unreached("a result without figures")
        queries = list(dict.fromkeys(sql for probe in wanted for sql in probe.parts))
        sql = _together(queries, groups, _promoted_weeks(requests))
        found = dict(zip(queries, warehouse.run(sql, timeout_s=patience_s).rows[0], strict=True))
    except Unreached as unreached:
        return _one_route(f"it has no second formula for {unreached}")
    except ToolError:
        return _one_route("the second one took too long")
    except Exception:  # a fault of the second route must not take the first one's answer away
        log.exception(
            "the second route failed on %s", [r.model_dump(exclude_defaults=True) for r in requests]
        )
        return _one_route("the second one failed")
    figures = [_again(probe, found) for probe in wanted]
    differing = [one for one in figures if not same(one["value"], one["again"])]
    return {"route": ROUTE, "agrees": not differing, "why": "", "figures": figures, "sql": sql}


def _promoted_weeks(requests: Sequence[MetricRequest]) -> str:
    """A condition on the promotions that may matter: those of the weeks asked about, where nothing of the
    requests looks beyond them."""
    for request in requests:
        standing = any(follows(FORMULAS[metric]) for metric in request.metrics if metric in FORMULAS)
        if request.customers or request.baskets or standing or not request.period:
            return "TRUE"
    return weeks_of([p for r in requests for p in (r.period, period_before(r)) if p])


def _together(queries: Sequence[str], groups: str, promoted_weeks: str) -> str:
    """One query of all figures, with the steps that they share."""
    sql = "SELECT " + ",\n".join(f"({one}) AS f{n}" for n, one in enumerate(queries))
    steps = [PLACED_STEP.format(promoted_weeks)] if "FROM placed AS" in sql + groups else []
    steps += [f"groups AS MATERIALIZED ({groups})"] if groups else []
    return f"WITH {', '.join(steps)}\n{sql}" if steps else sql


def patience(first_s: float) -> float:
    """Seconds that the second route may take beside a first one of `first_s`."""
    return max(LEAST_S, MOST_TIMES * first_s)


def doubts(second: Second) -> list[str]:
    """What must be said where the two routes differ; without figures, since none of them is certain."""
    if second["agrees"] is not False:
        return []
    return ["A second way of computing this gives another figure, so the figures here are not certain."]


def same(first: Value, second: Value) -> bool:
    """Whether two figures are one, but for the last digits of a floating sum; nothing found is zero."""
    a, b = (0.0 if v is None else v for v in (first, second))
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return math.isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def _one_route(why: str) -> Second:
    return {"route": "", "agrees": None, "why": why, "figures": [], "sql": None}


def understood(part: Any) -> None:
    """Raises Unreached where a request says something that is not read here."""
    if isinstance(part, list | tuple):
        for one in part:
            understood(one)
    elif (known := UNDERSTOOD.get(type(part))) is not None:
        fields = type(part).model_fields
        for name, value in part:
            if name not in known and value != fields[name].get_default(call_default_factory=True):
                raise Unreached(f"this shape of question ({name.replace('_', ' ')})")
            if name in known:
                understood(value)


def _again(probe: Probe, found: Mapping[str, Value]) -> Again:
    numbers = [_number(found[sql]) for sql in probe.parts]
    again = _made(probe.kind, numbers)
    return {"row": probe.row, "column": probe.column, "value": probe.value, "again": again}


def _made(kind: str, numbers: Sequence[float | None]) -> float | None:
    if len(numbers) == 1:
        return numbers[0]
    a, b = numbers
    if a is None or b is None:
        return None
    if kind == "change":
        return a - b
    if not b:
        return None
    return (a - b) / b if kind == "change_pct" else a / b


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
