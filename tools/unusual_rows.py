"""The rows, columns and facts of find_unusual: what each figure is called, and its unit."""

from statistics import median
from typing import Any

from knowledge.metrics import Metric
from tools.companions import fact
from tools.evidence import Column, Fact, Unit, Value
from tools.expectation import Judged
from tools.warehouse.series import Slot, Step
from tools.wording import lower_first

Found = list[tuple[Slot, Judged]]


def row(slot: Slot, j: Judged, step: Step, threshold: float, m: Metric) -> dict[str, Value]:
    """A day or week with what was to be expected of it, and the verdict in words."""
    verdict = "Within the usual"
    if abs(j.score) > threshold:
        verdict = "Higher than usual" if j.score > 0 else "Lower than usual"
    return {
        step: slot.place,
        m.name: round(j.value) if m.unit == "count" else j.value,
        "expected": j.expected,
        "low": j.low,
        "high": j.high,
        "deviation": j.value - j.expected,
        "deviation_pct": (j.value - j.expected) / j.expected if j.expected else None,
        "score": j.score,
        "verdict": verdict,
        "holiday": slot.holiday,
    }


def columns(step: Step, m: Metric) -> list[Column]:
    """The columns of the rows; expectations of counts are no counts."""
    mean: Unit = "ratio" if m.unit == "count" else m.unit
    off: Unit = "points" if m.unit == "percent" else mean
    along: Column = {"name": "date", "label": "Day", "unit": "date", "role": "dimension"}
    if step == "week":
        along = {"name": "week", "label": "Week", "unit": "text", "role": "dimension"}
    figures: list[tuple[str, str, Unit, Any]] = [
        (m.name, m.label, m.unit, "value"),
        ("expected", f"Expected {lower_first(m.label)}", mean, "expected"),
        ("low", "Usual from", mean, "low"),
        ("high", "Usual to", mean, "high"),
        ("deviation", "Difference from expected", off, "change"),
        ("deviation_pct", "Difference from expected, %", "percent", "change_pct"),
        ("score", "Score", "ratio", "score"),
    ]
    measured: list[Column] = [
        {"name": name, "label": label, "unit": unit, "role": "metric", "metric": m.name, "kind": kind}
        for name, label, unit, kind in figures
    ]
    texts: list[Column] = [
        {"name": "verdict", "label": "Verdict", "unit": "text", "role": "dimension"},
        {"name": "holiday", "label": "Holiday", "unit": "text", "role": "dimension"},
    ]
    return [along, *measured, *texts]


def facts(found: Found, out: Found, noun: str) -> list[Fact]:
    """How many were looked at, how many stood out, and how far off the usual one is."""
    off = [abs(j.value - j.expected) / j.expected for _, j in found if j.expected]
    counted = [
        ("looked_at", f"{noun.capitalize()}s looked at", len(found)),
        ("unusual", f"Unusual {noun}s", len(out)),
        ("higher", f"{noun.capitalize()}s higher than usual", sum(j.score > 0 for _, j in out)),
        ("lower", f"{noun.capitalize()}s lower than usual", sum(j.score < 0 for _, j in out)),
    ]
    said = [fact(name, label, count, "count") for name, label, count in counted]
    if off:
        said.append(
            fact("usual_difference", f"Usual difference of a {noun} from expected", median(off), "percent")
        )
    return said
