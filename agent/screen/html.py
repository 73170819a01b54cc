"""An answer as HTML: its text, its table, its chart's place. No text of a model or of the data is markup."""

import json
import re
from html import escape

from agent.answer import Answer
from agent.screen import style
from agent.screen.answer_text import MARK, charted, cited
from agent.screen.figure import figure
from agent.screen.fold import without_repeats
from agent.screen.tables import SHOWN, cell, is_figure
from tools.evidence import Evidence

BULLET = re.compile(r"\s*[-*•]\s+")
NUMBERED = re.compile(r"\s*\d{1,3}[.)]\s+")


def text_html(text: str) -> str:
    """Paragraphs and lists of the text, without the marks of its evidence."""
    bare = MARK.sub("", text)
    return "".join(_block(block) for block in re.split(r"\n\s*\n", bare) if block.strip())


def table_html(evidence: Evidence, limit: int = SHOWN) -> str:
    """The first `limit` rows, figures set to the right, and a line that says how many more there are."""
    columns, rows = evidence["columns"], evidence["rows"]
    if not columns or not rows:
        return ""
    sides = {column["name"]: ' class="figure"' if is_figure(column) else "" for column in columns}
    head = "".join(f'<th scope="col"{sides[c["name"]]}>{escape(c["label"])}</th>' for c in columns)
    body = "".join(
        "<tr>" + "".join(f"<td{sides[c['name']]}>{escape(cell(row.get(c['name']), c))}</td>" for c in columns)
        + "</tr>"
        for row in rows[:limit]
    )  # fmt: skip
    left = len(rows) - limit
    more = f'<p class="quiet">{left:,} more {"row" if left == 1 else "rows"}</p>' if left > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def answer_html(answer: Answer, limit: int = SHOWN) -> str:
    """The answer's finding, then the chart under its title, then the table, then what to know about it.

    The chart is an empty place whose `data-figure` holds the Plotly figure as JSON.
    """
    table = next((e for e in cited(answer) if len(e["rows"]) > 1), None)
    plainly, answer = answer["text"], style.answer(answer)
    text = without_repeats(plainly, table, limit, answer["text"]) if table else answer["text"]
    parts = [text_html(text)]
    for evidence in charted(answer):
        assert evidence["chart"]
        drawn = escape(json.dumps(figure(evidence)))
        title = escape(evidence["chart"]["title"])
        parts.append(f'<h3>{title}</h3><div class="chart" role="img" aria-label="{title}" '
                     f'data-figure="{drawn}"></div>')  # fmt: skip
    if table:
        parts.append(f'<div class="rows" tabindex="0" role="region" aria-label="Rows">'
                     f"{table_html(table, limit)}</div>")  # fmt: skip
    parts += [f'<p class="warning">{escape(warning)}</p>' for warning in answer["warnings"]]
    return "".join(parts)


def _block(block: str) -> str:
    lines = [line for line in block.splitlines() if line.strip()]
    for tag, mark in (("ul", BULLET), ("ol", NUMBERED)):
        if all(mark.match(line) for line in lines):
            items = "".join(f"<li>{escape(mark.sub('', line, count=1))}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    return f"<p>{'<br>'.join(escape(line) for line in lines)}</p>"
