"""Words that claim a direction (rose, less than) and what role a figure plays."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from agent.gate.figure import Figure

Role = Literal["change", "before", "compared", "level", "either"]

UP = (
    r"rose|rises?|risen|rising|grew|grow|grows|grown|growing|growth|increas(?:e|es|ed|ing)|"
    r"(?<!dried )(?<!dry )(?<!made )(?<!make )"
    r"(?<!makes )(?<!making )(?<!add )(?<!adds )(?<!set )(?<!added )up|gain(?:s|ed|"
    r"ing)?|climb(?:s|ed|ing)?|"
    r"jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|uplift|improv(?:e|es|ed|ement)|expand(?:s|"
    r"ed)?|rebound(?:s|ed|ing)?|recover(?:s|ed|ing)?|added"
)
DOWN = (
    r"fell|falls?|fallen|falling|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|down|"
    r"shr(?:ank|ink|inks|unk|inking)|slip(?:s|ped|ping)?|dip(?:s|ped|ping)?|plung(?:e|es|ed|ing)|slid|"
    r"slides?|eas(?:ed|ing)|"
    r"lost|loss|contract(?:s|ed)|reduc(?:ed|tion)|dent|"
    r"t(?:ook|akes?|aking|aken)(?=\s[^.;,]{0,40}\b(?:off|away)\b)"
)
_MORE = (
    r"more|higher|larger|bigger|greater|above|ahead|better|longer|outs(?:old|ells?)|exceed(?:s|ed)?|beats?|"
    r"tops|topped"
)
_LESS = r"less|lower|fewer|smaller|below|behind|worse|shorter|trail(?:s|ed|ing)?|lag(?:s|ged)?|short of"
_CHANGE = (
    r"chang(?:e|es|ed)|difference|gap|delta|lead (?:of|over|is|was)|(?<!(?:clear|large) )"
    r"(?<!wide )margin|swing|moved?|shift(?:ed)?|"
    r"vs\.? (?:previous|before|prior)|Δ|yoy|mom|wow"
)
_WORD = re.compile(rf"\b(?:(?P<up>{UP}|{_MORE})|(?P<down>{DOWN}|{_LESS}))\b", re.IGNORECASE)
VERB = re.compile(rf"\b(?:(?P<up>{UP})|(?P<down>{DOWN}))\b", re.IGNORECASE)
_HEDGES = (
    r"(?:(?:about|around|roughly|approximately|nearly|almost|just|over|more than|less than|under|some|only|"
    r"a|an|the|well|exactly|as much as|by)\s+|~\s?|[*_(\s])*"
)
_TAIL = (
    r"(?:\s+(?:its|the|their|a|overall|average|previous|prior|earlier|last|level|period|month|quarter|week|year|of|at|"
    r"it was|before|just|only)\b)*"
    rf"[\s:,=(*_]*{_HEDGES}\Z"
)
_BEFORE_LEFT = re.compile(rf"\b(?:from|previously|earlier|before|prior|previous)\b{_TAIL}", re.IGNORECASE)
_COMPARED_LEFT = re.compile(
    rf"\b(?:versus|vs\.?|against|compared (?:with|to)|than|instead of|above the|below the|behind the){_TAIL}",
    re.IGNORECASE,
)
_BEFORE_RIGHT = re.compile(
    r"[\s*_)]*(?:→|->|previously|earlier|before|prior|the (?:previous|prior|preceding) |the (?:month|quarter|"
    r"week|year|period) (?:before|earlier)|"
    r"last (?:month|quarter|week|year|period)|in the (?:previous|prior|preceding)|a (?:month|quarter|week|"
    r"year) (?:ago|earlier|before))(?:\b|(?<=[→>]))",
    re.IGNORECASE,
)
OF_A_CHANGE = re.compile(
    r"[\s*_)]*of (?:the|this|that|all)\s(?:[$\w,.'’-]+\s){0,4}?"
    r"(?P<word>increase|growth|gain|rise|uplift|decline|drop|decrease|fall)\b",
    re.IGNORECASE,
)
_TO_LEFT = re.compile(rf"\b(?:to|reaching|reached|hitting|hit)\s+{_HEDGES}\Z", re.IGNORECASE)
_BY_LEFT = re.compile(rf"\bby\s+{_HEDGES}\Z", re.IGNORECASE)
_MOVED_LEFT = re.compile(
    rf"\b(?:{UP}|{DOWN})\b(?:\s+(?!to\b|at\b|from\b|with\b|and\b)[\w'’-]+){{0,4}}?[\s:(*_]*(?:of|by|was|"
    rf"is|were)?\s*{_HEDGES}\Z",
    re.IGNORECASE,
)
_CHANGE_LEFT = re.compile(rf"\b(?:{_CHANGE})\b(?:\s+[\w'’-]+){{0,4}}?[\s:(*_]*{_HEDGES}\Z", re.IGNORECASE)
_THAN_MORE = r"more|higher|larger|bigger|greater|above|ahead|better|longer"
_THAN_LESS = r"less|lower|fewer|smaller|below|behind|worse|shorter|short of"
_MOVED_RIGHT = re.compile(
    rf"[\s*_)-]*(?!(?:or|and)\b)(?:(?:points?|year[- ]on[- ]year|month[- ]on[- ]month|week[- ]on[- ]week|"
    rf"overall|sales|"
    rf"relative|period[- ]on[- ]period|(?:items?|units?|orders|trips|customers|households)(?=\s(?:more|"
    rf"less|fewer)\b(?! than \d)))\s+)?"
    rf"(?P<word>(?:{_THAN_MORE}|{_THAN_LESS}|up|down|increase|decrease|decline|drop|rise|fall|growth|gain|reduction|"
    rf"jump|dip|lift|uplift|gap|difference|lead)\b)(?!\s(?:on|into|within|under|between)\b)",
    re.IGNORECASE,
)
_ANY_CHANGE = re.compile(rf"\b(?:{UP}|{DOWN}|{_CHANGE}|{_MORE}|{_LESS})\b", re.IGNORECASE)


class Said(NamedTuple):
    """How a figure is used. `direction`: +1 up, -1 down, 0 not said."""

    role: Role
    direction: int


def said(text: str, figure: Figure, floor: int, around: str) -> Said:
    """Whether a figure is a level, the level before, or a change, and in which direction.

    `floor` is where the figure before it ends; `around` is the words that title it (lead, column title).
    """
    left, right = text[max(floor, figure.start - 90) : figure.start], text[figure.end :]
    moved = _MOVED_RIGHT.match(right)
    at_once = _BY_LEFT.search(left) or _MOVED_LEFT.search(left)
    if at_once and not _MOVED_LEFT.search(left) and not _ANY_CHANGE.search(text):
        at_once = None
    if at_once and re.search("[(:]", at_once.group()):
        at_once = None
    if figure.sign:
        # "fell by -5 %" says twice that it fell, which is a rise
        word = moved["word"] if moved else left if at_once else ""
        return Said(
            "change", figure.sign * (direction(word) or direction(text[: figure.start]) * bool(word) or 1)
        )
    if moved and not (figure.unit == "times" and figure.form == "multiple"):
        return Said("change", direction(moved["word"]))
    toward = direction(text[: figure.start])
    if at_once:
        if not toward and moved is None:
            toward = direction(right)
        return Said("change", toward)
    part = OF_A_CHANGE.match(right)
    if part and figure.unit in ("usd", "plain"):
        return Said("change", direction(part["word"]))
    if _BEFORE_LEFT.search(left) or _BEFORE_RIGHT.match(right):
        return Said("before", 0)
    if _COMPARED_LEFT.search(left):
        return Said("compared", 0)
    if _TO_LEFT.search(left):
        return Said("level", direction(text[: figure.start]))
    if (
        re.match(r"[\s*_]*(?:vs\.?|versus|against|compared (?:with|to))\s", right)
        and not figure.sign
        and figure.unit in ("usd", "plain")
        and re.search(r"[:(]\s?[\s$*_]*\Z", left)
    ):
        return Said("either", 0)
    aside = left.endswith("(") and not figure.sign and figure.unit in ("usd", "plain")
    if (_CHANGE_LEFT.search(left) and not aside) or figure.unit == "points":
        return Said("change", toward)
    titled = _ANY_CHANGE.search(around)
    if toward or titled or _ANY_CHANGE.search(text[: figure.start]):
        return Said("either", toward or direction(around))
    return Said("level", 0)


def direction(text: str) -> int:
    """The direction that the last such word of a text says."""
    last = 0
    for match in _WORD.finditer(text):
        last = 1 if match["up"] else -1
    return last


class Move(NamedTuple):
    """A verb of direction in a text."""

    start: int
    end: int
    sign: int


def moves(text: str) -> Iterator[Move]:
    """Verbs and nouns that say something rose or fell (not comparatives, which need a second thing)."""
    for match in VERB.finditer(text):
        if not re.match(r"\s(?:to date|for\b)", text[match.end() :]) and match.group().casefold() not in (
            "added",
            "lost",
            "loss",
            "contract",
        ):
            yield Move(match.start(), match.end(), 1 if match["up"] else -1)
