"""run_sql: a question in free SQL, for what no governed metric covers; runs in the sandbox."""

from pathlib import Path
from typing import Any

from langchain_core.tools import BaseTool, StructuredTool
from pydantic import BaseModel, ConfigDict, Field

from tools.evidence import Column, Evidence, Fact, Unit, Value, evidence_for_model, make
from tools.warehouse import schema
from tools.warehouse.connection import Warehouse
from tools.warehouse.sandbox.pool import Selected, run_select
from tools.warehouse.sandbox.traps import traps

EXAMPLES = [
    "Which two products are most often in the same basket?",
    "How many days pass between a household's orders, at the median?",
]


class SqlQuestion(BaseModel):
    """One SELECT and what it shows."""

    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=1, max_length=120, description="What the rows show, as a short title")
    sql: str = Field(min_length=1, description="One SELECT statement in DuckDB's dialect")


def run_sql(question: SqlQuestion, path: Path) -> Evidence:
    """Runs one SELECT on the warehouse at `path`; at most 1,000 rows of plain values.

    Raises ToolError when the statement is refused, wrong, too slow or too big; its text says what to do.
    """
    found = run_select(path, question.sql)
    names = _distinct(found.columns)
    rows: list[dict[str, Value]] = [dict(zip(names, row, strict=True)) for row in found.rows]
    return make(
        "run_sql",
        question.title,
        columns=[_column(name, kind) for name, kind in zip(names, found.types, strict=True)],
        rows=rows,
        # Of a result that was cut, the number of rows counts nothing in the shop.
        facts=[] if found.truncated else [_count(len(rows))],
        sql=question.sql,
        method="Free SQL, outside the governed metrics.",
        data_version=found.data_version,
        truncated=found.truncated,
        warnings=[*_gaps(found, names), *traps(question.sql)],
    )


def run_sql_tool(warehouse: Warehouse) -> BaseTool:
    """The LangChain tool over a warehouse; its description ends with the tables."""

    def run(**asked: Any) -> tuple[str, Evidence]:
        """Answer with one SELECT of your own (DuckDB dialect) what no governed metric covers. Read-only,
        6 seconds, 1,000 rows: aggregate in the query and give every column a name. The clock cannot be
        read: the data's own first and last day are in meta. Leave fuel out of quantities."""
        evidence = run_sql(SqlQuestion(**asked), warehouse.path)
        return evidence_for_model(evidence), evidence

    return StructuredTool.from_function(
        run,
        name="run_sql",
        description=f"{_docstring(run)}\n\nTables:\n{_tables()}",
        args_schema=SqlQuestion,
        response_format="content_and_artifact",
    )


def label(args: dict[str, Any]) -> str:
    """What a call does, in plain words, for the steps on screen."""
    title = str(args.get("title") or "").strip()
    return f"Working out: {title[:1].lower()}{title[1:]}" if title else "Working it out from the records"


def _docstring(function: Any) -> str:
    return " ".join((function.__doc__ or "").split())


def _tables() -> str:
    return "\n".join(
        f"{table} -- {about}\n" + "\n".join(f"  {column}: {meaning}" for column, meaning in columns.items())
        for table, (about, columns) in schema.comments().items()
    )


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


def _column(name: str, kind: str) -> Column:
    unit = _unit(name, kind)
    return {
        "name": name,
        "label": name.replace("_", " ").strip().capitalize() or name,
        "unit": unit,
        "role": "dimension" if unit in ("text", "date") else "metric",
    }


def _unit(name: str, kind: str) -> Unit:
    """The unit of a column, as far as its name and type give it away; a plain number otherwise."""
    if kind.startswith(("DATE", "TIMESTAMP")):
        return "date"
    known = next((c for table in schema.TABLES for c in table.columns if c.name == name.lower()), None)
    money = known is not None and known.type.startswith("DECIMAL")
    # Sums of money keep two decimals and the widest precision; nothing else in the schema does.
    if money or kind in (schema.MONEY, "DECIMAL(38,2)"):
        return "usd"
    if kind.endswith("INT") or kind == "INTEGER":
        return "text" if _is_label(name) else "count"
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return "ratio"
    return "text"


def _is_label(name: str) -> bool:
    """Whether an integer names a thing (a store, a week) and counts nothing."""
    return name.lower().endswith("_id") or name.lower() in ("week", "month", "quarter", "year", "hour")


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
