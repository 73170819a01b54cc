"""Names and dates of the data in the words of a report."""

import datetime as dt
import re
from collections.abc import Sequence

from tools.evidence import Value

SMALL = {"and", "or", "of", "for", "the", "with", "in", "to", "a", "by"}


def readable(value: Value) -> str:
    """A value of the data as it reads well: 'GROCERY' as 'Grocery', 'DRUG GM' as 'Drug GM'."""
    text = "no value" if value is None else str(value)
    if not any(c.isalpha() for c in text) or text != text.upper():
        return text
    if len(text) <= 3:
        return text
    return re.sub(r"[A-Z']+", _cased, text)


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
    """An hour of the day by both clocks: '17:00 (5 pm)'."""
    of_day = int(str(hour))
    said = {0: "midnight", 12: "noon"}.get(of_day, f"{of_day % 12} {'am' if of_day < 12 else 'pm'}")
    return f"{of_day:02}:00 ({said})"


def listed(words: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lower_first(label: str) -> str:
    """A label inside a sentence."""
    return label[:1].lower() + label[1:]


def _cased(found: re.Match[str]) -> str:
    word = found.group()
    if word.lower() in SMALL and found.start():
        return word.lower()
    # Without a vowel it is an abbreviation (GM, HBC): lower case would make it unreadable.
    return word.capitalize() if re.search("[AEIOUY]", word) else word
