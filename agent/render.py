"""An Answer as plain text: what the command line prints and the evals read."""

import re

from agent import badge, safe_text
from agent.answer import Answer
from agent.builtin.write import words as say
from tools.evidence import Column, Evidence, Value

ROWS_SHOWN = 30


def as_text(answer: Answer, tables: bool = True) -> str:
    """The answer's text, then each table of evidence (at most 30 rows, markdown) and its caveats."""
    parts = [answer["text"]]
    parts.append("\n".join(f"{n}. {option}" for n, option in enumerate(answer["options"], 1)))
    if tables:
        cited = safe_text.marks(answer["text"])
        shown = [e for e in answer["evidence"] if e["id"] in cited or figures(e)]
        parts += [table(e) for e in shown if not said(e, answer["text"])]
    caveats = [w for e in answer["evidence"] for w in e["warnings"]]
    bare = re.sub(r" \[\w+\]", "", answer["text"])
    told = [w for w in caveats if w.strip().rstrip(".") not in bare]
    notes = [*answer["warnings"], *told, answer["fallback"] or ""]
    parts += [f"Note: {note}" for note in dict.fromkeys(notes) if note]
    return "\n\n".join(part for part in parts if part)


def figures(evidence: Evidence) -> bool:
    """Whether there are figures in the rows; a list of names and meanings is shown only when it is cited."""
    return any(column["role"] == "metric" for column in evidence["columns"])


def said(evidence: Evidence, text: str) -> bool:
    """Whether the evidence is a single figure that the text already gives."""
    columns, rows = evidence["columns"], evidence["rows"]
    if len(columns) != 1 or len(rows) != 1:
        return False
    return cell(rows[0].get(columns[0]["name"]), columns[0]) in text


def table(evidence: Evidence, rows: int = ROWS_SHOWN) -> str:
    """A heading and a markdown table with aligned columns, or "" when the evidence has no rows."""
    columns, shown = evidence["columns"], evidence["rows"][:rows]
    if not columns or not shown:
        return ""
    head = [c["label"] for c in columns]
    cells = [[cell(row.get(c["name"]), c) for c in columns] for row in shown]
    widths = [max(len(line[i]) for line in [head, *cells]) for i in range(len(columns))]
    right = [c["role"] == "metric" for c in columns]
    rule = ["-" * (w - 1) + ":" if r else "-" * w for w, r in zip(widths, right, strict=True)]
    lines = [_line(line, widths, right) for line in [head, rule, *cells]]
    left_out = len(evidence["rows"]) - len(shown)
    if left_out or evidence["truncated"]:
        lines.append(f"({left_out} more rows)" if left_out else "(more rows were cut off)")
    return "\n".join([f"[{evidence['id']}] {evidence['title']}", "", *lines])


def sources(answer: Answer) -> str:
    """A line for each piece of evidence: id, title, data version, whether a second route agrees."""
    lines = [f"[{e['id']}] {e['title']} ({_origin(e)})" for e in answer["evidence"]]
    return "\n".join(["Sources:", *lines]) if lines else ""


def _origin(evidence: Evidence) -> str:
    said = [f"data {evidence['data_version'] or 'n/a'}", badge.badge(evidence)]
    return ", ".join(part for part in said if part)


def cell(value: Value, column: Column) -> str:
    """A cell as people read it; an absent value is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool | str) or column.get("role") == "dimension":
        # A store or a customer is a name that happens to be a number.
        return str(value)
    return say.figure(value, column["unit"])


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = [
        (c.rjust(w) if r else c.ljust(w)).replace("|", "/")
        for c, w, r in zip(cells, widths, right, strict=True)
    ]
    return f"| {' | '.join(padded)} |"
