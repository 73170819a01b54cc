"""Days and weeks that stood out, with what was to be expected of them."""

from typing import Any

import pytest

from agent.builtin.write.unusual import unusual
from agent.builtin.write.view import View
from knowledge.metrics import load_definitions
from tools.evidence import make
from tools.unusual_rows import columns

DEFINITIONS = load_definitions()


def day(date: str, value: float, expected: float, score: float, holiday: str | None = None) -> dict[str, Any]:
    verdict = (
        "Within the usual" if abs(score) < 3.5 else "Higher than usual" if score > 0 else "Lower than usual"
    )
    off = (value - expected) / expected
    return {
        "date": date, "sales": value, "expected": expected, "low": 0.0, "high": 900.0, "holiday": holiday,
        "deviation": value - expected, "deviation_pct": off, "score": score, "verdict": verdict,
    }  # fmt: skip


EVE = day("2017-11-22", 200.0, 100.0, 6.0, "1 day before Thanksgiving Day")
LOW = day("2017-03-03", 110.0, 220.0, -5.0)
DULL = day("2017-05-05", 120.0, 110.0, 1.0)


def text(rows: list[dict[str, Any]], looked: int = 30, higher: int = 0, lower: int = 0) -> str:
    counted = {"looked_at": looked, "unusual": higher + lower, "higher": higher, "lower": lower}
    facts = [{"name": n, "label": n, "value": v, "unit": "count"} for n, v in counted.items()]
    scope = {"metrics": ["sales"], "by": ["date"]}
    measured = columns("date", DEFINITIONS.metrics["sales"])
    evidence = make("find_unusual", "t", columns=measured, rows=rows, facts=facts, scope=scope)
    return unusual(View({**evidence, "id": "D1"}, DEFINITIONS))


def test_each_day_has_its_figure_and_what_was_expected() -> None:
    said = text([LOW, EVE], higher=1, lower=1)
    assert said.startswith("2 days stood out in sales, 1 higher and 1 lower than expected [D1]. They are:")
    first, second = [line for line in said.split("\n") if line.startswith("- ")]
    assert first == (
        "- 22 November 2017 (1 day before Thanksgiving Day) with $200, where $100 was expected, 100.0% more "
        "[D1]."
    )
    assert second.endswith("with $110, where $220 was expected, 50.0% less [D1].")
    assert "the same weekday in the four weeks before and after" in said


@pytest.mark.parametrize(
    ("rows", "given", "said"),
    [
        ([DULL], {}, "No day stood out in sales. Furthest off was 5 May 2017 with $120, where $110 was"),
        ([LOW], {"lower": 1}, "1 day stood out in sales: 3 March 2017 with $110, where $220 was expected"),
        ([DULL], {"looked": 1}, "5 May 2017 with $120, where $110 was expected, 9.1% more: within the usual"),
        ([EVE], {"looked": 1, "higher": 1}, "22 November 2017 (1 day before Thanksgiving Day) with $200, "
         "where $100 was expected, 100.0% more: higher than usual"),
    ],
)  # fmt: skip
def test_one_day_is_told_in_a_sentence(rows: list[Any], given: dict[str, int], said: str) -> None:
    assert text(rows, **given).startswith(said)
