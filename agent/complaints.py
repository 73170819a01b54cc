"""What does not stand in a draft, put so that a model can mend it: by sentence, with the cell where there is
one."""

import re
from collections.abc import Iterator, Sequence

from agent import gate, safe_text
from agent.gate.figure import Figure
from agent.gate.numbers import figures
from tools.evidence import Evidence

MOST = 2
"""Cells named for one figure; where more hold it, none of them tells anything."""
UNITS = {"usd": "usd", "percent": "percent", "points": "points", "plain": "count ratio", "times": "ratio"}


def complaints(failures: Sequence[gate.Failure], evidence: Sequence[Evidence]) -> list[str]:
    """A line for each sentence that fails, and under it one for each figure: where the evidence holds it, or
    why it cannot be confirmed."""
    by_sentence: dict[str, list[gate.Failure]] = {}
    for failure in sorted(failures, key=lambda f: f.start):
        by_sentence.setdefault(failure.sentence.strip(), []).append(failure)
    lines: list[str] = []
    for sentence, wrong in by_sentence.items():
        cited = safe_text.marks(sentence)
        near = [e for e in evidence if e["id"] in cited] or evidence
        found = dict.fromkeys(f'- "{f.text}": {_said(f, near)}' for f in wrong)
        lines += [f"In: {sentence}", *found]
    return lines


def _said(failure: gate.Failure, evidence: Sequence[Evidence]) -> str:
    if failure.known or failure.text.startswith("{"):
        return f"{failure.reason}.{f' {failure.nearest}.' if failure.nearest else ''}"
    said = figures(failure.text)
    # Of small numbers in words ("two categories"), some cell always holds the same.
    if len(said) == 1 and not said[0].spelled:
        held = list(dict.fromkeys(where for e in evidence for where in _cells(said[0], e)))
        if 0 < len(held) <= MOST:
            return f"{' and '.join(held)}."
    hint = f" {failure.nearest}." if _helps(failure.nearest, said) else ""
    return f"{failure.reason}.{hint}"


def _cells(figure: Figure, evidence: Evidence) -> Iterator[str]:
    """Where the evidence holds the figure as it is displayed: "D1 has it as Sales of DRUG GM"."""
    names = [c["name"] for c in evidence["columns"] if c["role"] == "dimension"]
    for column in evidence["columns"]:
        if column["role"] != "metric" or column["unit"] not in UNITS[figure.unit]:
            continue
        for row in evidence["rows"]:
            if _fits(figure, row.get(column["name"])):
                whose = ", ".join(str(row.get(n) if row.get(n) is not None else f"no {n}") for n in names)
                at = f"[{', '.join(str(row.get(n)) for n in names)}]" if names else ""
                of = f" of {whose}" if whose else ""
                reference = f"{{{evidence['id']}{at}.{column['name']}}}"
                yield f"{evidence['id']} has it as {column['label']}{of}, {reference}"
    for fact in evidence["facts"]:
        if fact["unit"] in UNITS[figure.unit] and _fits(figure, fact["value"]):
            yield f"{evidence['id']} has it as {fact['label']}, {{{evidence['id']}.{fact['name']}}}"


def _fits(figure: Figure, value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and figure.fits(value)


def _helps(nearest: str, said: Sequence[Figure]) -> bool:
    """Whether what the evidence holds instead is near enough to be what was meant, and no mere sum."""
    if not nearest or "of the cells named" in nearest:
        return False
    held = figures(re.sub(r"^.* is (?=\S+(?: USD| points| %)?$)", "", nearest))
    if len(said) != 1 or not held or not said[0].value:
        return True
    return 0.5 < abs(held[-1].value / said[0].value) < 2
