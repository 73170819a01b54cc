"""A metric request, compiled to SQL text through unbound Ibis tables; nothing runs here."""

from dataclasses import replace
from functools import lru_cache

import ibis
from ibis.expr.types import Table, Value

from knowledge.metrics import Definitions, load_definitions
from tools.errors import ToolError
from tools.warehouse import columns, derived, frames, ranked, steps, wholes, windows
from tools.warehouse.aggregates import aggregated
from tools.warehouse.periods import earlier, previous
from tools.warehouse.reach import check
from tools.warehouse.render import sql_text
from tools.warehouse.request import MetricRequest, Period, chosen
from tools.warehouse.scope import CUSTOMER, Scope, columns_read, in_scope, keys_read
from tools.warehouse.selected import scope_of
from tools.warehouse.shares import widened, with_index, with_shares


def compile_request(request: MetricRequest, definitions: Definitions | None = None) -> str:
    """The SQL (DuckDB) whose rows answer the request: its dimensions, its metrics, and what is true of
    all groups together (see `wholes`).

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
    compare = None if request.compare == "previous_row" else request.compare
    plain = MetricRequest(**chosen(request), metrics=request.metrics, compare=compare)
    return _totals_sql(plain.model_dump_json(), _known(request, d), d)


def compile_bases(request: MetricRequest, definitions: Definitions | None = None) -> str | None:
    """The SQL for customers_all and customers_known: how many customers in scope have the demographics
    that the request groups or filters by. None when it uses none."""
    d = definitions or load_definitions()
    used = demographics_used(request, d)
    if not used:
        return None
    asked = request.model_copy(update={"by": []}).only(lambda name: name not in used)
    facts = d.facts_of(request.metrics[0])
    fact = d.facts["order_lines" if "order_lines" in facts else min(facts)]
    named = [*used, *asked.dimensions]
    scope = replace(_scope(asked, d), before=None)
    frame = frames.frame(fact, columns_read([], named, d) | keys_read(scope) | {("", CUSTOMER)})
    frame = in_scope(frame, scope, d)
    who = frame.rows[CUSTOMER]
    known = ibis.and_(*(frame.key(d.dimensions[name]).notnull() for name in used))
    bases = {"customers_all": who.nunique(), "customers_known": who.nunique(where=known)}
    return sql_text(frame.rows.aggregate(**bases))


def demographics_used(request: MetricRequest, definitions: Definitions) -> list[str]:
    """Dimensions of the request that are known for some customers only."""
    named = dict.fromkeys([*request.by, *request.dimensions])
    found = [definitions.dimensions[name] for name in named]
    return [d.name for d in found if d.group == "customer" and d.unknown == "leave_out"]


def before(request: MetricRequest) -> Period | None:
    """The period that a comparison sets beside the request's own. Raises ToolError if there is none."""
    compare = request.compare
    if compare is None or compare == "previous_row":
        return None
    if request.period is None:
        raise ToolError("A comparison needs a period to start from; name one.")
    if isinstance(compare, Period):
        return compare
    return previous(request.period) if compare == "previous_period" else earlier(request.period, compare)


def _scope(request: MetricRequest, d: Definitions, known: tuple[str, ...] | None = None) -> Scope:
    """What the request aggregates; `known` when the dimensions that must have a value are not its own."""
    known = _known(request, d) if known is None else known
    return replace(scope_of(request, d, request.by), known=known, before=before(request))


def _known(request: MetricRequest, d: Definitions) -> tuple[str, ...]:
    return tuple(name for name in request.by if d.dimensions[name].unknown == "leave_out")


@lru_cache(maxsize=512)
def _totals_sql(request_json: str, known: tuple[str, ...], d: Definitions) -> str:
    request = MetricRequest.model_validate_json(request_json)
    table = aggregated(request.metrics, _scope(request, d, known), d)
    return sql_text(table.select(**_figures(request.metrics, table, request, d)))


@lru_cache(maxsize=512)
def _rows_sql(request_json: str, order: columns.Order, d: Definitions) -> str:
    request = MetricRequest.model_validate_json(request_json)
    by, scope = request.by, _scope(request, d)
    # Conditions and order may use metrics that are not to be shown.
    used = [derived.metric_of(name, d) for name in [*(h.metric for h in request.having), *dict(order)]]
    fuel = wholes.fuel_parts(request, d)
    metrics = list(dict.fromkeys([*request.metrics, *(m for m in used if m), *fuel]))
    lead_in = steps.lead_in(request)
    table = aggregated(metrics, replace(scope, period=lead_in) if lead_in else scope, d)
    table = windows.with_windows(widened(table, request, scope, d), metrics, request, d)
    beside = wholes.whole(request, table, d) | wholes.bases(request, table, d)
    shown = table.mutate(**_figures(metrics, table, request, d), **beside)
    shown = with_index(with_shares(shown, request, scope, d), request, scope, d)
    for having in request.having:
        shown = shown.filter(columns.meets(shown[having.metric], having.op, having.value))
    if by:
        shown = shown.mutate(**wholes.kept(request, shown, d), **(wholes.fuel_share(shown) if fuel else {}))
        shown = shown.mutate(**ranked.same(shown, request, order))
        shown = ranked.cut(shown, request, order, scope, d)
    text = ranked.text_of(request)
    labelled = {n: shown[n] if n == text else columns.as_shown(shown[n], d.dimensions[n]) for n in by}
    hidden = [name for name in shown.columns if name.startswith(wholes.HIDDEN)]
    return sql_text(
        shown.select(**labelled, **{n: shown[n] for n in [*derived.names_of(request, d), *hidden]})
    )


def _figures(metrics: list[str], table: Table, request: MetricRequest, d: Definitions) -> dict[str, Value]:
    return {name: v for m in metrics for name, v in columns.figures(m, table, request, d).items()}
