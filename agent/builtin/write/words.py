"""Amounts, names and dates in the words of a report."""

import datetime as dt
import re
from collections.abc import Sequence

from tools.evidence import Unit, Value
from tools.warehouse import periods

SMALL = {"and", "or", "of", "for", "the", "with", "in", "to", "a", "by"}


def money(value: float) -> str:
    """Dollars: to the dollar from $100 up, with cents below."""
    sign, size = ("-" if value < 0 else ""), abs(value)
    return f"{sign}${size:,.0f}" if size >= 99.995 else f"{sign}${size:,.2f}"


def percent(share: float) -> str:
    """A fraction as a percent with one decimal; two below one percent, where one would hide it."""
    shown = share * 100
    if shown and abs(shown) < 0.995:
        return f"{shown:.2f}%"
    return f"{shown:,.1f}%"


def count(value: float) -> str:
    """A count with thousands separators; decimals only where there are any."""
    if abs(value - round(value)) < 1e-9:
        return f"{round(value):,}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def figure(value: Value, unit: Unit) -> str:
    """A cell as it stands in a sentence. An empty cell says so."""
    if value is None:
        return "no value"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return date(value) if unit == "date" else readable(value)
    if unit == "usd":
        return money(value)
    if unit == "percent":
        return percent(value)
    if unit == "points":
        return f"{value * 100:,.1f} points"
    return count(value)


def readable(value: Value) -> str:
    """A value of the data as it reads well: 'GROCERY' as 'Grocery', 'DRUG GM' as 'Drug GM'."""
    text = "no value" if value is None else str(value)
    if not any(c.isalpha() for c in text) or text != text.upper():
        return text
    if len(text) <= 3:
        return text
    return re.sub(r"[A-Z']+", _cased, text)


def _cased(found: re.Match[str]) -> str:
    word = found.group()
    if word.lower() in SMALL and found.start():
        return word.lower()
    # Without a vowel it is an abbreviation (GM, HBC): lower case would make it unreadable.
    return word.capitalize() if re.search("[AEIOUY]", word) else word


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


def days(start: dt.date, end: dt.date) -> str:
    """A span of days in words: a year, a month, a day, or from one day to another."""
    return periods.words(start, end)


def listed(words: Sequence[str], last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def sentence(text: str, mark: str = "") -> str:
    """The text with a capital first and a full stop last; the evidence mark stands before the stop."""
    text = text.strip().rstrip(".")
    text = text[:1].upper() + text[1:]
    return f"{text} [{mark}]." if mark else f"{text}."
