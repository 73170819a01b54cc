"""What the page adds to an answer: cards of its figures, its table, its chart, how it came about."""

from typing import Any

from agent import render
from agent.answer import Answer
from agent.edits.chips import chips, edited_evidence
from agent.screen import answer_text, figures
from agent.screen.grid import grid
from agent.screen.progress import duration
from knowledge.metrics import load_definitions

STAGES = {
    "scope": "Read the question",
    "think": "Decided what to look up, and wrote the answer",
    "act": "",
    "verify": "Checked every figure against the data",
    "answer": "",
}
"""The stages of a turn in plain words; `act` is told by its tools."""


def view(answer: Answer) -> dict[str, Any]:
    """What public/aisle/answers.js builds from, in plain JSON values."""
    table, charts = answer_text.tabled(answer), answer_text.charted(answer)
    edited = edited_evidence(answer)
    rows = table or next((e for e in answer_text.cited(answer) if e["rows"]), None)
    return {
        "status": answer["status"],
        "figures": figures.cards(answer),
        "table": grid(table) if table else None,
        "rows": rows["id"] if rows else None,
        "chart": {"title": charts[0]["chart"]["title"], "mark": charts[0]["id"]}  # type: ignore[index]
        if charts
        else None,
        "chips": chips(edited, load_definitions()) if edited else [],
        "scope": " · ".join(answer["scope_words"]),
        "steps": steps(answer),
    }


def steps(answer: Answer) -> list[dict[str, str]]:
    """How the answer came about: each stage and look-up in plain words, with its time."""
    found: list[dict[str, str]] = []
    for stage, words in STAGES.items():
        if stage == "act":
            for call in answer["tools"]:
                made = f" → {', '.join(call['evidence'])}" if call["evidence"] else ""
                failed = f" · did not work: {call['error']}" if call["error"] else ""
                found.append({"what": call["label"] + made + failed, "time": duration(call["seconds"])})
        elif words and stage in answer["timings"]:
            found.append({"what": words, "time": duration(answer["timings"][stage])})
    if found:
        found.append({"what": "From question to answer", "time": duration(answer["timings"].get("total", 0))})
    return found


def as_text(answer: Answer) -> str:
    """The answer to take along: question, text with its tables, and the sources."""
    covered = f"What it covers: {', '.join(answer['scope_words'])}" if answer["scope_words"] else ""
    parts = [answer["question"], render.as_text(answer), covered, render.sources(answer)]
    return "\n\n".join(part for part in parts if part) + "\n"
