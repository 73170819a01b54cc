"""When something ran: its first and its last day, 'Campaign 13 ran from 8 August to 24 September 2017'."""

from agent.builtin.write import words
from agent.builtin.write.cells import Row
from agent.builtin.write.view import View, bullets
from tools.evidence import Column

TOLD = 10
"""Up to this many are told one by one; the table has them all."""


def ends(view: View) -> tuple[Column, Column] | None:
    """The columns of a first and a last day among what the rows are grouped by."""
    start = next((c for c in view.dimensions if c["name"].endswith("_start")), None)
    end = next((c for c in view.dimensions if c["name"].endswith("_end")), None)
    return (start, end) if start and end else None


def lasted(view: View, start: Column, end: Column) -> str:
    """A sentence for each row: what it is, from which day to which, and its figures."""
    rows = [r for r in view.rows if r.get(start["name"]) and r.get(end["name"])]
    lines = [words.sentence(_line(view, r, start, end), view.mark) for r in rows[:TOLD]]
    if len(lines) == 1:
        return lines[0]
    more = "\n\nThe table has the others." if len(rows) > TOLD else ""
    return f"{bullets(lines)}{more}"


def _line(view: View, row: Row, start: Column, end: Column) -> str:
    named = [view.group(row, c) for c in view.dimensions if c not in (start, end)]
    first, last = (words.date(str(row[c["name"]])) for c in (start, end))
    figures = [
        f"{view.label(m).lower()} {view.cell(row, m)}" for m in view.metrics if m["name"] != "campaign_days"
    ]
    days = next((view.cell(row, m) for m in view.metrics if m["name"] == "campaign_days"), "")
    told = f"{', '.join(named) or 'It'} ran from {first} to {last}"
    told += f", {days} days" if days else ""
    return f"{told}; {words.listed(figures)}" if figures else told
