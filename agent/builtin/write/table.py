"""Evidence of no governed shape: a heading and its rows, as any tool may bring them."""

from agent.builtin.write import words
from agent.builtin.write.view import View, bullets

MOST = 8


def table(view: View) -> str:
    """The title, each fact, and the first rows with all of their columns."""
    lines = [
        f"{f['label']}: {words.figure(f['value'], f['unit'])} [{view.mark}]."
        for f in view.evidence["facts"]
        if f["value"] is not None
    ]
    for row in view.rows[:MOST]:
        cells = [
            f"{c['label'].lower()} {words.figure(row[c['name']], c['unit'])}"
            for c in view.evidence["columns"]
            if row.get(c["name"]) is not None
        ]
        lines.append(f"{words.listed(cells)[:1].upper()}{words.listed(cells)[1:]} [{view.mark}].")
    return f"{words.sentence(view.evidence['title'])}\n\n{bullets(lines)}" if lines else ""
