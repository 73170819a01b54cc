"""What a question points at, as the reader found it: one thing, several, the two, the others, a place."""

import re
from typing import Literal

from agent.reading.result import Reading

Pointer = Literal["", "one", "several", "pair", "others", "there"]
READ: dict[str, Pointer] = {"entity": "one", "set": "several", "pair": "pair", "complement": "others"}
IDLE = re.compile(
    r"\b(?:make|break|split|show|plot|chart|draw|sort|rank|cut|put|give|do|run) "
    r"(?:it|that|this|them|those)\b"
    r"(?! (?:day|week|month|quarter|year|season|time|hour|weekday|store|category|department)s?\b)|"
    r"\bhow(?:'s| is) it going\b",
    re.IGNORECASE,
)
"""Words that point at the answer as a whole and not at a thing in it."""
OWN = re.compile(r"\b(?:it|its|that|this)\b", re.IGNORECASE)
LEFT = re.compile(r"two|both|ones?|others?|rest|remaining|them|those|these|it|difference|diff|same", re.I)
"""Words that are explained once what they point at is known."""


def pointer(reading: Reading) -> Pointer:
    """What the question points at; '' where it points at nothing said before."""
    found = READ.get(reading.refers_to, "")
    if found == "one" and reading.rank and not (reading.metrics or reading.by) and reading.refers_nth is None:
        return ""  # "the bottom 3 of that": of the list
    if found in ("one", "several") and IDLE.search(reading.question) and reading.refers_nth is None:
        return ""
    if (
        found == "one"
        and re.search(r"\bthere\b", reading.question, re.I)
        and not OWN.search(reading.question)
    ):
        return "there"
    return found


def explained(reading: Reading) -> list[str]:
    """The unknown words that are left once the pointing ones are understood."""
    return [u for u in reading.unknown if not all(LEFT.fullmatch(w) for w in u.split())]
