"""Figures in a text: what they say, to which precision, in which unit, and how firmly."""

import re
from dataclasses import replace
from typing import Literal

from agent.gate.digits import decimal, loose_of, small
from agent.gate.figure import Figure, FigureUnit, Hedge
from agent.gate.spellings import (
    BETWEEN,
    DIGITS,
    HEDGE,
    ISH,
    MARK,
    OF_A_PERIOD,
    PARTS,
    PATTERN,
    RANGE,
    SCALES,
    TIMES,
)


def figures(text: str) -> list[Figure]:
    """Every number in `text` in reading order, in digits or in words; evidence marks ([D1]) are none."""
    marks = [match.span() for match in MARK.finditer(text)]
    found = []
    for match in PATTERN.finditer(text):
        if any(start <= match.start() < end for start, end in marks):
            continue
        figure = _figure(match, text)
        if figure is not None:
            found.append(figure)
    for n in range(len(found) - 1):
        found[n : n + 2] = _as_range(found[n], found[n + 1], text)
    return found


def _as_range(first: Figure, second: Figure, text: str) -> tuple[Figure, Figure]:
    """The ends of a range ("10–12 %", "$2.1–2.3M") share the unit and the scale that one of them says."""
    between = text[first.end : second.start]
    if not RANGE.fullmatch(between) or first.spelled or not (first.form == second.form == "number"):
        return first, second
    if between.strip() in ("and", "or") and not BETWEEN.search(text[: first.start]):
        return first, second
    if first.unit == "usd" and second.unit == "plain" and between.strip() not in ("and", "to"):
        second = replace(second, unit="usd")
    digits = re.search(DIGITS, second.text)
    shown = decimal(digits.group())[0] if digits else None
    if first.unit not in ("plain", second.unit) or not shown or re.search(r"[^\d.,\s$+−–-]", first.text):
        return first, second
    if not re.search(r"[^\d.,\s$+−–-]", second.text):
        return first, second
    size = second.value / shown
    return replace(
        first, value=first.value * size, step=first.step * size, loose=first.loose * size, unit=second.unit
    ), second


def _figure(match: re.Match[str], text: str) -> Figure | None:
    hedge = _hedge(match, text)
    start, end = match.span()
    said = match.group()

    if match["inn"]:
        part, whole = re.split(r"\s(?:in|out\sof)\s(?:every\s)?", said, flags=re.IGNORECASE)
        top, bottom = small(part.split()[0]), small(whole)
        if not 0 < top < bottom:
            return None
        return Figure(said, start, end, top / bottom, 0.0, 0.0, "percent", hedge, 0, True, "fraction")
    if match["part"]:
        return _part(match, text, hedge)
    if match["ratio"]:
        value = float(re.split(r"\s?(?:to|:)", said)[0])
        step = 10.0 ** -len(said.partition(":")[0].partition("to")[0].strip().partition(".")[2])
        return Figure(said, start, end, value, step, step / 2, "times", hedge)
    if match["mixed"]:
        value = small(said.split()[0]) + 0.5
        return Figure(said, start, end, value, 0.0, 0.0, "times", hedge, 0, True, "multiple")
    if match["multiple"]:
        if text[end:].startswith("-"):
            return None
        value = TIMES[said.casefold()]
        turned: Hedge = {"over": "under", "under": "over"}.get(hedge, hedge) if value < 1 else hedge  # type: ignore[assignment]
        return Figure(said, start, end, value, 0.0, 0.0, "times", turned, 0, True, "multiple")
    if match["word"]:
        return _worded(match, hedge)
    return _digits(match, text, hedge)


def _part(match: re.Match[str], text: str, hedge: Hedge) -> Figure | None:
    """Half, a third, three quarters; not "the third quarter" nor "the first half" of a year."""
    piece, over = match["piece"].casefold(), (match["over"] or "").casefold()
    before, after = text[: match.start()][-14:].casefold(), text[match.end() :][:14].casefold()
    said, (start, end) = match.group(), match.span()
    if match["amount"]:
        value = 0.5 * SCALES[match["amount"].split()[-1].casefold()]
        money = "usd" if re.match(r"\s(?:dollars|usd)", after) else "plain"
        amount = Figure(said, start, end, value, 0.0, 0.1 * value, money, hedge, 0, True, "fraction")  # type: ignore[arg-type]
        return amount if piece == "half" else None
    if over and piece in ("quarter", "quarters") and re.search(r"(?:first|last|other|past)\s\Z", before):
        return None
    if (
        over == "a"
        and piece == "quarter"
        and re.search(r"[a-z]s\s\Z", before)
        and not after.startswith(" of")
    ):
        return None
    if piece == "half":
        if OF_A_PERIOD.search(before) or re.match(r"[\s-](?:an?\b|year|hour|price|of the year|of 20)", after):
            return None
    elif (
        not over
        or re.search(r"\b(?:the|this|that|last|next|per)[\s-]$", before)
        or not re.match(r"\s*(?:of\b|as\b|the\b|more\b|less\b|higher\b|lower\b|[,.;:)%*\[]|\Z)", after)
    ):
        return None
    value = (small(over) if over not in ("", "a") else 1) * PARTS[piece]
    unit: FigureUnit = "times" if re.match(r"\s*(?:as\b|the\b)", after) else "percent"
    return Figure(said, start, end, value, 0.0, 0.0, unit, hedge, 0, True, "fraction") if value < 1 else None


def _worded(match: re.Match[str], hedge: Hedge) -> Figure | None:
    word = match["word"].casefold()
    scale = SCALES[match["wscale"].strip(" -").casefold()] if match["wscale"] else 1.0
    number = 1 if word == "a" else small(word)
    unit = _unit(match, "w")
    if word in ("one", "zero") and scale == 1 and unit == "plain":
        return None
    value = number * scale * (0.01 if unit in ("percent", "points") else 1)
    step = scale * (0.01 if unit in ("percent", "points") else 1)
    return Figure(match.group(), *match.span(), value, step, step / 2, unit, hedge, 0, True)


def _digits(match: re.Match[str], text: str, hedge: Hedge) -> Figure | None:
    number, decimals = decimal(match["digits"])
    if number is None:
        return None
    unit = _unit(match, "")
    if match["cur"]:
        unit = "usd" if "$" in match["cur"] or "USD" in match["cur"].upper() else "plain"
    elif match["sign"] and text[: match.start()].endswith("$"):
        unit = "usd"
    scale = SCALES[match["scale"].strip(" -").casefold()] if match["scale"] else 1.0
    size = scale * (0.01 if unit in ("percent", "points") else 1)
    value, step = number * size, 10.0**-decimals * size
    loose = loose_of(match["digits"], decimals) * size
    mark = match["sign"] or match["sign2"]
    sign = 0 if mark is None else (1 if mark == "+" else -1)
    form: Literal["number", "nth", "clock", "code"] = "number"
    after = text[match.end() :]
    if unit == "plain" and re.match(r"(?:\s?cents?\b|\s?¢)", after):
        unit, value, step, loose = "usd", value / 100, step / 100, loose / 100
    if unit == "usd" and _OF_A_HUNDRED.match(after):
        parts = 100 if "cent" not in after[:8] else 1
        unit, value, step, loose = "percent", value / parts, step / parts, loose / parts
    if match["nth"]:
        form = "nth"
    elif match["clock"]:
        form = "clock"
    elif re.match(r"[^\W\d_]", text[match.end() :]) and not ISH.match(text[match.end() :]):
        form = "code"
    if hedge == "exact" and ISH.match(text[match.end() :]):
        hedge = "about"
    return Figure(match.group(), *match.span(), value, step, loose, unit, hedge, sign, False, form)


def _unit(match: re.Match[str], prefix: str) -> FigureUnit:
    for unit in ("percent", "points", "times", "usd"):
        if match[prefix + unit]:
            return unit
    return "plain"


_OF_A_HUNDRED = re.compile(
    r"(?:\scents?)?\s(?:of|in|out of|on|from) (?:every|each) (?:\$1(?:00)?\b|dollar\b|hundred\b)",
    re.IGNORECASE,
)


def _hedge(match: re.Match[str], text: str) -> Hedge:
    before = text[max(0, match.start() - 32) : match.start()]
    hedge = HEDGE.search(before)
    if hedge is None:
        return "exact"
    return "about" if hedge["about"] else "over" if hedge["over"] else "under"
