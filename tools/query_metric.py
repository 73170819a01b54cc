"""query_metric: governed figures of the shop, by dimensions, filters and periods."""

from typing import Any, Literal

from langchain_core.tools import BaseTool, StructuredTool

from knowledge.metrics import Definitions, load_definitions
from tools.caveats import SMALL, caveats, coverage, gaps, small_groups
from tools.chart import chart
from tools.errors import ToolError
from tools.evidence import Column, Evidence, Fact, Unit, Value, evidence_for_model, make
from tools.titles import listed, period_words, title
from tools.warehouse import scans
from tools.warehouse.compile import (
    GROUPS,
    before,
    compile_bases,
    compile_request,
    compile_totals,
    demographics_used,
)
from tools.warehouse.connection import Warehouse
from tools.warehouse.reach import check
from tools.warehouse.request import MetricRequest, Period
from tools.warehouse.values import with_known_values

Kind = Literal["value", "before", "change", "change_pct", "share"]
MOST_ROWS = 1000
EXAMPLES = [
    "How much did we sell in March?",
    "Top 5 departments by sales",
    "Average basket by month",
    "Which campaign had the best response rate?",
    "Sales without fuel in Q2 compared with Q1",
    "How many households bought yogurt?",
]


def query_metric(request: MetricRequest, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """Runs a governed request; rows hold plain values, shares and percents as fractions.

    Raises ToolError for unknown names or values, combinations without meaning, and periods that lie
    wholly outside the data.
    """
    d = definitions
    check(request, d)
    request = with_known_values(request, warehouse, d)
    request, clipped = _within(request, warehouse)
    sql = compile_request(request, d)
    result = warehouse.run(sql, max_rows=MOST_ROWS)
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    groups = rows[0][GROUPS] if rows and request.by else len(rows)
    rows = [{name: value for name, value in row.items() if name != GROUPS} for row in rows]
    facts, said = _facts(request, groups, warehouse, d)
    if _has_customer_groups(request, d):
        few = scans.small_groups(request, SMALL, warehouse, d)
        shown = {", ".join(str(row[name]) for name in request.by) for row in rows}
        said += small_groups([name for name in few if name in shown])
    return make(
        "query_metric",
        title(request, d),
        scope=request.model_dump(mode="json"),
        columns=_columns(request, result.columns, d),
        rows=rows,
        facts=facts,
        sql=sql,
        method=_method(request, d),
        chart=chart(request, rows, d),
        data_version=warehouse.data_version,
        truncated=result.truncated,
        warnings=[*clipped, *said, *caveats(request, warehouse, d), *gaps(request, rows, warehouse, d)],
    )


def query_metric_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Look up governed figures of the shop: metrics, grouped by up to three dimensions, filtered, over a
        period, compared with another period, as shares of the total, ranked and limited. Names must come
        from the lists of metrics and dimensions. Prefer this to run_sql whenever a metric fits."""
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


def _within(request: MetricRequest, warehouse: Warehouse) -> tuple[MetricRequest, list[str]]:
    """The request with its period cut to the days of the data, and a sentence if that changed it."""
    first, last = warehouse.first_day, warehouse.last_day
    covers = f"The data run from {first.day} {first:%B %Y} to {last.day} {last:%B %Y}"
    for period in (request.period, before(request)):
        if period and (period.end < first or period.start > last):
            raise ToolError(f"{covers}; there is nothing in {period_words(period)}.")
    asked = request.period
    if asked is None or (asked.start >= first and asked.end <= last):
        return request, []
    start, end = max(asked.start, first), min(asked.end, last)
    cut = Period(start=start, end=end, label="")
    return request.model_copy(update={"period": cut}), [f"{covers}; days outside are left out."]


def _facts(
    request: MetricRequest, groups: Any, warehouse: Warehouse, d: Definitions
) -> tuple[list[Fact], list[str]]:
    facts: list[Fact] = []
    said: list[str] = []
    if request.by:
        result = warehouse.run(compile_totals(request, d))
        totals = dict(zip(result.columns, result.rows[0], strict=True))
        for column in _columns(request, result.columns, d):
            word = "Total" if d.metrics[column["metric"]].ratio is None else "Overall"
            name = f"{word} {column['label'][0].lower()}{column['label'][1:]}"
            value = totals[column["name"]]
            facts.append(_fact(f"total_{column['name']}", name, value, column["unit"]))
        plural = listed([d.dimensions[name].plural.lower() for name in request.by])
        facts.append(_fact("groups", f"Number of {plural}", groups, "count"))
    then = before(request)
    if then:
        words = period_words(then)
        facts.append(_fact("before_period", "Compared with", words, "text"))
    bases = compile_bases(request, d)
    if bases:
        everyone, known = (int(str(v or 0)) for v in warehouse.run(bases).rows[0])
        facts.append(_fact("customers_known", "Customers with a known value", known, "count"))
        facts.append(_fact("customers_all", "Customers in all", everyone, "count"))
        said.append(coverage(request, known, everyone, d))
    return facts, said


def _fact(name: str, label_: str, value: Value, unit: Unit) -> Fact:
    return {"name": name, "label": label_, "value": value, "unit": unit}


def _columns(request: MetricRequest, names: list[str], d: Definitions) -> list[Column]:
    columns: list[Column] = []
    for name in request.by:
        if name in names:
            kind = d.dimensions[name]
            unit: Unit = "date" if kind.kind == "time" and kind.name != "week" else "text"
            columns.append({"name": name, "label": kind.label, "unit": unit, "role": "dimension"})
    for metric in request.metrics:
        m = d.metrics[metric]
        then = before(request)
        low = m.label[0].lower() + m.label[1:]
        change: Unit = "points" if m.unit == "percent" else m.unit
        derived: list[tuple[Kind, str, str, Unit]] = [
            ("value", metric, m.label, m.unit),
            ("before", f"{metric}_before", f"{m.label}, {period_words(then) if then else ''}", m.unit),
            ("change", f"{metric}_change", f"Change in {low}", change),
            ("change_pct", f"{metric}_change_pct", f"Change in {low}, percent", "percent"),
            ("share", f"{metric}_share", f"Share of {low}", "percent"),
        ]
        summable = d.additive(metric, request.by)
        for kind_, name, label_, unit_ in derived:
            if name not in names:
                continue
            column: Column = {"name": name, "label": label_, "unit": unit_, "role": "metric"}
            column |= {"metric": metric, "kind": kind_, "additive": summable and kind_ != "change_pct"}
            columns.append(column)
    return columns


def _method(request: MetricRequest, d: Definitions) -> str:
    said = " ".join(f"{d.metrics[m].label}: {d.metrics[m].meaning}" for m in request.metrics)
    return said + (
        " Totals are computed over the whole selection, not summed from the rows." if request.by else ""
    )


def _has_customer_groups(request: MetricRequest, d: Definitions) -> bool:
    """Whether the groups are people of some kind, so that few of them make a figure unsafe."""
    grouped = [name for name in demographics_used(request, d) if name in request.by]
    countable = set(d.dimensions_of("customers"))
    return bool(grouped) and all(n in countable and d.dimensions[n].kind != "id" for n in request.by)


def _names(given: Any) -> list[str]:
    return [str(name) for name in given] if isinstance(given, list) else []
