"""Whether a name may be a column, or part of what the evidence measures."""

from agent.gate.context import Mention, tokens
from agent.gate.frames import Frame, Measure

_BOUNDS = ("low", "high", "lowest", "highest")
_EARNING = frozenset(
    ["spend", "spends", "spent", "spending", "sell", "sells", "sold", "selling", "make", "makes", "made"]
)
"""Verbs that go with any amount of money."""


def means(mention: Mention, measure: Measure, frame: Frame) -> bool:
    """Whether a metric that is named may be a column: it is, or its words are part of the column's own
    ("sales" of sales per customer) where no column is called just so."""
    if (
        measure.name in _BOUNDS
        or mention.value == measure.metric
        or (mention.words in _EARNING and measure.unit == "usd")
    ):
        return True
    if any(mention.value == m.metric for m in frame.measures):
        return False
    label = {t.stem for t in tokens(f"{measure.label} {measure.metric.replace('_', ' ')}")}
    names = (mention.words or mention.value.replace("_", " "), mention.value.replace("_", " "))
    return not frame.governed or any({t.stem for t in tokens(name)} <= label for name in names)


def in_measures(frame: Frame, mention: Mention) -> bool:
    """Whether a name is part of what the evidence measures: "private" where it has private label sales."""
    if mention.axis.endswith("_known"):
        return any(str(fact.get("name", "")).endswith("_known") for fact in frame.facts)
    said = {token.stem for token in tokens(mention.value)}
    labels = [{t.stem for t in tokens(f"{m.label} {m.metric.replace('_', ' ')}")} for m in frame.measures]
    return bool(said) and any(said <= words for words in labels)
