"""Evidence as a page of Markdown: what it shows, with which care to read it, and how it was computed."""

import re
from typing import Literal

from agent import badge
from agent.screen.inert import inert
from agent.screen.tables import cell, markdown_table, plain
from tools.evidence import Column, Evidence, Fact

OPENED = 200
"""Rows in the opened panel; all of them are in the CSV."""


def source_line(evidence: Evidence, address: str) -> str:
    """'D1 Sales by department, March 2017 (two routes agree)' with a link that opens it."""
    said = f" ({short})" if (short := badge.badge(evidence)) else ""
    return f"[{evidence['id']}]({address}) {plain(evidence['title'])}{said}"


def evidence_page(evidence: Evidence, scope_words: list[str], csv: str | None = None) -> str:
    """The whole evidence. `csv` is the address of its rows for a spreadsheet."""
    rows = len(evidence["rows"])
    parts = [f"#### {plain(evidence['title'])}"]
    if scope_words:
        parts.append("###### " + " · ".join(plain(word) for word in scope_words))
    parts += [f"> {plain(warning)}" for warning in evidence["warnings"]]
    if evidence["truncated"]:
        parts.append("> The result was cut at the row limit: do not add these rows up to a total.")
    if facts := evidence["facts"]:
        figures = [f"- {plain(fact['label'])}: **{_fact(fact)}**" for fact in facts]
        parts += ["##### Figures", "\n".join(figures)]
    if rows:
        parts += [f"##### {rows:,} {'row' if rows == 1 else 'rows'}", markdown_table(evidence, OPENED)]
    for passage in evidence["passages"]:
        parts.append(f"> {plain(str(passage.get('text', '')))}\n>\n> {plain(str(passage.get('source', '')))}")
    if rows and csv:
        parts.append(f"[Download the rows (CSV)]({csv}) · [as Excel]({csv.removesuffix('csv')}xlsx)")
    if evidence["method"]:
        parts += ["##### How it was computed", plain(evidence["method"])]
    if said := badge.explained(evidence):
        parts += ["##### Checked a second way", plain(said), _twice(evidence)]
    if evidence["sql"]:
        parts += ["##### The query", _query(evidence["sql"])]
    if evidence["data_version"]:
        parts.append(f"###### Data version {plain(evidence['data_version'])}")
    return inert("\n\n".join(part for part in parts if part))


def _twice(evidence: Evidence) -> str:
    """The query of the second route."""
    second = evidence.get("second")
    return _query(second["sql"]) if second and second["sql"] else ""


def _query(sql: str) -> str:
    return f"```sql\n{sql.strip().replace('```', '` ` `')}\n```"


def _fact(fact: Fact) -> str:
    kind: Literal["change", "value"] = "change" if re.search(r"_change(_pct)?$", fact["name"]) else "value"
    column: Column = {
        "name": fact["name"],
        "label": fact["label"],
        "unit": fact["unit"],
        "role": "metric",
        "kind": kind,
    }
    return plain(cell(fact["value"], column))
