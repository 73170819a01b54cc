"""How the figure of a reference is written: by its unit, its format, and what already stands around it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.builtin.write import words
from agent.gate.term import Term

_SCALES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9, "b": 1e9}
_SCALED = re.compile(r"\s?(thousand|million|billion)\b|([kKMB])\b")
_PERCENT = re.compile(r"\s?(?:%|percent\b)(?!\s?-?\s?points?)")
_POINTS = re.compile(r"\s?(?:(?:%|percent|percentage)[\s-])?(?:points?|pp|ppts?)\b")
_DOLLARS = re.compile(r"\s?(?:dollars|USD)\b")
_ZERO = re.compile(r"[\D0]*")


def suited(term: Term, formats: Sequence[str], after: str) -> Term:
    """The term, a quotient as a percent where the words or the format say that it is one."""
    percent = "%" in formats or _PERCENT.match(after) is not None
    if percent and term.unit in ("times", "ratio"):
        return replace(term, unit="percent", formula="share")
    return term


def worded(term: Term, formats: Sequence[str], before: str, after: str) -> str:
    """The figure without its sign, and without what stands beside it already ($, %, points, million)."""
    value, unit = abs(term.value), term.unit
    digits = next((int(f) for f in formats if f.isdigit()), None)
    if unit == "usd":
        plain = before.rstrip("*_ ").endswith("$") or _DOLLARS.match(after)
        return f"{'' if plain else '$'}{_amount(value, digits, formats, after, money=True)}"
    if unit == "percent":
        shown = words.percent(value)[:-1] if digits is None else f"{value * 100:,.{digits}f}"
        return shown if _PERCENT.match(after) else f"{shown}%"
    if unit == "points":
        shown = f"{value * 100:,.{1 if digits is None else digits}f}"
        if _POINTS.match(after):
            return shown
        return f"{shown} {'point' if shown == '1' else 'points'}"
    return _amount(value, digits, formats, after, money=False)


def signed(term: Term, shown: str, formats: Sequence[str], agrees: bool) -> str:
    """The sign to write before a figure; `agrees`: the words beside it say the direction already."""
    if "abs" in formats or _ZERO.fullmatch(shown):
        return ""
    if term.value < 0:
        return "" if agrees else "-"
    return "+" if "+" in formats and term.value > 0 else ""


def _amount(value: float, digits: int | None, formats: Sequence[str], after: str, *, money: bool) -> str:
    if said := _SCALED.match(after):
        return f"{value / _SCALES[(said[1] or said[2]).lower()]:,.{2 if digits is None else digits}f}"
    if "short" in formats and value >= 999_500:
        size, name = (1e9, "billion") if value >= 999.5e6 else (1e6, "million")
        whole = len(str(int(value / size)))
        return f"{value / size:,.{max(0, 3 - whole) if digits is None else digits}f} {name}"
    if digits is not None:
        return f"{value:,.{digits}f}"
    return words.money(value)[1:] if money else words.count(value)
