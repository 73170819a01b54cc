"""The gate's bench: right answers, and the same made wrong in ten ways. `table()` gives the figures.

Two sets: answers written over small evidence (answers.yaml), and answers in a language model's style over
evidence of the real shop (real_answers.yaml, real_evidence.json). Run as a file, it prints them.
"""

import datetime as dt
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import yaml

from agent.gate import Vocabulary, check
from knowledge.metrics import load_definitions

HERE = Path(__file__).parent


class Row(NamedTuple):
    """One line: of `made` wrong (or right) answers of a kind in a set, how many were stopped."""

    answers: str
    kind: str
    stopped: int
    made: int

    @property
    def rate(self) -> float:
        return self.stopped / self.made if self.made else 0.0


def real_cases() -> list[dict[str, Any]]:
    """The answers of real_answers.yaml with their evidence, and the words of the metrics."""
    evidence = json.loads((HERE / "real_evidence.json").read_text())
    metrics = load_definitions().metrics.values()
    vocabulary = Vocabulary(
        {m.name: (m.label, *m.synonyms) for m in metrics},
        {},
        {m.name: m.unit for m in metrics},
        (dt.date(2017, 1, 1), dt.date(2017, 12, 31)),
    )
    return [
        {
            "vocabulary": vocabulary,
            "question": one["question"],
            "text": one["text"],
            "evidence": [{**evidence[name], "id": f"D{n}"} for n, name in enumerate(one["evidence"], 1)],
        }
        for one in yaml.safe_load((HERE / "real_answers.yaml").read_text())
    ]


def table() -> list[Row]:
    """Right answers stopped, then for each kind of mutation how many were caught, for both sets."""
    mutations = _beside("test_mutations")
    sets = {"author": _beside("conftest").cases(), "real": real_cases()}
    rows = []
    for name, cases in sets.items():
        stopped = sum(
            bool(check(c["text"], c["evidence"], c["question"], vocabulary=c["vocabulary"]).failures)
            for c in cases
        )
        rows.append(Row(name, "right", stopped, len(cases)))
        for kind in mutations.KINDS:
            caught, made, _ = mutations.measure(cases, kind)
            rows.append(Row(name, kind, caught, made))
    return rows


def _beside(name: str) -> ModuleType:
    """A file of this folder, which is no package."""
    known = f"_gate_bench_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules[known]


def main() -> None:
    """Prints the table."""
    for row in table():
        print(f"{row.answers:8} {row.kind:12} {row.stopped:5} of {row.made:5}  {100 * row.rate:5.1f} %")


if __name__ == "__main__":
    main()
