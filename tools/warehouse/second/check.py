"""The headline figures of a governed answer, computed a second way and held against the first."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from knowledge.metrics import Definitions
from tools.errors import ToolError
from tools.evidence import Again, Column, Fact, Second, Value
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import CustomerSet, Filter, Having, MetricRequest, Period
from tools.warehouse.second.aggregate import aggregate
from tools.warehouse.second.conditions import COMPARED, Part, period_before, where
from tools.warehouse.second.formulas import FORMULAS, Formula, Rate, sources
from tools.warehouse.second.scalar import scalar
from tools.warehouse.second.sources import SOURCES, Unreached, grouping

ROUTE = (
    "SQL of its own over the plain tables: rows chosen by IN and EXISTS instead of joins, days by the till's "
    "time stamp, money added in cents."
)
UNDERSTOOD: Mapping[type, frozenset[str]] = {
    MetricRequest: frozenset({
        "metrics", "by", "filters", "any_of", "customers", "period", "compare", "share", "having", "order_by",
        "descending", "limit",
    }),
    CustomerSet: frozenset({"bought", "mailed", "redeemed", "period", "at_least", "negate"}),
    Filter: frozenset({"dimension", "op", "values"}),
    Having: frozenset({"metric", "op", "value"}),
    Period: frozenset({"start", "end", "label"}),
}  # fmt: skip
"""What the second route reads of a request; a field beyond these changes it in a way unknown here."""
MOST_METRICS = 4
RELATIVE, ABSOLUTE = 1e-9, 1e-6
PATIENCE_S = 5.0


class Probe(NamedTuple):
    """A figure to compute again: which cell or fact it is, what it reads, and the parts it is made of."""

    row: int | None
    column: str
    value: Value
    kind: str
    parts: tuple[str, ...]
    """SQL of the figures: itself; for a change, now and before; for a share, part and whole."""


def check(
    request: MetricRequest,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Value]],
    facts: Sequence[Fact],
    warehouse: Warehouse,
    d: Definitions,
) -> Second:
    """Totals, the first and the last row, and how many groups meet a condition, each computed again.

    Where the second route has no way to the request, `agrees` is None and `why` says what is in the way.
    """
    try:
        _understood(request)
        groups = _groups(request, bool(rows), d)
        probes = [*_probes(request, columns, rows, facts, d)]
        probes += _places(request, rows, facts) if groups else []
        if not probes:
            raise Unreached("a result without figures")
        asked = list(dict.fromkeys(sql for probe in probes for sql in probe.parts))
        sql = f"WITH groups AS MATERIALIZED ({groups})\n" if groups else ""
        sql += "SELECT " + ",\n".join(f"({one}) AS f{n}" for n, one in enumerate(asked))
        found = dict(zip(asked, warehouse.run(sql, timeout_s=PATIENCE_S).rows[0], strict=True))
    except Unreached as unreached:
        return _one_route(f"it has no second formula for {unreached}")
    except ToolError:
        return _one_route("the second one took too long")
    figures = [_again(probe, found) for probe in probes]
    differing = [one for one in figures if not same(one["value"], one["again"])]
    return {"route": ROUTE, "agrees": not differing, "why": "", "figures": figures, "sql": sql}


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


def _understood(part: Any) -> None:
    """Raises Unreached where a request says something that is not read here."""
    if isinstance(part, list | tuple):
        for one in part:
            _understood(one)
    elif (known := UNDERSTOOD.get(type(part))) is not None:
        defaults = {
            name: field.get_default(call_default_factory=True)
            for name, field in type(part).model_fields.items()
        }
        for name, value in part:
            if name not in known and value != defaults[name]:
                raise Unreached(f"this shape of question ({name.replace('_', ' ')})")
            if name in known:
                _understood(value)


def _probes(
    request: MetricRequest,
    columns: Sequence[Column],
    rows: Sequence[Mapping[str, Value]],
    facts: Sequence[Fact],
    d: Definitions,
) -> Iterator[Probe]:
    before = period_before(request)
    whole = _whole(request, d)
    for metric in request.metrics[:MOST_METRICS]:
        formula = _formula(metric)

        def of(part: Part, formula: Formula = formula) -> tuple[str, str]:
            """The SQL of the figure now and in the period before."""
            then = replace(part, period=before)
            return scalar(formula, part, d), scalar(formula, then, d) if before else ""

        shown = [c for c in columns if c.get("metric") == metric]
        for fact in facts:
            kind = _kind_of(fact["name"], metric, shown)
            if kind:
                yield Probe(None, fact["name"], fact["value"], kind, _parts(kind, *of(whole)))
        for n in dict.fromkeys((0, len(rows) - 1) if rows else ()):
            group = {name: rows[n][name] for name in request.by}
            part = replace(whole, known=(), group=group)
            now, then = of(part)
            for column in shown:
                kind = column.get("kind", "value")
                parts = (now, of(whole)[0]) if kind == "share" else _parts(kind, now, then)
                yield Probe(n, column["name"], rows[n].get(column["name"]), kind, parts)


def _groups(request: MetricRequest, ranks: bool, d: Definitions) -> str:
    """The SQL of every group that meets the conditions, with the figure it is ranked by; "" where no figure
    of the answer depends on it. Raises Unreached where one does and it cannot be had."""
    if not request.by or (request.compare and not request.having):
        return ""
    used = [_formula(m) for m in [*request.metrics, *(h.metric for h in request.having)]]
    top = FORMULAS.get(_ranked(request)) if ranks else None
    homes = {alias for formula in used for alias in sources(formula)}
    try:
        if request.compare:
            raise Unreached("a condition on two periods")
        if len(homes) > 1 or any(_lifted(one) for one in [*used, top] if one):
            raise Unreached("groups of several tables")
        alias = homes.pop()
        joins, keys = grouping(alias, request.by)
        kept = where(alias, _whole(request, d), d)
    except Unreached:
        if request.having:
            raise
        return ""
    figure = aggregate(top) if top and sources(top) == {alias} else "NULL"
    sql = f"SELECT {figure} AS figure FROM {SOURCES[alias].table} AS {alias} {joins}"
    sql += f" WHERE {' AND '.join(kept)}" if kept else ""
    sql += f" GROUP BY {', '.join(keys)}"
    return sql + (f" HAVING {' AND '.join(_met(one) for one in request.having)}" if request.having else "")


def _places(
    request: MetricRequest, rows: Sequence[Mapping[str, Value]], facts: Sequence[Fact]
) -> Iterator[Probe]:
    """How many groups meet the conditions, and the highest (lowest) figure among them."""
    for fact in facts:
        if fact["name"] == "groups":
            yield Probe(None, "groups", fact["value"], "value", ("SELECT count(*) FROM groups",))
    ranked = _ranked(request)
    if rows and ranked in request.metrics:
        extreme = f"SELECT {'max' if request.descending else 'min'}(figure) FROM groups"
        yield Probe(0, ranked, rows[0].get(ranked), "value", (extreme,))


def _ranked(request: MetricRequest) -> str:
    """The metric that the rows are ranked by, or ""."""
    ranked = request.order_by or (request.metrics[0] if request.limit else "")
    return ranked if ranked in FORMULAS else ""


def _whole(request: MetricRequest, d: Definitions) -> Part:
    known = tuple(name for name in request.by if d.dimensions[name].unknown == "leave_out")
    return Part(request.filters, request.any_of, request.customers, request.period, known)


def _met(having: Having) -> str:
    if having.op not in COMPARED:
        raise Unreached(f"the condition {having.op}")
    return f"{aggregate(_formula(having.metric))} {having.op} {having.value!r}"


def _formula(metric: str) -> Formula:
    if metric not in FORMULAS:
        raise Unreached(metric.replace("_", " "))
    return FORMULAS[metric]


def _lifted(formula: Formula) -> bool:
    return isinstance(formula, Rate) and bool(formula.lifted)


def _kind_of(fact: str, metric: str, shown: Sequence[Column]) -> str | None:
    """What a fact shows of the metric, if it is a total of one of its columns."""
    for column in shown:
        if fact == f"total_{column['name']}":
            return column.get("kind", "value")
    return "value" if fact == f"total_{metric}" else None


def _parts(kind: str, now: str, then: str) -> tuple[str, ...]:
    match kind:
        case "value":
            return (now,)
        case "before":
            return (then,)
        case "change" | "change_pct":
            return now, then
    raise Unreached(f"columns of the kind {kind.replace('_', ' ')}")


def _again(probe: Probe, found: Mapping[str, Value]) -> Again:
    numbers = [_number(found[sql]) for sql in probe.parts]
    return {
        "row": probe.row,
        "column": probe.column,
        "value": probe.value,
        "again": _made(probe.kind, numbers),
    }


def _made(kind: str, numbers: Sequence[float | None]) -> float | None:
    if kind in ("value", "before"):
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
