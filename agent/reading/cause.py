"""Questions of cause that look like questions of course: 'did the mailer increase sales?'."""

from typing import Any

from agent.reading.context import Sentence

_ASKS = {"did", "does", "do", "has", "have", "had", "is", "are", "was", "were", "will", "would"}
_ACTS = {
    "increase", "increased", "raise", "raised", "lift", "lifted", "drive", "drove", "driving", "help",
    "helped", "improve", "improved", "boost", "boosted", "grow", "bring", "brought", "hurt", "affect",
    "affected", "push", "pushed", "change", "changed", "reduce", "reduced", "cut", "lower", "lowered",
    "add", "added", "generate", "generated", "make", "made", "cause", "caused", "kill", "killed",
    "work", "worked", "draw", "attract"
}  # fmt: skip
_MEASURES = {"campaign", "promotion"}
"""Groups of dimensions that are things a shop does."""


def asks_cause(s: Sentence, definitions: Any) -> str:
    """The verb by which something the shop does is said to act on a figure, or ""."""
    if not s.links or s.words(s.links[0]) not in _ASKS:
        return ""
    done = next((p for p, x in enumerate(s.links) if _is_measure(x.kind, x.target, definitions)), None)
    metric = next((p for p, x in enumerate(s.links) if x.kind == "metric"), None)
    if done is None or (metric is not None and metric < done):
        return ""
    verbs = [x for x in s.links[done + 1 :] if s.words(x) in _ACTS]
    return s.words(verbs[0]) if verbs else ""


def _is_measure(kind: str, target: str, definitions: Any) -> bool:
    if kind not in ("dimension", "value"):
        return False
    dimension = definitions.dimensions.get(target.split("=")[0])
    return dimension is not None and dimension.group in _MEASURES
