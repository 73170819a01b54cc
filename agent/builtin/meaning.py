"""What a word means here: the definition of the metric, grouping or value that a question names."""

import re
from collections.abc import Iterator

from agent.builtin.write import words
from agent.reading.english import Key, function_words
from agent.reading.result import Reading
from agent.reading.tokens import phrase_key, tokenize
from knowledge.metrics import Definitions, Dimension, Metric

_GENERIC = {"customer", "household", "rate", "share", "number", "sale", "type", "group", "value", "per"}
"""Words that a name may have and that people leave out: 'lapsed' are lapsed customers."""
_WHAT_IS = re.compile(
    r"^\W*(?:(?:so|ok|and|but|wait|sorry)\W+)*(?:what(?:'?s| is| are)|explain)\s+(?!the\b|our\b|my\b)",
    re.IGNORECASE,
)
UNDEFINED = (
    "I have no definition of {word}; I can explain every figure and grouping of this shop, such as {some}."
)


def meaning(reading: Reading, definitions: Definitions) -> list[str]:
    """What the metric or dimension named in a question means here, or that what is named has no definition.
    Empty for sets of customers ('heavy buyers'): with their figures it is said how they were drawn."""
    if reading.customers and reading.notes:
        return []
    if len(reading.metrics) > 1:
        return [_said(definitions.metrics[m]) for m in reading.metrics]
    entry = _named(reading.question, definitions)
    if entry is not None:
        return [_said(entry)]
    if not reading.unknown:
        return []
    some = [m.label.lower() for m in list(definitions.metrics.values())[:3]]
    return [UNDEFINED.format(word=f"'{reading.unknown[0]}'", some=words.listed(some, "or"))]


def is_term(reading: Reading, definitions: Definitions) -> bool:
    """Whether it is asked what a rate is and not how high: 'whats penetration', of nothing and no time."""
    alone = not (reading.by or reading.filters or reading.customers or reading.period or reading.refers_back)
    rates = all(definitions.metrics[m].unit == "percent" for m in reading.metrics)
    named = sum(s.kind not in ("function", "metric") for s in reading.spans) == 0
    asks = _WHAT_IS.search(reading.question) is not None
    return asks and alone and named and rates and len(reading.metrics) == 1 and not reading.unknown


def _said(entry: Metric | Dimension) -> str:
    return f"{entry.label}: {entry.meaning}"


def _named(question: str, definitions: Definitions) -> Metric | Dimension | None:
    """The entry whose name stands in the question, the longest first; in it the whole name, or all of its
    words that are its own."""
    said = [t.stem for t in tokenize(question)]
    best, most = None, (0, 0)
    entries: list[Metric | Dimension] = [*definitions.metrics.values(), *definitions.dimensions.values()]
    for entry in entries:
        for key in _names(entry):
            own = {part for part in key if part not in _GENERIC and part not in function_words()}
            whole = any(said[i : i + len(key)] == list(key) for i in range(len(said)))
            if not (whole or (own and own <= set(said))):
                continue
            found = (max(len(own), len(key) if whole else 0), len(own))
            if found > most:
                best, most = entry, found
    return best


def _names(entry: Metric | Dimension) -> Iterator[Key]:
    named = [entry.label, *entry.synonyms]
    if isinstance(entry, Dimension):
        named += [entry.plural, *(str(value) for value in (*entry.order, *entry.values_synonyms))]
    for name in named:
        if key := phrase_key(name):
            yield key
