"""What the shop holds, for a greeting, a call for help, or the question what there is."""

from collections.abc import Sequence

from agent.builtin.write import words
from agent.builtin.write.table import table
from agent.builtin.write.view import View, bullets

OPENINGS = {
    "greeting": "Hello. I answer questions about this shop from its own data, with evidence for each figure: "
    "how much was sold, what, where, when and to whom, and how that changed.",
    "help": "Ask me about this shop in plain words. I know its sales, orders, baskets, customers, discounts, "
    "prices, promotions, campaigns and coupons; by department, category or product, store, day, week, month "
    "or hour, age, income or household; for any days of the data. I rank, compare, follow over time, take "
    "shares, find who bought one thing and never another, say how figures are spread, and take a change "
    "apart. What the shop does not record, such as margins or stock, I say.",
}
FEW = 3
"""Sizes that a greeting names."""
NAMED = 12
"""Measures or groupings that are named; the table has them all."""


def opening(about: str, examples: Sequence[str]) -> str:
    """A greeting or the help, with questions to start from."""
    said = OPENINGS.get(about, "")
    offered = "For example:\n" + bullets(examples) if examples else ""
    return "\n\n".join(p for p in (said, offered) if p)


def shop(view: View, about: str, examples: Sequence[str]) -> str:
    """An opening that fits what was said, and what there is, with questions to start from."""
    held = _held(view, about not in OPENINGS) if view.fact("first_day") else table(view)
    if about in OPENINGS:
        return "\n\n".join(p for p in (OPENINGS[about], held, opening("", examples)) if p)
    return "\n\n".join(p for p in (held, _listed(view), opening("", examples)) if p)


def _held(view: View, whole: bool) -> str:
    """The days, and the sizes: all of them as a list, or the first few in a sentence."""
    first, last = view.fact("first_day"), view.fact("last_day")
    if first is None or last is None:
        return ""
    days = (
        f"The data run from {words.figure(first['value'], 'date')} to {words.figure(last['value'], 'date')}"
    )
    said = words.sentence(days, view.mark)
    sizes = [f for f in view.evidence["facts"] if f["unit"] in ("count", "usd")]
    if whole:
        lines = [f"{f['label']}: {words.figure(f['value'], f['unit'])} [{view.mark}]." for f in sizes]
        return f"{said}\n\n{bullets(lines)}"
    named = [
        f"{words.figure(f['value'], f['unit'])} {f['label'].lower()}" if f["unit"] == "count"
        else f"{f['label'].lower()} of {words.figure(f['value'], f['unit'])}"
        for f in sizes[:FEW]
    ]  # fmt: skip
    return f"{said} {words.sentence(f'They hold {words.listed(named)}', view.mark)}"


def _listed(view: View) -> str:
    """Names of measures, groupings and missing topics, a line each."""
    lines = []
    for kind, head in (("metric", "Measures"), ("dimension", "Groupings"), ("not recorded", "Not recorded")):
        names = [str(r["name"]) for r in view.rows if r.get("kind") == kind]
        if names:
            more = " and others" if len(names) > NAMED else ""
            lines.append(f"{head}: {', '.join(n.lower() for n in names[:NAMED])}{more}.")
    return bullets(lines)
