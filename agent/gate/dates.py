"""Periods of the calendar that a text names, and how they compare with the periods of evidence."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_ANY_YEAR = 2000
_NAME = "|".join(sorted((name.capitalize() for name in _MONTHS), key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}

_PATTERN = re.compile(
    rf"""(?<![\w.,$€£])(?:
      (?P<iso>{_YEAR}-\d\d(?:-\d\d)?)(?![\w-])
    | (?P<isoq>{_YEAR})-Q(?P<isoqn>[1-4])(?!\w)
    | (?P<slash>\d\d?/\d\d?/(?:{_YEAR}|\d\d))(?![\w/])
    | (?P<d1>{_DAY})(?:(?:\s?[–-]\s?|\s(?:to|through|until)\s)(?P<d2>{_DAY}))?
        \s+(?:of\s+)?(?P<dm>{_NAME})\b\.?
        (?:,?\s+(?P<dy>{_YEAR})\b(?!,\d))?
    | (?P<mm>{_NAME})\b\.?(?:\s+(?P<m1>{_DAY})(?![\d%,.]\d|\w|%)(?:\s?[–-]\s?(?P<m2>{_DAY})(?!\w))?)?
        (?:,?\s+(?P<my>{_YEAR})\b(?!,\d))?
    | (?:Q(?P<q>[1-4])|(?P<qn>first|second|third|fourth|last|1st|2nd|3rd|4th)\squarter)\b
        (?:\s+(?:of\s+)?(?P<qy>{_YEAR})\b)?
    | (?:H(?P<h>[12])|(?P<hn>first|second)\shalf(?!\sof\s(?!the\syear|{_YEAR})))\b
        (?:\s+(?:of\s+)?(?P<hy>{_YEAR})\b)?
    | (?:the\s)?(?P<season>summer|spring|autumn|winter(?=\squarter))(?P<sq>\squarter)?\b
        (?:\s(?:of\s)?(?P<sy>{_YEAR})\b)?
    | (?P<whole>(?:the\s)?(?:whole|full|entire|all\sof\sthe|calendar)\syear|year-round)\b
    | (?P<year>{_YEAR})(?![\w%]|[.,]\d|\s?(?:%|percent|million|thousand|dollars|USD|points))
    )""",
    re.VERBOSE,
)
_ORDINAL = re.compile(
    r"\b(?:in|than|as|of|from|to|and|with|during) the (first|second|third|fourth)"
    r"(?=\s*[,.;:)\[(]|\s(?:and|was|at|with|to)\b|\Z)"
)
_TO = re.compile(r"\s*(?:[–—-]|to|through|till|until|and)\s*(?:the\s)?")


class Span(NamedTuple):
    """Calendar days, both ends included. Without a known year the days are those of a stand-in year."""

    first: dt.date
    last: dt.date
    year_known: bool = True


class Named(NamedTuple):
    """A period named in a text at characters start to end. `span` is None for "the whole year"."""

    start: int
    end: int
    span: Span | None
    joint: Span | None = None
    """The stretch from the first to the second of two periods that are said as one ("from March to May")."""


def named_periods(text: str) -> list[Named]:
    """The periods `text` names, in reading order; impossible dates ("31 February") are left out."""
    found = []
    for match in _PATTERN.finditer(text):
        try:
            span = _span(match, text)
        except ValueError:
            continue
        if span is not None or match["whole"]:
            found.append(Named(match.start(), match.end(), span))
    found = sorted([*found, *_left_short(text, found)])
    for n in range(len(found) - 1):
        found[n : n + 2] = _joined(found[n], found[n + 1], text)
    return found


def _left_short(text: str, found: list[Named]) -> list[Named]:
    """The halves and quarters whose noun is said once: "in the second quarter, 53 in the third"."""
    nouns = re.findall(r"\b(?:first|second|third|fourth|1st|2nd|3rd|4th)\s(quarter|half)\b", text)
    if len(set(nouns)) != 1:
        return []
    size = 3 if nouns[0] == "quarter" else 6
    short = []
    for match in _ORDINAL.finditer(text):
        n = _NTH[match[1].casefold()]
        if n * size <= 12 and not any(one.start < match.end() and match.start() < one.end for one in found):
            short.append(Named(match.start(1), match.end(1), _months(None, (n - 1) * size + 1, n * size)))
    return short


def _joined(one: Named, two: Named, text: str) -> tuple[Named, Named]:
    between = text[one.end : two.start]
    if one.span is None or two.span is None or not _TO.fullmatch(between):
        return one, two
    if between.strip() == "and" and not re.search(
        r"\bbetween\s(?:the\s)?\Z", text[: one.start], re.IGNORECASE
    ):
        return one, two
    first = (
        one.span.first
        if one.span.year_known or not two.span.year_known
        else one.span.first.replace(year=two.span.last.year)
    )
    if first > two.span.last or (one.span.year_known and not two.span.year_known):
        return one, two
    joint = Span(first, two.span.last, two.span.year_known)
    return one._replace(joint=joint), two._replace(joint=joint)


def _span(match: re.Match[str], text: str) -> Span | None:
    if match["whole"]:
        return None
    if match["iso"]:
        year, month, *day = (int(part) for part in match["iso"].split("-"))
        return _days(year, month, *day)
    if match["isoq"]:
        quarter = int(match["isoqn"])
        return _months(int(match["isoq"]), 3 * quarter - 2, 3 * quarter)
    if match["slash"]:
        month, day_, year = (int(part) for part in match["slash"].split("/"))
        return _days(year + 2000 if year < 100 else year, month, day_)
    if match["dm"]:
        return _days(
            _year(match["dy"]), _MONTHS[match["dm"].casefold()], _day(match["d1"]), _day(match["d2"])
        )
    if match["mm"]:
        if match["mm"] == "May" and not _is_month_of_may(match, text):
            return None
        days = (_day(match["m1"]), _day(match["m2"])) if match["m1"] else ()
        return _days(_year(match["my"]), _MONTHS[match["mm"].casefold()], *days)
    if match["q"] or match["qn"]:
        quarter = int(match["q"]) if match["q"] else _NTH[match["qn"]]
        return _months(_year(match["qy"]), 3 * quarter - 2, 3 * quarter)
    if match["season"]:
        first = {"spring": 3, "summer": 6, "autumn": 9, "winter": 0}[match["season"]]
        first += 1 if match["sq"] else 0
        return _months(_year(match["sy"]), first, first + 2)
    if match["h"] or match["hn"]:
        half = int(match["h"]) if match["h"] else _NTH[match["hn"]]
        return _months(_year(match["hy"]), 6 * half - 5, 6 * half)
    return _months(int(match["year"]), 1, 12)


def _is_month_of_may(match: re.Match[str], text: str) -> bool:
    """`May` opens sentences as a verb ("May I ask"); the month follows a preposition or carries a date."""
    if match["m1"] or match["my"] or match.end() - match.start() != 3:
        return True
    before, after = text[: match.start()], text[match.end() :]
    return bool(before.strip()) or not re.match(r"\s+(?:I|we|you|be|not|have)\b", after)


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _day(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _months(year: int | None, first: int, last: int) -> Span:
    y = year or _ANY_YEAR
    return Span(dt.date(y, first, 1), dt.date(y, last, calendar.monthrange(y, last)[1]), year is not None)


def _days(year: int | None, month: int, first: int | None = None, last: int | None = None) -> Span:
    if first is None:
        if not 1 <= month <= 12:
            raise ValueError(f"no month {month}")
        return _months(year, month, month)
    y = year or _ANY_YEAR
    return Span(dt.date(y, month, first), dt.date(y, month, last or first), year is not None)


def same(a: Span, b: Span) -> bool:
    """Whether two spans are the same days, reading a span without a year in the other's year."""
    return contains(a, b) and contains(b, a)


def contains(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies within `outer`."""
    if outer.year_known and inner.year_known:
        return outer.first <= inner.first and inner.last <= outer.last
    return _key(outer.first) <= _key(inner.first) and _key(inner.last) <= _key(outer.last)


def _key(day: dt.date) -> tuple[int, int]:
    """Month and day, the last of February counting alike in leap years and others."""
    return (day.month, 29 if (day.month, day.day) == (2, 28) else day.day)


def is_whole_year(span: Span) -> bool:
    """Whether the span is about a year long."""
    return (span.last - span.first).days >= 350
