"""Whole numbers that are no measured figures: numbers of things, durations, the ten of 'the top ten'."""

import re
from typing import Literal

from agent.gate.conditions import Setting, is_asked
from agent.gate.figure import Figure
from agent.gate.row_numbers import counts_something, is_value, named_bare, names_a_row
from agent.gate.sentences import Passage

Kind = Literal["user", "date", "ordinal", "label", "scope"]
_ID = re.compile(
    r"\b(?P<noun>campaign|week|store|household|customer|product|coupon|offer|type|aisle|order|day|hour|"
    r"cluster|segment|decile|quintile|row|kpi|fy|cohort|version|turn|step|position|rank|place)s?"
    r"\s(?:from\s|no\.?\s?|number\s|id\s|#\s?)?(?:\d+(?:\s?[–-]\s?|,\s(?:and\s)?|\s(?:and|to|or)\s))*#?\Z",
    re.IGNORECASE,
)
TOP = re.compile(
    r"\b(?:top|bottom|first|last|best|worst|leading|largest|biggest|smallest|highest|lowest|next|of these|"
    r"these|those|middle|upper|lower|past|previous|trailing|preceding|final)[\s*_-]+\Z",
    re.IGNORECASE,
)
_TOP_AFTER = re.compile(
    r"[\s-](?:largest|biggest|smallest|best|top|leading|highest|lowest|worst|strongest|weakest|most|"
    r"busiest)\b",
    re.IGNORECASE,
)
_TIME_UNIT = re.compile(
    r"[\s-](?:full\s|whole\s|complete\s|calendar\s|consecutive\s|trading\s)?(?P<unit>day|week|month|"
    r"quarter|year)s?\b",
    re.IGNORECASE,
)
_CLOCK_UNIT = re.compile(r"[\s-](?:hours?|minutes?|seconds?|hrs?|mins?|o['’]clock)\b", re.IGNORECASE)
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "quarter": (90, 92), "year": (365, 366)}
_LEAVING_OUT = re.compile(r"\b(?:without|excluding|except|leaving out)\s(?:the\s)?\Z", re.IGNORECASE)
_KEEPING = re.compile(r"\b(?:for|of|in|from|across)\s(?:the\s|these\s)?\Z", re.IGNORECASE)
PER = re.compile(r"\b(?:per|every|for each)\s\Z", re.IGNORECASE)


def whole_number(figure: Figure, passage: Passage, before: str, after: str, setting: Setting) -> Kind | None:
    if re.fullmatch(r"\d{4,}", figure.text.strip()) and names_a_row(figure.text.strip(), setting.frames):
        return "label"
    named = _ID.search(before)
    if named and not figure.sign:
        if named["noun"].casefold() in ("position", "rank", "place"):
            return "ordinal" if any(len(f.rows) >= figure.value for f in setting.frames) else None
        known = f"{setting.question} {setting.printed}".casefold()
        said = rf"\b{named['noun'].casefold()}s?\b[^.?!]{{0,40}}?\b{int(figure.value)}\b"
        return "label" if is_value(named["noun"], figure, setting.frames) or re.search(said, known) else None
    if PER.search(before) and figure.value in (10, 100, 1_000, 10_000, 100_000, 1_000_000):
        return "label"
    kept = [len(values) for frame in setting.frames for values in frame.filters.values()]
    out = [len(values) for frame in setting.frames for values in frame.left_out.values()]
    if figure.value in (out if _LEAVING_OUT.search(before) else kept if _KEEPING.search(before) else ()):
        return "scope"
    if figure.spelled and figure.value <= 10 and not counts_something(after, setting.frames):
        return "label"
    if named_bare(figure, passage.text, before, after, setting.frames):
        return "label"
    queries = " ".join(str(f.evidence.get("sql") or "") for f in setting.frames if not f.governed)
    if re.search(r"\b(?:top|most|least|over|all)\b", passage.text) and re.search(
        rf"\b{int(figure.value)}\b", queries
    ):
        return "scope"
    lasting = _TIME_UNIT.match(after)
    ends = TOP.search(before) and any(f.time and len(f.rows) >= figure.value for f in setting.frames)
    if lasting and ends:
        return "scope"
    if lasting:
        return "scope" if _lasts(int(figure.value), lasting["unit"].casefold(), setting, after) else None
    if _CLOCK_UNIT.match(after):
        return (
            "label"
            if is_asked(figure, setting) or re.search(rf"\b{int(figure.value)}\b", setting.printed)
            else None
        )
    if TOP.search(before) or _TOP_AFTER.match(after):
        enough = any(
            frame.limit == figure.value or len(frame.rows) >= figure.value for frame in setting.frames
        )
        return "scope" if enough or is_asked(figure, setting) else None
    return None


def _lasts(count: int, unit: str, setting: Setting, after: str) -> bool:
    low, high = _DAYS[unit]
    for frame in setting.frames:
        for period in (frame.period or frame.covers, frame.compare):
            if period and count * low <= (period.last - period.first).days + 1 <= count * high:
                return True
        for name in frame.axes:
            if unit in name and len({str(row.get(name)) for row in frame.rows}) == count:
                return True
    said = rf"\b{count}[\s-]{unit}"
    return re.search(said, f"{setting.question} {setting.printed}", re.IGNORECASE) is not None
