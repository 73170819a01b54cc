"""Right answers made wrong in several ways, and how many of them the gate catches."""

import random
from typing import Any

from agent.gate import check
from evals.numbers.gate.wrong_figures import digit, magnitude, other_value, sign, swapped, unit
from evals.numbers.gate.wrong_names import direction, entity, period, rank
from evals.numbers.gate.wrong_words import count, credit, multiple, part

KINDS = {
    "digit": digit,
    "magnitude": magnitude,
    "sign": sign,
    "unit": unit,
    "swapped": swapped,
    "period": period,
    "direction": direction,
    "rank": rank,
    "entity": entity,
    "other_value": other_value,
}
WORDS = {"count": count, "multiple": multiple, "part": part, "credit": credit}
"""Kinds for answers whose figures are words."""


def measure(cases: list[dict[str, Any]], kind: str) -> tuple[int, int, list[str]]:
    """(caught, made, what slipped through)."""
    chance = random.Random(f"gate-{kind}")
    caught, missed = 0, []
    for case in cases:
        if check(case["text"], case["evidence"], case["question"], vocabulary=case["vocabulary"]).failures:
            continue
        for changed in (KINDS | WORDS)[kind](case, chance):
            if changed == case["text"]:
                continue
            if check(changed, case["evidence"], case["question"], vocabulary=case["vocabulary"]).failures:
                caught += 1
            else:
                missed.append(changed)
    return caught, caught + len(missed), missed
