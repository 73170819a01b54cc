"""query_metric: governed figures of the shop, by dimensions, filters and periods."""

import time
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool

from knowledge.metrics import Definitions, load_definitions
from tools.catalogue import described
from tools.caveats import caveats, cut, gaps
from tools.chart import chart
from tools.companions import fact, facts_of
from tools.evidence import Evidence, evidence_for_model, make
from tools.headings import columns_of
from tools.members import SMALL, chosen, small_groups
from tools.titles import parts, title
from tools.warehouse import scans, wholes
from tools.warehouse.compile import before, compile_request, demographics_used
from tools.warehouse.connection import Warehouse
from tools.warehouse.reach import check
from tools.warehouse.request import MetricRequest
from tools.warehouse.second import check as second
from tools.warehouse.selected import within_data
from tools.warehouse.values import with_known_values
from tools.wording import listed

MOST_ROWS = 1000
EXAMPLES = [
    "How much did we sell in March?",
    "Top 5 departments by sales",
    "Average basket by month",
    "Which campaign had the best response rate?",
    "Sales without fuel in Q2 compared with Q1",
    "How many households bought yogurt?",
    "How many households bought diapers but never infant formula?",
    "How many baskets were over $100?",
    "How many products were in the mailer in week 30?",
]


def query_metric(request: MetricRequest, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """Runs a governed request; rows hold plain values, shares and percents as fractions.

    Raises ToolError for unknown names or values, combinations without meaning, and periods that lie
    wholly outside the data.
    """
    d = definitions
    check(request, d)
    request = with_known_values(request, warehouse, d)
    request, clipped = within_data(request, warehouse, beside=before(request))
    sql = compile_request(request, d)
    started = time.perf_counter()
    result = warehouse.run(sql, max_rows=MOST_ROWS)
    seconds = time.perf_counter() - started
    raw = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    rows = [{name: v for name, v in row.items() if not name.startswith(wholes.HIDDEN)} for row in raw]
    facts, said = facts_of(request, raw, warehouse, d)
    partial = cut(request, rows, warehouse)
    if partial:
        listed_ = ", ".join(str(p) for p in partial)
        facts.append(fact("partial", "Not whole", listed_, "text"))
    if _has_customer_groups(request, d):
        few = scans.small_groups(request, SMALL, warehouse, d)
        shown = {", ".join(str(row[name]) for name in request.by) for row in rows}
        said += small_groups([name for name in few if name in shown])
    said += [*caveats(request, warehouse, d), *chosen(request, warehouse, d)]
    columns = columns_of(request, result.columns, d)
    again = second.check(request, columns, rows, facts, warehouse, d, second.patience(seconds))
    return make(
        "query_metric",
        title(request, d, warehouse.last_day),
        words=parts(request, d),
        scope=request.model_dump(mode="json"),
        columns=described(columns, rows, warehouse, d),
        rows=rows,
        facts=facts,
        sql=sql,
        method=_method(request, d),
        chart=chart(request, rows, d, title(request, d, warehouse.last_day), partial),
        data_version=warehouse.data_version,
        truncated=result.truncated,
        second=again,
        warnings=[*second.doubts(again), *clipped, *said, *gaps(request, rows, partial, warehouse, d)],
    )


def query_metric_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Look up governed figures of the shop: metrics, grouped by up to three dimensions, filtered, over a
        period, compared with another period, as shares of the total, ranked and limited; of all households
        or of those in sets (`customers`: bought X, never bought Y, were mailed campaign 13, spent over
        $5,000). To count groups that meet a condition, such as orders over $100, group by them (`order`,
        `customer`, `store`) with `having` and limit 1 and read the fact `groups`. Names must come from the
        lists of metrics and dimensions. Prefer this to run_sql whenever a metric fits."""
        # Defaults are dropped so that an order that was not asked for falls to the natural one.
        given = MetricRequest(**asked).model_dump(mode="json", exclude_defaults=True)
        evidence = query_metric(MetricRequest(**given), warehouse, load_definitions())
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run, name="query_metric", args_schema=MetricRequest, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words, for the steps on screen; odd arguments give a general phrase."""
    d = load_definitions()
    metrics = [d.metrics[m].label.lower() for m in _names(args.get("metrics")) if m in d.metrics]
    by = [d.dimensions[n].label.lower() for n in _names(args.get("by")) if n in d.dimensions]
    if not metrics:
        return "Looking up figures"
    return f"Looking up {listed(metrics)}" + (f" by {listed(by)}" if by else "")


def _method(request: MetricRequest, d: Definitions) -> str:
    said = " ".join(f"{d.metrics[m].label}: {d.metrics[m].meaning}" for m in request.metrics)
    return said + (
        " Totals are computed over the whole selection, not summed from the rows." if request.by else ""
    )


def _has_customer_groups(request: MetricRequest, d: Definitions) -> bool:
    """Whether the groups are people of some kind, so that few of them make a figure unsafe."""
    grouped = [name for name in demographics_used(request, d) if name in request.by]
    countable = set(d.dimensions_of("customers"))
    if not countable.issuperset(request.dimensions):
        return False
    return bool(grouped) and all(n in countable and d.dimensions[n].kind != "id" for n in request.by)


def _names(given: Any) -> list[str]:
    return [str(name) for name in given] if isinstance(given, list) else []
