"""Numbers that are no measured figures: dates, list numbers, names, scope, and the user's own conditions."""

import re
from collections.abc import Sequence
from typing import Literal

from agent.gate.conditions import Setting, is_asked, is_condition, is_users
from agent.gate.context import TIME, Mention
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.row_numbers import (
    counts_something,
    is_away,
    is_edge,
    is_value,
    named_bare,
    names_a_row,
    of_dimension,
)
from agent.gate.sentences import Passage

Kind = Literal["user", "date", "ordinal", "label", "scope"]

_ID = re.compile(
    r"\b(?P<noun>campaign|week|store|household|customer|product|coupon|offer|type|aisle|order|day|hour|"
    r"cluster|segment|decile|quintile|row|kpi|fy|cohort|version|turn|step|position|rank|place)s?"
    r"\s(?:from\s|no\.?\s?|number\s|id\s|#\s?)?(?:\d+(?:\s?[–-]\s?|,\s(?:and\s)?|\s(?:and|to|or)\s))*#?\Z",
    re.IGNORECASE,
)
_TOP = re.compile(
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
_PER = re.compile(r"\b(?:per|every|for each)\s\Z", re.IGNORECASE)
_IF = re.compile(
    r"\b(?:if|suppos(?:e|ing)|assum(?:e|ing)|imagine|were to|even a|say,?)\b(?!.*\b(?:then|was|were|"
    r"had|is|are)\b)",
    re.IGNORECASE,
)
_PROPOSED = re.compile(
    r"\b(?:targets?|goals?|aim(?:ing)?|budgets?|trial|pilot|recommend\w*|suggest\w*|propos\w+|test(?:ing)?|try(?:ing)?)"
    r"\b(?: \w+){0,4} (?:of|at)[\s$*_]*(?:,?\s?say,?\s|about\s|around\s|perhaps\s)?[\s$*_]*\Z",
    re.IGNORECASE,
)
_FACT_PARTS: dict[str, tuple[float, ...]] = {
    **{f"top_{n}": (n / 100, 1 - n / 100) for n in (1, 5, 10, 20, 50)},
    **{f"for_{n}": (n / 100,) for n in (50, 80)},
    "q1": (0.25, 0.75, 0.5), "q3": (0.25, 0.75, 0.5), "p10": (0.1, 0.9), "p90": (0.1, 0.9), "median": (0.5,),
}  # fmt: skip
"""By name of a fact of a spread, the parts of everything that it is about."""
_OF_THEM = re.compile(
    r"[\s*_]*(?:of (?:all |the |its |our |these )*(?:\$?[\d,.]+\s)?)?(?:sales|revenue|orders|"
    r"households|customers|baskets|trips|"
    r"shoppers|spend\w*|units|total|turnover|\w+ sales)\b"
    r"|[\s*_]*(?:of them|of (?:it|that|this))\b|[\s*_]*(?:[:,]|spen[dt]|are|is|have|lie|fall)",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\sdays?\s(?P<way>before|after)\b", re.IGNORECASE)
_IN_A_ROW = re.compile(r"\s(?:\w+\s)?(?:in a row|in succession|running|straight)\b", re.IGNORECASE)
_PARTS = ("decile", "quintile", "quartile", "percentile", "tenth", "fifth")
_LIST_NUMBER = re.compile(r"[#\s*_>]*\Z")
_RANK_TITLE = re.compile(r"[\s*]*(?:#|rank|no\.?|nr\.?|place|position|pos\.?)[\s*]*", re.IGNORECASE)


def excused(figure: Figure, passage: Passage, own: list[Mention], setting: Setting) -> Kind | None:
    """The kind of number this is where it needs no evidence, or None where it is to be bound."""
    before, after = passage.text[: figure.start], passage.text[figure.end :]
    for mention in own:
        if mention.start < figure.end and figure.start < mention.end:
            return "date" if mention.axis == TIME else "label"
    if figure.spelled and figure.unit == "plain" and re.match(r"-(?!fold|time)[a-z]{3}", after):
        return "label"
    if figure.form == "nth":
        return "ordinal"
    if figure.form == "clock" or (figure.form == "code" and figure.unit == "plain"):
        return "label"
    if passage.kind == "cell" and of_dimension(figure, passage, setting):
        return "label"
    if _is_list_number(figure, passage, before, after):
        return "ordinal"
    if _PER.search(before) and figure.value in (1, 100, 1_000):
        return "label"
    if figure.spelled and re.match(r"\s+of (?:that|it|this)\s+(?:was|were|is)\s+(?:passed|reached)\b", after):
        return "label"
    indexed = any(
        str(m.name).endswith("_index") or m.name == "index" for f in setting.frames for m in f.measures
    )
    if figure.value == 100 and indexed and re.match(r"\s*(?:for|=|is|being)\s*(?:the )?averag", after):
        return "label"
    if _supposed(figure, before, after):
        return "user"
    if figure.unit == "percent" and _TOP.search(before) and _of_parts(setting):
        return "label"
    if names_a_part(figure, before, after, setting.frames) or is_edge(figure, setting.frames):
        return "label"
    if (away := _AWAY.match(after)) and is_away(figure, away["way"], setting.frames):
        return "label"
    if figure.spelled and _IN_A_ROW.match(after):
        return "label"
    if is_condition(figure, f"at least {before}" if after.startswith("+") else before, setting):
        return "scope"
    if is_users(figure, passage.text, setting):
        return "user"
    if figure.unit == "plain" and figure.value == int(figure.value):
        return _whole(figure, passage, before, after, setting)
    return None


def _supposed(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure is put forward, not reported: after an "if", as a target, as a proposal."""
    clause = re.split(r"[;:.]\s", before)[-1]
    return _IF.search(clause) is not None or _PROPOSED.search(clause) is not None


def _of_parts(setting: Setting) -> bool:
    """Whether some evidence divides things into equal parts (deciles), so that "the top 20 %" names some."""
    return any(word in name for f in setting.frames for name in f.axes for word in _PARTS)


def names_a_part(figure: Figure, before: str, after: str, frames: Sequence[Frame]) -> bool:
    """Whether a part is named that facts are about: "the top 10%", "half of all orders are below"."""
    if figure.unit != "percent" or figure.sign or not (_TOP.search(before) or _OF_THEM.match(after)):
        return False
    return any(
        abs(figure.value - part) < 1e-6
        for frame in frames
        for one in frame.facts
        for part in _FACT_PARTS.get(str(one.get("name")), ())
    )


def _whole(figure: Figure, passage: Passage, before: str, after: str, setting: Setting) -> Kind | None:
    if re.fullmatch(r"\d{4,}", figure.text.strip()) and names_a_row(figure.text.strip(), setting.frames):
        return "label"
    named = _ID.search(before)
    if named and not figure.sign:
        if named["noun"].casefold() in ("position", "rank", "place"):
            return "ordinal" if any(len(f.rows) >= figure.value for f in setting.frames) else None
        known = f"{setting.question} {setting.printed}".casefold()
        said = rf"\b{named['noun'].casefold()}s?\b[^.?!]{{0,40}}?\b{int(figure.value)}\b"
        return "label" if is_value(named["noun"], figure, setting.frames) or re.search(said, known) else None
    if _PER.search(before) and figure.value in (10, 100, 1_000, 10_000, 100_000, 1_000_000):
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
    ends = _TOP.search(before) and any(f.time and len(f.rows) >= figure.value for f in setting.frames)
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
    if _TOP.search(before) or _TOP_AFTER.match(after):
        enough = any(
            frame.limit == figure.value or len(frame.rows) >= figure.value for frame in setting.frames
        )
        return "scope" if enough or is_asked(figure, setting) else None
    return None


def _is_list_number(figure: Figure, passage: Passage, before: str, after: str) -> bool:
    if passage.kind == "cell":
        return _RANK_TITLE.fullmatch(passage.header) is not None
    starts = passage.kind in ("heading", "bullet", "sentence") and _LIST_NUMBER.fullmatch(before) is not None
    return (
        starts
        and figure.unit == "plain"
        and figure.value <= 100
        and re.match(r"[.)](?:\s|\Z)", after) is not None
    )


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
