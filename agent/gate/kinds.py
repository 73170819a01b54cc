"""Numbers that are no measured figures: dates, list numbers, names, scope, and the user's own conditions."""

import re
from collections.abc import Sequence

from agent.gate.conditions import Setting, is_condition, is_users
from agent.gate.context import TIME, Mention
from agent.gate.figure import Figure
from agent.gate.frames import Frame
from agent.gate.row_numbers import is_away, is_edge, of_dimension
from agent.gate.sentences import Passage
from agent.gate.whole_numbers import PER, TOP, Kind, whole_number

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
    if PER.search(before) and figure.value in (1, 100, 1_000):
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
    if figure.unit == "percent" and TOP.search(before) and _of_parts(setting):
        return "label"
    if names_a_part(figure, before, after, setting.frames) or is_edge(figure, setting.frames):
        return "label"
    if (away := _AWAY.match(after)) and is_away(figure, away["way"], setting.frames):
        return "label"
    if figure.spelled and _IN_A_ROW.match(after):
        return "label"
    if is_condition(figure, f"at least {before}" if after.startswith("+") else before, after, setting):
        return "scope"
    if is_users(figure, passage.text, setting):
        return "user"
    if figure.unit == "plain" and figure.value == int(figure.value):
        return whole_number(figure, passage, before, after, setting)
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
    if figure.unit != "percent" or figure.sign or not (TOP.search(before) or _OF_THEM.match(after)):
        return False
    return any(
        abs(figure.value - part) < 1e-6
        for frame in frames
        for one in frame.facts
        for part in _FACT_PARTS.get(str(one.get("name")), ())
    )


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
