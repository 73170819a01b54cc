"""Figures of right answers that are words made wrong: counts, multiples, parts, whose part of a change."""

import random
import re
from collections.abc import Iterator
from typing import Any

COUNTS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NOUN = r"department|store|month|week|weekday|drink|campaign|group|categor|part"
_DID = r"grew|shrank|fell|less|fewer|stay|pushed|sold"
_COUNT = re.compile(
    rf"\b(?:{'|'.join(COUNTS)})\b(?=\sof\s(?:the|these|its|our)\b|,?\s(?:[a-z]+\s){{0,2}}?(?:{_NOUN})"
    rf"|,?\s(?:\w+\s){{0,2}}?(?:{_DID}))",
    re.IGNORECASE,
)
MULTIPLES = {
    "doubled": "tripled", "tripled": "halved", "halved": "doubled", "twice": "three times",
    "four times": "six times", "three times": "five times", "eight times": "three times",
    "half as": "twice as",
}  # fmt: skip
PARTS = {
    "half": "three quarters", "third": "fifth", "quarter": "half", "tenth": "twentieth",
    "seventh": "third", "twelfth": "quarter", "three fifths": "two fifths", "two thirds": "one third",
    "one in five": "one in two", "one in six": "one in three", "more than half": "less than half",
    "more than a third": "less than a third", "less than a tenth": "more than a tenth",
    "more than a quarter": "less than a quarter",
}  # fmt: skip


def count(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Another count of groups."""
    for match in _COUNT.finditer(case["text"]):
        said = COUNTS.index(match.group().casefold())
        other = COUNTS[chance.choice([n for n in (said - 1, said + 1, said + 2) if 0 <= n < len(COUNTS)])]
        other = other.capitalize() if match.group()[0].isupper() else other
        yield case["text"][: match.start()] + other + case["text"][match.end() :]


def _put(words: dict[str, str], text: str) -> Iterator[str]:
    for said, other in words.items():
        for match in re.finditer(rf"(?<![\w-]){said}(?![\w-])", text):
            yield text[: match.start()] + other + text[match.end() :]


def multiple(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Another multiple of something."""
    yield from _put(MULTIPLES, case["text"])


def part(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """Another part of a whole."""
    yield from (said for said in _put(PARTS, case["text"]) if not re.search(r"quarters as|three half", said))


def credit(case: dict[str, Any], chance: random.Random) -> Iterator[str]:
    """The other way in which a part of a change goes."""
    text = re.sub(r"took (\$[\d,]+) off", r"took away \1 from", case["text"])
    yield from _put({"took away": "added", "added": "took away"}, text)
    yield from _put({"down": "up", "up": "down"}, text) if "pulled" in text else ()
