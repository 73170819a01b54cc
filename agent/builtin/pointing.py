"""Which words of a question point back, and at what: one thing, several, the two, the others, a place."""

import re
from typing import Literal

from agent.reading.result import Reading

Pointer = Literal["", "one", "several", "pair", "others", "there"]

IDLE = re.compile(
    r"\b(?:is|are|was|were) there\b|\bthere(?:'s| is| are| was| were)\b|\bhow(?:'s| is) it going\b|"
    r"\b(?:make|break|split|show|plot|chart|draw|sort|rank|cut|put|give|do|run) "
    r"(?:it|that|this|them|those)\b|"
    r"\bis it (?:true|possible|right)\b|\bthat's (?:it|all|right)\b|\bthe (?:first|second|last) half\b",
    re.IGNORECASE,
)
"""Words that look as if they pointed, or that point at the answer as a whole."""
PAIR = re.compile(
    r"\b(?:the two|those two|these two|them both|both(?: of (?:them|those|these))?|either of (?:them|those)|"
    r"between (?:them|those|these)|each other)\b|^\W*(?:and |so )?(?:what'?s |what is )?the difference\W*$",
    re.IGNORECASE,
)
OTHERS = re.compile(
    r"\b(?:the (?:other ones|others?|rest|remaining)|all (?:the )?others?|everyone else|everything else|"
    r"(?:those|the ones|them) without|the opposite)\b(?! (?:topic|question|half))",
    re.IGNORECASE,
)
SEVERAL = re.compile(
    r"\b(?:they|their|theirs|them|those|these|the ones|the same (?:ones|customers|households|stores))\b",
    re.IGNORECASE,
)
ONE = re.compile(
    r"\b(?:it|its|that one|this one|the (?:top|best|first|winning|worst) one|the first one|"
    r"(?:that|the same) (?:day|week|month|quarter|store|shop|branch|department|dept|category|product|type|"
    r"campaign|customer|household|group|hour|age group|weekday))\b|"
    r"\b(?:of|in|to|on|for|than|is|was|with|from|at|by|about) (?:that|this)\b(?! \w)|\b(?:that|this)\W*$",
    re.IGNORECASE,
)
THERE = re.compile(r"\bthere\b", re.IGNORECASE)
FRONTED = re.compile(
    r"^\W*(?:and |so |ok |now )*(?:how (?:much|many)|what|which|at what|on which|in which)\b", re.I
)
LEFT = re.compile(r"two|both|ones?|others?|rest|remaining|them|those|these|it|difference|diff|same", re.I)
"""Words that are explained once what they point at is known."""


READ: dict[str, Pointer] = {"entity": "one", "set": "several", "pair": "pair", "complement": "others"}
"""What the reader may have found besides, by its own names."""


def pointer(reading: Reading) -> Pointer:
    """What the question points at; '' where it points at nothing said before."""
    question = IDLE.sub(lambda m: " " * len(m[0]), reading.question)
    kinds: list[tuple[Pointer, re.Pattern[str]]] = [
        ("pair", PAIR), ("others", OTHERS), ("several", SEVERAL), ("one", ONE), ("there", THERE),
    ]  # fmt: skip
    for kind, pattern in kinds:
        found = pattern.search(question)
        if found and not _answered_within(reading, found.start()):
            return kind
    return READ.get(reading.refers_to, "")


def explained(reading: Reading) -> list[str]:
    """The unknown words that are left once the pointing ones are understood."""
    return [u for u in reading.unknown if not all(LEFT.fullmatch(w) for w in u.split())]


def _answered_within(reading: Reading, at: int) -> bool:
    """Whether the question itself named, before the pronoun, what it stands for: 'milk, when was it best'.

    In 'how much milk does it sell' the milk is what is sold, and the pronoun still points back.
    """
    if FRONTED.search(reading.question):
        return False
    named = [s for s in reading.spans if s.kind in ("value", "dimension", "metric") and s.start < at]
    return any(s.kind == "value" for s in named) or (
        bool(named) and reading.question[:at].rstrip()[-1:] in ",;"
    )
