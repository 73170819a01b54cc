"""explain_change: what a change between two periods or groups is made of; the parts add up to it."""

from typing import Any

from langchain_core.tools import BaseTool, StructuredTool

from knowledge.metrics import Definitions, load_definitions
from tools.caveats import caveats
from tools.change import drivers, groups, prices
from tools.change.sides import Change, Explained, Sides, sides
from tools.companions import bases_of
from tools.errors import ToolError
from tools.evidence import Evidence, evidence_for_model, make
from tools.titles import restrictions
from tools.warehouse.connection import Warehouse
from tools.warehouse.second import elsewhere
from tools.warehouse.second.check import doubts
from tools.wording import lower_first

EXAMPLES = [
    "Why did sales fall in April?",
    "Which departments explain the rise in sales in May?",
    "Was the growth in Q2 price or volume?",
    "What drove the change in the average basket by store?",
    "Did sales grow because of more customers or larger baskets?",
]
CAUSE = "These parts say what the {noun} is made of, not what caused it."


def explain_change(asked: Change, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """The change of a metric as parts that add up to it: rows are drivers, parts of price, or groups.

    Raises ToolError for unknown names and values, a change without a second side, and a way of taking apart
    that the metric does not allow.
    """
    d = definitions
    on, found = _explained(asked, warehouse, d)
    shown = on.now.model_copy(update={"metrics": [asked.metric]})
    bases, about = bases_of(shown, warehouse, d)
    scope = shown.model_copy(update={"by": []})
    if on.before.period != on.now.period:
        scope = scope.model_copy(update={"compare": on.before.period})
    whose = [*restrictions(on.now, d)] if not asked.against else []
    again = elsewhere.both_sides(asked.metric, on.now, on.before, found.facts, warehouse, d)
    chips = [_what(asked, on, d), *whose, on.now_words, f"against {on.before_words}"]
    return make(
        "explain_change",
        ", ".join(chips),
        words=chips,
        scope=scope.model_dump(mode="json"),
        columns=found.columns,
        rows=found.rows,
        facts=[*found.facts, *on.days, *bases],
        sql=found.sql,
        method=found.method,
        chart=found.chart,
        data_version=warehouse.data_version,
        warnings=[
            *on.said,
            *found.said,
            *about,
            *caveats(shown, warehouse, d),
            CAUSE.format(noun=on.noun),
            *doubts(again),
        ],
        second=again,
    )


def explain_change_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Take a change apart, between two periods or two groups, into parts that add up to it exactly. Into
        drivers (customers x orders per customer x average basket), prices (volume, mix and price of sales,
        new products and those no longer sold) or groups (what each department, store, age group ... adds,
        largest part first; for a ratio also by its own rate and by its weight). Use it for 'why did X rise',
        'what drove', 'which groups explain', 'price or volume'. It shows what a change is made of, never what
        caused it."""
        evidence = explain_change(Change(**asked), warehouse, load_definitions())
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run, name="explain_change", args_schema=Change, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words."""
    metric = load_definitions().metrics.get(str(args.get("metric", "sales")))
    return f"Taking the change in {lower_first(metric.label)} apart" if metric else "Taking a change apart"


def _explained(asked: Change, warehouse: Warehouse, d: Definitions) -> tuple[Sides, Explained]:
    by = [asked.by] if asked.by else []
    if asked.into == "drivers":
        on = sides(asked, drivers.chain_of(asked.metric, d), by, warehouse, d)
        return on, drivers.by_drivers(on, asked.metric, warehouse, d)
    if asked.into == "prices":
        if asked.metric != "sales":
            raise ToolError("Only sales can be taken apart by price and volume; use metric 'sales'.")
        grouped = [name for name in by if name != asked.level]
        on = sides(asked, prices.MEASURED, [*grouped, asked.level], warehouse, d)
        return on, prices.by_prices(on, asked.level, warehouse, d)
    if not by:
        raise ToolError("Say by which dimension, e.g. by='department' or by='store'.")
    on = sides(asked, groups.metrics_of(asked.metric, by[0], d), by, warehouse, d)
    return on, groups.by_groups(on, asked.metric, warehouse, d)


def _what(asked: Change, on: Sides, d: Definitions) -> str:
    said = f"{on.noun.capitalize()} in {lower_first(d.metrics[asked.metric].label)}"
    into = {"drivers": ["driver"], "prices": ["volume, mix and price"], "groups": []}[asked.into]
    into += [d.dimensions[asked.by].label.lower()] if asked.by else []
    return f"{said} by {' by '.join(into)}"
