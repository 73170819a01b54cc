"""Names and dates of the data in the words of a report."""

import datetime as dt
import re
from collections.abc import Sequence

from knowledge.metrics import load_definitions
from tools.evidence import Value

SMALL = {"and", "or", "of", "for", "the", "with", "in", "to", "a", "by"}
CLIPPED = 3
"""Shorter abbreviations stay: 'GM' and 'PK' are read as they are, and stand for several things."""


def readable(value: Value) -> str:
    """A value of the data as it reads well: 'GROCERY' as 'Grocery', 'FRZN MEAT/MEAT DNRS' as 'Frozen
    Meat/Meat Dinners'. What the catalogue clips is written out; 'GM' and the like stay."""
    text = "no value" if value is None else str(value)
    if not any(c.isalpha() for c in text) or text != text.upper():
        return text
    if len(text) <= 3:
        return text
    spaced = re.sub(r"(?<=\w)\s?&\s?(?=\w\w)", " & ", re.sub(r"\s*\([^)]*$", "", text))
    return re.sub(r"[A-Z']+\.?", _cased, spaced)


def date(text: str, step: str = "date") -> str:
    """An ISO day in words: '5 March 2017', or the month, quarter or year that starts on it.

    `step` is the time dimension that the day stands for. '2017-03' and '2017-Q1' are understood too;
    other text stays as it is.
    """
    if quarter := re.fullmatch(r"(\d{4})-(Q\d)", text):
        return f"{quarter[2]} {quarter[1]}"
    if re.fullmatch(r"\d{4}-\d{2}", text):
        text, step = f"{text}-01", "month"
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return text
    if step == "month":
        return f"{day:%B %Y}"
    if step == "quarter":
        return f"Q{(day.month + 2) // 3} {day.year}"
    return str(day.year) if step == "year" else f"{day.day} {day:%B %Y}"


def clock(hour: Value) -> str:
    """An hour of the day, 0 to 23, by the clock: '5 pm', 'noon'; 24 is midnight again."""
    of_day = int(str(hour)) % 24
    return {0: "midnight", 12: "noon"}.get(of_day, f"{of_day % 12} {'am' if of_day < 12 else 'pm'}")


def listed(words: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def upper_first(text: str) -> str:
    """The text with a capital first."""
    return f"{text[:1].upper()}{text[1:]}"


def lower_first(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


def totalled(label: str) -> str:
    """The label of a total: 'Total sales'; 'Total discount' says so itself."""
    return label if label.lower().startswith("total ") else f"Total {lower_first(label)}"


def _cased(found: re.Match[str]) -> str:
    word = found.group().rstrip(".")
    dot = found.group()[len(word) :]
    if word.lower() in SMALL and found.start():
        return word.lower() + dot
    if len(word) >= CLIPPED and (whole := load_definitions().abbreviations.get(word.lower())):
        return whole.title()  # written out, it needs no dot any more
    # Without a vowel it is an abbreviation (GM, HBC): lower case would make it unreadable.
    return (word.capitalize() if re.search("[AEIOUY]", word) else word) + dot
