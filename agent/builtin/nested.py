"""A ranking inside a ranking: 'which category has the lowest share among the ten biggest' are two steps."""

import re

from agent.builtin.desk import Desk

NUMBER = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|\d{1,3})"
BIG = r"(?:biggest|largest|best[- ]selling|best|top|leading|highest[- ]selling)"
AMONG = re.compile(
    rf"\s*,?\s*\b(?:among|amongst|out of|within|from|of) (?:the|our) (?P<top>{BIG} {NUMBER}|{NUMBER} {BIG})"
    r"(?: (?P<noun>\w+))?(?=\W*$|,| (?:in|by|for|last|this)\b)",
    re.IGNORECASE,
)
WHICH = re.compile(r"^(?P<lead>.*?\b(?:which|what))(?: (?:one|is|are))?\b", re.IGNORECASE)


def of_the_top(text: str, desk: Desk) -> list[str]:
    """The clause, or the inner ranking and the one among its rows, where it holds both. The days of the
    clause are of both."""
    found = AMONG.search(text)
    if not found:
        return [text]
    rest = f"{text[: found.start()]}{text[found.end() :]}"
    reading = desk.reader.read(rest, None)
    asks = reading.rank and len(reading.by) == 1 and reading.metrics and not reading.unknown
    lead = WHICH.match(rest)
    named = next((s for s in reading.spans if s.kind == "dimension" and s.target in reading.by), None)
    if not asks or lead is None or named is None or named.start < lead.end():
        return [text]
    plural = desk.definitions.dimensions[reading.by[0]].plural.lower()
    when = f" in {reading.period.label}" if reading.period and reading.period.label else ""
    return [f"{found['top']} {plural}{when}", f"which of those {plural}{rest[named.end :]}"]
