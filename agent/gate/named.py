"""What a passage and the words around it name: in its text, its row and title, and above."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from agent.gate.context import METRIC, TIME, Lexicon, Mention, tokens
from agent.gate.mentions import mentions
from agent.gate.rank_words import ranks
from agent.gate.sentences import PART, Passage


class Named(NamedTuple):
    """What one passage names: by axis in its own text, in the table's row and title, and above; `earlier` is
    what the sentences before name, where the passage refers to the other of two."""

    own: list[Mention]
    beside: list[Mention]
    above: list[Mention]
    earlier: Sequence[Mention] = ()


_THEM = re.compile(
    r"\b(?:them|both|(?:the|these|those|all) (?:two|three|four|five|six)|together|combined)\b", re.IGNORECASE
)
_WHOLE = re.compile(r"\b(?:averag\w*|total|overall|all|together|combined|mean)\b", re.IGNORECASE)
_VERSUS = re.compile(
    r"\b(?:than|versus|vs\.?|against|compared (?:with|to)|on|over)\s(?:the\s)?(?:[\w-]+\smonth,\s)?[\s*_]*\Z",
    re.I,
)
_OTHER_OF_TWO = re.compile(r"\b(?:vs|versus|against|compared|than|so)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|its|they|their|them|this|that|these|those|there|which|same)\b", re.IGNORECASE)


def read(passage: Passage, known: Lexicon, carry: bool = False) -> Named:
    """Finds what the passage and the words around it name; with `carry` also what the sentence before names
    where the passage does not itself refer to it."""
    own = mentions(passage.text, known)
    beside = (
        mentions(passage.header, known) + mentions(passage.label, known) if passage.kind == "cell" else []
    )
    if passage.kind == "cell":
        beside += _row_label(passage.label, beside, known)
    above = mentions(passage.lead, known) if passage.lead else []
    dated = any(mention.axis == TIME for mention in own)
    moves_on = _WHOLE.search(passage.text) or (not dated and any(True for _ in ranks(passage.text)))
    names = any(mention.axis not in (METRIC, TIME) for mention in own)
    them = not names and _THEM.search(passage.text)
    carries = (
        passage.kind == "bullet" or them or _PRONOUN.search(passage.text) or (not names and not moves_on)
    )
    compared_with = dated and all(_VERSUS.search(passage.text[: m.start]) for m in own if m.axis == TIME)
    only_times = names and compared_with and not (carries or carry)
    carries = carries or compared_with or carry
    carried = (
        passage.previous if _THEM.search(passage.text) or carry else passage.previous.rpartition(PART)[2]
    )
    carried = carried if carries else ""
    if carried:
        above = above + [m for m in mentions(carried, known) if m.axis == TIME or not only_times]
    earlier = mentions(passage.previous, known) if _OTHER_OF_TWO.search(passage.text) else []
    for one in (*above, *earlier):
        if one.value.isdecimal() and not any(m.axis == one.axis for m in own):
            again = re.search(rf"(?<![\w.,$-]){one.value}(?![\w%]|[.,]\d)", passage.text)
            own += [one._replace(start=again.start(), end=again.end())] if again else []
    return Named(sorted(own, key=lambda m: m.start), beside, above, earlier)


def _row_label(label: str, beside: list[Mention], known: Lexicon) -> list[Mention]:
    """The one value of which a row's first cell is a part: "B" where the rows are Type A, B and C."""
    first = label.partition(" | ")[0]
    said = {token.stem for token in tokens(first)}
    fitting: dict[str, list[str]] = {}
    for axis, value in known.values:
        if axis not in (METRIC, TIME) and said and said <= {token.stem for token in tokens(value)}:
            fitting.setdefault(axis, []).append(value)
    found = [Mention(0, len(first), axis, values[0]) for axis, values in fitting.items() if len(values) == 1]
    return [m for m in found if not any(b.axis == m.axis for b in beside)]
