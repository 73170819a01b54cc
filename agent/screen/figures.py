"""The figures of an answer's text as controls: what each is bound to, in the words of a card and a panel."""

import re
from typing import NotRequired, TypedDict

from agent import badge
from agent.answer import Answer, Cell, Claim
from agent.builtin.write.words import figure as spoken
from agent.screen import style
from agent.screen.tables import cell, plain
from tools.evidence import Column, Evidence, Fact

OPERAND = re.compile(r"c(\d+)")
SIGNS = {"*": "×", "/": "÷", "-": "−"}
MOST_OPERANDS = 8
"""A sum over more cells than this is told by its number of cells."""
NAMED = {
    "difference": "Difference",
    "ratio": "Ratio",
    "percent_change": "Change in percent",
    "share": "Share",
    "sum": "Sum",
    "mean": "Mean",
    "count": "Count",
    "product": "Product",
}


class Place(TypedDict):
    """A cell to light: of a row, or (row None) a figure beside the rows by its label."""

    mark: str
    row: int | None
    column: int
    label: str


class Card(TypedDict):
    """What is shown of a figure while it is pointed at."""

    figure: str
    what: str
    source: str
    mark: str
    formula: NotRequired[str]
    places: list[Place]


def linked(text: str, claims: list[Claim], message: str) -> str:
    """The text with each bound figure as a link that opens what it rests on."""
    shown, at = [], 0
    for number, claim in sorted(enumerate(claims), key=lambda pair: pair[1]["start"]):
        start, end = claim["start"], claim["end"]
        if not claim["cells"] or start < at or text[start:end] != claim["text"]:
            continue
        shown += [text[at:start], f"[{text[start:end]}](#figure/{message}/{number})"]
        at = end
    return "".join([*shown, text[at:]])


def cards(answer: Answer) -> dict[str, Card]:
    """The cards of the bound figures, by the number of their claim."""
    by_id = {evidence["id"]: evidence for evidence in answer["evidence"]}
    return {
        str(number): _card(claim, by_id)
        for number, claim in enumerate(answer["claims"])
        if claim["cells"] and all(c["evidence"] in by_id for c in claim["cells"])
    }


def mark_of(answer: Answer, number: int) -> str | None:
    """The evidence that a claim rests on first, or None."""
    found = answer["claims"][number]["cells"] if 0 <= number < len(answer["claims"]) else []
    return found[0]["evidence"] if found else None


def formula_page(answer: Answer, number: int) -> str:
    """How a derived figure was worked out, in Markdown, with each of its cells; empty for a plain cell."""
    claim = answer["claims"][number] if 0 <= number < len(answer["claims"]) else None
    by_id = {evidence["id"]: evidence for evidence in answer["evidence"]}
    if claim is None or claim["kind"] != "formula" or any(c["evidence"] not in by_id for c in claim["cells"]):
        return ""
    named = NAMED.get(claim.get("formula", ""), "Worked out")
    lines = [f"##### {named}", plain(_formula(claim, by_id))]
    for one in claim["cells"][:MOST_OPERANDS]:
        lines.append(f"- {plain(_what(one, by_id))}: **{plain(_value(one, by_id))}**")
    return "\n\n".join([*lines[:2], "\n".join(lines[2:])])


def _card(claim: Claim, by_id: dict[str, Evidence]) -> Card:
    first = by_id[claim["cells"][0]["evidence"]]
    said = badge.badge(first)
    card: Card = {
        "figure": claim["text"],
        "what": _what(claim["cells"][0], by_id),
        "source": f"{first['id']} {first['title']}" + (f" · {said}" if said else ""),
        "mark": first["id"],
        "places": [_place(one, by_id) for one in claim["cells"]],
    }
    if claim["kind"] == "formula":
        card["formula"] = _formula(claim, by_id)
        card["what"] = NAMED.get(claim.get("formula", ""), "Worked out")
    return card


def _formula(claim: Claim, by_id: dict[str, Evidence]) -> str:
    """'($12 − $10) ÷ $10 = 20.0%', or over how many cells where they are many."""
    cells = claim["cells"]
    written = claim.get("expression") or ""
    if len(cells) > MOST_OPERANDS or not written:
        return f"over {len(cells)} cells: {claim['text']}"
    signed = "".join(SIGNS.get(character, character) for character in written)
    whole = OPERAND.sub(lambda m: _value(cells[int(m[1])], by_id) if int(m[1]) < len(cells) else m[0], signed)
    bare = whole[1:-1] if whole.startswith("(") and whole.find(")") == len(whole) - 1 else whole
    return f"{bare} = {_signed(claim)}"


def _signed(claim: Claim) -> str:
    """The figure as its parts give it: where the text says 'fell 6.2%' they come to −6.2%."""
    falls = (claim["value"] or 0) < 0 and not claim["text"].startswith(("-", "−"))
    return f"−{claim['text']}" if falls else claim["text"]


def _what(one: Cell, by_id: dict[str, Evidence]) -> str:
    """What a cell is: 'Sales · Grocery', or the name of a figure beside the rows."""
    evidence = by_id[one["evidence"]]
    column = _column(one, evidence)
    if one["row"] is None or column is None:
        fact = _fact(one, evidence)
        return fact["label"] if fact else (column["label"] if column else one["column"])
    row = evidence["rows"][one["row"]]
    of = [cell(row.get(c["name"]), c) for c in evidence["columns"] if c["role"] == "dimension"]
    return " · ".join(dict.fromkeys([column["label"], *of]))


def _value(one: Cell, by_id: dict[str, Evidence]) -> str:
    evidence = by_id[one["evidence"]]
    column = _column(one, evidence)
    if one["row"] is None or column is None:
        fact = _fact(one, evidence)
        return style.text(spoken(fact["value"], fact["unit"])) if fact else one["column"]
    return cell(evidence["rows"][one["row"]].get(column["name"]), column)


def _place(one: Cell, by_id: dict[str, Evidence]) -> Place:
    evidence = by_id[one["evidence"]]
    names = [column["name"] for column in evidence["columns"]]
    fact = _fact(one, evidence)
    column = names.index(one["column"]) if one["column"] in names else 0
    label = fact["label"] if fact and one["row"] is None else ""
    return {"mark": one["evidence"], "row": one["row"], "column": column, "label": label}


def _column(one: Cell, evidence: Evidence) -> Column | None:
    row = one["row"]
    found = next((c for c in evidence["columns"] if c["name"] == one["column"]), None)
    return found if row is None or 0 <= row < len(evidence["rows"]) else None


def _fact(one: Cell, evidence: Evidence) -> Fact | None:
    return next((f for f in evidence["facts"] if f["name"] == one["column"]), None)
