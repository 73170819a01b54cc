"""Days or weeks that stood out: how many, and each with its figure beside what was to be expected."""

from agent.builtin.write import scope, words
from agent.builtin.write.cells import Row
from agent.builtin.write.view import View, bullets
from tools.evidence import Column

TOLD = 5
"""So many are told one by one, the furthest off first; the table has them all."""
EXPECTED = {
    "date": "Expected is the middle figure of the same weekday in the four weeks before and after.",
    "week": "Expected is the middle figure of the four weeks before and after.",
}


def unusual(view: View) -> str:
    """What stood out with figures and expectations, or that nothing did and what came nearest to it."""
    along, metric = view.dimensions[0], view.metrics[0]
    rows = sorted(view.rows, key=lambda r: -abs(_score(r)))
    out = [r for r in rows if r["verdict"] != "Within the usual"]
    what = f"{view.label(metric).lower()}{scope.where(view)}"
    explained = EXPECTED.get(along["name"], "")
    looked = view.fact("looked_at")
    if looked and looked["value"] == 1:
        one = "within the usual" if not out else str(rows[0]["verdict"]).lower()
        return f"{words.sentence(f'{_line(view, rows[0], along, metric)}: {one}', view.mark)} {explained}"
    if not out:
        lead = words.sentence(f"No {view.plural(along, 1)} stood out in {what}{scope.when(view)}")
        nearest = f"Furthest off was {_line(view, rows[0], along, metric)}"
        return f"{lead} {words.sentence(nearest, view.mark)} {explained}"
    total = view.fact("unusual")
    count = int(total["value"]) if total and isinstance(total["value"], int | float) else len(out)
    higher, lower = view.fact("higher"), view.fact("lower")
    noun = view.plural(along, count)
    said = f"{count} {noun} stood out in {what}{scope.when(view)}"
    if count > 1 and higher and lower and higher["value"] and lower["value"]:
        said += f", {higher['value']} higher and {lower['value']} lower than expected"
    if len(out) == 1:
        return f"{words.sentence(f'{said}: {_line(view, out[0], along, metric)}', view.mark)} {explained}"
    lines = [words.sentence(_line(view, r, along, metric), view.mark) for r in out[:TOLD]]
    head = "The furthest off:" if count > TOLD else "They are:"
    return f"{words.sentence(said, view.mark)} {head}\n\n{bullets(lines)}\n\n{explained}"


def _line(view: View, row: Row, along: Column, metric: Column) -> str:
    """'22 November 2017 (1 day before Thanksgiving Day) with $20,145, where $10,851 was expected'."""
    columns = {c["name"]: c for c in view.evidence["columns"]}
    holiday = f" ({row['holiday']})" if row.get("holiday") else ""
    off, middle = row.get("deviation_pct"), row["expected"]
    if metric["unit"] == "count" and isinstance(middle, float):
        middle = round(middle)
    expected = words.figure(middle, columns["expected"]["unit"])
    told = f"{view.group(row, along)}{holiday} with {view.cell(row, metric)}, where {expected} was expected"
    if not isinstance(off, float):
        return told
    return f"{told}, {words.percent(abs(off))} {'more' if off > 0 else 'less'}"


def _score(row: Row) -> float:
    return float(score) if isinstance(score := row.get("score"), int | float) else 0.0
