"""run_sql: a question in free SQL, for what no governed metric covers; runs in the sandbox."""

import inspect
from typing import Any, Literal

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field

from knowledge.metrics import load_definitions
from tools.errors import ToolError
from tools.evidence import Column, Evidence, Fact, Value, evidence_for_model, make
from tools.query_metric import query_metric
from tools.sql_columns import columns
from tools.sql_guards import guards
from tools.warehouse.connection import Warehouse
from tools.warehouse.described import described
from tools.warehouse.governed import repeats
from tools.warehouse.sandbox.pool import Selected, run_select
from tools.wording import listed, lower_first

EXAMPLES = [
    "Which two products are most often in the same basket?",
    "How many days pass between a household's orders, at the median?",
]


CENT = 0.011
"""What rounding in the query may change."""


class SqlQuestion(BaseModel):
    """One SELECT and what it shows."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=1, max_length=120, description="What the rows show, as a short title")
    sql: str = Field(min_length=1, description="One SELECT statement in DuckDB's dialect")
    units: dict[str, Literal["usd", "percent", "count", "ratio", "text"]] = Field(
        {}, description="Column -> unit, where name and SQL do not tell it; percent is a fraction, 0.263"
    )


def run_sql(question: SqlQuestion, warehouse: Warehouse) -> Evidence:
    """Runs one SELECT; at most 1,000 rows of plain values. A query that repeats a governed metric is answered
    with the metric, and says so.

    Raises ToolError when the statement is refused, wrong, too slow or too big, or a unit does not suit its
    column; its text says what to do.
    """
    found = run_select(warehouse.path, question.sql)
    if governed := _governed(question.sql, found, warehouse):
        return governed
    names = _distinct(found.columns)
    rows: list[dict[str, Value]] = [dict(zip(names, row, strict=True)) for row in found.rows]
    return make(
        "run_sql",
        question.title,
        columns=_shown(columns(found, names, question.sql, question.units)),
        rows=rows,
        # Of a result that was cut, the number of rows counts nothing in the shop.
        facts=[] if found.truncated else [_count(len(rows))],
        sql=question.sql,
        method="Free SQL, outside the governed metrics.",
        data_version=found.data_version,
        truncated=found.truncated,
        warnings=[*_gaps(found, names), *guards(question.sql, warehouse)],
    )


def _governed(sql: str, found: Selected, warehouse: Warehouse) -> Evidence | None:
    """The evidence of the governed request that the query repeats, as its tree and its figures say."""
    d = load_definitions()
    repeat = repeats(sql, d)
    if repeat is None or found.truncated:
        return None
    try:
        evidence = query_metric(repeat.request, warehouse, d)
    except ToolError:
        return None
    metrics = repeat.request.metrics
    theirs = [[row[place] for place in repeat.places] for row in found.rows]
    ours = [[row[metric] for metric in metrics] for row in evidence["rows"]]
    if not _same_figures(theirs, ours):
        return None
    named = listed([lower_first(d.metrics[metric].label) for metric in metrics])
    said = f"The query repeats the governed {named}; the answer is that of the definition."
    return {**evidence, "warnings": [said, *evidence["warnings"]]}


def _same_figures(theirs: list[list[Value]], ours: list[list[Value]]) -> bool:
    """Whether two lists of rows hold the same figures, in any order and to the cent."""

    def told(rows: list[list[Value]]) -> list[list[float]]:
        return sorted(
            [round(float(v), 2) if isinstance(v, int | float) else 0.0 for v in row] for row in rows
        )

    pairs = zip(told(theirs), told(ours), strict=False)
    return len(theirs) == len(ours) and all(
        abs(a - b) <= CENT for one, other in pairs for a, b in zip(one, other, strict=True)
    )


def run_sql_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse; its description ends with the tables."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Answer with one SELECT of your own (DuckDB dialect) what no governed metric covers. Read-only,
        6 seconds, 1,000 rows: aggregate in the query and give every column a name. Shares are fractions
        (0.263). The clock cannot be read: the data's first and last day are in meta. Leave fuel out of
        quantities."""
        evidence = run_sql(SqlQuestion(**asked), warehouse)
        return evidence_for_model(evidence), evidence

    about = inspect.cleandoc(run.__doc__ or "")
    return StructuredTool.from_function(
        run,
        name="run_sql",
        description=f"{about}\n\nTables, joined by their ids:\n{described(warehouse)}",
        args_schema=SqlQuestion,
        response_format="content_and_artifact",
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words, for the steps on screen."""
    title = str(args.get("title") or "").strip()
    return f"Working out: {title[:1].lower()}{title[1:]}" if title else "Working it out from the records"


def _shown(made: list[Column]) -> list[Column]:
    """Without the columns that a governed query carries for its checks (_total_sales), unless all are."""
    return [column for column in made if not column["name"].startswith("_")] or made


def _count(rows: int) -> Fact:
    return {"name": "rows", "label": "Number of rows", "value": rows, "unit": "count"}


def _distinct(columns: list[str]) -> list[str]:
    """Column names, each once: a row is a dict."""
    names: list[str] = []
    for column in columns:
        name, count = column, 2
        while name in names:
            name, count = f"{column}_{count}", count + 1
        names.append(name)
    return names


def _gaps(found: Selected, names: list[str]) -> list[str]:
    said = []
    if not found.rows:
        said.append("The query found nothing.")
    if found.truncated:
        said.append("The result was cut: there is more than these rows show, so they are no totals.")
    for place, name in enumerate(names):
        empty = sum(row[place] is None for row in found.rows)
        if empty:
            said.append(f"{name} is empty in {empty} of {len(found.rows)} rows.")
    return said
