"""The board as a page: a card for each saved answer, and what it says while there is none."""

import json
import time
from collections.abc import Sequence
from html import escape
from pathlib import Path

from agent.screen.board.pins import Pin
from agent.screen.html import answer_html

ROWS = 6
"""Rows of a card's table; the conversation has them all."""
EMPTY = (
    "Nothing is saved here yet. Under an answer in the chat, choose <b>Save to board</b>: it is kept here, "
    "and its figures are computed again whenever the shop's data change."
)
SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Board · Aisle</title>
<link rel="icon" href="/favicon">
<style>{variables}</style>
<link rel="stylesheet" href="/public/aisle/board.css">
<script type="module" src="/public/aisle/board_page.js"></script>
</head>
<body>
<header><a class="home" href="/">← Chat</a><h1>Board</h1><p class="quiet" id="held">{held}</p>
<button id="run-all"{hidden}>Compute all again</button></header>
<p id="said" role="status" aria-live="polite"></p>
<main>{cards}</main>
</body>
</html>
"""


def board_page(pins: Sequence[Pin], data_version: str, theme: Path) -> str:
    """The whole page. `theme` is the chat's theme.json, whose colours it shares."""
    cards = "".join(card(pin, data_version) for pin in pins) or f'<p class="empty">{EMPTY}</p>'
    count = f"{len(pins)} {'answer' if len(pins) == 1 else 'answers'}" if pins else ""
    return SHELL.format(variables=variables(theme), held=count, cards=cards, hidden="" if pins else " hidden")


def card(pin: Pin, data_version: str) -> str:
    """One saved answer. `data-stale` marks one whose figures are of other data than the shop has now."""
    answer = pin["answer"]
    stale = " data-stale" if answer["versions"].get("data") != data_version else ""
    question, scope = escape(answer["question"]), escape(" · ".join(answer["scope_words"]))
    return (
        f'<article id="{pin["id"]}" aria-label="{question}"{stale}>'
        f'<header><h2>{question}</h2><p class="quiet">{scope}</p></header>'
        f'{_changes(pin)}<div class="answer">{answer_html(answer, ROWS)}</div>'
        f'<footer><p class="quiet">{_checked(pin)}</p><div class="tools">'
        f'<a href="/thread/{escape(answer["thread"])}">Open the chat</a>'
        '<button data-do="run">Compute again</button><button data-do="up" aria-label="Move up">↑</button>'
        '<button data-do="down" aria-label="Move down">↓</button><button data-do="unpin">Remove</button>'
        "</div></footer></article>"
    )


def variables(theme: Path) -> str:
    """The theme's variables as CSS, light and dark."""
    found = json.loads(theme.read_text(encoding="utf-8"))["variables"]
    rules = {":root": found["light"], ".dark": found["dark"]}
    return "".join(
        f"{where}{{{''.join(f'{name}:{value};' for name, value in values.items())}}}"
        for where, values in rules.items()
    )


def _changes(pin: Pin) -> str:
    if pin["failed"]:
        failed = escape(pin["failed"])
        return f'<p class="warning">Not computed again, these are the figures of before: {failed}</p>'
    if not pin["changed"]:
        return ""
    lines = "".join(f"<li>{escape(line)}</li>" for line in pin["changed"])
    summary = "<summary>Changed since it was last computed</summary>"
    return f'<details class="changed">{summary}<ul>{lines}</ul></details>'


def _checked(pin: Pin) -> str:
    when = time.strftime("%-d %B %Y, %H:%M", time.localtime(pin["checked"]))
    return f"Computed {when} · data version {escape(pin['answer']['versions'].get('data', ''))}"
