"""Whether the words near a figure fit one of several columns of the same metric."""

import re

from agent.gate.context import tokens
from agent.gate.frames import Frame, Measure
from agent.gate.reading import Reading

_SMALL = frozenset(
    ("a", "an", "the", "of", "at", "about", "around", "roughly", "only", "just", "some", "with", "was")
)
_USUAL = re.compile(
    r"\b(?:expect\w*|usual\w*|normal\w*|typical\w*|rang\w+|between|instead of)\b", re.IGNORECASE
)


ALONG = ("_running", "_moving", "_index")
"""Columns worked out along a series, of which people speak in many ways ("passed in all by the end of")."""


def column_said(reading: Reading, frame: Frame, measure: Measure) -> bool:
    """Whether the words fit one of several columns of levels of one metric ("Sales", "Expected sales"): its
    own words are near, and no other's are where it has none."""
    levels = [m for m in frame.measures if m.kind == "value" and not m.name.endswith(ALONG)]
    alike = [m for m in levels if m.metric == measure.metric]
    if len(alike) < 2 or measure not in levels or not frame.governed:
        return True
    words = {m.name: {t.stem for t in tokens(f"{m.label} {m.name}")} for m in alike}
    common = set.intersection(*words.values()) | {t.stem for t in tokens(measure.metric)}
    passage, figure = reading.passage, reading.figure
    left, right = (
        passage.text[max(0, figure.start - 60) : figure.start],
        re.split(r"\b(?:against|versus|vs|instead|compared)\b", passage.text[figure.end :][:25])[0],
    )
    left = re.split(r"[;:(]|\d", left)[-1]
    said = (
        f"{passage.header} {passage.label}"
        if passage.kind == "cell"
        else f"{left} {re.split('[,;:(]', right)[0]}"
    )
    near = {t.stem for t in tokens(said)} | ({"expected", "usual"} if _USUAL.search(said) else set())
    beside = [t.stem for t in tokens(said if passage.kind == "cell" else left) if t.stem not in _SMALL]
    close = set(beside if passage.kind == "cell" else beside[-1:])
    own, others = words[measure.name] - common, set().union(*words.values()) - words[measure.name] - common
    return bool(near & own) if own else not close & others
