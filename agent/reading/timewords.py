"""Small steps that all time phrases share: numbers, months and years at a place in the question."""

import datetime as dt
import re

from agent.reading.days import MONTHS, Days, When, day_label
from agent.reading.tokens import Token

ORDINALS = {"first": 1, "1st": 1, "second": 2, "third": 3, "fourth": 4, "2nd": 2, "3rd": 3, "4th": 4,
    "last": -1, "final": -1}  # fmt: skip
NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "fifty": 50, "dozen": 12, "couple": 2}  # fmt: skip
UNITS = {"day", "week", "month", "quarter", "year"}

Found = tuple[int, When] | None
"""The place after a time phrase and the days it stands for."""


def number_at(words: list[Token], at: int) -> int | None:
    """A whole number written in digits or as a word."""
    if at >= len(words):
        return None
    token = words[at]
    if token.kind == "number" and token.unit in ("", "th") and token.value is not None:
        return int(token.value) if token.value == int(token.value) and token.value < 1e6 else None
    return NUMBERS.get(token.norm)


def norm(words: list[Token], at: int) -> str:
    """The plain form of a token, or "" beyond the ends."""
    return words[at].norm if 0 <= at < len(words) else ""


def stem(words: list[Token], at: int) -> str:
    """The singular form of a token, or "" beyond the ends."""
    return words[at].stem if 0 <= at < len(words) else ""


def month_at(words: list[Token], at: int) -> int | None:
    """The month a token names; 'may', 'march' and the like only where they are not verbs."""
    word = norm(words, at)
    if word not in MONTHS and word.endswith("s") and len(word) > 5:
        word = word[:-1]  # "octobers shoppers"
    if word not in MONTHS or words[at].kind != "word":
        return None
    before, after = norm(words, at - 1), norm(words, at + 1)
    if word == "may" and before not in ("of", "in", "since", "until"):
        modal = before in {
            "i",
            "we",
            "you",
            "it",
            "they",
            "that",
            "which",
            "who",
            "customer",
            "customers",
            "he",
        }
        modal = modal or after in {
            "i",
            "we",
            "you",
            "be",
            "have",
            "not",
            "include",
            "want",
            "also",
            "need",
            "or",
        }
        return None if modal and words[at].text != "May" else MONTHS[word]
    return (
        None
        if word == "march" and after in {"on", "ahead", "forward"} and before in {"we", "to"}
        else MONTHS[word]
    )


def year_at(words: list[Token], at: int) -> int | None:
    if at < len(words) and words[at].kind == "number" and re.fullmatch(r"(19|20)\d\d", words[at].text):
        return int(words[at].text)
    return None


def year_after(words: list[Token], at: int) -> tuple[int, int | None]:
    """A year that follows, possibly after 'of', and the place after it."""
    for skip in (0, 1):
        if skip and norm(words, at) not in ("of", "in"):
            break
        if (year := year_at(words, at + skip)) is not None:
            return at + skip + 1, year
        quote = at + 1 < len(words) and words[at].text in "'‘’"
        if quote and re.fullmatch(r"\d\d", words[at + 1].text):
            return at + 2, 2000 + int(words[at + 1].text)
        phrase = (norm(words, at + skip), norm(words, at + skip + 1))
        if phrase in (("last", "year"), ("this", "year")):
            return at + skip + 2, None if phrase[0] == "this" else -1
    return at, None


def resolve(year: int | None, days: Days) -> int:
    return days.year if year is None else days.year - 1 if year == -1 else year


def date_or_none(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def single_day(day: dt.date | None, after: int) -> Found:
    return (after, When(day, day, day_label(day))) if day else None


def found(after: int, when: When | None) -> Found:
    return (after, when) if when else None
