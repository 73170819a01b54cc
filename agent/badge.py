"""Whether a second route gave the same figures, in the few words that stand beside evidence."""

from agent.builtin.write.words import figure
from tools.evidence import Again, Column, Evidence, Unit


def badge(evidence: Evidence) -> str:
    """'two routes agree', 'two routes differ by $12', 'one route only'; "" for what holds no figures."""
    second = evidence.get("second")
    if second is None:
        figures = any(column["role"] == "metric" for column in evidence["columns"])
        return "one route only" if figures else ""
    if second["agrees"] is None:
        return "one route only"
    return "two routes agree" if second["agrees"] else f"two routes differ by {_difference(evidence)}"


def explained(evidence: Evidence) -> str:
    """The badge as sentences: which figures were computed twice and how, or why they were not."""
    second, short = evidence.get("second"), badge(evidence)
    if not short:
        return ""
    if second is None:
        return "One route only: a second one is taken for governed figures."
    if second["agrees"] is None:
        return f"One route only, because {second['why']}."
    names = "; ".join(dict.fromkeys(name(one, evidence) for one in second["figures"]))
    return f"{short[0].upper()}{short[1:]}. Computed twice: {names}. The second route: {second['route']}"


def doubt(evidence: Evidence) -> str:
    """What is said under an answer whose evidence two routes disagree about; "" where they agree."""
    second = evidence.get("second")
    if not second or second["agrees"] is not False:
        return ""
    return f"{evidence['id']}: {badge(evidence)}. That is a fault of ours; do not rely on these figures."


def name(one: Again, evidence: Evidence) -> str:
    """What a figure is: 'total sales', 'sales of Grocery'."""
    label = _column(one, evidence)[0]
    label = label[:1].lower() + label[1:] if label[1:2].islower() else label
    if one["row"] is None or len(evidence["rows"]) <= one["row"]:
        return label
    row = evidence["rows"][one["row"]]
    of = [figure(row[c["name"]], c["unit"]) for c in evidence["columns"] if c["role"] == "dimension"]
    return f"{label} of {', '.join(of)}" if of else label


def _difference(evidence: Evidence) -> str:
    """The largest difference among the figures, in its unit."""
    sizes = []
    for one in (evidence.get("second") or {"figures": []})["figures"]:
        a, b = (float(v) if isinstance(v, int | float) else 0.0 for v in (one["value"], one["again"]))
        sizes.append((abs(a - b) / max(abs(a), abs(b), 1e-12), abs(a - b), _column(one, evidence)[1]))
    _, size, unit = max(sizes)
    return figure(size, unit) if size >= 0.01 or unit == "percent" else f"{size:.2g}"


def _column(one: Again, evidence: Evidence) -> tuple[str, Unit]:
    places: list[Column] = [c for c in evidence["columns"] if c["name"] == one["column"]]
    if one["row"] is not None and places:
        return places[0]["label"], places[0]["unit"]
    facts = [f for f in evidence["facts"] if f["name"] == one["column"]]
    return (facts[0]["label"], facts[0]["unit"]) if facts else (one["column"], "ratio")
