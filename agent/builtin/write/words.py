"""Amounts, names and dates in the words of a report."""

import datetime as dt

from tools.evidence import Unit, Value
from tools.warehouse import periods
from tools.wording import date, listed, readable


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


def days(start: dt.date, end: dt.date) -> str:
    """A span of days in words: a year, a month, a day, or from one day to another."""
    return periods.words(start, end)


def sentence(text: str, mark: str = "") -> str:
    """The text with a capital first and a full stop last; the evidence mark stands before the stop."""
    text = text.strip().rstrip(".")
    text = text[:1].upper() + text[1:]
    return f"{text} [{mark}]." if mark else f"{text}."


__all__ = ["count", "date", "days", "figure", "listed", "money", "percent", "readable", "sentence"]
