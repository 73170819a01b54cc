"""measure_spread: how a figure spreads over orders, customers, stores ...: median, tenths, concentration."""

from typing import Any, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import Field

from knowledge.metrics import Definitions, Dimension, Metric, load_definitions
from tools.amounts import amount
from tools.caveats import caveats
from tools.companions import bases_of
from tools.errors import ToolError
from tools.evidence import Chart, Evidence, Value, evidence_for_model, make
from tools.ready import ready
from tools.spread_columns import columns, facts, number, one
from tools.spread_rows import histogram_of, named
from tools.titles import days, restrictions
from tools.warehouse import spread
from tools.warehouse.connection import Warehouse
from tools.warehouse.request import MetricRequest, Selection
from tools.warehouse.second import elsewhere
from tools.warehouse.second.check import doubts
from tools.wording import lower_first

EXAMPLES = [
    "What is the median basket?",
    "How is spend spread over households?",
    "What share of sales comes from the top 20% of customers?",
    "Show a histogram of orders per customer",
    "How concentrated are sales by product?",
]
FEW = 10


class Spread(Selection):
    """Which figure, over which units, of which part of the shop, when."""

    metric: str = Field(default="sales", description="A metric, worked out for each unit")
    per: str = Field(
        description="The units: a dimension such as order, customer, store, product, category, date"
    )
    show: Literal["tenths", "histogram"] = Field(
        default="tenths", description="Rows: ten equal groups, largest first, or bins of the figure"
    )
    edges: list[float] = Field(
        default_factory=list,
        max_length=20,
        description="Where bins of a histogram part; [20, 50]: under 20, 20 to under 50, 50 and more",
    )


def measure_spread(asked: Spread, warehouse: Warehouse, definitions: Definitions) -> Evidence:
    """Mean, median, quartiles and concentration as facts; tenths or the bins of a histogram as rows.

    Only units with a value in the selection count: customers who bought, products that sold. Raises
    ToolError for unknown names or values, and a metric that the units do not cut.
    """
    d = definitions
    request, clipped = ready(asked, [asked.metric], [asked.per], warehouse, d)
    metric, unit = d.metrics[asked.metric], d.dimensions[asked.per]
    units = spread.units_sql(request, d)
    whole = spread.summary(units, warehouse)
    figures = whole.rows[0]
    if not figures["n"]:
        raise ToolError(
            f"Nothing was recorded for this selection, so there is no spread of {lower_first(metric.label)}. "
            "Ask for a wider selection or another period."
        )
    bases, about = bases_of(request, warehouse, d)
    shares = _shares(metric, request, figures, d)
    histogram = asked.show == "histogram"
    found = (
        histogram_of(units, figures, asked.edges, warehouse) if histogram else spread.tenths(units, warehouse)
    )
    rows = named(found.rows, figures, metric, histogram, shares)
    told = facts(figures, metric, unit, shares)
    again = elsewhere.spread(request, told, warehouse, d)
    return make(
        "measure_spread",
        ", ".join([f"{metric.label} per {one(unit)}", *restrictions(request, d), *days(request)]),
        words=[f"{metric.label} per {one(unit)}", *restrictions(request, d), *days(request)],
        scope=request.model_copy(update={"by": []}).model_dump(mode="json"),
        columns=columns(rows, metric, unit),
        rows=rows,
        facts=[*told, *bases],
        sql=f"{whole.sql};\n{found.sql}",
        method=_method(metric, unit),
        chart=_chart(rows, figures, metric, unit, histogram, shares),
        data_version=warehouse.data_version,
        warnings=[
            *clipped,
            *_said(figures, metric, unit),
            *about,
            *caveats(request, warehouse, d),
            *doubts(again),
        ],
        second=again,
    )


def measure_spread_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """How a metric spreads over units: per order, customer, store, product or any other dimension. Gives
        mean, median, quartiles, the share of the total that the top 1, 5, 10, 20 and 50 % of units have, how
        many it takes for half and for 80 % of it, and the Gini coefficient as facts; tenths of the units or
        the bins of a histogram as rows. Use it for medians, typical values, distributions and concentration;
        a mean alone is query_metric."""
        evidence = measure_spread(Spread(**asked), warehouse, load_definitions())
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run, name="measure_spread", args_schema=Spread, response_format="content_and_artifact"
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words."""
    d = load_definitions()
    metric, unit = d.metrics.get(str(args.get("metric", "sales"))), d.dimensions.get(str(args.get("per")))
    if metric is None or unit is None:
        return "Looking at how a figure is spread"
    return f"Looking at how {metric.label.lower()} per {one(unit)} are spread"


def _shares(metric: Metric, request: MetricRequest, figures: dict[str, Value], d: Definitions) -> bool:
    """Whether the units' figures add up to a whole of which each has a share."""
    return metric.ratio is None and d.additive(metric.name, request.by) and number(figures["lowest"]) >= 0


def _chart(
    rows: list[dict[str, Value]],
    figures: dict[str, Value],
    metric: Metric,
    unit: Dimension,
    histogram: bool,
    shares: bool,
) -> Chart | None:
    if len(rows) < 2:
        return None
    of, each = lower_first(metric.label), one(unit)
    if histogram:
        most = max(rows, key=lambda row: number(row["units"]))
        said = f"{metric.label} per {each}: most often {most['bin']}"
        return {"kind": "bar", "title": said, "x": "bin", "y": ["units"]}
    if shares:
        said = f"The top tenth of {unit.plural} has {number(figures['top_10']):.0%} of {of}"
        return {"kind": "bar", "title": said, "x": "tenth", "y": ["share"]}
    low, middle, high = (amount(number(figures[name]), metric.unit) for name in ("q1", "median", "q3"))
    said = f"{metric.label} per {each}: the middle half lies between {low} and {high}, the median at {middle}"
    return {"kind": "box", "title": said, "x": "tenth", "y": ["mean"]}


def _said(figures: dict[str, Value], metric: Metric, unit: Dimension) -> list[str]:
    count = int(number(figures["n"]))
    said = []
    if count < FEW:
        noun = one(unit) if count == 1 else unit.plural
        said.append(f"There are only {count} {noun}; tenths and shares of them say little.")
    if metric.ratio:
        of = lower_first(metric.label)
        said.append(
            f"Each {one(unit)} counts once, so the mean is not the {of} of all {unit.plural} together."
        )
    if figures["unnamed"]:
        without = f"Goods without a recorded {unit.label.lower()}"
        worth = number(figures["unnamed_value"])
        aside = f" ({lower_first(metric.label)} of {amount(worth, metric.unit)})" if not metric.ratio else ""
        said.append(f"{without}{aside} are left out; {count:,} {unit.plural} have a name.")
    return said


def _method(metric: Metric, unit: Dimension) -> str:
    return (
        f"{metric.label} is worked out for each {one(unit)} that has any in the selection. {metric.meaning} "
        "Quantiles are interpolated linearly (Hyndman and Fan 1996, type 7). A tenth holds a tenth of the "
        f"{unit.plural}, the largest first. Gini coefficient: 0 if all are equal, near 1 if one has it all "
        "(Dixon et al. 1987)."
    )
