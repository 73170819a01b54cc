"""Rows of the answer before by their part in it: 'the winner', 'the runner-up', 'the worst one'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.builtin.headlines import spoken_rows
from agent.builtin.history import Answered
from knowledge.metrics import Definitions
from tools.evidence import Evidence, Value
from tools.warehouse.request import MetricRequest

FIRST = r"winn\w+|lead\w+|front[- ]?runner|champion|champ|top dog|top (?:performer|seller)|best[- ]seller"
SECOND = (
    r"runner[- ]?up|second[- ](?:place|best|biggest|largest|highest)|next best|next one|number two|"
    r"no\.? ?2|#2"
)
THIRD = r"third[- ](?:place|best|biggest|largest|highest)|number three|no\.? ?3|#3"
LOSER = r"loser|laggard|tail[- ]?ender|straggler|back marker|bottom performer|weak(?:est)? link"
DOING = r"(?:[- ](?:performing|selling))?"
BEST = rf"(?:very )?(?:best|strongest|biggest|largest|highest|busiest|top|leading|winning){DOING}"
WORST = rf"(?:very )?(?:worst|weakest|smallest|lowest|poorest|slowest|quietest|bottom|losing){DOING}"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
MOST = r"(?:biggest|largest|top|strongest|main|worst|steepest)"
RISER = r"risers?|gainers?|winners?|climbers?|growers?|growth"
FALLER = r"fallers?|losers?|decliners?|droppers?|drops?|declines?"
NTH = rf"(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))"
WHO_IS = re.compile(
    rf"\W*(?:(?:and|so|ok)\W+)*(?:who|which|what)(?:\W?s| is| was| came| were| comes)?(?: in)?"
    rf"(?: the)? ({NTH})(?: place| one)?\W*",
    re.IGNORECASE,
)
"""'Who was second' after a ranking."""
NUMBERED = r"(?:\b(?:number|no\.?|nr\.?|rank|place|position) ?#?|(?<!\w)#)(\d{1,2})\b"
NUMBERS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
SO_MANY = re.compile(
    rf"\b(?:all )?(?P<those>these|those|the)(?: top)? (?P<n>{'|'.join(NUMBERS)}|[3-9]|[1-9]\d)\b(?! ?%)"
    r"(?= (?:buy|do|did|have|had|spend|spent|sell|sold|make|made|shop|in|on|by|together|for|each|per)\b|"
    r"\W*$)",
    re.IGNORECASE,
)
PEAK = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|now|then|where|when|what|which|whats|show|me|tell|was|is|s|were)\W+)*"
    r"(?:the |its |our )?"
    r"(?:(?P<high>peak|peaks|maximum|max|high(?:est)? point|record|top|all[- ]time high|high)|"
    r"(?P<low>trough|minimum|min|low(?:est)? point|bottom|dip|low))\W*$",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"^\W*(?:(?:and|so|ok|okay|but|now|then|just|only|please|pls|show|give|tell|list|me|which|what|whats|"
    r"what's|who|whos|who's|was|were|is|are|the|one|ones|s)\b\W*)*$",
    re.IGNORECASE,
)
"""What stands before a superlative that asks for one anew: 'which was the best month'."""


@dataclass(frozen=True)
class Named:
    """A question with its words for a row replaced by 'the first one', and which row that is: 2 for the
    second, -1 for the last; None where they name none."""

    question: str
    nth: int | None = None


def by_role(question: str, past: Sequence[Answered], definitions: Definitions) -> Named:
    """The question, with what it calls a row of the last list by: its part in it, its place, its extreme."""
    listed = next(((r, e) for r, e in past if e and len(r.by) == 1 and len(e["rows"]) > 1), None)
    if listed is None:
        return Named(question)
    request, found = listed
    assert found is not None
    noun = _nouns(request, definitions)
    parts = (
        (rf"\b(?:the|our|that) (?:{FIRST})\b", "best", 0),
        (rf"\b(?:the )?(?:{SECOND})\b(?: (?:one|{noun}))?", "best", 1),
        (rf"\b(?:the )?(?:{THIRD})\b(?: (?:one|{noun}))?", "best", 2),
        (rf"\b(?:the|our|that) (?:{LOSER})\b", "worst", 0),
        (rf"\b(?:(?:the|our|that) )?{MOST} (?:{RISER})\b", "risen", 0),
        (rf"\b(?:(?:the|our|that) )?{MOST} (?:{FALLER})\b", "fallen", 0),
        (rf"\b(?:the|that|this|our) {BEST} (?:one|{noun})\b", "best", 0),
        (rf"\b(?:the|that|this|our) {WORST} (?:one|{noun})\b", "worst", 0),
    )
    chosen = any(f.dimension == request.by[0] for f in past[0][0].filters)
    extreme = rf"(?:(?P<best>{BEST})|(?P<worst>{WORST}))"
    opens = r"\W*(?:(?:and|what about|how about|or)\W+)*(?:the )?"
    bare = re.fullmatch(rf"{opens}{extreme}(?: (?:one|{noun}))?\W*", question, re.IGNORECASE)
    more = r"\b(?=\W+\w+\W+\w+)"
    leads = re.match(rf"\W*(?:and\W+)?{extreme} (?:one|{noun}){more}", question, re.IGNORECASE)
    # "And the quietest" after a figure of the busiest is the same of the last row.
    if (said := (bare if chosen else None) or leads) is not None:
        row = _place(request, found, "best" if said["best"] else "worst", 0)
        if row is not None:
            return Named("and the first one" if said is bare else _said(question, said), row)
    for pattern, end, place in parts:
        said = re.search(pattern, question, re.IGNORECASE)
        if said is None:
            continue
        superlative = pattern.startswith(r"\b(?:the|that")
        if superlative and (ASKS.match(question[: said.start()]) or _asks_first(question, said.start())):
            continue
        row = _place(request, found, end, place)
        return Named(_said(question, said), row) if row is not None else Named(question)
    said = WHO_IS.fullmatch(question)
    if said and _number(said[1]) <= len(found["rows"]):
        return Named("and the first one", _number(said[1]))
    said = re.search(NUMBERED, question, re.IGNORECASE)
    place = int(said[1]) if said else 0
    if said and request.limit and place <= len(found["rows"]) and not _listed(place, request, found):
        return Named(_said(question, said), place)
    said = re.search(rf"(?:^\W*(?:and\W+)?|\bthe )({NTH}) (?:one|{noun})\b", question, re.IGNORECASE)
    if said and (n := _number(said[1])) <= len(found["rows"]):
        led = said[0].lower().lstrip().startswith("the")
        if not led or n > len(ORDINALS[:3]):
            return Named(_said(question, said), n)
    return Named(question)


def of_course(question: str, past: Sequence[Answered], definitions: Definitions) -> str:
    """'What's the peak' after weekly sales: 'which week was the highest'."""
    said = PEAK.search(question)
    steps = [b for b in past[0][0].by if definitions.dimensions[b].kind == "time"] if past else []
    if said is None or not steps:
        return question
    end = "highest" if said["high"] else "lowest"
    return f"which {definitions.dimensions[steps[0]].label.lower()} was the {end}"


def so_many(question: str, past: Sequence[Answered]) -> tuple[str, list[Answered]] | None:
    """'These five' after a list of five: the question with 'these', and the answers led by that list."""
    said = SO_MANY.search(question)
    if said is None:
        return None
    word = said["n"].lower()
    n = NUMBERS.get(word) or int(word)
    for place, (request, found) in enumerate(past):
        if len(request.by) == 1 and found and n > 2 and len(found["rows"]) == n:
            text = f"{question[: said.start()]}these{question[said.end() :]}"
            text = re.sub(r" (?:all )?together\b", "", text)  # several are told as one in any case
            return text, list(past[place:])
    return None


def _listed(number: int, request: MetricRequest, found: Evidence) -> bool:
    """Whether a row of the list is called by this number."""
    return any(str(r.get(request.by[0])) == str(number) for r in found["rows"])


def _asks_first(question: str, before: int) -> bool:
    """Whether the superlative is what is asked for: 'what about the best store' names it, 'which is' asks."""
    ahead = question[:before]
    asks = r"\b(?:which|what|who)(?: (?:is|was|were|are|s|had|has|did))?\s*$"
    return re.search(asks, ahead, re.IGNORECASE) is not None


def _said(question: str, said: re.Match[str]) -> str:
    return f"{question[: said.start()]}the first one{question[said.end() :]}"


def _number(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS.index(word.lower()) + 1


def _nouns(request: MetricRequest, definitions: Definitions) -> str:
    """The words for one of what the rows are: store, shop, branch."""
    known = definitions.dimensions[request.by[0]]
    names = {known.label, known.plural, *known.synonyms, known.plural.removesuffix("s")}
    names |= {"group", "band", "bracket", "tier"} if known.order else set()
    return "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))


def _place(request: MetricRequest, found: Evidence, end: str, place: int) -> int | None:
    """Where the row stands in the list, counted from 1; by the figure that it is ordered by or, of a course
    in order of time, by the first."""
    rows = spoken_rows(found)
    ordered = request.order_by or ""
    by = ordered if ordered.startswith(tuple(request.metrics)) else request.metrics[0]
    if end in ("risen", "fallen"):
        by = f"{request.metrics[0]}_change"
    figures = [(i, _figure(r.get(by))) for i, r in enumerate(rows, 1)]
    up = end in ("best", "risen")
    known = sorted(((i, v) for i, v in figures if v is not None), key=lambda p: p[1], reverse=up)
    return known[place][0] if place < len(known) else None


def _figure(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
