"""Answers in a language model's style over the real shop's evidence: few right ones stop, wrong ones do."""

from evals.numbers.gate.answers import real_cases
from evals.numbers.gate.confusion import RIGHT, table

STOPPED_AT_MOST = 35
"""Of 110 right answers; most of those left sum or divide what no rule of the gate names. May only fall."""
CAUGHT = {"digit": 0.99, "magnitude": 0.99, "sign": 0.98, "unit": 0.99, "swapped": 0.99, "other_value": 0.99}


def test_real_answers() -> None:
    rows = {row.kind: row for row in table({"real": real_cases()})}
    assert rows[RIGHT].stopped <= STOPPED_AT_MOST
    for kind, least in CAUGHT.items():
        assert rows[kind].rate >= least, rows[kind]
