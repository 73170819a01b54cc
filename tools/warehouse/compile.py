"""A metric request, compiled to SQL text through unbound Ibis tables; nothing runs here."""

from functools import lru_cache

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions, load_definitions
from tools.errors import ToolError
from tools.warehouse import columns, frames
from tools.warehouse.aggregates import Scope, aggregated, columns_read, in_scope
from tools.warehouse.periods import previous
from tools.warehouse.reach import check
from tools.warehouse.render import sql_text
from tools.warehouse.request import MetricRequest, Period

GROUPS = "_groups"
"""The column that counts the groups there were before the limit; the same on every row."""


def compile_request(request: MetricRequest, definitions: Definitions | None = None) -> str:
    """The SQL (DuckDB) whose rows answer the request: its dimensions, its metrics, and `_groups`.

    Every metric m gives a column m; a comparison adds m_before, m_change and m_change_pct, `share`
    adds m_share. Raises ToolError for a request that the definitions cannot answer.
    """
    d = definitions or load_definitions()
    check(request, d)
    return _rows_sql(request.model_dump_json(), columns.ordering(request, d), d)


def compile_totals(request: MetricRequest, definitions: Definitions | None = None) -> str:
    """The SQL for one row with the same metrics over the whole scope, computed anew, not summed."""
    d = definitions or load_definitions()
    check(request, d)
    only = {"by": [], "share": False, "having": [], "order_by": None, "limit": None}
    return _totals_sql(request.model_copy(update=only).model_dump_json(), tuple(_known(request, d)), d)


def compile_bases(request: MetricRequest, definitions: Definitions | None = None) -> str | None:
    """The SQL for customers_all and customers_known: how many customers in scope have the demographics
    that the request groups or filters by. None when it uses none."""
    d = definitions or load_definitions()
    used = demographics_used(request, d)
    if not used:
        return None
    filters = [f for f in request.filters if f.dimension not in used]
    facts = d.facts_of(request.metrics[0])
    fact = d.facts["order_lines" if "order_lines" in facts else min(facts)]
    named = [*used, *(f.dimension for f in filters)]
    frame = frames.frame(fact, columns_read([], named, d) | {("", "customer_id")})
    frame = frames.Frame(fact, in_scope(frame, filters, d, [request.period] if request.period else []))
    who = frame.rows["customer_id"]
    known = ibis.and_(*(frame.key(d.dimensions[name]).notnull() for name in used))
    bases = {"customers_all": who.nunique(), "customers_known": who.nunique(where=known)}
    return sql_text(frame.rows.aggregate(**bases))


def demographics_used(request: MetricRequest, definitions: Definitions) -> list[str]:
    """Dimensions of the request that are known for some customers only."""
    named = dict.fromkeys([*request.by, *(f.dimension for f in request.filters)])
    found = [definitions.dimensions[name] for name in named]
    return [d.name for d in found if d.group == "customer" and d.unknown == "leave_out"]


def before(request: MetricRequest) -> Period | None:
    """The period that a comparison sets beside the request's own. Raises ToolError if there is none."""
    if request.compare is None:
        return None
    if request.period is None:
        raise ToolError("A comparison needs a period to start from; name one.")
    return request.compare if isinstance(request.compare, Period) else previous(request.period)


def _known(request: MetricRequest, d: Definitions) -> list[str]:
    return [name for name in request.by if d.dimensions[name].unknown == "leave_out"]


@lru_cache(maxsize=512)
def _totals_sql(request_json: str, known: tuple[str, ...], d: Definitions) -> str:
    request = MetricRequest.model_validate_json(request_json)
    scope = Scope((), known, tuple(request.filters), request.period, before(request))
    table = aggregated(request.metrics, scope, d)
    return sql_text(table.select(**_figures(request.metrics, table, request, d)))


@lru_cache(maxsize=512)
def _rows_sql(request_json: str, order: columns.Order, d: Definitions) -> str:
    request = MetricRequest.model_validate_json(request_json)
    by = tuple(request.by)
    scope = Scope(by, tuple(_known(request, d)), tuple(request.filters), request.period, before(request))
    # Conditions and order may use metrics that are not to be shown.
    serving = [h.metric for h in request.having] + [name for name, _ in order if name in d.metrics]
    metrics = list(dict.fromkeys([*request.metrics, *serving]))
    table = aggregated(metrics, scope, d)
    shown = table.select(*by, **_figures(metrics, table, request, d))
    wanted = [*_figures(request.metrics, table, request, d)]
    if request.share:
        had = set(shown.columns)
        shown = columns.with_shares(shown, request, scope, d)
        wanted += [name for name in shown.columns if name not in had and name.endswith("_share")]
    for having in request.having:
        shown = shown.filter(columns.meets(shown[having.metric], having.op, having.value))
    if by:
        shown = shown.mutate(**{GROUPS: ibis._.count().over(ibis.window())})
        shown = shown.order_by(columns.order_keys(shown, order, d))
        wanted.append(GROUPS)
    if request.limit:
        shown = shown.limit(request.limit)
    labelled = {name: columns.as_shown(shown[name], d.dimensions[name]) for name in by}
    return sql_text(shown.select(**labelled, **{name: shown[name] for name in wanted}))


def _figures(metrics: list[str], table: Table, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    return {name: v for m in metrics for name, v in columns.figures(m, table, request, d).items()}
