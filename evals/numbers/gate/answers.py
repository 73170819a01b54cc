"""Right answers with their evidence: over small evidence, and in a model's words over the real shop's."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import yaml

from agent.gate import Vocabulary, ready
from evals.numbers.gate.small import shop, vocabulary
from knowledge.metrics import load_definitions
from tools.evidence import Evidence

HERE = Path(__file__).parent
Case = dict[str, Any]
"""vocabulary, question, text (the answer) and evidence, as the gate takes them."""


def author_cases() -> list[Case]:
    """The answers of answers.yaml, each with its evidence numbered D1, D2..."""
    return _cases("answers.yaml", shop(), ready(vocabulary()))


def word_cases() -> list[Case]:
    """The answers of words.yaml, whose figures are words."""
    return _cases("words.yaml", shop(), ready(vocabulary()))


def real_cases(named: str = "real") -> list[Case]:
    """The answers of real_answers.yaml over evidence of the real shop, with the words of the metrics and of
    the shop's values (real_values.json); `named` "blind": those written before the gate had seen any."""
    metrics = load_definitions().metrics.values()
    words = Vocabulary(
        {m.name: (m.label, *m.synonyms) for m in metrics},
        json.loads((HERE / "real_values.json").read_text(encoding="utf-8")),
        {m.name: m.unit for m in metrics},
        (dt.date(2017, 1, 1), dt.date(2017, 12, 31)),
    )
    evidence = json.loads((HERE / f"{named}_evidence.json").read_text(encoding="utf-8"))
    return _cases(f"{named}_answers.yaml", evidence, ready(words))


def _cases(file: str, evidence: dict[str, Evidence], words: Vocabulary) -> list[Case]:
    return [
        {
            "number": number,
            "vocabulary": words,
            "question": one["question"],
            "text": one["text"].strip(),
            "evidence": [{**evidence[name], "id": f"D{n}"} for n, name in enumerate(one["evidence"], 1)],
        }
        for number, one in enumerate(yaml.safe_load((HERE / file).read_text(encoding="utf-8")), 1)
    ]
