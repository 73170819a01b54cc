"""Words that claim a place in an order: highest, third, fastest-growing."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from agent.gate.words import DOWN, UP

_HIGH = (
    r"highest|fastest|largest|biggest|greatest|strongest|best|busiest|leading|leads?|led|peaked|peak|top|"
    r"topped|tops|number one|no\. 1|#1|dominates?|richest|heaviest|"
    r"(?:larger|bigger|higher|stronger|better|busier)(?= of (?:the|these|those)\b)"
)
_LOW = (
    r"lowest|smallest|weakest|worst|least|fewest|quietest|slowest|bottom|trough|bottomed|last place|(?:is|"
    r"was|comes|came|ranks|ranked) last|(?:smaller|lower|weaker|worse|quieter)(?= of (?:the|these|those)\b)"
)
_NTH = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5}
_RANK = re.compile(
    rf"\b(?:(?P<nth>{'|'.join(_NTH)})[\s-](?:(?P<nhigh>highest|largest|biggest|greatest|strongest|best|"
    rf"busiest|most)|(?P<nlow>lowest|smallest|weakest|worst|least|fewest)|(?P<place>place|position|with|at|"
    rf"on|by|in)\b(?!\s(?:quarter|half))|\((?=[$\d]))"
    rf"|(?:ranks?|ranked|comes?|came|placed|finish(?:es|ed)|(?:is|was)(?=\s\w+[\s*_]*[,.;:(\[]))\s(?:in\s)?"
    rf"(?P<ranked>first|{'|'.join(_NTH)})\b"
    rf"|(?:#|no\.\s?|number\s)(?P<hash>[2-5])(?!\w|[.,]\d)"
    rf"|(?P<high>{_HIGH}|(?:the|had|has|with|sold|sells|made|earned|brought in)\s(?:the\s)?most(?!\s(?:of|"
    rf"recent|common|households|customers|people)\b))\b|(?P<low>{_LOW})\b)",
    re.IGNORECASE,
)
_NOT_RANK = re.compile(
    r"\s*(?:-?\s?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\b|to\b|over\b|up\b|"
    r"of the (?:list|range)\b|practice|-but-)",
    re.IGNORECASE,
)
_COUNT_BEFORE = re.compile(
    r"(?:\b(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3})|\bat|"
    r"\b(?:after|before|since|until|from|below|off) (?:the|its|this|that))\s\Z",
    re.IGNORECASE,
)


_RANKED_MOVE = re.compile(
    rf"[\s-](?:(?:percentage|relative|absolute|monthly|weekly|sales|single)[\s-])?(?:(?P<up>{UP})|"
    rf"(?P<down>{DOWN}))\b",
    re.IGNORECASE,
)
_MOVED_MOST = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\s(?:the\s|by\s(?:the\s)?)*\Z", re.IGNORECASE)


_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_OF_SOME = re.compile(
    rf"\s(?:of|among) (?:(?:the|these|those) (?P<n>{'|'.join(_COUNTS)})|these|those|them)\b", re.IGNORECASE
)
_NEXT = re.compile(r"\b(?:next|other|remaining|second)[\s-]\Z", re.IGNORECASE)
_MOST_SO = re.compile(
    r"\s[a-z]+-?(?:dependent|expensive|popular|loyal|frequent|important|active|stable|valuable|common|\w+(?:ive|ful|ous|able|ent|ant|ed))\b"
)


class Rank(NamedTuple):
    """A claim of rank: `place` 1 is the highest, or with `low` the lowest; `moved` is the sign of the change
    it is about ("biggest drop"), 0 for levels."""

    start: int
    end: int
    place: int
    low: bool
    moved: int
    among: int = 0


def ranks(text: str) -> Iterator[Rank]:
    """Words that claim a place in an order."""
    for match in _RANK.finditer(text):
        if _NOT_RANK.match(text[match.end() :]):
            continue
        if _COUNT_BEFORE.search(text[: match.start()]) and not match["place"]:
            continue
        if _NEXT.search(text[: match.start()]):
            continue
        some = _OF_SOME.match(text[match.end() :])
        among = 0 if some is None else _COUNTS.get(some["n"] or "", 1)
        if match.group().casefold().endswith("most") and _MOST_SO.match(text[match.end() :]):
            continue
        place = 1
        if match["nth"] or match["ranked"]:
            place = _NTH.get((match["nth"] or match["ranked"]).casefold(), 1)
        elif match["hash"]:
            place = int(match["hash"])
        low = bool(match["low"] or match["nlow"])
        near = _RANKED_MOVE.match(text, match.end()) or _MOVED_MOST.search(text[: match.start()])
        yield Rank(
            match.start(), match.end(), place, low, 0 if near is None else 1 if near["up"] else -1, among
        )
