"""Words right around a figure that say how it was worked out: added up, averaged, compared, left over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.gate.figure import Figure
from agent.gate.reading import Reading

_SUM = re.compile(
    r"\b(?:together|combined|jointly|in (?:total|all)|sum|totals?|totall?(?:ed|ing)|altogether|both|"
    r"between them|"
    r"collectively|along with|add(?:s|ed|ing)?|these|those|alone|mak(?:e|es|ing)(?: up)?|made up|"
    r"account(?:s|ed)?(?: for)?|c[ao]mes? to|all|they|the (?:top |other |last |first |remaining )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+)|overall|whole|full|top|plus|remaining|their|gross)\b",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\b(?:averag\w*|mean|typical(?:ly)?|(?:a|per|each|every) (?:month|week|day|quarter|hour|year|department|"
    r"category|store)|monthly|weekly|daily|quarterly)\b",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:averag\w*|mean|typical(?:ly)?|each|per|every|apiece|dividing|divided|worth|"
    r"(?:a|an) (?:month|week|day|quarter|hour|year|order|trip|household|customer|unit)|monthly|"
    r"weekly|daily)\b",
    re.IGNORECASE,
)
_STEADY = re.compile(r"\b(?:stable|steady|steadily|flat|constant|level|unchanged|hover\w*)\b", re.IGNORECASE)
_GAP = re.compile(r"\b(?:gap|difference|spread|margin|distance) (?:between|of|from)\b", re.IGNORECASE)
_WITHOUT = re.compile(r"\b(?:that leaves|leaving)\b", re.IGNORECASE)
_AVERAGING = re.compile(r"\b(?:averag\w*|mean|dividing|divided)\b|\A\W*(?:per|for each)\b", re.IGNORECASE)
_ADDS = re.compile(r"\b(?:add(?:s|ed|ing)? up|sum of|summ(?:ed|ing)|add(?:s|ing)?)\b|\+|=", re.IGNORECASE)
_WITH = re.compile(
    r"\b(?:with|plus|adding|along|including|these|those|they|all|both|the (?:two|three|four|five|six))\b",
    re.I,
)
_LEFT = re.compile(
    r"\b(?:rest|remain\w*|others?|else|not|never|neither|outside|beyond|leaves?|"
    r"missing|uncovered|untouched|no|unknown|elsewhere)\b|n['’]t\b",
    re.IGNORECASE,
)
_MORE = (
    r"more|less|fewer|higher|lower|larger|smaller|bigger|better|worse|cheaper|dearer|expensive|above|below|"
    r"ahead|behind|up|down|ris(?:e|es|en|ing)|rose|grew|grow\w*|fell|fall\w*|drop\w*|declin\w+|increas\w+|"
    r"decreas\w+|chang\w+|gain\w*|lost|loss|losing|lose[sd]?|differ\w*|gap|spread|lead|leads|margin|jump\w*|climb\w*|"
    r"slip\w*|premium|short|apart|exceed\w*|outs\w+|swing|improv\w+|stronger|weaker|longer|shorter|extra|uplift|"
    r"stray\w*|range|width|distance|trail\w*|busier|quieter|greater|reduc\w+|eas(?:ed|ing)|dip\w*|won|added|beat\w*|"
    r"faster|slower|additional|surplus|shortfall|deficit|net|growth|distance|worth|separat\w+|apart|rebound\w*|"
    r"recover\w*|shrank|shr[iu]nk\w*|plung\w+|surg\w+|soar\w*|lift\w*|halv\w+|cost|discount|saving|save[sd]?|"
    r"richer|heavier|lighter|shed|sank|sunk|advance\w*|retreat\w*|lag\w*|underperform\w*|outperform\w*|minus"
)
_CHANGE = re.compile(rf"\b(?:{_MORE})\b|[+−Δ]", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:of|share|account\w*|mak\w+ up|represent\w*|fall|falls|contribut\w*|generat\w*|as (?:much|"
    r"many|large|big|high)|out)\b",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:multipl\w+|in (?:all|total)|about|roughly|around|nearly|almost|would|i\.e\.|that is|altogether|"
    r"comes? to|cost|equals?|makes?|worth|totals?)\b|=",
    re.IGNORECASE,
)
_AVERAGE_LEFT = re.compile(
    r"\b(?:averag(?:ing|ed|es|e)|mean)(?:\s(?:of|is|was|about|around|roughly|at|month|week|day))*[\s*_:(]*\Z",
    re.IGNORECASE,
)
_AVERAGE_RIGHT = re.compile(
    r"[\s*_]*(?:on average|(?:a|per|each) (?:month|week|day|quarter)\b)", re.IGNORECASE
)
_NUMBER = r"\d{1,2}|two|three|four|five|six|seven|eight|ten"
FIRST_N = re.compile(
    rf"\b(?:top|first|largest|biggest|leading|best)[\s-](?P<n>{_NUMBER})\b"
    rf"|\b(?P<m>{_NUMBER}) (?:largest|biggest|leading|top|best)\b",
    re.IGNORECASE,
)
_N = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_WHOLE = re.compile(
    r"\b(?:total|overall|net|all|altogether|whole|shop|entire|everything|store-?wide|shop-?wide|grand|company|(?:department|category|segment|store|group|shop|year)['’]s)\b",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"\b(?:of|out of) (?:the|all|its|their)(?: (?:\w+['’]s|total|overall))?\s[\s*_]*\Z", re.IGNORECASE
)
_PART_OF_ALL = re.compile(r"[\s*_]*(?:[a-z]+\s){0,2}(?:out )?of (?:the |all )?[\s*_$]*\d", re.IGNORECASE)
_LONG_CUT = re.compile(r"[,;:]|\b(?:and|but|while|whereas|which|so)\b")
_CUT = re.compile(r"[,;:()–—|]|\s-\s|\b(?:and|but|while|whereas|which|so)\b")


@dataclass(frozen=True)
class Cues:
    """Which ways of working out the words allow. `near` are the offsets of the figure's own clause."""

    sums: bool
    means: bool
    each: bool
    words: str
    after: int
    adds: bool
    inclusive: bool
    left: bool
    changes: bool
    shares: bool
    products: bool
    whole: bool
    near: tuple[int, int]


def cues(reading: Reading, measured: Sequence[Figure]) -> Cues:
    """The cues between the figures before and after, and in the titles of a table's cell."""
    figure, passage, text = reading.figure, reading.passage, reading.passage.text
    start = max((f.end for f in measured if f.end <= figure.start), default=0)
    end = min((f.start for f in measured if f.start >= figure.end), default=len(text))
    left, right = text[start : figure.start], text[figure.end : end]
    cut_right = _CUT.search(right)
    beside = right[: cut_right.start()] if cut_right else right
    if 0 < len(right.strip()) <= 4 and end < len(text):
        beside += f" {re.split('[,;:(]', text[end:])[0][:60]}"
    short = len(left.strip()) <= 8
    before = max((f.end for f in measured if f.end < start), default=0)
    words = f"{text[before:start] if short else ''}{left} | {beside}"
    if passage.kind == "cell":
        words = f"{passage.header} | {passage.label}"
    opening = f"{text[:start]} {words}"
    lead = passage.lead if passage.kind == "bullet" else ""
    level = reading.said.role in ("before", "compared") or re.search(r"\bto\s[\s$*_(]*\Z", left) is not None
    level = level or (
        re.search(r"[:(]\s?[\s$*_]*\Z", left) is not None
        and re.match(r"\s(?:vs|versus|against)\b", right) is not None
    )
    cut_left = [m.end() for m in _CUT.finditer(left)]
    near = (
        start + (cut_left[-1] if cut_left else 0),
        figure.end + (cut_right.start() if cut_right else len(right)),
    )
    return Cues(
        sums=_SUM.search(words) is not None
        or _SUM.search(opening) is not None
        or _PART_OF_ALL.match(text[figure.end :]) is not None,
        means=_MEAN.search(words) is not None
        or (figure.hedge == "about" and _STEADY.search(opening) is not None),
        each=_EACH.search(words) is not None or _AVERAGING.search(opening) is not None,
        words=words,
        after=start,
        adds=_ADDS.search(opening) is not None,
        inclusive=_WITH.search(words) is not None,
        left=_LEFT.search(words) is not None or _WITHOUT.search(opening) is not None,
        changes=not level
        and (
            figure.sign != 0
            or reading.said.role == "change"
            or _CHANGE.search(f"{words} {lead}") is not None
            or _GAP.search(opening) is not None
        ),
        shares=reading.said.role != "change"
        and (_SHARE.search(opening) is not None or passage.kind == "cell" or "(" in left[-3:]),
        products=_TIMES.search(words) is not None or re.search(r"\bmultipl", opening, re.I) is not None,
        whole=_OF_THE.search(left) is not None
        or _WHOLE.search(
            f"{passage.header} {passage.label}"
            if passage.kind == "cell"
            else f"{_LONG_CUT.split(left)[-1]} | {beside}"
        )
        is not None,
        near=near,
    )


def averaged(figure: Figure, text: str) -> bool:
    """Whether the words right beside a figure say that it is an average."""
    left, right = text[max(0, figure.start - 28) : figure.start], text[figure.end :]
    return bool(_AVERAGE_LEFT.search(left) or _AVERAGE_RIGHT.match(right))


def first_n(match: re.Match[str]) -> int:
    """The n of "top n"."""
    said = (match["n"] or match["m"]).casefold()
    return _N.get(said, int(said) if said.isdecimal() else 0)
