"""A day that stands for today: 'as of 18 august, month to date', 'pretend it is 30 june'."""

from agent.reading.dates import day_and_month, written
from agent.reading.days import Days, day_label
from agent.reading.timewords import norm
from agent.reading.tokens import Token

_SET = {"pretend", "imagine", "suppose", "assume", "say", "today", "if", "its"}
_BETWEEN = {"it", "its", "is", "s", "were", "was", "today", "the", "evening", "morning", "end", "of", "on",
    "that", "we", "are", "at", "as", "day", "date", "now", "night", ":", ","}  # fmt: skip
_TO_DATE = {"ytd", "mtd", "qtd", "wtd", "date", "far", "current", "this", "last", "latest"}
"""Words that count from today; without one, 'as of' means from then on."""


def today_told(tokens: list[Token], days: Days) -> tuple[Days, tuple[int, int], str]:
    """The days as they would be on the day that the question takes for today, the tokens that say so, and
    what to say of it. Without such words the days as they are."""
    for at in range(len(tokens)):
        start = _after_words(tokens, at)
        if not start or start >= len(tokens):
            continue
        found = written(tokens, start, days) or day_and_month(tokens, start, days)
        if found is None or not days.first <= found[1].start <= days.last:
            continue
        day = found[1].start
        return Days(days.first, day), (at, found[0]), f"Taken as of {day_label(day)}."
    return days, (0, 0), ""


def _after_words(tokens: list[Token], at: int) -> int:
    """The place of the day behind 'as of', 'pretend it is', 'if today were'; 0 for none."""
    if norm(tokens, at) == "as" and norm(tokens, at + 1) in ("of", "at", "on"):
        counted = any(t.norm in _TO_DATE for t in tokens)
        return at + 2 if counted else 0
    if norm(tokens, at) not in _SET:
        return 0
    words = [norm(tokens, at + k) for k in range(3)]
    if words[0] in ("today", "its", "say", "if") and not {"today", "pretend"} & set(words):
        return 0
    i = at + 1
    while norm(tokens, i) in _BETWEEN and i - at < 9:
        i += 1
    return i if i > at + 1 or words[0] == "pretend" else 0
