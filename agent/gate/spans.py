"""Names that are numbers: hours of the day, ages and incomes from one to another, five or more."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from agent.gate.spellings import UNITS

_WORD = "|".join(list(UNITS)[1:11])
_HOUR = re.compile(
    r"\b(?:(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)|(?P<n>1[0-2]|\d)(?:[:.]00)?\s?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<word>noon|midday|midnight))",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\s?(?:[–-]|to|and|until|till|through)\s?")
_FROM_TO = re.compile(
    rf"(?<![\w.,$])(?P<a>\d+|{_WORD})K?(?P<join>\s?[–-]\s?|\s(?:to|and|or)\s)(?P<b>\d+|{_WORD})(?P<k>K)?(?:s\b)?(?![\d.,]*[\d%])",
    re.IGNORECASE,
)
_OPEN = re.compile(
    rf"(?:(?P<least>\bat least\s)|(?<![\w.,$]))\$?(?P<a>\d+|{_WORD})(?P<k>K)?"
    rf"(?P<more>\+|\s(?:\w+\s)?(?:or|and)\s(?:more|older|over|above|up|larger)\b)?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:\D*\s)?(?P<a>\d+)K?\s?(?:(?:-|–|\sto\s)\s?(?P<b>\d+)K?)?(?P<open>\+|\sor more\b)?(?:K?\s?\+)?\D*"
)
_CODE = re.compile(
    r"(?<![\w.,$€£#-])(\d{2,})(?![\w%]|[.,]\d|\s?%)"
    r"(?P<named>[\s*_]+(?:second|third|fourth|fifth|last|follows|comes|is|was|had|has|sold|grew|rose|fell)\b)?"
)
_FAR = 10**9

Label = tuple[int, int, str]


@lru_cache(maxsize=16)
def labels(values: frozenset[tuple[str, str]]) -> dict[str, list[Label]]:
    """By dimension: (lowest, highest, value) of the values that are numbers or ranges of them, in order."""
    found: dict[str, list[Label]] = {}
    for axis, value in values:
        match = _LABEL.fullmatch(value)
        if match is None or axis in ("metric", "time"):
            continue
        low = int(match["a"])
        if value.startswith("under "):
            found.setdefault(axis, []).append((0, low - 1, value))
            continue
        open_ = value.rstrip().endswith("+") or match["open"] is not None
        high = _FAR if open_ else int(match["b"]) if match["b"] else low
        found.setdefault(axis, []).append((low, high, value))
    return {axis: sorted(ones) for axis, ones in found.items() if len(ones) > 2}


def spoken(text: str, values: frozenset[tuple[str, str]]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, axis, value) for each value that a number or a range of the text takes in."""
    known = labels(values)
    for axis, ones in known.items():
        if axis == "hour":
            yield from _hours(text, axis, ones)
            continue
        ranged = any(low != high for low, high, _ in ones)
        for match in _FROM_TO.finditer(text):
            low, high = _number(match["a"]), _number(match["b"])
            taken = _between(ones, low, high)
            noun = text[: match.start()].casefold().rstrip(" ,:(").removesuffix(" from").removesuffix("s")
            nouns = tuple(word for word in axis.split("_") if len(word) > 2)
            called = noun.endswith(nouns) and match["join"].strip() not in ("and", "or")
            listed = match["join"].strip() in ("and", "or", "to") and not ranged and not called
            if taken and low < high and (ranged or called or (not listed and len(ones) > 4)):
                yield from ((match.start(), match.end(), axis, value) for value in taken)
        for match in _OPEN.finditer(text):
            if match["least"] or match["more"]:
                taken = _between(ones, _number(match["a"]), _FAR)
                if taken and not (match["a"].isdecimal() and len(match["a"]) > 3):
                    yield from ((match.start("a"), match.end(), axis, value) for value in taken)


def bare_codes(text: str, values: frozenset[tuple[str, str]]) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, axis, value) for each code of the evidence that stands without its noun.

    A quantity of four digits or more is written with separators; a shorter one is a name where a place or a
    verb follows instead of a noun ("764 third with").
    """
    for match in _CODE.finditer(text):
        if len(match[1]) > 4 or match["named"]:
            yield from ((*match.span(1), axis, value) for axis, value in values if value == match[1])


def _between(ones: Iterable[Label], low: int, high: int) -> list[str]:
    """The values of a range whose ends are the ends of values."""
    held = [one for one in ones if one[0] >= low and one[1] <= high]
    whole = held and held[0][0] == low and (held[-1][1] == high or (high == _FAR))
    return [value for _, _, value in held] if whole else []


def _number(said: str) -> int:
    return UNITS.get(said.casefold(), 0) or int(said) if said.isdecimal() or said.casefold() in UNITS else -1


def _hours(text: str, axis: str, ones: list[Label]) -> Iterator[tuple[int, int, str, str]]:
    """Hours of the day, and from one to before another ("between midnight and 6 a.m.")."""
    known = {low: value for low, _, value in ones}
    found: list[tuple[int, int, int, bool]] = []
    for match in _HOUR.finditer(text):
        if match["word"]:
            hour = 0 if match["word"].casefold() == "midnight" else 12
        elif match["half"]:
            hour = int(match["n"]) % 12 + (12 if match["half"].casefold() == "p" else 0)
        else:
            hour = int(match["h"]) % 24
        found.append((match.start(), match.end(), hour, match["m"] in (None, "00")))
    n = 0
    while n < len(found):
        start, end, first, _ = found[n]
        hours, joined = [first], n + 1 < len(found) and _UNTIL.fullmatch(text[end : found[n + 1][0]])
        if joined and (joined.group().strip() != "and" or re.search(r"\bbetween\s\Z", text[:start], re.I)):
            end, last, sharp = found[n + 1][1], found[n + 1][2] or 24, found[n + 1][3]
            hours, n = list(range(first, last if sharp else last + 1)), n + 1
        yield from ((start, end, axis, known[hour]) for hour in hours if hour in known)
        n += 1
