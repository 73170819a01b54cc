"""What figures of right answers are said to be made wrong: period, direction, rank, name."""

import random
import re
from collections.abc import Iterator
from typing import Any

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
OPPOSITE = {
    "rose": "fell",
    "fell": "rose",
    "grew": "shrank",
    "dropped": "rose",
    "declined": "rose",
    "climbed": "dropped",
    "up": "down",
    "down": "up",
    "more": "less",
    "less": "more",
    "higher": "lower",
    "increase": "decrease",
    "decline": "increase",
    "outsold": "trailed",
    "below": "above",
    "trails": "beats",
    "ahead of": "behind",
}
RANKS = {
    "largest": "smallest",
    "smallest": "largest",
    "highest": "lowest",
    "lowest": "highest",
    "strongest": "weakest",
    "weakest": "strongest",
    "busiest": "quietest",
    "quietest": "busiest",
    "best": "worst",
    "the most": "the least",
    "third": "second",
    "second-largest": "third-largest",
    "Best": "Worst",
    "Weakest": "Best",
    "fastest-growing": "slowest-growing",
    "peaked": "bottomed",
    "leads": "is last",
}
NAMES = [
    ["Grocery", "Drug GM", "Produce", "Deli", "Floral", "Pastry"],
    ["Sunday", "Saturday", "Thursday", "Wednesday", "Friday", "Monday"],
    ["Soft drinks", "Beef", "Cheese"],
    ["Under 15K", "50-74K", "250K+", "75-99K", "25-34K"],
    ["Campaign 13", "Campaign 18", "Campaign 8"],
    ["number 13", "number 18", "number 8"],
    ["week 14", "week 16", "week 17"],
]


def period(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for match in re.finditer(rf"\b(?:{'|'.join(MONTHS)}|Q[1-4]|2017)\b", case["text"]):
        said = match.group()
        if said == "2017":
            other = "2016"
        elif said[0] == "Q":
            other = chance.choice([q for q in ("Q1", "Q2", "Q3", "Q4") if q not in case["text"]] or ["Q2"])
        else:
            other = chance.choice([m for m in MONTHS if m not in case["text"]])
        yield case["text"][: match.start()] + other + case["text"][match.end() :]


def by_words(words: dict[str, str], text: str) -> Iterator[str]:
    for said, other in words.items():
        for match in re.finditer(rf"(?<![\w-]){said}(?![\w-])", text):
            before = text[: match.start()]
            idle = said in ("up", "more", "less") and re.search(r"(?:made|add|adds) \Z|\bis \Z", before)
            if (
                not idle
                and not (said == "third" and before.endswith(("a ", "Q")))
                and not re.match(r" to date", text[match.end() :])
            ):
                yield before + other + text[match.end() :]


def direction(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    yield from by_words(OPPOSITE, case["text"])


def rank(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    for changed in by_words(RANKS, case["text"]):
        if "more than a second" not in changed and "five smallest" not in changed:
            yield changed


def _names(case: dict[str, Any]) -> list[list[str]]:
    """Names of one kind, for each kind: the values of each column of words in the evidence."""
    found = []
    for one in case["evidence"]:
        for column in one["columns"]:
            values = {str(row.get(column["name"])) for row in one["rows"]} - {"None"}
            words = sorted(value for value in values if re.search(r"[A-Za-z]{3}", value))
            if column["role"] == "dimension" and len(words) > 1:
                found.append(words)
    return found


def entity(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Another name in the place of the right one."""
    for names in [*NAMES, *_names(case)]:
        for name in names:
            for match in re.finditer(re.escape(name), case["text"], re.IGNORECASE):
                other = chance.choice(
                    [n for n in names if n.casefold() not in case["text"].casefold()]
                    or [n for n in names if n != name]
                )
                yield case["text"][: match.start()] + other + case["text"][match.end() :]
