"""A conversation to take along: Markdown, or a page of HTML that needs nothing else, with its evidence."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from agent import badge
from agent.answer import Answer
from agent.screen import style
from agent.screen.answer_text import cited
from agent.screen.evidence_text import evidence_page
from agent.screen.html import table_html, text_html
from agent.screen.tables import plain
from tools.evidence import Evidence

MARK = re.compile(r"\[([DKM]\d+)\]")
LINKED = re.compile("⟦([DKM]\\d+)⟧")
SAID = ("user_message", "assistant_message")
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = Path(__file__).with_name("export.css")
MOST_ROWS = 1_000


def as_markdown(name: str, steps: Sequence[Mapping[str, Any]], answers: Mapping[str, Answer]) -> str:
    """The conversation with its answers (by message) as Markdown; evidence stands under each answer."""
    parts, shown = [f"# {plain(name)}"], set[str]()
    for step in said(steps):
        if step["type"] == "user_message":
            parts.append(f"## {plain(str(step['output']))}")
        elif given := answers.get(str(step["id"])):
            answer = style.answer(given)
            parts.append(answer["text"])
            parts += [f"> {plain(warning)}" for warning in answer["warnings"]]
            parts += [_titled(evidence, answer) for evidence in _new(answer, shown)]
        else:
            parts.append(_bare(str(step["output"])))
    return "\n\n".join(parts) + "\n"


def as_html(name: str, steps: Sequence[Mapping[str, Any]], answers: Mapping[str, Answer]) -> str:
    """The same as a page without scripts, pictures or addresses of others."""
    parts, shown = [f"<h1>{escape(name)}</h1>"], set[str]()
    for step in said(steps):
        if step["type"] == "user_message":
            parts.append(f"<h2>{escape(str(step['output']))}</h2>")
        elif given := answers.get(str(step["id"])):
            answer = style.answer(given)
            parts.append(_linked(answer["text"]))
            parts += [f'<p class="warning">{escape(warning)}</p>' for warning in answer["warnings"]]
            if answer["scope_words"]:
                parts.append(f'<p class="quiet">{escape(" · ".join(answer["scope_words"]))}</p>')
            parts += [_folded(evidence) for evidence in _new(answer, shown)]
        else:
            parts.append(f'<p class="quiet">{escape(_bare(str(step["output"])))}</p>')
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{escape(name)}</title><style>{STYLE.read_text(encoding='utf-8')}</style>"
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def said(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was asked and answered, without the steps between."""
    return [step for step in steps if step["type"] in SAID and step.get("output")]


def _new(answer: Answer, shown: set[str]) -> list[Evidence]:
    """The evidence that the answer cites and that no answer before it has shown."""
    new = [evidence for evidence in cited(answer) if evidence["id"] not in shown]
    shown.update(evidence["id"] for evidence in new)
    return new


def _titled(evidence: Evidence, answer: Answer) -> str:
    page = evidence_page(evidence, answer["scope_words"])
    return f"### Evidence {evidence['id']}\n\n{page}"


def _folded(evidence: Evidence) -> str:
    said = f" ({short})" if (short := badge.badge(evidence)) else ""
    inside = [f'<p class="warning">{escape(warning)}</p>' for warning in evidence["warnings"]]
    if evidence["rows"]:
        inside.append(f'<div class="rows">{table_html(evidence, MOST_ROWS)}</div>')
    inside += [f"<blockquote>{escape(str(p.get('text', '')))}</blockquote>" for p in evidence["passages"]]
    if evidence["method"]:
        inside.append(f"<h3>How it was computed</h3><p>{escape(evidence['method'])}</p>")
    if checked := badge.explained(evidence):
        inside.append(f"<h3>Checked a second way</h3><p>{escape(checked)}</p>")
    second = evidence.get("second")
    for title, sql in (("The query", evidence["sql"]), ("The second query", second and second["sql"])):
        if sql:
            inside.append(f"<h3>{title}</h3><pre>{escape(sql.strip())}</pre>")
    if evidence["data_version"]:
        inside.append(f'<p class="quiet">Data version {escape(evidence["data_version"])}</p>')
    mark = escape(evidence["id"])
    title = f"<summary><b>{mark}</b> {escape(evidence['title'])}{escape(said)}</summary>"
    return f'<details id="{mark}">{title}{"".join(inside)}</details>'


def _linked(text: str) -> str:
    """The text as HTML, with its marks leading to their evidence."""
    return LINKED.sub(r'<a href="#\1">[\1]</a>', text_html(MARK.sub(r"⟦\1⟧", LINKED.sub("", text))))


def _bare(text: str) -> str:
    return re.sub(r"^#+ ", "", text, flags=re.MULTILINE)
